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
    Entity,
    Identifier,
    Mention,
    Quotation,
    QuotationSpan,
    Relation,
    Source,
    SpanRole,
    TextVersion,
)
from .evidence import Evidence, add_evidence


@dataclass(frozen=True)
class Version:
    """A text version readers may see: since when, and why it replaced the one before."""

    number: int
    characters: int
    sha256: str
    since: datetime
    reason: str


@dataclass
class PublicArticle:
    """An article as readers may know it.

    `body` is None where the text may not be shown; spans then have no context, and there are
    neither mentions nor words of citations. Quotations have their `pieces` (spans, in reading
    order), citations their `words`; `entities` by primary key have `names` (aliases) and
    `authorities` (identifiers). `relations` are those between two of them, whatever states them.
    `origins` is the lineage of every source met here.
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
    relations: list[Relation] = field(default_factory=list)

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
    claims = [evidence.claim for evidence in one.evidence]
    claimed = [claim.source for claim in claims if not isinstance(claim, Relation)]
    one.origins = lineage([*one.sources, *claimed])
    one.corrections = list(article.corrections.public().order_by("at", "pk"))
    for correction in one.corrections:
        correction.article = article
    add_entities([one])
    between = Relation.objects.public().filter(entity__in=one.entities, other__in=one.entities)
    one.relations = list(between.select_related("entity", "other").order_by("pk"))
    return one


def gather_bare(
    articles: Sequence[Article], claims: dict[type[Model], Iterable[int]] | None = None
) -> list[PublicArticle]:
    """Likewise of some articles, in their order, without origins, corrections, entities and
    relations.

    A file of the whole archive says those once, elsewhere, or does without. `claims` is
    `public_claims()`, if it was asked for once for many calls: finding out takes long.
    """
    prefetch_related_objects(list(articles), *_parts(articles))
    found = [_assemble(article) for article in articles]
    add_evidence(found, claims)
    return found


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


def _met_in(one: PublicArticle) -> list[Entity]:
    """The entities met in an article, by name: named, speaking, publishing, agents of sources,
    and those it says how they stand to one another.
    """
    met = [mention.entity for mention in one.mentions]
    met += [quotation.speaker for quotation in one.quotations if quotation.speaker]
    met += [agent.entity for step in one.origins.steps.values() for agent in step.agents]
    claims = [evidence.claim for evidence in one.evidence]
    met += [claim.entity for claim in claims if not isinstance(claim, Derivation)]
    met += [claim.other for claim in claims if isinstance(claim, Relation)]
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
