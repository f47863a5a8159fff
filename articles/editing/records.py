"""Add, change and delete a record of any kind: the verbs all others are made of."""

from ..models import (
    Article,
    Derivation,
    Entity,
    Quotation,
    Source,
    Span,
)
from . import ledger
from .locks import lock_article, lock_derivations
from .permission import owner, require
from .slugs import change_slug, give_slug


def add(record, *, by, reason: str = ""):
    """Store a new record and return it.

    Raises PermissionDenied, ValidationError with messages by field, or Stale when a span was
    placed in a text version that is no longer the current one. Articles: `create_article`.
    """
    with ledger.change(f"add_{record._meta.model_name}", by=by, reason=reason):
        require(by, "add", record)
        _prepare(record)
        if isinstance(record, (Article, Entity, Source)):
            give_slug(record, str(record))
        if isinstance(record, Quotation) and not record.number:
            record.number = _next_number(record.article)
        record.derive()
        _describe(record)
        ledger.insert(record)
    return record


def change(record, *, by, based_on: int, reason: str = ""):
    """Store the changed values of a record and return it.

    `based_on` is the row version the user saw. Raises PermissionDenied, ValidationError, Stale.
    """
    with ledger.change(f"change_{record._meta.model_name}", by=by, reason=reason):
        stored = _stored(record)
        require(by, "change", stored)
        require(by, "change", record)
        _prepare(record)
        _describe(record, based_on)
        if isinstance(record, (Article, Entity, Source)):
            change_slug(record, stored.slug)
        ledger.update(record, based_on=based_on)
    return record


def delete(record, *, by, based_on: int, reason: str = "") -> None:
    """Delete a record; its history stays.

    Raises PermissionDenied, Stale, or ProtectedError / RestrictedError while others use it.
    """
    with ledger.change(f"delete_{record._meta.model_name}", by=by, reason=reason):
        require(by, "delete", _stored(record))
        _describe(record, based_on)
        ledger.delete(record, based_on=based_on)


def _stored(record):
    """The row as it stands, for rules that must not trust the caller's copy."""
    stored = type(record)._base_manager.filter(pk=record.pk).first()
    if stored is None:
        what = record._meta.verbose_name
        raise ledger.Stale(None, f"This {what} was deleted by somebody else in the meantime.")
    return stored


def _prepare(record) -> None:
    """Lock what a concurrent writer could break, and see that a span fits the current text."""
    if isinstance(record, Derivation):
        lock_derivations()
    top = owner(record)
    if isinstance(top, Article) and top.pk and not isinstance(record, Article):
        top = lock_article(top)
    if isinstance(record, Span) and record.state != "orphan":
        article = record.text_version.article
        current = top.current_text if article == top else article.current_text
        if record.text_version_id != current.pk:
            raise ledger.Stale(
                current,
                f"The text was changed in the meantime: it is at version {current.number}, "
                f"your span was placed in version {record.text_version.number}.",
            )


def _describe(record, based_on: int | None = None) -> None:
    top = owner(record)
    article = top if isinstance(top, Article) else None
    ledger.describe_change(record, article, based_on=based_on)


def _next_number(article: Article) -> int:
    """One more than any number the article ever gave, deleted quotations included."""
    given = [
        *article.quotations.order_by("-number").values_list("number", flat=True)[:1],
        *Quotation.history.filter(article_id=article.pk)
        .order_by("-number")
        .values_list("number", flat=True)[:1],
    ]
    return max(given, default=0) + 1
