"""Refusals before any view is asked: in JSON for programs, as pages for people."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.csrf import csrf_failure as csrf_page


def prefers_json(request: HttpRequest) -> bool:
    """Whether the asker would rather read JSON than a page (header Accept)."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def refusal(status: int, error: str, message: str) -> JsonResponse:
    """Say no to a program: `error` is a word for it, `message` a sentence for people.

    The shape is that of the workbench's own refusals (docs/workbench.md).
    """
    return JsonResponse({"error": error, "message": message}, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a POST that does not show it comes from a page of this site."""
    if prefers_json(request):
        return refusal(
            403,
            "csrf",
            "This does not seem to come from a page of this site, or it is from before you "
            "signed in; nothing was saved.",
        )
    return csrf_page(request, reason)
