"""The readers’ public pages."""
