"""Search: one interface for every engine, which finds the same records.

The best come first by the engine's own measure (BM25 in SQLite, `ts_rank` in PostgreSQL).
"""
