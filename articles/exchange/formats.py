"""File formats of the admin: CSV and XLSX with guarded formulae, JSON as it is."""

from import_export.formats.base_formats import CSV, JSON, XLSX

FORMATS = [CSV, XLSX, JSON]
