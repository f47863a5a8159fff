"""Annotations made elsewhere: Web Annotation (JSON-LD) and brat standoff (.ann)."""
