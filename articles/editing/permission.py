"""Who may do what. Annotators write drafts and articles in review; what readers see, Editors."""

from functools import singledispatch

from django.core.exceptions import PermissionDenied

from ..models import (
    Alias,
    Article,
    Citation,
    CitationSpan,
    Derivation,
    DerivationSpan,
    Entity,
    EntityMerge,
    Identifier,
    Mention,
    Quotation,
    QuotationSpan,
    Relation,
    RelationSpan,
    Source,
    SourceAgent,
    SourceAgentSpan,
    SourceMerge,
    Status,
    TextVersion,
)

_SEEN = (Status.PUBLISHED, Status.WITHDRAWN)


@singledispatch
def owner(record) -> Article | Source | Entity:
    """The article, source or entity a record is part of: its visibility is the record's."""
    raise TypeError(f"no owner is declared for {type(record).__name__}")


@owner.register(Article)
@owner.register(Source)
@owner.register(Entity)
def _(record):
    return record


@owner.register(TextVersion)
@owner.register(Mention)
@owner.register(Quotation)
@owner.register(Citation)
def _(record):
    return record.article


@owner.register(QuotationSpan)
def _(record):
    return record.quotation.article


@owner.register(CitationSpan)
def _(record):
    return record.citation.article


@owner.register(Derivation)
@owner.register(SourceAgent)
def _(record):
    return record.source


@owner.register(DerivationSpan)
def _(record):
    return record.derivation.source


@owner.register(SourceAgentSpan)
def _(record):
    return record.agent.source


@owner.register(Alias)
@owner.register(Identifier)
@owner.register(Relation)
def _(record):
    return record.entity


@owner.register(RelationSpan)
def _(record):
    return record.relation.entity


@owner.register(EntityMerge)
@owner.register(SourceMerge)
def _(record):
    return record.into


def is_settled(record) -> bool:
    """Whether `record` is part of an article readers see or saw, or of what they see beside it.

    Asks the database: the caller's copy of the article may be from before its publication.
    """
    top = owner(record)
    if top.pk is None:
        return False
    if isinstance(top, Article):
        return Article.objects.filter(pk=top.pk, status__in=_SEEN).exists()
    return type(top).objects.public().filter(pk=top.pk).exists()


def may(user, action: str, record) -> bool:
    """Whether `user` may `add`, `change` or `delete` this record as things stand.

    None stands for a command run by the operator, who may do everything.
    """
    if user is None:
        return True
    name = record._meta.model_name
    if not user.has_perm(f"articles.{action}_{name}"):
        return False
    return user.has_perm("articles.change_public") or not is_settled(record)


def require(user, action: str, record) -> None:
    """Raise PermissionDenied, saying why, unless `user` may do this."""
    if may(user, action, record):
        return
    if user.has_perm(f"articles.{action}_{record._meta.model_name}"):
        raise PermissionDenied(
            "Readers see this already; changing it needs the rights of an Editor."
        )
    raise PermissionDenied(f"You may not {action} {record._meta.verbose_name_plural}.")
