"""The page of an entity: its names, every passage that names it, what it says and what is said."""

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..exchange.standards import schema_org
from ..models import Article, Entity, Mention, Quotation, QuotationSpan, SourceAgent, SpanRole
from ..rendering.passage import passage
from .addresses import Moved, by_slug, permalink
from .corrections import newest_of
from .lists import Paging
from .readers import readers_page

PASSAGES = 100
QUOTATIONS = 20
CORRECTIONS = 3


@readers_page
def entity(request: HttpRequest, slug: str) -> HttpResponse:
    """One entity; its passages are paged, of its quotations the first are shown."""
    try:
        record = by_slug(Entity.objects.public(), slug)
    except Moved as moved:
        return moved.redirect()
    passages = (
        Mention.objects.public()
        .filter(entity=record)
        .select_related("article", "text_version")
        .defer("text_version__body")
        .order_by("article__title_folded", "article_id", "start", "-end", "pk")
    )
    page = Paginator(passages, PASSAGES).get_page(request.GET.get("page"))
    aliases = list(record.aliases.order_by("name_folded", "pk"))
    identifiers = list(record.identifiers.order_by("scheme", "value"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "section": "entities",
        "entity": record,
        "aliases": aliases,
        "identifiers": identifiers,
        "passages": [passage(mention) for mention in page.object_list],
        "total": page.paginator.count,
        "paging": Paging(page, query),
        "says": _quotations().filter(speaker=record)[:QUOTATIONS],
        "said_of": _quotations().filter(Exists(_content_naming(record)))[:QUOTATIONS],
        "parts": SourceAgent.objects.public()
        .filter(entity=record)
        .select_related("source")
        .order_by("source__title_folded", "pk"),
        "published": Article.objects.public()
        .filter(publisher=record)
        .order_by("-published_latest", "title_folded", "pk")[:QUOTATIONS],
        "permalink": permalink(record),
        "structured_data": schema_org.entity(record, aliases, identifiers),
        **newest_of(record, CORRECTIONS),
    }
    return render(request, "articles/entity.html", context)


def _quotations():
    content = QuotationSpan.objects.public().filter(role=SpanRole.CONTENT).order_by("order", "pk")
    return (
        Quotation.objects.public()
        .select_related("article", "speaker", "source")
        .prefetch_related(Prefetch("spans", queryset=content, to_attr="content_spans"))
        .order_by("article__title_folded", "article_id", "number")
    )


def _content_naming(entity: Entity):
    """Content spans of a quotation (the outer query) inside which `entity` is named."""
    naming = Mention.objects.public().filter(
        entity=entity,
        text_version=OuterRef("text_version"),
        start__gte=OuterRef("start"),
        end__lte=OuterRef("end"),
    )
    return QuotationSpan.objects.public().filter(
        Exists(naming), quotation=OuterRef("pk"), role=SpanRole.CONTENT
    )
