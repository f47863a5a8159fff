"""A verb asked for over the wire: carried out once, answered with what is new."""

from collections.abc import Mapping

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest

from ...editing import ledger
from ...models import Article, Change, Mention, Quotation, QuotationSpan
from . import forms
from .annotations import told, with_pieces
from .asked import KINDS, Asked
from .asking import Refusal, article_of, checked, invalid, messages_by_field, read
from .news import news
from .telling import NOTHING, Told
from .verbs import VERBS, Verb

_SPAN = {"start", "end", "exact", "text_version", "role", "order"}


def do(admin, request: HttpRequest, article: Article, verb: str) -> dict:
    """Carry a verb out (POST). A request carried out before is only answered again.

    Raises Refusal or PermissionDenied, and then nothing is written.
    """
    sent = read(request)
    found = VERBS.get(verb)
    if found is None:
        raise Refusal(404, "not_found", f"There is no verb “{verb}”.")
    _require_editor(request, sent)
    values = checked(forms.Request(sent))
    change = _carried_out(request, article, values["request"])
    if change is None:
        form = found.form(sent)
        if refusals := form.refusals():
            raise invalid(refusals)
        name, version = values["request"], values["text_version"]
        asked = Asked(article, request.user, name, version, form)
        change = _carry_out(request, found, asked)
    if change.pk:
        article.head = max(article.head, change.pk)
    done = Told(change) if change.pk else None
    return {
        "change": change.pk,
        "made": done.made if done else [],
        "message": done.sentence if done else NOTHING,
        "news": news(
            article,
            seen=values["seen"],
            text_version=values["text_version"],
            asker=request.user,
        ),
    }


def _require_editor(request: HttpRequest, sent: dict) -> None:
    """Let nobody write under another name who signed in elsewhere in the same browser."""
    now, then = request.user.get_username(), sent.get("editor")
    if isinstance(then, str) and then and then != now:
        raise Refusal(
            403,
            "other_editor",
            f"You are signed in as {now} now; this page was opened by {then}. Load it again.",
        )


def _carried_out(request: HttpRequest, article: Article, name: str) -> Change | None:
    """The Change of a request that came before. Raises Refusal if it was another one."""
    change = Change.objects.filter(request=name).first()
    if change is not None and (change.by_id, change.article_id) != (request.user.pk, article.pk):
        raise invalid({"request": ["Another request has this name."]})
    return change


def _carry_out(request: HttpRequest, verb: Verb, asked: Asked) -> Change:
    try:
        return verb.carry_out(asked)
    except (ValidationError, ledger.Stale) as error:
        # The same request may have been on its way twice, and the other one was faster.
        done = _carried_out(request, asked.article, asked.request)
        if done is not None:
            return done
        if isinstance(error, ledger.Stale):
            raise _stale(asked, error) from error
        raise invalid(_at_fields(verb, asked, messages_by_field(error))) from error


def _at_fields(verb: Verb, asked: Asked, told: Mapping[str, list]) -> dict[str, list[str]]:
    """Messages at the fields that were asked with; those of no such field at `__all__`."""
    known = {*asked.form.fields, *asked.form.PARTS}
    placed: dict[str, list[str]] = {}
    for name, messages in told.items():
        if name.partition(".")[0] not in known:
            name = verb.places if name in _SPAN and verb.places else NON_FIELD_ERRORS
        placed.setdefault(name, []).extend(messages)
    return placed


def _stale(asked: Asked, error: ledger.Stale) -> Refusal:
    """What was changed meanwhile, as it stands now: the annotation and the text version."""
    article = article_of(str(asked.article.pk))
    record = error.record or _meant(asked)
    now = row = None
    if isinstance(record, Mention | Quotation | QuotationSpan):
        row = record.row_version
        whole = record.quotation if isinstance(record, QuotationSpan) else record
        if isinstance(whole, Quotation):
            same = Quotation.objects.filter(pk=whole.pk)
            whole = with_pieces(same, article.current_text_id).get()
        now = told(whole)
    return Refusal(409, "stale", str(error), now=now, row=row, text_version=article.text_number)


def _meant(asked: Asked):
    """The annotation asked for, if it is there, whatever it was that could not be written."""
    public_id = asked["id"] or ""
    model, _ = KINDS.get(public_id.partition("-")[0], (None, ""))
    return model and model.objects.filter(public_id=public_id).first()
