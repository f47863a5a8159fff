"""Datasets out: as CSV, JSON Lines, a data package, and described for readers."""
