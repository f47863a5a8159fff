"""The front page: what the archive is, shown alive, and the ways into it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ..exchange.standards.schema_site import web_site
from ..models import Article, Correction, Entity, Quotation, Source
from .newest import newest_articles
from .readers import readers_page
from .remembered import remembered
from .specimen import choose_specimen, specimen

NEWEST = 5
CORRECTIONS = 3
AMONG = 50
"""Of so many newest articles a quotation is chosen to be shown."""


@readers_page
def home(request: HttpRequest) -> HttpResponse:
    """Counts, the newest articles and corrections, and one quotation walked back to its roots."""
    newest = remembered("home newest", _newest)
    corrections = Correction.objects.public().select_related("article", "source", "entity")
    context = {
        "section": "home",
        "counts": remembered("home counts", _counts),
        "newest": _articles(newest[:NEWEST]),
        "corrections": corrections.order_by("-at", "-pk")[:CORRECTIONS],
        "permalink": settings.SITE_URL + reverse("articles:home"),
        "structured_data": web_site(),
        **specimen(remembered("home specimen", lambda: choose_specimen(newest))),
    }
    return render(request, "articles/home.html", context)


def _counts() -> dict[str, int]:
    """How many records of each kind readers may see."""
    models = {"articles": Article, "quotations": Quotation, "sources": Source, "entities": Entity}
    return {name: model.objects.public().count() for name, model in models.items()}


def _newest() -> list[int]:
    """Keys of the articles readers could see last, the newest first."""
    rows = Article.objects.public().only("pk")
    return [article.pk for article in newest_articles(rows, AMONG)]


def _articles(keys: list[int]) -> list[Article]:
    found = Article.objects.public().select_related("publisher").in_bulk(keys)
    return [found[key] for key in keys if key in found]
