"""What programs look for at fixed addresses: where robots may go, how to search from outside."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ..exchange.standards.addresses import SITE_NAME
from .readers import readers_page


@readers_page
def robots(request: HttpRequest) -> HttpResponse:
    """Where robots may go (RFC 9309): everywhere but among the endless ways to narrow a list."""
    context = {"sitemap": settings.SITE_URL + reverse("articles:sitemap")}
    return render(request, "articles/robots.txt", context, content_type="text/plain; charset=utf-8")


@readers_page
def open_search(request: HttpRequest) -> HttpResponse:
    """How a browser searches here from its address bar (OpenSearch 1.1)."""
    context = {"name": SITE_NAME, "site": settings.SITE_URL}
    kind = "application/opensearchdescription+xml"
    return render(request, "articles/opensearch.xml", context, content_type=kind)
