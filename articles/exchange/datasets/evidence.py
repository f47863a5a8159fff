"""Columns of claims that texts state, and datasets of the words that state them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from ...models import Basis, Span
from ..columns import Column, ColumnType, Listed, Relation, editorial, identity
from ..dataset import Dataset
from .spans import SHOWN, SPAN, STATE, words_of

BASIS = Column(
    "basis",
    "basis",
    ColumnType.ENUM,
    "stated: a text says so; inferred: the editor concludes it (see note).",
    choices=Basis,
)


@dataclass(frozen=True)
class Evidence(Dataset):
    """Words that state a claim: readers get those of claims they may see, in texts they may see.

    `claim` is the field that leads to the claim.
    """

    claim: str = ""

    def queryset(self, *, public: bool) -> QuerySet:
        found = super().queryset(public=public)
        if not public:
            return found
        claims = self.model._meta.get_field(self.claim).related_model.objects.public()
        return found.filter(**{f"{self.claim}__in": claims})


def evidence_columns(model: type[Span], owner: str) -> tuple[Column, Column]:
    """Two list columns of a claim: the articles that state it, and their words for it."""
    words = Relation(model, owner, ("text_version_id", "start"), readers=SHOWN)
    return (
        Column(
            "evidence_article_id",
            Listed(words, "text_version__article__public_id"),
            ColumnType.IDENTIFIER,
            "Ids of the articles that state it, item for item beside evidence.",
        ),
        words_of(words, "evidence", "The words that state it."),
    )


def evidence(
    name: str, title: str, model: type[Span], owner: str, page: tuple[str, str], what: str
) -> Dataset:
    """The dataset of the words that state one kind of claim.

    `owner` is the field that leads to the claim, `page` the URL name of the page the claim is told
    on, with the path to its argument.
    """
    return Evidence(
        claim=owner,
        name=name,
        title=title,
        description=f"The words that state {what}.",
        model=model,
        is_public=True,
        columns=(
            *identity(*page, "public_id"),
            Column(
                f"{owner}_id",
                f"{owner}__public_id",
                ColumnType.IDENTIFIER,
                f"Id of what they state: {what}.",
            ),
            Column(
                "article_id",
                "text_version__article__public_id",
                ColumnType.IDENTIFIER,
                "Id of the article they stand in.",
            ),
            Column(
                "article",
                "text_version__article__title",
                ColumnType.TEXT,
                "Title of the article they stand in.",
            ),
            *SPAN,
            STATE,
        ),
        editorial=editorial(),
    )
