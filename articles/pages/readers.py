"""What all readers' pages have in common: everybody may read them, and every cache keep them."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from .freshness import Freshness

KEPT_FOR_A_MINUTE = "public, max-age=0, s-maxage=60"
"""Browsers ask each time whether there is something new. Caches that many readers share (a CDN)
need not ask within a minute: after so long at most, what was withdrawn is gone from them too."""

ASKED_EACH_TIME = "public, no-cache"
"""Every cache asks each time whether there is something new."""

_compressor = GZipMiddleware(lambda request: None)
_PACKED = ("application/zip",)


def readers_page(view: Callable) -> Callable:
    """Open a view to everybody, for GET and HEAD only. Every view not so marked asks for a login.

    Readers' pages show `.public()` records only and touch no session, so they set no cookie, and
    nothing in them depends on who asks: that is also why they may be compressed (BREACH needs a
    secret in the page). Whoever has the page of this very state of the archive is told so (304)
    before the view is called. A view may give its answer an ETag of its own.
    """
    return _opened(view, KEPT_FOR_A_MINUTE)


def readers_file(view: Callable) -> Callable:
    """As `readers_page`, for whole files of data: whoever asks for one wants its newest state."""
    return _opened(view, ASKED_EACH_TIME)


def _opened(view: Callable, cache_control: str) -> Callable:
    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        # Before anything is read for the answer.
        freshness = Freshness.of(request)
        response = freshness.known(request)
        if response is None:
            response = freshness.stamp(request, view(request, *args, **kwargs))
        response.headers["Cache-Control"] = cache_control
        return _compressed(request, response)

    return login_not_required(require_safe(answer))


def _compressed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    patch_vary_headers(response, ["Accept-Encoding"])
    if response.headers.get("Content-Type") in _PACKED:
        return response
    return _compressor.process_response(request, response)
