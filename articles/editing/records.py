"""Add, change and delete a record of any kind: the verbs all others are made of."""

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import ProtectedError, RestrictedError

from ..models import (
    AnchorState,
    Article,
    Derivation,
    Entity,
    Quotation,
    Relation,
    Source,
    Span,
)
from . import corrections, ledger
from .locks import lock_article, lock_derivations, lock_relations
from .permanence import (
    refuse_merged,
    refuse_reuse,
    refuse_status,
    require_permanent,
    require_standing,
)
from .permission import is_settled, owner, require
from .slugs import change_slug, give_slug, refuse_past_slug_of_another
from .use import in_use


def add(record, *, by, reason: str = ""):
    """Store a new record and return it.

    Raises PermissionDenied, ValidationError with messages by field, or Stale when a span was
    placed in a text version that is no longer the current one. Articles: `create_article`.
    """
    with ledger.change(f"add_{record._meta.model_name}", by=by, reason=reason):
        ledger.remember(record)
        _lock(record)
        require(by, "add", record)
        _require_current_text(record)
        returning = bool(record.public_id)
        if isinstance(record, Article):
            refuse_status(record)
        if isinstance(record, Article | Entity | Source):
            give_slug(record)
        if isinstance(record, Quotation):
            _give_number(record)
        record.derive()
        _describe(record)
        ledger.insert(record)
        if isinstance(record, Article | Entity | Source):
            refuse_past_slug_of_another(record)
        if isinstance(record, Article):
            ledger.describe_arrival(record)
        require_standing(record)
        if returning:
            corrections.log_return(record)
    return record


def change(record, *, by, based_on: int, reason: str = ""):
    """Store the changed values of a record and return it.

    `based_on` is the row version the user saw. Raises PermissionDenied, ValidationError, Stale.
    """
    with ledger.change(f"change_{record._meta.model_name}", by=by, reason=reason):
        ledger.remember(record)
        _lock(record)
        stored = _stored(record)
        require(by, "change", stored)
        require(by, "change", record)
        _require_current_text(record)
        refuse_merged(stored)
        if stored.row_version == based_on:
            require_permanent(record, stored)
        seen = corrections.seen_by_readers(stored)
        _describe(record, based_on)
        ledger.update(record, based_on=based_on)
        require_standing(record, stored)
        corrections.log_change(record, seen)
        if isinstance(record, Article | Entity | Source):
            change_slug(record, stored.slug)
    return record


def delete(record, *, by, based_on: int, reason: str = "") -> None:
    """Delete a record with its parts; its history stays.

    Raises PermissionDenied, Stale, or ValidationError: while others use it (saying which), and
    for an article readers have seen, which is withdrawn instead.
    """
    with ledger.change(f"delete_{record._meta.model_name}", by=by, reason=reason):
        ledger.remember(record)
        stored = _stored(record)
        _lock(stored)
        require(by, "delete", stored)
        refuse_merged(stored)
        if isinstance(record, Article):
            lock_article(record)
            if is_settled(record):
                raise ValidationError(
                    "Readers have seen this article: withdraw it instead.", code="published"
                )
        _describe(record, based_on)
        corrections.log_deletion(record, reason=reason)
        try:
            ledger.delete(record, based_on=based_on)
        except (ProtectedError, RestrictedError) as error:
            raise in_use(record, error) from error


def _stored(record):
    """The row as it stands, for rules that must not trust the caller's copy."""
    stored = type(record)._base_manager.filter(pk=record.pk).first()
    if stored is None:
        what = record._meta.verbose_name
        raise ledger.Stale(None, f"This {what} was deleted by somebody else in the meantime.")
    return stored


def _lock(record) -> None:
    """Lock what a concurrent writer could break: circles, and the articles written to."""
    if isinstance(record, Derivation):
        lock_derivations()
    if isinstance(record, Relation):
        lock_relations()
    articles = {}
    try:
        top = owner(record)
        if isinstance(top, Article) and top.pk and not isinstance(record, Article):
            articles[top.pk] = top
        if isinstance(record, Span):
            articles[record.text_version.article_id] = record.text_version.article
    except ObjectDoesNotExist:
        record.full_clean()  # says at which field something is missing
        raise
    for _, article in sorted(articles.items()):
        lock_article(article)


def _require_current_text(record) -> None:
    """A span with a place must be placed in the text as it now is. Raises Stale."""
    if not isinstance(record, Span) or record.state == AnchorState.ORPHAN:
        return
    article = Article.objects.get(pk=record.text_version.article_id)
    if record.text_version_id != article.current_text_id:
        raise ledger.Stale(
            article.current_text,
            f"The text was changed in the meantime: it is at version "
            f"{article.current_text.number}, your span was placed in version "
            f"{record.text_version.number}.",
        )


def _describe(record, based_on: int | None = None) -> None:
    top = owner(record)
    article = top if isinstance(top, Article) else None
    ledger.describe_change(record, article, based_on=based_on)


def _give_number(quotation: Quotation) -> None:
    """One more than any number the article ever gave, deleted quotations included."""
    if quotation.number:
        refuse_reuse(quotation)
        return
    given = [
        *quotation.article.quotations.order_by("-number").values_list("number", flat=True)[:1],
        *Quotation.history.filter(article_id=quotation.article_id)
        .order_by("-number")
        .values_list("number", flat=True)[:1],
    ]
    quotation.number = max(given, default=0) + 1
