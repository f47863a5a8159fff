"""The editors' admin: lists, forms and history. Whatever it writes, it writes through `editing`."""

from . import (  # noqa: F401  (each registers its models)
    agent,
    article,
    citation,
    correction,
    derivation,
    entity,
    journal,
    mention,
    merges,
    parts,
    quotation,
    relation,
    report,
    source,
    text_version,
    transfer_journal,
)
