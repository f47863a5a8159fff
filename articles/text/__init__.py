"""Pure text work: no Django, no database, no network.

Everywhere in this package an offset counts Unicode code points from the start of
the body, and the end of a span is exclusive: `body[start:end]` are its characters.
"""
