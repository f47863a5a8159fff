"""What articles state of sources and entities, with their words for it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Model

from ...models import (
    Derivation,
    DerivationSpan,
    Relation,
    RelationSpan,
    SourceAgent,
    SourceAgentSpan,
    Span,
)

if TYPE_CHECKING:
    from .public_article import PublicArticle

_CLAIMS: dict[type[Model], tuple[type[Span], str, tuple[str, str]]] = {
    Derivation: (DerivationSpan, "derivation", ("source", "derived_from")),
    SourceAgent: (SourceAgentSpan, "agent", ("source", "entity")),
    Relation: (RelationSpan, "relation", ("entity", "other")),
}
"""Claims, with the words that state them, the field that leads from these to the claim, and what
the claim is about.
"""


@dataclass
class Evidence:
    """A claim about a source or an entity, with the words of this article that state it."""

    claim: Derivation | SourceAgent | Relation
    spans: list[Span] = field(default_factory=list)


def public_claims() -> dict[type[Model], Iterable[int]]:
    """Primary keys of the claims about sources and entities that readers may see."""
    return {
        model: frozenset(model.objects.public().values_list("pk", flat=True).iterator())
        for model in _CLAIMS
    }


def add_evidence(
    found: "Iterable[PublicArticle]", known: dict[type[Model], Iterable[int]] | None
) -> None:
    """Give articles the claims that they state, each with its words here.

    `known` is `public_claims()`; None to ask for the claims at hand only.
    """
    shown = {one.article.current_text_id: one for one in found if one.body is not None}
    claims: dict[tuple, Evidence] = {}
    articles = [one.article for one in shown.values()]
    texts = {"text_version__in": list(shown), "text_version__article__in": articles}
    for model, (spans, owner, ends) in _CLAIMS.items():
        here = spans.objects.public().filter(**texts)
        if known is None:
            here = here.filter(**{f"{owner}__in": model.objects.public()})
        related = [f"{owner}__{end}" for end in ends]
        for span in here.select_related(*related).order_by("start", "pk"):
            claim = getattr(span, owner)
            if known is not None and claim.pk not in known[model]:
                continue
            key = (span.text_version_id, claim.public_id)
            if key not in claims:
                claims[key] = Evidence(claim)
                shown[span.text_version_id].evidence.append(claims[key])
            claims[key].spans.append(span)
