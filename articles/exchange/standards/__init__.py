"""Public records in the formats of the field: TEI, Web Annotation, schema.org, citations, JSON."""
