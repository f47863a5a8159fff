"""Pages of a long list, each beginning where another ends (keyset pagination).

A page is named by a record next to it, not by a number: `?after=art-7kq2m9xw4tbd` are the rows
after that one, `?before=…` those before it, `?before=end` the last. The database goes to the place
by an index in the order of the rows, so the thousandth page costs what the first does; and a row
that comes or goes meanwhile moves no other from page to page.

    page = page_of(rows, ("title_folded", "pk"), request.GET, 50)

`rows` are any queryset of records with a `public_id` (with what it is to fetch beside them), the
order names columns without NULLs, `-` for descending, and ends in one that no two rows share. Give
`page` to `_paging.html` as `paging`, with `total` and `one`, `many` for the words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from .addresses import with_name
from .at_once import any_of

END = "end"
AFTER, BEFORE = "after", "before"
PLACES = (AFTER, BEFORE, "page")
"""What in a query string says which page; `page` did once."""


@dataclass(frozen=True)
class KeysetPage:
    """The rows of a page and the addresses of others, empty where there is none.

    `is_lost` says that the row the page was to begin at is not (any longer) in the list: then this
    is the first page.
    """

    rows: list[Model]
    first: str = ""
    previous: str = ""
    next: str = ""
    last: str = ""
    is_lost: bool = False

    @property
    def is_part(self) -> bool:
        """Whether there is more than this page."""
        return bool(self.previous or self.next)


def page_of(
    rows: QuerySet,
    order: Sequence[str],
    query: QueryDict,
    size: int,
    shown: QuerySet | None = None,
) -> KeysetPage:
    """The page of `rows`, in `order`, that the query string asks for.

    Two statements: the row it begins at, and the page; one more where that page is not to be had.
    `shown` is what to show of the rows found, if that is dear (counts beside each): any queryset
    that holds them.
    """
    pages = _Pages(rows, tuple(order), size, rows if shown is None else shown)
    after, before = query.get(AFTER, "").strip(), query.get(BEFORE, "").strip()
    if not after and before == END:
        return pages.last(query)
    if not (name := after or before):
        return pages.first(query)
    place = pages.place(name)
    if place is None:
        return pages.first(query, is_lost=True)
    return (pages.after if after else pages.before)(place, query)


def without_place(query: QueryDict) -> QueryDict:
    """The query string that asks for the first page."""
    query = query.copy()
    for name in PLACES:
        query.pop(name, None)
    return query


Place = tuple[Any, ...]
"""A row's values in the columns of the order."""


@dataclass(frozen=True)
class _Pages:
    rows: QuerySet
    order: tuple[str, ...]
    size: int
    shown: QuerySet

    def place(self, name: str) -> Place | None:
        columns = [column.removeprefix("-") for column in self.order]
        return with_name(self.rows, public_id=name).order_by().values_list(*columns).first()

    def first(self, query: QueryDict, *, is_lost: bool = False) -> KeysetPage:
        found = self._read(self.order, None)
        return self._page(found[: self.size], query, False, self._more(found), is_lost)

    def last(self, query: QueryDict) -> KeysetPage:
        found = self._read(_reversed(self.order), None)
        return self._page(found[: self.size][::-1], query, self._more(found), False)

    def after(self, place: Place, query: QueryDict) -> KeysetPage:
        found = self._read(self.order, place)
        if not found:  # it was the last row
            return self.last(query)
        return self._page(found[: self.size], query, True, self._more(found))

    def before(self, place: Place, query: QueryDict) -> KeysetPage:
        found = self._read(_reversed(self.order), place)
        if not self._more(found):  # too near to the beginning to fill a page and leave one before
            return self.first(query)
        return self._page(found[: self.size][::-1], query, True, True)

    def _more(self, found: list[Model]) -> bool:
        return len(found) > self.size

    def _read(self, order: tuple[str, ...], place: Place | None) -> list[Model]:
        """Up to a row more than a page, in `order`, after `place`."""
        rows = self.rows.order_by(*order).values_list("pk")
        parts = [rows] if place is None else [rows.filter(part) for part in beyond(order, place)]
        keys = any_of(part[: self.size + 1] for part in parts)
        return list(self.shown.filter(pk__in=keys).order_by(*order)[: self.size + 1])

    def _page(
        self,
        rows: list[Model],
        query: QueryDict,
        has_previous: bool,
        has_next: bool,
        is_lost: bool = False,
    ) -> KeysetPage:
        query = without_place(query)
        return KeysetPage(
            rows,
            first=_address(query) if has_previous else "",
            previous=_address(query, before=rows[0].public_id) if has_previous else "",
            next=_address(query, after=rows[-1].public_id) if has_next else "",
            last=_address(query, before=END) if has_next else "",
            is_lost=is_lost,
        )


def beyond(order: Sequence[str], place: Sequence[Any]) -> list[Q]:
    """Conditions for the rows that come after `place`: of each a range in the index is read.

    Rows that are equal in the first column, which may be many, are a range of their own.
    """
    (first, *rest), (value, *values) = order, place
    conditions = [Q(**{_compared(first, "t"): value})]
    if rest:
        equal = Q(**{first.removeprefix("-"): value})
        conditions.insert(0, equal & _after(rest, values))
    return conditions


def _after(order: Sequence[str], place: Sequence[Any]) -> Q:
    (first, *rest), (value, *values) = order, place
    later = Q(**{_compared(first, "t"): value})
    if not rest:
        return later
    # The outer condition says nothing new, but is one that an index answers.
    return Q(**{_compared(first, "te"): value}) & (later | _after(rest, values))


def _compared(column: str, how: str) -> str:
    name = column.removeprefix("-")
    return f"{name}__{'l' if column != name else 'g'}{how}"


def _reversed(order: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        column.removeprefix("-") if column.startswith("-") else f"-{column}" for column in order
    )


def _address(query: QueryDict, **place: str) -> str:
    query = query.copy()
    for name, value in place.items():
        query[name] = value
    return "?" + query.urlencode()
