"""Articles that come in as files: each a draft in one Change, and none of them twice."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from ..models import Article, TextVersion
from . import ledger
from .articles import clean_body, create_article
from .duplicates import same_articles
from .locks import lock_arrivals


@dataclass(frozen=True)
class There:
    """An article that is in the archive already, and what it has in common with a file."""

    article: Article
    why: str

    def __str__(self) -> str:
        return f"{self.why} “{self.article}” ({self.article.public_id})"


class AlreadyThere(ValidationError):
    """A file was not taken in, because of what is `there`."""

    def __init__(self, there: There):
        super().__init__(f"{there}.", code="already_there")
        self.there = there


def take_in(
    article: Article, body: str, *, by, origin: str, origin_sha256: str, reason: str = ""
) -> Article:
    """Store a draft with the text of a file, unless the same one is in the archive.

    The same is: the same file, the same text, or the same web address. Raises AlreadyThere,
    ValidationError by field, PermissionDenied.
    """
    with ledger.change("take_in_article", by=by, reason=reason):
        lock_arrivals()
        if found := already_there(url=article.url, body=body, origin_sha256=origin_sha256):
            raise AlreadyThere(found)
        create_article(
            article, body, by=by, reason=reason, origin=origin, origin_sha256=origin_sha256
        )
    return article


def already_there(*, url: str, body: str, origin_sha256: str = "") -> There | None:
    """The article that came from the same file, or has the same text or web address, if any."""
    if origin_sha256:
        versions = TextVersion.objects.filter(origin_sha256=origin_sha256)
        text = versions.select_related("article").order_by("pk").first()
        if text:
            return There(text.article, "The same file was taken in before:")
    for found in same_articles(body=clean_body(body)):
        return There(found, "The same text is in the archive:")
    for found in same_articles(url=url):
        return There(found, "The same web address is in the archive:")
    return None
