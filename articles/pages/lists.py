"""The lists of every record kind: filter, count, page, and the same rows as CSV."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from ..filters import FILTERS
from ..models import (
    Article,
    Entity,
    Mention,
    Quotation,
    QuotationSpan,
    Source,
    SourceAgent,
    SpanRole,
)
from .readers import readers_page

ROWS = 50


@dataclass(frozen=True)
class Paging:
    """The page shown and the addresses of its neighbours, empty where there is none."""

    page: Page
    query: QueryDict

    @property
    def previous(self) -> str:
        return self._address(self.page.number - 1) if self.page.has_previous() else ""

    @property
    def next(self) -> str:
        return self._address(self.page.number + 1) if self.page.has_next() else ""

    def _address(self, number: int) -> str:
        query = self.query.copy()
        query["page"] = number
        return "?" + query.urlencode()


@readers_page
def articles(request: HttpRequest) -> HttpResponse:
    """Every public article."""
    rows = Article.objects.public().select_related("publisher")
    return _list(request, "articles", rows, quotation_count=_count(Quotation, "article"))


@readers_page
def quotations(request: HttpRequest) -> HttpResponse:
    """Every public quotation with its words."""
    content = QuotationSpan.objects.public().filter(role=SpanRole.CONTENT).order_by("order", "pk")
    rows = (
        Quotation.objects.public()
        .select_related("article", "speaker", "source")
        .prefetch_related(Prefetch("spans", queryset=content, to_attr="content_spans"))
    )
    return _list(request, "quotations", rows)


@readers_page
def sources(request: HttpRequest) -> HttpResponse:
    """Every public source with those who had a part in it."""
    agents = SourceAgent.objects.public().select_related("entity")
    rows = Source.objects.public().prefetch_related(
        Prefetch("agents", queryset=agents, to_attr="public_agents")
    )
    return _list(request, "sources", rows, quotation_count=_count(Quotation, "source"))


@readers_page
def entities(request: HttpRequest) -> HttpResponse:
    """Every public entity with its other names."""
    rows = Entity.objects.public().prefetch_related("aliases")
    return _list(request, "entities", rows, mention_count=_count(Mention, "entity"))


def _list(request: HttpRequest, name: str, records: QuerySet, **counts) -> HttpResponse:
    """Render `articles/<name>.html`; counts are added to the rows shown, not to those counted."""
    found = FILTERS[name](request.GET, queryset=records)
    page = Paginator(found.qs, ROWS).get_page(request.GET.get("page"))
    shown = {row.pk: row for row in page.object_list}
    query = request.GET.copy()
    query.pop("page", None)
    for attribute, count in counts.items():
        counted = records.model.objects.filter(pk__in=shown).order_by()
        for pk, number in counted.values_list("pk", Coalesce(count, 0)):
            setattr(shown[pk], attribute, number)
    csv = reverse(f"articles:{name}-csv")
    context = {
        "section": name,
        "filter": found,
        "form": found.form,
        "filtered": bool(found.chosen),
        "rows": list(shown.values()),
        "total": page.paginator.count,
        "paging": Paging(page, query),
        "csv": f"{csv}?{query.urlencode()}" if query else csv,
    }
    return render(request, f"articles/{name}.html", context)


def _count(model, field: str) -> Subquery:
    """How many public records of `model` point to a row by `field`."""
    records = model.objects.public().filter(**{field: OuterRef("pk")}).order_by()
    return Subquery(records.values(field).annotate(number=Count("pk")).values("number"))
