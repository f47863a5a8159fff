"""What changed in an article since somebody last looked: annotations, and paragraphs anew.

A Change of an article has a higher primary key than every one carried out before it, because each
verb takes the article's lock first. So the highest key that was told says all that was seen.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from ...models import Article, Mention, Quotation, QuotationSpan
from ...rendering.markup import RenderedParagraph
from .annotations import mentions_in, told, with_pieces
from .asking import checked
from .fields import LARGEST_KEY, LARGEST_OFFSET
from .painting import Place, paint_anew


class SeenForm(forms.Form):
    """What the asker has seen: the latest Change and the text version."""

    seen = forms.IntegerField(min_value=0, max_value=LARGEST_KEY)
    text_version = forms.IntegerField(min_value=0, max_value=LARGEST_OFFSET)


def latest(admin, request: HttpRequest, article: Article) -> dict:
    """The news an open page asks for every few seconds."""
    return news(article, **checked(SeenForm(request.GET)), asker=request.user)


def news(article: Article, *, seen: int, text_version: int, asker) -> dict:
    """What `asker`, who saw all Changes up to `seen`, is to be told (docs/workbench.md).

    `article` is one from `article_of`, read first: what comes meanwhile is told again next time.
    Whoever has another text version is told only which it is.
    """
    found = {
        "seen": article.head,
        "text_version": article.text_number,
        "annotations": [],
        "gone": [],
        "paragraphs": [],
        "by": [],
    }
    if article.head <= seen:
        return found
    others = article.changes.filter(pk__gt=seen).exclude(by=asker).exclude(by=None)
    found["by"] = sorted(others.order_by().values_list("by__username", flat=True).distinct())
    if article.text_number != text_version:
        return found
    text = article.current_text_id
    written = _Written(article, seen)
    mentions = list(mentions_in(text).filter(pk__in=written.mentions))
    quotations = list(with_pieces(Quotation.objects.filter(pk__in=written.quotations), text))
    found["annotations"] = [told(one) for one in (*mentions, *quotations)]
    found["gone"] = sorted(written.ids - {one["id"] for one in found["annotations"]})
    now = [*mentions, *(piece for quotation in quotations for piece in quotation.pieces)]
    places = written.places | {(span.start, span.end) for span in now}
    found["paragraphs"] = [paragraph_told(one) for one in paint_anew(text, places)]
    return found


def paragraph_told(paragraph: RenderedParagraph) -> dict:
    """A paragraph as the page shows it."""
    return {
        "number": paragraph.number,
        "start": paragraph.start,
        "spaced": paragraph.is_spaced,
        "html": paragraph.bench_html,
    }


@dataclass
class _Written:
    """What was written to since: keys and ids of mentions and quotations, and where they stood."""

    article: Article
    seen: int
    mentions: set[int] = field(default_factory=set)
    quotations: set[int] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    places: set[Place] = field(default_factory=set)

    def __post_init__(self) -> None:
        for row in self._spans(Mention):
            self.mentions.add(row.id)
            self.ids.add(row.public_id)
        for row in self._since(Quotation).only("id", "public_id"):
            self.quotations.add(row.id)
            self.ids.add(row.public_id)
        for row in self._spans(QuotationSpan):
            self.quotations.add(row.quotation_id)

    def _since(self, model: type[Model]) -> QuerySet:
        return model.history.filter(change__article=self.article, change__gt=self.seen).order_by()

    def _spans(self, model: type[Model]) -> Iterator[Model]:
        """A row of each span written to, whose place as it was seen is noted."""
        rows = model.history.filter(id__in=self._since(model).values("id")).order_by("history_id")
        seen = {}
        found = {}
        for row in rows.defer("exact", "prefix", "suffix"):
            found[row.id] = row
            if row.change_id is None or row.change_id <= self.seen:
                seen[row.id] = row
        for row in seen.values():
            if row.start is not None and row.text_version_id == self.article.current_text_id:
                self.places.add((row.start, row.end))
        return iter(found.values())
