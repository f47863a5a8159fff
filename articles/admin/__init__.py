"""The editors' admin: lists, forms and history. Whatever it writes, it writes through `editing`."""

from . import (  # noqa: F401  (each registers its models)
    agent,
    article,
    citation,
    derivation,
    entity,
    journal,
    mention,
    parts,
    quotation,
    source,
    text_version,
)
