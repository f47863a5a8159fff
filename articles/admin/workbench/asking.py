"""What the workbench's page asks over the wire, and how a refusal is told: always in JSON."""

import json
from collections.abc import Callable, Mapping

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db.models import F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.forms import Form
from django.http import HttpRequest, JsonResponse
from django.http.request import UnreadablePostError
from django.views.decorators.cache import never_cache

from ...models import Article, Change

LARGEST = 1024 * 1024
"""Bytes of a request. A larger one is not read."""


class Refusal(Exception):
    """Why nothing was done: an HTTP status, a word for programs, a sentence for people.

    `more` is told beside them, as docs/workbench.md says for each kind.
    """

    def __init__(self, status: int, error: str, message: str, **more):
        super().__init__(message)
        self.status = status
        self.told = {"error": error, "message": message, **more}


def invalid(errors: Mapping[str, list[str]]) -> Refusal:
    """The refusal of values, `errors` by field; its sentence tells them all."""
    message = " ".join(dict.fromkeys(one for told in errors.values() for one in told))
    return Refusal(422, "invalid", message, fields=errors)


def messages_by_field(error: ValidationError) -> dict[str, list[str]]:
    """What a verb raised, by field; what is about no field under `__all__`."""
    if hasattr(error, "error_dict"):
        return error.message_dict
    return {NON_FIELD_ERRORS: error.messages}


def checked(form: Form) -> dict:
    """The values of a form without parts. Raises Refusal by field."""
    if not form.is_valid():
        raise invalid({name: [str(one) for one in told] for name, told in form.errors.items()})
    return form.cleaned_data


def answering(admin, method: str, view: Callable) -> Callable:
    """A view of what `view(admin, request, article, …)` returns, refusals included, as JSON.

    `admin` is the articles' admin. Only who may see articles there is answered.
    """
    methods = ("GET", "HEAD") if method == "GET" else (method,)

    def answer(request: HttpRequest, object_id: str, **named) -> dict:
        if request.method not in methods:
            raise Refusal(405, "method", f"This address answers {method} only.")
        if not admin.admin_site.has_permission(request):
            raise PermissionDenied("This is for the archive’s staff.")
        if not admin.has_view_or_change_permission(request):
            raise PermissionDenied("You may not see articles.")
        return view(admin, request, article_of(object_id), **named)

    @never_cache
    def responding(request: HttpRequest, **named) -> JsonResponse:
        try:
            return JsonResponse(answer(request, **named))
        except Refusal as refusal:
            headers = {"Allow": ", ".join(methods)} if refusal.status == 405 else None
            return JsonResponse(refusal.told, status=refusal.status, headers=headers)
        except PermissionDenied as refusal:
            return JsonResponse({"error": "forbidden", "message": str(refusal)}, status=403)

    return responding


def article_of(object_id: str) -> Article:
    """The article of an address. Raises Refusal when there is none.

    `text_number` is the number of its current text, `head` the primary key of its latest Change
    (0 if there is none).
    """
    found = None
    if object_id.isascii() and object_id.isdecimal() and len(object_id) < 19:
        changes = Change.objects.filter(article=OuterRef("pk")).order_by().values("article")
        articles = Article.objects.annotate(
            text_number=F("current_text__number"),
            head=Coalesce(Subquery(changes.annotate(head=Max("pk")).values("head")), 0),
        )
        found = articles.filter(pk=object_id).first()
    if found is None:
        raise Refusal(404, "not_found", "There is no such article; perhaps it was deleted.")
    return found


def read(request: HttpRequest) -> dict:
    """The JSON object that was sent. Raises Refusal for anything else, or for too much of it."""
    if request.content_type != "application/json":
        raise Refusal(415, "not_json", "What is sent here is JSON (Content-Type).")
    too_large = Refusal(413, "too_large", "What was sent is too large; send less at once.")
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        raise too_large
    try:
        body = request.read(LARGEST + 1)  # a request need not say how long it is
        if len(body) > LARGEST:
            raise too_large
        asked = json.loads(body.decode(), parse_constant=_refuse_constant)
    except (ValueError, RecursionError, UnreadablePostError):
        raise Refusal(400, "malformed", "What was sent cannot be read as JSON.") from None
    if not isinstance(asked, dict):
        raise Refusal(400, "malformed", "What is sent here is a JSON object.")
    return asked


def _refuse_constant(name: str):
    """Refuse what JSON does not know: NaN, Infinity and -Infinity."""
    raise ValueError(name)
