"""Everything readers may know of some articles, in a fixed number of queries.

The writers of this package ask the database nothing: what is not gathered here is not written.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Model, Prefetch, QuerySet, prefetch_related_objects

from ...lineage import Lineage, lineage
from ...models import (
    Alias,
    Article,
    Citation,
    CitationSpan,
    Correction,
    Derivation,
    DerivationSpan,
    Entity,
    Identifier,
    Mention,
    Quotation,
    QuotationSpan,
    Source,
    SourceAgent,
    SourceAgentSpan,
    Span,
    SpanRole,
    TextVersion,
)


@dataclass(frozen=True)
class Version:
    """A text version readers may see: since when, and why it replaced the one before."""

    number: int
    characters: int
    sha256: str
    since: datetime
    reason: str


@dataclass
class Evidence:
    """A claim about a source, with the words of this article that state it."""

    claim: Derivation | SourceAgent
    spans: list[Span] = field(default_factory=list)


@dataclass
class PublicArticle:
    """An article as readers may know it.

    `body` is None where the text may not be shown; spans then have no context, and there are
    neither mentions nor words of citations. Quotations have their `pieces` (spans, in reading
    order), citations their `words`; `entities` by primary key have `names` (aliases) and
    `authorities` (identifiers). `origins` is the lineage of every source met here.
    """

    article: Article
    body: str | None
    version: int
    characters: int
    versions: list[Version]
    quotations: list[Quotation]
    mentions: list[Mention]
    citations: list[Citation]
    evidence: list[Evidence] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    origins: Lineage = field(default_factory=lambda: Lineage([], {}))
    entities: dict[int, Entity] = field(default_factory=dict)

    @property
    def sources(self) -> list[Source]:
        """The sources quoted and cited here, each once, quoted ones first."""
        quoted = [quotation.source for quotation in self.quotations if quotation.source]
        return list(dict.fromkeys([*quoted, *(citation.source for citation in self.citations)]))


def readable(articles: QuerySet) -> QuerySet:
    """Public articles with what every format needs of the article itself."""
    return articles.public().select_related("publisher", "current_text")


def gather(article: Article) -> PublicArticle:
    """What is public about an article (of `readable`)."""
    [one] = gather_bare([article])
    claimed = [evidence.claim.source for evidence in one.evidence]
    one.origins = lineage([*one.sources, *claimed])
    one.corrections = list(article.corrections.public().order_by("at", "pk"))
    for correction in one.corrections:
        correction.article = article
    add_entities([one])
    return one


def gather_bare(
    articles: Sequence[Article], claims: dict[type[Model], Iterable[int]] | None = None
) -> list[PublicArticle]:
    """Likewise of some articles, in their order, without origins, corrections and entities.

    A file of the whole archive says those once, elsewhere, or does without. `claims` is
    `public_claims()`, if it was asked for once for many calls: finding out takes long.
    """
    prefetch_related_objects(list(articles), *_parts(articles))
    found = [_assemble(article) for article in articles]
    _add_evidence(found, claims)
    return found


def public_claims() -> dict[type[Model], Iterable[int]]:
    """Primary keys of the claims about sources that readers may see."""
    return {
        model: frozenset(model.objects.public().values_list("pk", flat=True).iterator())
        for model in (Derivation, SourceAgent)
    }


def add_entities(found: Sequence[PublicArticle]) -> None:
    """Give articles the entities met in them, each with names and identifiers."""
    known: dict[int, Entity] = {}
    for one in found:
        one.entities = {entity.pk: known.setdefault(entity.pk, entity) for entity in _met_in(one)}
    add_names(known.values())


def words_of(quotation: Quotation) -> str:
    """What is quoted, its pieces joined by an ellipsis; '' if it has no place in the text."""
    content = [piece for piece in quotation.pieces if piece.role == SpanRole.CONTENT]
    return " … ".join(piece.exact for piece in sorted(content, key=lambda p: (p.order, p.pk)))


def pieces_of(quotation: Quotation) -> list[QuotationSpan]:
    """The pieces of one quotation in its article's current text, in reading order."""
    current = quotation.article.current_text_id
    return list(quotation.spans.public().filter(text_version=current).order_by("start", "pk"))


def _parts(articles: Sequence[Article]) -> list[Prefetch]:
    """What belongs to articles.

    That spans are of these articles is said in so many words: SQLite would go through all
    published ones to find it.
    """
    texts = {"text_version__in": [article.current_text_id for article in articles]}
    pieces = QuotationSpan.objects.public().filter(quotation__article__in=articles, **texts)
    cited = CitationSpan.objects.public().filter(citation__article__in=articles, **texts)
    quotations = Quotation.objects.public().select_related("speaker", "source")
    citations = Citation.objects.public().select_related("source").order_by("pk")
    return [
        Prefetch(
            "text_versions",
            TextVersion.objects.public().defer("body").order_by("number"),
            to_attr="shown_versions",
        ),
        Prefetch(
            "quotations",
            quotations.order_by("number").prefetch_related(
                Prefetch("spans", pieces.order_by("start", "pk"), to_attr="pieces")
            ),
            to_attr="told_quotations",
        ),
        Prefetch(
            "mentions",
            Mention.objects.public()
            .filter(**texts)
            .select_related("entity")
            .order_by("start", "-end", "pk"),
            to_attr="told_mentions",
        ),
        Prefetch(
            "citations",
            citations.prefetch_related(
                Prefetch("spans", cited.order_by("start", "pk"), to_attr="words")
            ),
            to_attr="told_citations",
        ),
    ]


def _assemble(article: Article) -> PublicArticle:
    text = article.current_text
    for quotation in article.told_quotations:
        quotation.article = article
    return PublicArticle(
        article=article,
        body=text.body if article.text_is_public else None,
        version=text.number,
        characters=text.characters,
        versions=[
            Version(
                shown.number,
                shown.characters,
                shown.sha256,
                shown.shown_at or shown.created_at,
                shown.reason if place else "",  # why a text came in is between editors
            )
            for place, shown in enumerate(article.shown_versions)
        ],
        quotations=article.told_quotations,
        mentions=article.told_mentions,
        citations=article.told_citations,
    )


def _add_evidence(found: list[PublicArticle], known: dict | None) -> None:
    """The claims about sources that these articles state, each with its words here."""
    shown = {one.article.current_text_id: one for one in found if one.body is not None}
    claims: dict[tuple, Evidence] = {}
    for model, spans in (
        (Derivation, DerivationSpan.objects.select_related("derivation__derived_from")),
        (SourceAgent, SourceAgentSpan.objects.select_related("agent__entity")),
    ):
        owner = "derivation" if model is Derivation else "agent"
        articles = [one.article for one in shown.values()]
        texts = {"text_version__in": list(shown), "text_version__article__in": articles}
        here = spans.public().filter(**texts)
        if known is None:
            here = here.filter(**{f"{owner}__in": model.objects.public()})
        for span in here.select_related(f"{owner}__source").order_by("start", "pk"):
            claim = getattr(span, owner)
            if known is not None and claim.pk not in known[model]:
                continue
            key = (span.text_version_id, claim.public_id)
            if key not in claims:
                claims[key] = Evidence(claim)
                shown[span.text_version_id].evidence.append(claims[key])
            claims[key].spans.append(span)


def _met_in(one: PublicArticle) -> list[Entity]:
    """The entities met in an article, by name: named, speaking, publishing, agents of sources."""
    met = [mention.entity for mention in one.mentions]
    met += [quotation.speaker for quotation in one.quotations if quotation.speaker]
    met += [agent.entity for step in one.origins.steps.values() for agent in step.agents]
    claims = [evidence.claim for evidence in one.evidence]
    met += [claim.entity for claim in claims if isinstance(claim, SourceAgent)]
    met += [one.article.publisher] if one.article.publisher else []
    return sorted(set(met), key=lambda entity: (entity.name_folded, entity.pk))


def add_names(entities: Iterable[Entity]) -> None:
    """Give entities readers may see their `names` (aliases) and `authorities` (identifiers)."""
    prefetch_related_objects(
        list(entities),
        Prefetch("aliases", Alias.objects.order_by("name_folded", "pk"), to_attr="names"),
        Prefetch(
            "identifiers",
            Identifier.objects.order_by("scheme", "value"),
            to_attr="authorities",
        ),
    )
