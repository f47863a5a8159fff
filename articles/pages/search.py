"""Searching the archive: a little of every kind of record, or all that is found of one."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from ..filters import FILTERS, RecordFilter
from ..filters.fields import OpenSelect, RecordField
from ..models import Entity
from ..search.engines.tables import KINDS
from ..search.query import LONGEST, Query, parse
from ..search.searching import Results, search
from ..search.suggesting import near_names
from .readers import readers_page

FIRST = 5
"""Records of each kind that are shown at first."""
ROWS = 20
PAGES = 50
"""Nobody reads on so far; an engine takes longer for every page."""
FEW = 3
"""With fewer found than so many, names that may be meant are offered."""


@dataclass(frozen=True)
class Section:
    """What was found of one kind; `address` leads to all of it."""

    kind: str
    results: Results
    address: str

    @property
    def has_more(self) -> bool:
        """Whether more was found than is shown."""
        return self.results.total > len(self.results.hits)


@dataclass(frozen=True)
class Place:
    """Which of the records found are shown, and the addresses of those before and after."""

    first: int
    last: int
    previous: str
    next: str
    ends: bool
    """Whether more was found than can be leafed through."""


@readers_page
def search_page(request: HttpRequest) -> HttpResponse:
    """What is found for `q`: of every kind, or of the kind `in` with the filters of its list."""
    text = request.GET.get("q", "").strip()
    query = parse(text)
    kind = request.GET.get("in", "")
    context = {
        "section": "search",
        "asked": text[:LONGEST],
        "query": query,
        "permalink": None if request.GET else settings.SITE_URL + reverse("articles:search"),
    }
    if not query.wanted:
        context |= {"examples": _examples()}
    elif kind in KINDS:
        context |= _of_one_kind(request, kind, query)
    else:
        context |= _of_every_kind(request, query)
    return render(request, "articles/search.html", context)


def _of_every_kind(request: HttpRequest, query: Query) -> dict:
    found = {kind: search(kind, query, limit=FIRST) for kind in KINDS}
    sections = [
        Section(kind, results, _address(request, **{"in": kind}))
        for kind, results in found.items()
        if results.hits
    ]
    return {"sections": sections, "suggestions": _suggestions(query, list(found.values()))}


def _of_one_kind(request: HttpRequest, kind: str, query: Query) -> dict:
    asked = request.GET.copy()
    for name in ("q", "in", "page", "sort"):  # `q` of a filter means words of a title
        asked.pop(name, None)
    found = FILTERS[kind](asked, queryset=_public(kind))
    found.form.label_suffix = ""
    page = _page(request)
    results = search(
        kind,
        query,
        within=found.qs if found.chosen else None,
        limit=ROWS,
        offset=(page - 1) * ROWS,
    )
    return {
        "kind": kind,
        "results": results,
        "place": _place(request, page, results),
        "everything": _address(request, **{"in": None}),
        "unfiltered": _address(request, keep=("q", "in")),
        "form": found.form,
        "fields": [field for field in found.form if _is_offered(field)],
        "filtered": bool(found.chosen),
        "suggestions": [] if found.chosen or results.hits else near_names(query),
    }


def _is_offered(field) -> bool:
    """Whether a field is there to fill in; those that take a record's address only if they are."""
    takes_address = isinstance(field.field, RecordField)
    offered = not takes_address or isinstance(field.field.widget, OpenSelect)
    return field.name not in ("q", "sort") and (offered or bool(field.data))


def _public(kind: str):
    filters: type[RecordFilter] = FILTERS[kind]
    return filters._meta.model.objects.public()


def _suggestions(query: Query, found: list[Results]) -> list[Model]:
    """Names that may be meant when (nearly) nothing is found, other than what was found."""
    if sum(results.total for results in found) >= FEW:
        return []
    known = {hit.record for results in found for hit in results.hits}
    return [record for record in near_names(query) if record not in known]


def _page(request: HttpRequest) -> int:
    given = request.GET.get("page", "")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 5 else 1
    return min(max(number, 1), PAGES)


def _place(request: HttpRequest, page: int, results: Results) -> Place:
    first = (page - 1) * ROWS + 1
    last = first - 1 + len(results.hits)
    goes_on = results.total > page * ROWS
    return Place(
        first,
        last,
        _address(request, page=page - 1) if page > 1 else "",
        _address(request, page=page + 1) if goes_on and page < PAGES else "",
        goes_on and page == PAGES,
    )


def _address(request: HttpRequest, keep: tuple[str, ...] = (), **changes) -> str:
    """The address of this page with another query string; None takes a name out of it."""
    query = request.GET.copy()
    for name in list(query):
        if (keep and name not in keep) or (name == "page" and "page" not in changes):
            del query[name]
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"?{query.urlencode()}"


@dataclass(frozen=True)
class Example:
    """Something to type, and what it means."""

    text: str
    meaning: str

    @property
    def address(self) -> str:
        """Where it leads."""
        return f"?{urlencode({'q': self.text})}"


def _examples() -> list[Example]:
    """What can be typed, shown by names of the archive, which find something."""
    names = list(Entity.objects.public().order_by("pk").values_list("name", flat=True)[:50])
    several = next((name for name in names if len(name.split()) == 2), "Soviet Union")
    other = next((name for name in names if name.isalpha() and name not in several), "Japan")
    begun = several.split()[0]
    return [
        Example(several, "Both words occur, wherever."),
        Example(f'"{several}"', "The words occur one after the other."),
        Example(f"{begun[:4]}*", "A word that begins so."),
        Example(f"{other} -{begun}", f"{other} without {begun}."),
    ]
