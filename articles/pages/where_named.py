"""In which articles an entity is named, and how often: what its page counts and sorts by."""

from typing import NamedTuple

from django.db.models import Count

from ..models import Entity, Mention


class Naming(NamedTuple):
    """An article (its primary key) with the keys of its date, and its passages naming an entity."""

    article: int
    earliest: int
    latest: int
    passages: int


def where_named(entity: Entity) -> list[Naming]:
    """Every article in which readers can see `entity` named, the newest first, undated last.

    One query, a short row an article: of the most frequent entity of a large archive this is
    some 50,000 rows, and everything the page says of passages follows from them.
    """
    rows = (
        Mention.objects.public()
        .filter(entity=entity)
        .order_by("-article__published_latest", "article")
        .values_list("article", "article__published_earliest", "article__published_latest")
        .annotate(passages=Count("*"))
    )
    return [Naming._make(row) for row in rows]


def passages_in(namings: list[Naming]) -> int:
    """How many passages these are."""
    return sum(naming.passages for naming in namings)
