"""(body, spans) → segments of HTML: one renderer for the reader's page and the workbench."""
