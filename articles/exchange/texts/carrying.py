"""Texts that were previewed, carried by the page until they are confirmed."""

from ...models import Article
from ..sealed import sealed, unsealed
from .taking_in import Fate, Outcome

_PURPOSE = "import_texts"
_FIELDS = (
    *("title", "title_supplied", "byline", "published", "language", "url", "publisher_id"),
    *("rights", "text_is_public", "note", "slug"),
)


def carried(outcomes: list[Outcome], *, by) -> str:
    """What can still be taken in, as one signed value. Raises NotCarried when it is too long."""
    files = [
        {
            "name": outcome.name,
            "sha256": outcome.sha256,
            "body": outcome.body,
            "article": {name: getattr(outcome.article, name) for name in _FIELDS},
        }
        for outcome in outcomes
        if outcome.fate in (Fate.NEW, Fate.NEAR)
    ]
    return sealed(files, by=by, purpose=_PURPOSE)


def brought(value: str, *, by) -> list[Outcome]:
    """What `carried` was given, ready to be stored. Raises NotCarried."""
    return [
        Outcome(
            file["name"],
            Fate.FAILED,
            article=Article(**file["article"]),
            body=file["body"],
            sha256=file["sha256"],
        )
        for file in unsealed(value, by=by, purpose=_PURPOSE)
    ]
