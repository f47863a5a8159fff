"""The lists of every record kind: filter, count, page, and the same rows as CSV."""

from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, Model, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

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


@dataclass(frozen=True)
class Choice:
    """A record the list is narrowed to, under the filter's label; `without` widens it again."""

    label: str
    record: Model
    without: str


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
    """Render `articles/<name>.html`; counts are added to the rows shown, not to those counted."""
    found = FILTERS[name](request.GET, queryset=records)
    found.form.label_suffix = ""
    page = Paginator(found.qs, ROWS).get_page(request.GET.get("page"))
    shown = {row.pk: row for row in page.object_list}
    _add_counts(shown, records.model, counts)
    query = request.GET.copy()
    query.pop("page", None)
    csv = reverse(f"articles:{name}-csv")
    main, more = _fields(found)
    context = {
        "section": name,
        "filter": found,
        "form": found.form,
        "fields": main,
        "more_fields": more,
        "more_open": any(field.data or field.errors for field in more),
        "choices": _choices(found, query),
        "filtered": any(field != "sort" for field in found.chosen),
        "heads": heads(name, found, query),
        "rows": list(shown.values()),
        "total": page.paginator.count,
        "paging": Paging(page, query),
        "csv": f"{csv}?{query.urlencode()}" if query else csv,
        "query": query.urlencode(),
        "permalink": None if query else settings.SITE_URL + request.get_full_path(),
    }
    return render(request, f"articles/{name}.html", context)


def _add_counts(rows: dict[int, Model], model: type[Model], counts: dict[str, Subquery]) -> None:
    if not counts or not rows:
        return
    whole = {name: Coalesce(count, 0) for name, count in counts.items()}
    counted = model.objects.filter(pk__in=rows).order_by().annotate(**whole)
    for pk, *numbers in counted.values_list("pk", *whole):
        for name, number in zip(whole, numbers, strict=True):
            setattr(rows[pk], name, number)


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


def _choices(found: RecordFilter, query: QueryDict) -> list[Choice]:
    """The records named in the query string."""
    if not found.form.is_valid():
        return []
    choices = []
    for name, value in found.form.cleaned_data.items():
        if isinstance(value, Model):
            without = query.copy()
            del without[name]
            choices.append(Choice(found.form[name].label, value, f"?{without.urlencode()}"))
    return choices
