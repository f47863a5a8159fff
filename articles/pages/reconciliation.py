"""The reconciliation services (OpenRefine), for entities and for sources.

Any page on the web may ask them (CORS), and nobody is told by a cookie: they only read, and only
what is public. Errors are JSON: a word for programs, a sentence for people.
"""

from functools import wraps

from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt

from ..exchange.reconciliation.extend import extend, proposed
from ..exchange.reconciliation.identity import standing
from ..exchange.reconciliation.manifest import manifest
from ..exchange.reconciliation.queries import (
    BadQuery,
    TooMuch,
    cleaned,
    read_batch,
    read_extension,
    read_single,
)
from ..exchange.reconciliation.reconcile import reconcile
from ..exchange.reconciliation.services import SERVICES, Service
from ..exchange.reconciliation.suggest import (
    suggest_entities,
    suggest_properties,
    suggest_types,
)
from ..models import Entity

READING = ("GET", "HEAD", "OPTIONS")
ASKING = (*READING, "POST")
_DAY = 24 * 60 * 60  # seconds
_LARGEST_NUMBER = 10**6


def open_service(*methods: str):
    """Open a view of a service to everybody and to every page on the web, for these methods.

    The view is called with the service that its address names, and may raise BadQuery.
    """

    def decorate(view):
        @login_not_required
        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, service: str, **kwargs) -> HttpResponse:
            response = _answer(view, methods, request, service, **kwargs)
            response.headers["Access-Control-Allow-Origin"] = "*"
            return response

        return answer

    return decorate


def _answer(view, methods, request: HttpRequest, service: str, **kwargs) -> HttpResponse:
    allowed = ", ".join(methods)
    if request.method not in methods:
        response = _refusal(405, "method", f"Use one of {allowed}.")
        response.headers["Allow"] = allowed
        return response
    if service not in SERVICES:
        return _refusal(404, "not_found", f"There are services for {' and '.join(SERVICES)}.")
    if request.method == "OPTIONS":
        headers = {
            "Allow": allowed,
            "Access-Control-Allow-Methods": allowed,
            "Access-Control-Allow-Headers": "Content-Type, X-Requested-With",
            "Access-Control-Max-Age": str(_DAY),
        }
        return HttpResponse(status=204, headers=headers)
    try:
        return view(request, SERVICES[service], **kwargs)
    except TooMuch as error:
        return _refusal(413, "too_much", str(error))
    except BadQuery as error:
        return _refusal(400, "bad_query", str(error))
    except (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return _refusal(400, "bad_request", "The form that was sent cannot be read.")


def _refusal(status: int, error: str, message: str) -> JsonResponse:
    return JsonResponse({"error": error, "message": message}, status=status)


@open_service(*ASKING)
def service(request: HttpRequest, service: Service) -> HttpResponse:
    """The manifest; or the answer to a batch of queries, or to a data extension query."""
    for name in ("queries", "extend", "query"):
        asked = request.POST.get(name, request.GET.get(name))
        if asked is not None:
            return JsonResponse(_ASKED[name](asked, service))
    if request.method == "POST":
        raise BadQuery("Send a form with a field “queries” or “extend”.")
    return JsonResponse(manifest(service))


def _single(text: str, service: Service) -> dict:
    return reconcile(service, {"": read_single(text, service)})[""]


_ASKED = {
    "queries": lambda text, service: reconcile(service, read_batch(text, service)),
    "extend": lambda text, service: extend(service, read_extension(text, service)),
    "query": _single,
}


@open_service(*READING)
def suggest(request: HttpRequest, service: Service, what: str) -> HttpResponse:
    """Entities, properties or types for what somebody has typed (`prefix`)."""
    prefix = cleaned(request.GET.get("prefix", ""))
    if what == "entity":
        found = suggest_entities(service, prefix, _number(request, "cursor") or 0)
    else:
        found = {"property": suggest_properties, "type": suggest_types}[what](service, prefix)
    return JsonResponse({"result": found})


@open_service(*READING)
def properties(request: HttpRequest, service: Service) -> HttpResponse:
    """Properties that may be fetched for records of a type."""
    kind = request.GET.get("type", "")
    return JsonResponse(proposed(service, kind, _number(request, "limit")))


@open_service(*READING)
def flyout(request: HttpRequest, service: Service, what: str) -> HttpResponse:
    """A few lines of HTML on an entity, a property or a type, by `id`."""
    asked = request.GET.get("id", "")
    context = {"what": what, "service": service}
    if what == "entity":
        context["record"] = _record(service, asked)
    elif what == "property":
        context["property"] = service.properties.get(asked)
    else:
        context["type"] = next((one for one in service.types if one["id"] == asked), None)
    if not any(context.get(name) for name in ("record", "property", "type")):
        return _refusal(404, "not_found", "There is none with this id.")
    html = render_to_string("articles/reconciliation/flyout.html", context)
    return JsonResponse({"id": asked, "html": html.strip()})


# A client shows it in a frame of its own page, whatever its address is.
@csp_replace({"frame-ancestors": ["*"]})
@xframe_options_exempt
@open_service(*READING)
def preview(request: HttpRequest, service: Service, name: str) -> HttpResponse:
    """A record in a few lines, as a page to be shown in a frame."""
    record = _record(service, name)
    context = {"service": service, "record": record}
    status = 404 if record is None else 200
    return render(request, "articles/reconciliation/preview.html", context, status=status)


def _record(service: Service, name: str):
    """The public record with this id or slug, or the one it was merged into; or None."""
    wanted = cleaned(name)
    key = standing(service, [wanted]).get(wanted)
    record = service.model.objects.public().filter(pk=key).first()
    if record is not None and isinstance(record, Entity):
        record.other_names = list(record.aliases.order_by("name_folded", "pk")[:6])
    return record


def _number(request: HttpRequest, name: str) -> int | None:
    """A whole number in the query string, or None. Raises BadQuery."""
    given = request.GET.get(name, "")
    if not given:
        return None
    if not (given.isascii() and given.isdecimal() and len(given) < 10):
        raise BadQuery(f"“{name}” must be a whole number.")
    return min(int(given), _LARGEST_NUMBER)


urlpatterns = [
    path("reconcile/<str:service>/", service, name="reconcile"),
    # Whoever leaves the last slash out would lose the form on a redirect.
    path("reconcile/<str:service>", service, name="reconcile-bare"),
    *(
        path(
            f"reconcile/<str:service>/suggest/{what}/",
            suggest,
            {"what": what},
            name=f"reconcile-suggest-{what}",
        )
        for what in ("entity", "property", "type")
    ),
    *(
        path(
            f"reconcile/<str:service>/flyout/{what}/",
            flyout,
            {"what": what},
            name=f"reconcile-flyout-{what}",
        )
        for what in ("entity", "property", "type")
    ),
    path("reconcile/<str:service>/properties/", properties, name="reconcile-properties"),
    path("reconcile/<str:service>/preview/<str:name>/", preview, name="reconcile-preview"),
]
