"""Articles come in, change, and go through draft → in review → published → withdrawn."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.utils import timezone

from ..lineage import lineage
from ..models import (
    SPAN_MODELS,
    AnchorState,
    Article,
    Basis,
    CorrectionKind,
    Source,
    SpanRole,
    Status,
    TextVersion,
)
from ..text.normalise import normalise
from . import corrections, ledger, records
from .four_eyes import require_second_pair
from .locks import lock_article

_NAMED = 20  # of each kind that waits for review; the rest are counted


def create_article(
    article: Article,
    body: str,
    *,
    by,
    reason: str = "",
    origin: str = "",
    origin_sha256: str = "",
) -> Article:
    r"""Store a new draft with version 1 of its text.

    `body` is kept verbatim except that line ends become \n and a BOM and NUL are removed. `origin`
    names the file it was read from, if it was, and `origin_sha256` is the hash of that file.
    Raises ValidationError (field `body` for the text), PermissionDenied.
    """
    with ledger.change("create_article", by=by, reason=reason):
        ledger.remember(article)
        article.status, article.status_reason = Status.DRAFT, ""
        text = TextVersion(number=1, body=clean_body(body), created_by=by, reason=reason)
        text.origin, text.origin_sha256 = origin, origin_sha256
        text.clean_fields(exclude={"article"})
        records.add(article, by=by)
        text.article = article
        text.full_clean()
        text.save()
        article.current_text = text
        article.save(update_fields=["current_text", "modified_at"])
    return article


def clean_body(body: str) -> str:
    """`normalise`, with its complaint as a ValidationError at the field `body`."""
    try:
        return normalise(body)
    except ValueError as error:
        raise ValidationError({"body": str(error)}, code="malformed_text") from error


def delete_article(article: Article, *, by, based_on: int, reason: str = "") -> None:
    """Delete an article that was never published, with its annotations; history stays.

    A published one is withdrawn instead, so that readers learn why.
    """
    records.delete(article, by=by, based_on=based_on, reason=reason)


def note_shown(article: Article) -> None:
    """Note that readers see the current text, if they do: they can go on reading it later."""
    text = article.current_text
    if article.is_public and article.text_is_public and text.shown_at is None:
        text.shown_at = timezone.now()
        text.save(update_fields=["shown_at"])


def missing(article: Article) -> list[str]:
    """What stands in the way of publishing, one sentence each; empty when nothing does."""
    problems = []
    if article.current_text_id is None:
        problems.append("The article has no text.")
    for quotation in article.quotations.exclude(spans__role=SpanRole.CONTENT):
        problems.append(f"Quotation {quotation.number} has no content span.")
    for model in SPAN_MODELS:
        spans = model.objects.filter(text_version__article=article).exclude(state=AnchorState.OK)
        problems += [
            f"{model._meta.verbose_name.capitalize()} {span} is not confirmed "
            f"({span.get_state_display()})."
            for span in spans[:_NAMED]
        ]
        if (more := spans.count() - _NAMED) > 0:
            problems.append(f"… and {more:,} more {model._meta.verbose_name_plural}.")
    sources = Source.objects.filter(Q(citations__article=article) | Q(quotations__article=article))
    behind = lineage(sources, public_only=False, evidence=True)
    for step in behind.steps.values():
        problems += [
            f"“{claim}” is called stated, but no words are given that state it."
            for claim in (*step.derivations, *step.agents)
            if claim.basis == Basis.STATED
            and all(span.state == AnchorState.ORPHAN for span in claim.spans.all())
        ]
    return problems


def submit_article(article: Article, *, by, based_on: int, reason: str = "") -> Article:
    """Draft → in review."""
    return _move(article, "submit_article", [Status.DRAFT], Status.IN_REVIEW, by, based_on, reason)


def return_article(article: Article, *, by, based_on: int, reason: str = "") -> Article:
    """In review → draft."""
    return _move(article, "return_article", [Status.IN_REVIEW], Status.DRAFT, by, based_on, reason)


def publish_article(article: Article, *, by, based_on: int, reason: str = "") -> Article:
    """Draft, in review or withdrawn → published. Refused while anything is `missing`."""
    _require(by, "articles.publish_article", "publish articles")
    before = [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN]
    return _move(article, "publish_article", before, Status.PUBLISHED, by, based_on, reason)


def withdraw_article(article: Article, *, by, based_on: int, reason: str) -> Article:
    """Published → withdrawn, with the reason readers are told."""
    _require(by, "articles.withdraw_article", "withdraw articles")
    if not reason.strip():
        raise ValidationError({"reason": "Say why; readers are told."}, code="no_reason")
    return _move(
        article, "withdraw_article", [Status.PUBLISHED], Status.WITHDRAWN, by, based_on, reason
    )


def _require(user, permission: str, what: str) -> None:
    if user is not None and not user.has_perm(permission):
        raise PermissionDenied(f"You may not {what}.")


def _move(article, verb, before, after, by, based_on, reason) -> Article:
    _require(by, "articles.change_article", "change articles")
    with ledger.change(verb, by=by, reason=reason):
        stored = lock_article(article)
        if stored.status not in before:
            raise ValidationError(
                f"The article is {stored.get_status_display()}; "
                f"only one that is {' or '.join(Status(s).label for s in before)} "
                f"can become {Status(after).label}.",
                code="wrong_status",
            )
        if after == Status.PUBLISHED:
            if problems := missing(stored):
                raise ValidationError(problems, code="incomplete")
            require_second_pair(stored, by=by)
        returning = stored.status == Status.WITHDRAWN
        if after == Status.WITHDRAWN:
            note_shown(stored)
        stored.status, stored.status_reason = after, reason
        ledger.describe_change(stored, stored, based_on=based_on)
        ledger.update(stored, based_on=based_on)
        if after == Status.PUBLISHED:
            note_shown(stored)
        if after == Status.WITHDRAWN:
            corrections.log(CorrectionKind.WITHDRAWN, stored)
        elif after == Status.PUBLISHED and returning:
            corrections.log(CorrectionKind.RESTORED, stored)
    return stored
