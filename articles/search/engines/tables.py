"""Names of the tables engines keep; they are none of Django's models."""

KINDS = ("entities", "sources", "quotations", "articles")
"""What is searched, in the order readers are shown it; names as in addresses and datasets."""

STATE = "search_version"
"""One row: the version of the index."""

KEYS = "search_alike"
"""By which quotations with nearly the same words are found."""


def table(kind: str) -> str:
    """The table of a kind of record."""
    return f"search_{kind}"
