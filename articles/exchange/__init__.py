"""Records in and out of the archive. Columns are declared once and serve every format."""
