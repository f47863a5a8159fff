"""What readers meet where there is nothing, or where something went wrong."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

from .readers import KEPT_FOR_A_MINUTE

LONGEST = 100
"""Characters of an address that may be words to search for."""


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 with ways on: a search for the words of the address, and the lists.

    Of readers' pages it may be kept as long as a page: the next article published may be there.
    """
    kind, _, name = request.path.strip("/").partition("/")
    sought = name.partition("/")[0] or kind
    page = render_to_string("404.html", {"sought": sought[:LONGEST]}, request)
    response = HttpResponse(page, status=404)
    response.headers["Cache-Control"] = KEPT_FOR_A_MINUTE if _is_readers(request) else "no-store"
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """500, which nobody keeps."""
    response = server_error(request)
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_readers(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is None or not getattr(match.func, "login_required", True)
