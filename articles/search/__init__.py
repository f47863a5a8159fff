"""Search: one interface for every engine, which gives the same rows in the same order."""
