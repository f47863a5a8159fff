"""What has a source behind it: rests on it, or on what comes from it however indirectly."""

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from ..models import Source
from ..models.source import DERIVATION_IS_PUBLIC
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
    """Articles that cite or quote such a source, be it as what contradicts them."""

    def filter(self, qs: QuerySet, value: Source | None) -> QuerySet:
        return qs.filter(pk__in=articles_with_behind(value)) if value else qs


def resting_on(source: Source) -> QuerySet[Source]:
    """The public sources that derive from `source`, however indirectly, with itself."""
    return Source.objects.public().filter(pk__in=keys_below(source))


def keys_below(source: Source) -> RawSQL:
    """The primary keys of `source` and of all that derives from it, as a flat subquery: for a
    statement that has others around it already (SQLite parses few levels).
    """
    return RawSQL(f"{_BELOW} SELECT id FROM below", [source.pk])  # noqa: S608, S611


def articles_with_behind(source: Source) -> RawSQL:
    """The primary keys of articles, drafts too, that cite or quote one of these; flat as well."""
    return RawSQL(_USING, [source.pk])  # noqa: S611


_BELOW = f"""
WITH RECURSIVE below(id) AS (
    SELECT id FROM articles_source WHERE id = %s
    UNION
    SELECT derivation.source_id
      FROM articles_derivation derivation
      JOIN below ON below.id = derivation.derived_from_id
     WHERE {DERIVATION_IS_PUBLIC}
)
"""  # noqa: S608 - made of constants

_USING = f"""
{_BELOW}
SELECT article_id FROM articles_citation WHERE source_id IN (SELECT id FROM below)
UNION
SELECT article_id FROM articles_quotation WHERE source_id IN (SELECT id FROM below)
"""  # noqa: S608 - made of constants
