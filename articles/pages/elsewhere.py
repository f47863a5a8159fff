"""Where else the words of a quotation stand, and whether both go back to the same root."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from ..lineage import NEAREST, lineage
from ..models import Quotation, Source
from ..search.alike import near_identical

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A quotation with nearly the same words, and its roots.

    `shared` are those of its roots that are roots of the first one as well; None if of one of the
    two the source is not known.
    """

    quotation: Quotation
    roots: list[Source]
    shared: list[Source] | None

    @property
    def percent(self) -> int:
        """How like the words are; 100 for the very same, capitals and punctuation aside."""
        return int(self.quotation.likeness * 100)

    @property
    def is_of_same_roots(self) -> bool:
        return self.shared is not None and len(self.shared) == len(self.roots)


def elsewhere(quotation: Quotation) -> list[Elsewhere]:
    """Quotations elsewhere with nearly the words of `quotation`, the likest first. At most ten
    queries, however many there are.
    """
    found = near_identical(quotation, limit=SHOWN)
    prefetch_related_objects(found, "article__publisher")
    sources = [one.source for one in (quotation, *found) if one.source]
    origins = lineage(sources if found else [], most=NEAREST)
    own = set(origins.roots_of([quotation.source])) if found and quotation.source else None
    return [
        _compared(one, origins.roots_of([one.source]) if one.source else [], own) for one in found
    ]


def _compared(one: Quotation, roots: list[Source], own: set[Source] | None) -> Elsewhere:
    shared = None if own is None or not roots else [root for root in roots if root in own]
    return Elsewhere(one, roots, shared)
