"""Filter of sources."""

from django.db.models import Exists, OuterRef, QuerySet

from ..models import Entity, Source, SourceAgent, SourceKind
from .base import FilterForm, KindFilter, RecordFilter, RecordLinkFilter, Sort, WordsFilter


class SourceFilter(RecordFilter):
    """Sources by words of the title, kind, and who has a part in them."""

    SORTS = {
        "title": Sort("title, A to Z", ("title_folded",)),
        "-title": Sort("title, Z to A", ("-title_folded",)),
        "-date": Sort("newest first", ("-date_latest", "title_folded")),
        "date": Sort("oldest first", ("date_earliest", "title_folded")),
    }

    q = WordsFilter("title_folded", label="Words in the title")
    kind = KindFilter(SourceKind, label="Kind")
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

    def with_part_of(self, queryset: QuerySet, name: str, entity: Entity) -> QuerySet:
        """Sources that `entity` made, released, published, held or gave access to."""
        parts = self.seen(SourceAgent).filter(source=OuterRef("pk"), entity=entity)
        return queryset.filter(Exists(parts))
