"""Whether the index is what the archive says, for the tests beside this file."""

from articles.search.engines.tables import KINDS
from articles.search.indexing import drift
from articles.search.query import parse
from articles.search.searching import search


def out_of_step() -> dict[str, list[int]]:
    """Records that are not indexed as they are, by kind."""
    return {kind: found.keys for kind in KINDS if (found := drift(kind))}


def found(text: str) -> dict[str, list[str]]:
    """What readers find: names by kind."""
    results = {kind: search(kind, parse(text)).hits for kind in KINDS}
    return {kind: [str(hit.record) for hit in hits] for kind, hits in results.items() if hits}
