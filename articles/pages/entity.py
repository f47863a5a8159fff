"""The page of an entity: its names, how it stands to others, where it is named, what it says."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..exchange.standards import schema_org
from ..models import Article, Entity, Quotation, QuotationSpan, SourceAgent
from ..rendering.bars import by_year
from .addresses import Moved, by_slug, permalink
from .company import company_of, newest_texts
from .concordance import first_passages, orders_for
from .corrections import newest_of
from .readers import readers_page
from .relations import related
from .said import first_said, with_words
from .where_named import passages_in, where_named

PASSAGES = 20
QUOTATIONS = 5
PARTS = 20
ARTICLES = 10
CORRECTIONS = 3


@readers_page
def entity(request: HttpRequest, slug: str) -> HttpResponse:
    """One entity: of what there is much the first is shown, its number, and a way to the rest."""
    try:
        record = by_slug(Entity.objects.public(), slug)
    except Moved as moved:
        return moved.redirect()
    aliases = list(record.aliases.order_by("name_folded", "pk"))
    identifiers = list(record.identifiers.order_by("scheme", "value"))
    relations = related(record)
    claims = [claim for group in relations for _, claim in group.claims]
    context = {
        "section": "entities",
        "entity": record,
        "aliases": aliases,
        "identifiers": identifiers,
        "related": relations,
        "permalink": permalink(record),
        "structured_data": schema_org.entity(record, aliases, identifiers, claims),
        **_named(record),
        **_active(record),
        **newest_of(record, CORRECTIONS),
    }
    return render(request, "articles/entity.html", context)


def _named(record: Entity) -> dict:
    """Where it is named, when, beside whom; what it says, and what is said about it."""
    namings = where_named(record)
    total = passages_in(namings)
    texts = newest_texts(namings)
    says = first_said(Quotation.objects.public().filter(speaker=record), QUOTATIONS)
    said_of = first_said(_about(record, texts), QUOTATIONS, is_whole=len(texts) == len(namings))
    with_words(says, said_of)
    return {
        "total": total,
        "articles": len(namings),
        "orders": orders_for(total),
        "passages": first_passages(record, namings, PASSAGES),
        "years": by_year((n.earliest, n.latest, n.passages) for n in namings),
        "company": company_of(record, texts, len(namings)),
        "says": says,
        "said_of": said_of,
    }


def _about(record: Entity, articles: Iterable[int]) -> QuerySet[Quotation]:
    """Quotations in some articles whose words name it. One query, before that for the rows."""
    words = QuotationSpan.objects.content_naming(record, articles)
    keys = set(words.values_list("quotation", flat=True))
    return Quotation.objects.public().filter(pk__in=keys)


def _active(record: Entity) -> dict:
    """Its parts in sources and the articles it published, with how many there are."""
    parts = SourceAgent.objects.public().filter(entity=record)
    published = Article.objects.public().filter(publisher=record)
    return {
        "parts": parts.select_related("source").order_by("source__title_folded", "pk")[:PARTS],
        "parts_total": parts.count(),
        "published": published.order_by("-published_latest", "title_folded", "pk")[:ARTICLES],
        "published_total": published.count(),
    }
