"""What has a source behind it: rests on it, or on what comes from it however indirectly."""

from django.db.models import QuerySet

from ..lineage import articles_with_behind, keys_below
from ..models import Source
from .base import RecordLinkFilter

LABEL = "With the source behind it"
HELP = (
    "The last part of the source’s address. What rests on sources that come from it is found too."
)


class BehindFilter(RecordLinkFilter):
    """Records whose source is a certain one or comes from it, as far as readers may know."""

    def __init__(self, **kwargs):
        super().__init__(Source, "source", label=LABEL, help_text=HELP, **kwargs)

    def filter(self, qs: QuerySet, value: Source | None) -> QuerySet:
        return qs.filter(source__in=keys_below(value)) if value else qs


class ArticleBehindFilter(BehindFilter):
    """Articles that cite or quote such a source."""

    def filter(self, qs: QuerySet, value: Source | None) -> QuerySet:
        return qs.filter(pk__in=articles_with_behind(value)) if value else qs
