"""Filter of sources."""

from django.db.models import Exists, OuterRef, QuerySet, TextChoices

from ..models import Derivation, Entity, Source, SourceAgent, SourceKind
from .base import FilterForm, KindFilter, RecordFilter, RecordLinkFilter, Sort, WordsFilter
from .facet import TellingFacet, of_choices


class Origin(TextChoices):
    """Whether anything is known to be behind a source."""

    ROOT = "root", "root"
    DERIVED = "derived", "derived from others"


def _derivations(found: RecordFilter) -> QuerySet:
    return found.seen(Derivation).filter(source=OuterRef("pk"))


class SourceFilter(RecordFilter):
    """Sources by words of the title, kind, and who has a part in them."""

    SORTS = {
        "title": Sort("title, A to Z", ("title_folded",)),
        "-title": Sort("title, Z to A", ("-title_folded", "-pk")),
        "-date": Sort("newest first", ("-date_latest", "title_folded")),
        "date": Sort("oldest first", ("date_earliest", "title_folded")),
    }

    FACETS = (
        of_choices("kind", "Kind", SourceKind),
        TellingFacet(
            "origin",
            "Root or derived",
            "",
            dict(Origin.choices).__getitem__,
            told=(Origin.DERIVED,),
            rest=Origin.ROOT,
            conditions=lambda found: (Exists(_derivations(found)),),
        ),
    )

    q = WordsFilter("title_folded", label="Words in the title")
    kind = KindFilter(SourceKind, label="Kind")
    origin = KindFilter(Origin, label="Root or derived", method="of_origin")
    agent = RecordLinkFilter(
        Entity,
        label="Made, released or held by",
        method="with_part_of",
        help_text="The last part of the entity’s address.",
    )

    class Meta:
        model = Source
        fields: list[str] = []
        form = FilterForm

    def of_origin(self, queryset: QuerySet, name: str, origin: str) -> QuerySet:
        """Sources with nothing behind them, or those derived from others."""
        derived = Exists(_derivations(self))
        return queryset.filter(derived if origin == Origin.DERIVED else ~derived)

    def with_part_of(self, queryset: QuerySet, name: str, entity: Entity) -> QuerySet:
        """Sources that `entity` made, released, published, held or gave access to."""
        parts = self.seen(SourceAgent).filter(entity=entity)
        return queryset.filter(pk__in=parts.values("source"))
