"""Filter of the corrections log."""

from datetime import UTC, date, datetime, time, timedelta

import django_filters
from django.db.models import QuerySet

from ..models import Article, Correction, CorrectionKind, Entity, Source
from .base import FilterForm, KindFilter, RecordFilter, RecordLinkFilter, Sort
from .facet import of_choices
from .fields import DateBoundField


class SinceFilter(django_filters.Filter):
    """Rows from the beginning of a partial date on; `field_name` is that of a moment."""

    field_class = DateBoundField

    def filter(self, qs: QuerySet, value) -> QuerySet:
        if not value:
            return qs
        return qs.filter(**{f"{self.field_name}__gte": midnight(day_of(value.earliest))})


class UntilFilter(django_filters.Filter):
    """Rows up to the end of a partial date, that day included."""

    field_class = DateBoundField

    def filter(self, qs: QuerySet, value) -> QuerySet:
        if not value or (last := day_of(value.latest)) == date.max:
            return qs
        return qs.filter(**{f"{self.field_name}__lt": midnight(last + timedelta(days=1))})


class CorrectionFilter(RecordFilter):
    """Corrections by kind, by the article, source or entity they are told at, and by date."""

    SORTS = {
        "-at": Sort("newest first", ("-at", "-pk")),
        "at": Sort("oldest first", ("at",)),
    }

    FACETS = (of_choices("kind", "Kind", CorrectionKind),)

    kind = KindFilter(CorrectionKind, label="Kind")
    article = RecordLinkFilter(
        Article, "article", label="Article", help_text="The last part of the article’s address."
    )
    source = RecordLinkFilter(
        Source, "source", label="Source", help_text="The last part of the source’s address."
    )
    entity = RecordLinkFilter(
        Entity, "entity", label="Entity", help_text="The last part of the entity’s address."
    )

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
        for name in ("article", "source", "entity", "sort"):
            filters.move_to_end(name)
        return filters


def day_of(key: int) -> date:
    """The day of a date key (yyyymmdd), or the nearest a calendar of computers has."""
    if key < 10000101:
        return date.min
    year, rest = divmod(key, 10000)
    return date.max if year > date.max.year else date(year, rest // 100, rest % 100)


def midnight(day: date) -> datetime:
    """When a day begins, in UTC."""
    return datetime.combine(day, time.min, tzinfo=UTC)
