"""The lists of every record kind: filter, count, divide, page, and the same rows as files."""

from contextlib import suppress

from django.conf import settings
from django.db.models import Count, Model, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from ..filters import FILTERS, RecordFilter
from ..filters.fields import OpenSelect, RecordField
from ..models import (
    Article,
    Derivation,
    Entity,
    Mention,
    Quotation,
    QuotationSpan,
    Source,
    SourceAgent,
    SpanRole,
)
from .columns import heads
from .facets import chips, counted, loosened
from .paging import page_of, without_place
from .readers import readers_page

ROWS = 50
_NAMES = {("corrections", "atom"): "articles:corrections-feed"}


@readers_page
def articles(request: HttpRequest) -> HttpResponse:
    """Every public article."""
    rows = Article.objects.public().select_related("publisher")
    return record_list(request, "articles", rows, quotation_count=_count(Quotation, "article"))


@readers_page
def quotations(request: HttpRequest) -> HttpResponse:
    """Every public quotation with its words."""
    content = QuotationSpan.objects.public().filter(role=SpanRole.CONTENT).order_by("order", "pk")
    rows = (
        Quotation.objects.public()
        .select_related("article", "speaker", "source")
        .prefetch_related(Prefetch("spans", queryset=content, to_attr="content_spans"))
    )
    return record_list(request, "quotations", rows)


@readers_page
def sources(request: HttpRequest) -> HttpResponse:
    """Every public source with those who had a part in it."""
    agents = SourceAgent.objects.public().select_related("entity")
    rows = Source.objects.public().prefetch_related(
        Prefetch("agents", queryset=agents, to_attr="public_agents")
    )
    return record_list(
        request,
        "sources",
        rows,
        quotation_count=_count(Quotation, "source"),
        derivation_count=_count(Derivation, "source"),
    )


@readers_page
def entities(request: HttpRequest) -> HttpResponse:
    """Every public entity with its other names."""
    rows = Entity.objects.public().prefetch_related("aliases")
    return record_list(request, "entities", rows, mention_count=_count(Mention, "entity"))


def record_list(request: HttpRequest, name: str, records: QuerySet, **counts) -> HttpResponse:
    """Render `articles/<name>.html`; counts are added to the rows shown, not to those counted.

    The statements asked are as many however much there is to show: the row the page begins at (not
    on the first), the rows, what is fetched beside them, all counts; and one for each record that
    the query string names.
    """
    found = FILTERS[name](request.GET, queryset=records)
    found.form.label_suffix = ""
    query = without_place(request.GET)
    numbers = counted(found, query)
    shown = records.annotate(**{field: Coalesce(count, 0) for field, count in counts.items()})
    page = page_of(found.qs.select_related(None), found.ordering, request.GET, ROWS, shown)
    main, more = _fields(found)
    context = {
        "section": name,
        "filter": found,
        "form": found.form,
        "fields": main,
        "more_fields": more,
        "more_open": any(field.data or field.errors for field in more),
        "chips": chips(found, query),
        "filtered": any(field != "sort" for field in found.chosen),
        "loosened": [] if numbers.total or found.form.errors else loosened(found, query),
        "divisions": numbers.divisions,
        "heads": heads(name, found, query),
        "rows": page.rows,
        "total": numbers.total,
        "paging": page,
        "ways": _ways(name, query),
        "query": query.urlencode(),
        "permalink": None if request.GET else settings.SITE_URL + request.get_full_path(),
    }
    return render(request, f"articles/{name}.html", context)


def _ways(name: str, query: QueryDict) -> dict[str, str]:
    """Addresses of the same rows in other forms, by form; only of those there are."""
    ways = {}
    for form in ("csv", "jsonl", "atom"):
        with suppress(NoReverseMatch):
            address = reverse(_NAMES.get((name, form), f"articles:{name}-{form}"))
            ways[form] = f"{address}?{query.urlencode()}" if query else address
    return ways


def _count(model: type[Model], field: str) -> Subquery:
    """How many public records of `model` point to a row by `field`."""
    records = model.objects.public().filter(**{field: OuterRef("pk")}).order_by()
    return Subquery(records.values(field).annotate(number=Count("pk")).values("number"))


def _fields(found: RecordFilter) -> tuple[list, list]:
    """The form's fields: those to fill in, and those that links fill in (a record's address)."""
    main, more = [], []
    for field in found.form:
        linked = isinstance(field.field, RecordField)
        offered = isinstance(field.field.widget, OpenSelect)
        (more if linked and not offered else main).append(field)
    return main, more
