"""What is here to be found, for search engines (sitemaps.org): an index, and a list per kind.

When a page was last changed is told of articles and quotations alone: what stands on the page of an
entity or a source follows from articles all over the archive.
"""

from collections.abc import Callable
from contextlib import suppress
from types import SimpleNamespace
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem, x_robots_tag
from django.core.paginator import EmptyPage
from django.db.models import DateTimeField, Max, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, Greatest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ..models import Article, Change, Entity, Quotation, Source
from .readers import readers_page

PAGES = (
    *("home", "articles", "quotations", "sources", "entities"),
    *("timeline", "lineage", "corrections", "data"),
)
ROWS = 5000
"""Addresses in one file."""


class PageSitemap(Sitemap):
    """The pages that are not of one record."""

    def items(self) -> tuple[str, ...]:
        return PAGES

    def location(self, item: str) -> str:
        return reverse(f"articles:{item}")


class RecordSitemap(Sitemap):
    """The pages of all public records of a kind, in the same order always."""

    limit = ROWS

    def __init__(self, rows: Callable[[], QuerySet]):
        self.rows = rows

    def items(self) -> QuerySet:
        return self.rows().order_by("pk")


class DatedSitemap(RecordSitemap):
    """As `RecordSitemap`, with when each record, or its article, was last changed."""

    def lastmod(self, item: Model):
        return item.last_change


def _articles() -> QuerySet:
    return Article.objects.public().only("slug").annotate(last_change=_last_change("pk"))


def _quotations() -> QuerySet:
    rows = Quotation.objects.public().only("public_id")
    return rows.annotate(last_change=_last_change("article_id"))


def _last_change(article: str) -> Greatest:
    changes = Change.objects.filter(article=OuterRef(article)).order_by()
    newest = Subquery(changes.values("article").annotate(at=Max("at")).values("at"))
    modified = Cast("modified_at", DateTimeField())  # so that both are of one type
    return Greatest(modified, Coalesce(newest, modified))


SITEMAPS: dict[str, Sitemap] = {
    "pages": PageSitemap(),
    "articles": DatedSitemap(_articles),
    "quotations": DatedSitemap(_quotations),
    "sources": RecordSitemap(lambda: Source.objects.public().only("slug")),
    "entities": RecordSitemap(lambda: Entity.objects.public().only("slug")),
}


@readers_page
@x_robots_tag
def index(request: HttpRequest) -> HttpResponse:
    """Every sitemap there is."""
    paginators = {name: sitemap.paginator for name, sitemap in SITEMAPS.items()}
    pages = [
        (name, number)
        for name, paginator in paginators.items()
        if paginator.count
        for number in paginator.page_range
    ]
    addresses = (reverse("articles:sitemap-section", args=page) for page in pages)
    context = {"sitemaps": [SitemapIndexItem(settings.SITE_URL + a) for a in addresses]}
    return render(request, "sitemap_index.xml", context, content_type="application/xml")


@readers_page
@x_robots_tag
def section(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """One sitemap."""
    site = urlsplit(settings.SITE_URL)
    addresses = []
    if name in SITEMAPS:
        domain = SimpleNamespace(domain=site.netloc)
        with suppress(EmptyPage):
            addresses = SITEMAPS[name].get_urls(number, domain, site.scheme)
    if not addresses:
        raise Http404("There is no such sitemap.")
    return render(request, "sitemap.xml", {"urlset": addresses}, content_type="application/xml")
