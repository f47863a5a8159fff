"""Records that may be there already under nearly the same name, or as the same text."""

from django.db.models import Q

from ..models import Article, Entity
from ..search.names import FoundEntity, near_duplicates
from ..text.normalise import fingerprint, normalise
from ..text.web_address import canonical

MOST = 5


def like_entities(name: str, *, but: Entity | None = None) -> list[FoundEntity]:
    """Entities with a name or alias so like `name` that the same may be meant, likest first.

    `but` is not among them, nor is what was merged into another.
    """
    found = near_duplicates(name, limit=MOST + 1)
    return [one for one in found if but is None or one.entity.pk != but.pk][:MOST]


def same_articles(*, url: str = "", body: str = "", but: Article | None = None) -> list[Article]:
    """Articles at the same web address, or of which a text version is the same text.

    Addresses are compared by `text.web_address`, texts by their SHA-256.
    """
    same = Q()
    if key := canonical(url)[:500]:
        same |= Q(url_key=key)
    if body:
        same |= Q(text_versions__sha256=fingerprint(normalise(body)))
    if not same:
        return []
    found = Article.objects.filter(same).exclude(pk=but.pk if but else None)
    return list(found.distinct().order_by("pk")[:MOST])
