"""Small additions to Django's own middleware."""

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from archive_site.refusals import prefers_json, refusal

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


class LoginUnlessPublicMiddleware(LoginRequiredMiddleware):
    """Asks for a login on every view that is not marked `@login_not_required`.

    Django's own looks at the session first and at the mark second. Readers'
    pages must not touch the session at all: they set no cookie and may be
    kept by any cache. A program that asks for JSON is told in JSON: it can do
    nothing with a page to sign in on.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Let public views through before anything asks who is there."""
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request, view_func):
        """Lead people to the login; tell programs that nobody is signed in."""
        if prefers_json(request):
            return refusal(401, "signed_out", "You are not signed in; nothing was saved.")
        return super().handle_no_permission(request, view_func)


class PermissionsPolicyMiddleware:
    """Tells browsers that no page here uses camera, microphone, location or the like."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer, with the header added."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


class Utf8Middleware:
    """Reads addresses and forms as UTF-8, whatever encoding a request claims to have.

    Another one (`Content-Type: text/plain; charset=utf-7`) could bring in halves of characters,
    which pages cannot show and no database can look for. Plain forms that claim another one are
    left to Django, which refuses them.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request, read as UTF-8."""
        is_plain_form = request.content_type == "application/x-www-form-urlencoded"
        if request.method in ("GET", "HEAD") or not is_plain_form:
            request.encoding = "utf-8"
        return self.get_response(request)
