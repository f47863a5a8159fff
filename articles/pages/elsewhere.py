"""Where else the words of a quotation stand, and whether both go back to the same root."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from ..lineage import NEAREST, FirstRoots, Lineage, lineage
from ..models import Quotation
from ..search.alike import near_identical

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A quotation with nearly the same words, and its roots, none if its source is not known.

    `shared` are those of its roots that are roots of the first one as well; None if of one of the
    two the source is not known. `is_of_same_roots`: neither of the two has any other.
    """

    quotation: Quotation
    roots: FirstRoots
    shared: FirstRoots | None = None
    is_of_same_roots: bool = False

    @property
    def percent(self) -> int:
        """How like the words are; 100 for the very same, capitals and punctuation aside."""
        return int(self.quotation.likeness * 100)


def elsewhere(quotation: Quotation) -> list[Elsewhere]:
    """Quotations elsewhere with nearly the words of `quotation`, the likest first. At most ten
    queries, however many there are.
    """
    found = near_identical(quotation, limit=SHOWN)
    prefetch_related_objects(found, "article__publisher")
    sources = [one.source for one in (quotation, *found) if one.source]
    origins = lineage(sources if found else [], most=NEAREST)
    return [_compared(origins, one, quotation) for one in found]


def _compared(origins: Lineage, one: Quotation, first: Quotation) -> Elsewhere:
    """By the keys of the roots: they are all known where not all that lies behind is fetched."""
    roots = origins.root_keys([one.source]) if one.source else []
    if not one.source or not first.source:
        return Elsewhere(one, origins.name_first(roots))
    own = set(origins.root_keys([first.source]))
    shared = [root for root in roots if root in own]
    return Elsewhere(
        one,
        origins.name_first(roots),
        origins.name_first(shared),
        is_of_same_roots=len(shared) == len(roots) == len(own),
    )
