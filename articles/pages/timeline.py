"""Browsing by time: events and what else has a beginning or an end, and articles by their dates."""

from collections import Counter
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Least
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ..filters.facet import unit_of
from ..models import Article, Entity, EntityKind, Mention
from ..text.dates import (
    BEGINNING,
    END,
    UNDATED_EARLIEST,
    UNDATED_LATEST,
    describe,
    parse,
)
from .addresses import with_name
from .periods import Period, length_for, months, period_of, periods, spread, year_of
from .readers import readers_page
from .remembered import remembered
from .stretch import KINDS, Stretch, TimelineForm

ROWS = 100
"""Records shown at a time."""
UNDER_WAY = 20
UNDATED = 50

LASTING = {EntityKind.PLACE, EntityKind.ORGANISATION, EntityKind.PERSON}
"""Kinds of which one that began is still there, as far as is known, if no end is."""


@dataclass
class Group:
    """The records that begin in a period."""

    period: Period
    records: list[Entity] = field(default_factory=list)


@readers_page
def timeline(request: HttpRequest) -> HttpResponse:
    """What begins when, in at most nine queries.

    To ask for the state of the database is not counted.
    """
    form = TimelineForm(request.GET)
    asked = form.is_valid()
    given = form.cleaned_data if asked else {}
    stretch = Stretch(given.get("kind") or EntityKind.EVENT, given.get("from"), given.get("until"))
    context = {
        "section": "timeline",
        "form": form,
        "stretch": stretch,
        "kinds": [(label, stretch.query(kind), kind) for kind, label in KINDS.items()],
        "query": stretch.query(),
        "heading": KINDS[stretch.kind],
        "permalink": None if request.GET else settings.SITE_URL + reverse("articles:timeline"),
        **(_records(stretch, request.GET.get("after", "")) if asked else {}),
        **(_articles(stretch) if asked else {}),
    }
    return render(request, "articles/timeline.html", context)


def _records(stretch: Stretch, after: str) -> dict:
    """Records of the kind that begin in the stretch, in order of time, by periods."""
    dated = _dated(stretch.kind)
    within = _within(dated, stretch)
    years = remembered(("timeline", stretch), lambda: _tally(within))
    total = sum(years.values())
    rows, continued = _after(within, after)
    found = list(rows.order_by("begins", "name_folded", "pk")[: ROWS + 1])
    shown = found[:ROWS]
    _tell(shown)
    length = length_for(year_of(record.begins) for record in shown)
    choice = periods(years, length_for(years))
    if stretch.year is not None and total > ROWS:
        choice = months(stretch.year, _by_month(within))
    return {
        "total": total,
        "groups": _groups(shown, length),
        "periods": choice if total > ROWS and len(choice) > 1 else [],
        "continued": continued,
        "next": shown[-1].public_id if len(found) > ROWS else "",
        "under_way": _under_way(dated, stretch),
        **_undated(stretch),
    }


def _dated(kind: str) -> QuerySet:
    """Entities of a kind whose beginning is known, or at least their end: it is then `begins`."""
    begins = Least("began_earliest", "ended_earliest")
    rows = Entity.objects.public().filter(kind=kind).annotate(begins=begins)
    return rows.filter(begins__lt=UNDATED_EARLIEST)


def _within(rows: QuerySet, stretch: Stretch) -> QuerySet:
    """The rows that begin in the stretch."""
    if stretch.start:
        rows = rows.filter(begins__gte=stretch.start.earliest)
    if stretch.end:
        rows = rows.filter(begins__lte=stretch.end.latest)
    return rows


def _tally(rows: QuerySet) -> dict[int, int]:
    """How many of `rows` begin in each year."""
    by_year = rows.order_by().values(year=unit_of("begins", 10000)).annotate(number=Count("pk"))
    return dict(by_year.values_list("year", "number"))


def _by_month(rows: QuerySet) -> dict[int, int]:
    by_month = rows.order_by().values(month=unit_of("begins", 100)).annotate(number=Count("pk"))
    return dict(by_month.values_list("month", "number"))


def _after(rows: QuerySet, public_id: str) -> tuple[QuerySet, bool]:
    """What comes after the record with this id, if it is one of the rows."""
    last = with_name(rows, public_id=public_id).first() if public_id else None
    if last is None:
        return rows, False
    later = Q(begins__gt=last.begins) | Q(name_folded__gt=last.name_folded)
    later |= Q(name_folded=last.name_folded, pk__gt=last.pk)
    return rows.filter(later, begins__gte=last.begins), True


def _tell(records: list[Entity]) -> None:
    """Tell each record how many articles name it (`articles`), and `when` it was."""
    named = Mention.objects.public().filter(entity=OuterRef("pk")).order_by()
    count = named.values("entity").annotate(number=Count("article", distinct=True))
    rows = Entity.objects.filter(pk__in=[record.pk for record in records]).order_by()
    counted = rows.annotate(articles=Coalesce(Subquery(count.values("number")), 0))
    numbers = dict(counted.values_list("pk", "articles"))
    for record in records:
        record.articles = numbers.get(record.pk, 0)  # it may be gone since
        record.when = _when(record)


def _when(record: Entity) -> str:
    """Beginning and end in words: a moment where they are the same, or only the one is known."""
    if record.began == record.ended:
        return describe(record.began)
    if not record.ended:
        lasts = record.kind in LASTING and "/" not in record.began
        return describe(f"{record.began}/.." if lasts else record.began)
    if not record.began:
        return f"until {describe(record.ended)}"
    return f"{describe(record.began)} – {describe(record.ended)}"


def _groups(records: list[Entity], length: int) -> list[Group]:
    groups: list[Group] = []
    for record in records:
        period = period_of(year_of(record.begins), length)
        if not groups or groups[-1].period != period:
            groups.append(Group(period))
        groups[-1].records.append(record)
    return groups


def _under_way(dated: QuerySet, stretch: Stretch) -> list[Entity]:
    """What began before the stretch and is known to have ended in it or later; the latest first."""
    if not stretch.start:
        return []
    start = stretch.start.earliest
    rows = dated.filter(begins__lt=start, ended_latest__gte=start)
    found = list(rows.order_by("-begins", "name_folded", "pk")[: UNDER_WAY + 1])
    for record in found:
        record.when = _when(record)
    return found


def _undated(stretch: Stretch) -> dict:
    """Those of the kind that cannot be placed in time, told apart."""
    if stretch.is_narrowed:
        return {"undated": [], "undated_total": 0}
    rows = Entity.objects.public().filter(
        kind=stretch.kind, began_earliest=UNDATED_EARLIEST, ended_earliest=UNDATED_EARLIEST
    )
    total = remembered(("timeline undated", stretch.kind), rows.count)
    shown = rows.order_by("name_folded", "pk")[:UNDATED] if total else []
    return {"undated": shown, "undated_total": total}


def _articles(stretch: Stretch) -> dict:
    """How many articles are of each year in the stretch, or of each month if it is of one year."""
    rows = Article.objects.public().filter(published_latest__gt=UNDATED_LATEST)
    first = stretch.start.earliest if stretch.start else BEGINNING
    last = stretch.end.latest if stretch.end else END
    if stretch.year is not None:
        found = months(stretch.year, _by_month_of(rows, stretch.year))
        inside = [p for p in found if first // 100 <= parse(p.start).earliest // 100 <= last // 100]
        return {"article_periods": [(None, inside)] if inside else []}
    years = remembered("timeline articles", lambda: spread(_spans(rows, 10000)))
    decades: dict[Period, list[Period]] = {}
    for year, count in years.items():
        period = period_of(year, 1, count)
        if period.start and year_of(first) <= year <= year_of(last):
            decades.setdefault(period_of(year, 10), []).append(period)
    return {"article_periods": list(decades.items())}


def _by_month_of(rows: QuerySet, year: int) -> dict[int, int]:
    """How many articles may be of each month (yyyymm) of a year."""
    first, last = year * 100 + 1, year * 100 + 12
    rows = rows.filter(published_latest__gte=first * 100, published_earliest__lt=(last + 1) * 100)
    spans: Counter = Counter()
    for (start, end), number in _spans(rows, 100).items():
        spans[max(start, first), min(end, last)] += number
    return spread(spans)


def _spans(rows: QuerySet, size: int) -> dict[tuple[int, int], int]:
    """How many articles are dated from which year (or month, `size` 100) to which."""
    found = (
        rows.order_by()
        .values(first=unit_of("published_earliest", size), last=unit_of("published_latest", size))
        .annotate(number=Count("pk"))
    )
    return {
        (first, last): number
        for first, last, number in found.values_list("first", "last", "number")
    }
