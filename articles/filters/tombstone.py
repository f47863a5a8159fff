"""Filter of tombstones: entries of the corrections log on what is gone."""

from django.db.models import QuerySet, TextChoices

from ..models import Correction, CorrectionKind
from .base import FilterForm, KindFilter, RecordFilter
from .correction import CorrectionFilter, SinceFilter, UntilFilter


class GoneKind(TextChoices):
    ARTICLE = "article", "withdrawn article"
    QUOTATION = "quotation", "deleted quotation"


class TombstoneFilter(RecordFilter):
    """Tombstones by what is gone, and since when."""

    SORTS = CorrectionFilter.SORTS

    kind = KindFilter(GoneKind, label="Kind", method="of_kind")

    class Meta:
        model = Correction
        fields: list[str] = []
        form = FilterForm

    @classmethod
    def get_filters(cls):
        """As declared; `from`, a word of Python, cannot be declared."""
        filters = super().get_filters()
        filters["from"] = SinceFilter("at", label="From")
        filters["until"] = UntilFilter("at", label="Until")
        filters.move_to_end("sort")
        return filters

    def of_kind(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those of articles, or of quotations."""
        deleted = {"kind": CorrectionKind.DELETED}
        is_quotation = value == GoneKind.QUOTATION
        return queryset.filter(**deleted) if is_quotation else queryset.exclude(**deleted)
