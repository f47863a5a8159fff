"""In which versions of its article's text the words of a quotation stand."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Value
from django.db.models.functions import StrIndex

from ..models import Article, QuotationSpan, SpanRole, TextVersion

NEWEST = 50
"""So many versions are looked at."""
PIECES = 8
"""So many pieces of a quotation are looked for."""


@dataclass(frozen=True, slots=True)
class Stood:
    """A version readers may see, since when they could, and whether it has the very words.

    `compared`: numbers of two versions, this one and the nearest that has them, for what changed;
    None if this one has, or none has.
    """

    number: int
    since: datetime
    has_words: bool
    is_current: bool
    compared: tuple[int, int] | None = None


def versions_with(article: Article, spans: list[QuotationSpan]) -> list[Stood]:
    """The newest versions of the article's text, in order; none where it may not be shown.

    What counts is the words as they are recorded now, wherever in the version they stand. The
    database looks for them: no body is fetched. One query.
    """
    content = [span.exact for span in spans if span.role == SpanRole.CONTENT][:PIECES]
    if not content:
        return []
    places = {f"piece_{n}": StrIndex("body", Value(words)) for n, words in enumerate(content)}
    rows = TextVersion.objects.public().filter(article=article).annotate(**places)
    found = rows.order_by("-number").values("pk", "number", "shown_at", "created_at", *places)
    stood = [
        Stood(
            row["number"],
            row["shown_at"] or row["created_at"],
            all(row[place] for place in places),
            row["pk"] == article.current_text_id,
        )
        for row in reversed(found[:NEWEST])
    ]
    having = [version.number for version in stood if version.has_words]
    return [_with_comparison(version, having) for version in stood]


def _with_comparison(version: Stood, having: list[int]) -> Stood:
    if version.has_words or not having:
        return version
    nearest = min(having, key=lambda number: abs(number - version.number))
    return replace(version, compared=tuple(sorted((nearest, version.number))))
