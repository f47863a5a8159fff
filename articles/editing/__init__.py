"""The verbs. Whoever writes a record goes through here: admin, import and commands alike.

Each verb runs in one transaction, asks for permission, refuses what was based on an older state,
keeps the invariants and leaves exactly one Change.
"""
