"""Filter of merges."""

from django.db.models import QuerySet, TextChoices

from ..models import Change
from .base import FilterForm, KindFilter, RecordFilter, Sort


class MergeKind(TextChoices):
    ENTITY = "entity", "entity"
    SOURCE = "source", "source"


class MergeFilter(RecordFilter):
    """Merges by what was merged. The rows are Changes, each of which made one."""

    SORTS = {
        "-at": Sort("newest first", ("-at", "-pk")),
        "at": Sort("oldest first", ("at",)),
    }

    kind = KindFilter(MergeKind, label="Kind", method="of_kind")

    class Meta:
        model = Change
        fields: list[str] = []
        form = FilterForm

    def of_kind(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those that merged two entities, or two sources."""
        return queryset.exclude(**{f"{value}merge": None})
