"""The page of an article: its text with every annotation, and what each quotation rests on."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..exchange.standards import schema_org
from ..exchange.standards.meta_tags import meta_tags
from ..exchange.standards.reference import of_article
from ..independence import independence
from ..lineage import NEAREST, FirstRoots, Lineage, Step, lineage
from ..models import (
    Article,
    Citation,
    Entity,
    EntityKind,
    Quotation,
    QuotationSpan,
    SpanRole,
    TextVersion,
)
from ..rendering.chain import chains
from ..rendering.lineage_drawing import draw_article
from ..rendering.text import render_text
from .addresses import Moved, by_slug, permalink
from .corrections import newest_of
from .marks import marks_in
from .readers import readers_page
from .tombstones import withdrawn

KIND_HEADINGS = {
    EntityKind.PERSON: "People",
    EntityKind.ORGANISATION: "Organisations",
    EntityKind.PLACE: "Places",
    EntityKind.EVENT: "Events",
    EntityKind.WORK: "Works",
    EntityKind.CONCEPT: "Concepts",
}


CORRECTIONS = 20


@dataclass(frozen=True)
class Attribution:
    """A quotation with the step its source is, and the first roots above that."""

    quotation: Quotation
    step: Step | None = None
    roots: FirstRoots | None = None


@dataclass
class SourceEntry:
    """A source of the article: how it is cited and which quotations stand in it."""

    step: Step
    roots: FirstRoots
    citations: list[Citation] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)


@dataclass(frozen=True)
class Group:
    """The entities of one kind, each with how often it is named."""

    kind: EntityKind
    heading: str
    entities: list[tuple[Entity, int]]


@readers_page
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """One article in eight queries, however many annotations it has; in eleven if its sources come
    from more than is shown. To ask for the state of the database is not counted.
    """
    try:
        record = by_slug(_articles(), slug)
    except Moved as moved:
        return moved.redirect()
    if not record.is_public:
        return withdrawn(request, record)

    text = record.current_text
    quotations = list(record.quotations.select_related("speaker", "source").order_by("number"))
    citations = list(record.citations.select_related("source").order_by("pk"))
    sources = [q.source for q in quotations if q.source] + [c.source for c in citations]
    origins = lineage(sources, most=NEAREST)
    spans = _spans(record, quotations)
    paragraphs, mentions = None, []
    if record.text_is_public:
        mentions = list(text.mention_set.public().select_related("entity"))
        paragraphs = render_text(text.body, mentions, spans)
    groups = _groups(mention.entity for mention in mentions)
    context = {
        "section": "articles",
        "article": record,
        "text": text,
        "paragraphs": paragraphs,
        "marks": marks_in(mentions, spans),
        "attributions": [_attribution(origins, quotation) for quotation in quotations],
        "sources": _entries(origins, quotations, citations),
        "independence": independence(origins, quotations, citations),
        "drawing": draw_article(origins, record, quotations, citations) if sources else None,
        "chains": chains(origins),
        "groups": groups,
        "permalink": permalink(record),
        "meta_tags": meta_tags(of_article(record)),
        "structured_data": schema_org.news_article(
            record,
            text.number,
            quotations,
            origins.starts,
            [entity for group in groups for entity, _ in group.entities],
        ),
        **newest_of(record, CORRECTIONS),
    }
    return render(request, "articles/article.html", context)


def _articles() -> QuerySet:
    """Articles with what their page needs; `version_count` is that of versions readers may see."""
    texts = TextVersion.objects.public().filter(article=OuterRef("pk")).order_by()
    count = texts.values("article").annotate(number=Count("pk")).values("number")
    found = Article.objects.with_address().select_related("publisher", "current_text")
    return found.annotate(version_count=Subquery(count))


def _spans(article: Article, quotations: list[Quotation]) -> list[QuotationSpan]:
    """The pieces of `quotations` in the current text; each learns its `content_spans`."""
    known = {quotation.pk: quotation for quotation in quotations}
    found = (
        QuotationSpan.objects.public()
        .filter(quotation__article=article, text_version=article.current_text_id)
        .order_by("order", "pk")
    )
    # A quotation may have come since.
    spans = [span for span in found if span.quotation_id in known]
    content = defaultdict(list)
    for span in spans:
        span.quotation = known[span.quotation_id]
        if span.role == SpanRole.CONTENT:
            content[span.quotation_id].append(span)
    for quotation in quotations:
        quotation.article = article
        quotation.content_spans = content[quotation.pk]
    return spans


def _attribution(origins: Lineage, quotation: Quotation) -> Attribution:
    if quotation.source is None:
        return Attribution(quotation)
    step = origins.steps[quotation.source_id]
    return Attribution(quotation, step, origins.first_roots(quotation.source))


def _entries(
    origins: Lineage, quotations: list[Quotation], citations: list[Citation]
) -> list[SourceEntry]:
    entries = {
        source.pk: SourceEntry(origins.steps[source.pk], origins.first_roots(source))
        for source in origins.starts
    }
    for quotation in quotations:
        if quotation.source_id:
            entries[quotation.source_id].quotations.append(quotation)
    for citation in citations:
        entries[citation.source_id].citations.append(citation)
    return list(entries.values())


def _groups(named) -> list[Group]:
    """Entities with how often they are named, by kind and then by name."""
    counts = Counter(named)
    ordered = sorted(counts.items(), key=lambda item: (item[0].name_folded, item[0].pk))
    groups = [
        Group(kind, heading, [item for item in ordered if item[0].kind == kind])
        for kind, heading in KIND_HEADINGS.items()
    ]
    return [group for group in groups if group.entities]
