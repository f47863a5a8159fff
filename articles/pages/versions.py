"""What an article said before: its text versions, and what changed between two of them."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ..exchange.standards.meta_tags import meta_tags
from ..exchange.standards.reference import of_article
from ..models import Article, TextVersion
from ..rendering.difference import rendered_difference
from ..rendering.text import render_text
from .addresses import Moved, by_slug, permalink
from .readers import readers_page
from .tombstones import withdrawn


@dataclass(frozen=True)
class Shown:
    """A version readers may see, since when, and the one they saw before it (None: the first)."""

    text: TextVersion
    before: TextVersion | None

    @property
    def since(self):
        return self.text.shown_at or self.text.created_at

    @property
    def reason(self) -> str:
        """Why it replaced what readers saw. Why a text came in is between editors."""
        return self.text.reason if self.before else ""


def version_address(article: Article, number: int) -> str:
    """The permanent path of one version of an article's text."""
    return reverse("articles:version", args=[article.slug, number])


@readers_page
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version readers may see, the latest first."""
    return _answer(request, "versions", slug)


@readers_page
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version, verbatim and without annotations."""
    return _answer(request, "version", slug, number)


@readers_page
def difference(request: HttpRequest, slug: str, first: int, second: int) -> HttpResponse:
    """What the second version has otherwise than the first; either may be the older."""
    if first == second:
        raise Http404("A text does not differ from itself.")
    return _answer(request, "difference", slug, first, second)


def _answer(request: HttpRequest, page: str, slug: str, *numbers: int) -> HttpResponse:
    """The page, or what stands at its address: a redirect, the article's tombstone, nothing."""
    try:
        article = by_slug(Article.objects.with_address().select_related("publisher"), slug)
    except Moved as moved:
        return moved.redirect_to(request, page, *numbers)
    if not article.is_public:
        return withdrawn(request, article, "version of the text")
    shown = _shown(article)
    if not shown or not shown.keys() >= set(numbers):
        raise Http404("There is no such version of the text.")
    context = {
        "section": "articles",
        "article": article,
        "current": next(v for v in shown.values() if v.text.pk == article.current_text_id),
        "permalink": None,
        **_PAGES[page](article, shown, *numbers),
    }
    return render(request, f"articles/{page}.html", context)


def _shown(article: Article) -> dict[int, Shown]:
    """The versions readers may see by number, without their bodies."""
    texts = list(TextVersion.objects.public().filter(article=article).defer("body"))
    texts.sort(key=lambda text: text.number)
    before = [None, *texts]
    return {text.number: Shown(text, earlier) for text, earlier in zip(texts, before, strict=False)}


def _list(article: Article, shown: dict[int, Shown]) -> dict:
    address = reverse("articles:versions", args=[article.slug])
    return {
        "versions": [shown[number] for number in sorted(shown, reverse=True)],
        "permalink": settings.SITE_URL + address,
    }


def _one(article: Article, shown: dict[int, Shown], number: int) -> dict:
    text = shown[number].text
    is_current = text.pk == article.current_text_id
    return {
        "version": shown[number],
        "text": text,
        "is_current": is_current,
        "paragraphs": render_text(text.body, [], []),
        "meta_tags": meta_tags(of_article(article, number)),
        "cite": settings.SITE_URL + version_address(article, number),
        # The article's own page has the current text, with its annotations.
        "permalink": permalink(article) if is_current else None,
    }


def _two(article: Article, shown: dict[int, Shown], first: int, second: int) -> dict:
    old, new = shown[first], shown[second]
    return {
        "old": old,
        "new": new,
        "rows": rendered_difference(old.text.body, new.text.body),
    }


_PAGES = {"versions": _list, "version": _one, "difference": _two}
