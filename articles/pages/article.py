"""The page of an article: its text with every annotation, and what each quotation rests on."""

from collections import Counter
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..lineage import Step, lineage
from ..models import Article, Citation, Entity, EntityKind, Quotation, QuotationSpan, Source, Status
from ..rendering.text import render_text
from .addresses import Moved, by_slug, permalink
from .readers import readers_page


@dataclass(frozen=True)
class Attribution:
    """A quotation with the step its source is, and the roots above that."""

    quotation: Quotation
    step: Step | None
    roots: list[Source]


@dataclass
class SourceEntry:
    """A source of the article: how it is cited and which quotations stand in it."""

    step: Step
    roots: list[Source]
    citations: list[Citation] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)


@readers_page
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """One article in seven queries, however many annotations it has."""
    seen = Article.objects.filter(status__in=[Status.PUBLISHED, Status.WITHDRAWN])
    try:
        record = by_slug(seen.select_related("publisher", "current_text"), slug)
    except Moved as moved:
        return moved.redirect()
    if not record.is_public:
        return _tombstone(request, record)

    text = record.current_text
    quotations = list(record.quotations.select_related("speaker", "source").order_by("number"))
    citations = list(record.citations.select_related("source").order_by("pk"))
    sources = [q.source for q in quotations if q.source] + [c.source for c in citations]
    origins = lineage(sources)
    paragraphs, mentions = None, []
    if record.text_is_public:
        mentions = list(text.mention_set.public().select_related("entity"))
        spans = QuotationSpan.objects.public().filter(quotation__article=record, text_version=text)
        paragraphs = render_text(text.body, mentions, _with_quotations(spans, quotations))
    context = {
        "section": "articles",
        "article": record,
        "text": text,
        "paragraphs": paragraphs,
        "attributions": [
            Attribution(
                quotation,
                origins.steps.get(quotation.source_id),
                origins.roots_of([quotation.source] if quotation.source else []),
            )
            for quotation in quotations
        ],
        "sources": _entries(origins, quotations, citations),
        "roots": origins.roots,
        "groups": _groups(mention.entity for mention in mentions),
        "permalink": permalink(record),
    }
    return render(request, "articles/article.html", context)


def _tombstone(request: HttpRequest, record: Article) -> HttpResponse:
    """What is left of a withdrawn article: its title, the reason and the day."""
    context = {"section": "articles", "article": record}
    return render(request, "articles/withdrawn.html", context, status=410)


def _with_quotations(spans, quotations: list[Quotation]) -> list[QuotationSpan]:
    by_pk = {quotation.pk: quotation for quotation in quotations}
    found = list(spans)
    for span in found:
        span.quotation = by_pk[span.quotation_id]
    return found


def _entries(origins, quotations, citations) -> list[SourceEntry]:
    entries = {
        source.pk: SourceEntry(origins.steps[source.pk], origins.roots_of([source]))
        for source in origins.starts
    }
    for quotation in quotations:
        if quotation.source_id:
            entries[quotation.source_id].quotations.append(quotation)
    for citation in citations:
        entries[citation.source_id].citations.append(citation)
    return list(entries.values())


def _groups(named) -> list[tuple[EntityKind, list[tuple[Entity, int]]]]:
    """Entities with how often they are named, by kind and then by name."""
    counts = Counter(named)
    ordered = sorted(counts.items(), key=lambda item: (item[0].name_folded, item[0].pk))
    groups = [(kind, [item for item in ordered if item[0].kind == kind]) for kind in EntityKind]
    return [(kind, entities) for kind, entities in groups if entities]
