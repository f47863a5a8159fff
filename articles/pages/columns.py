"""The heads of a list's columns, with the links that sort by them."""

from dataclasses import dataclass

from django.http import QueryDict

from ..filters import RecordFilter


@dataclass(frozen=True)
class Column:
    """A column and the filter's sorts that go by it, the one a first click means first."""

    label: str
    sorts: tuple[str, ...] = ()
    number: bool = False


@dataclass(frozen=True)
class Head:
    """A column's head: the address that sorts by it, and how the list is sorted now (`aria-sort`,
    empty when by another column).
    """

    label: str
    address: str
    sorted: str
    number: bool


COLUMNS = {
    "articles": [
        Column("Title", ("title", "-title")),
        Column("Publisher"),
        Column("Published", ("-date", "date")),
        Column("Quotations", number=True),
    ],
    "sources": [
        Column("Title", ("title", "-title")),
        Column("Date", ("-date", "date")),
        Column("Made, released or held by"),
        Column("Behind it"),
        Column("Quotations", number=True),
    ],
    "entities": [
        Column("Name", ("name", "-name")),
        Column("Kind", ("kind",)),
        Column("Also called"),
        Column("Passages", number=True),
    ],
}


def heads(name: str, found: RecordFilter, query: QueryDict) -> list[Head]:
    """The heads of the list `name`; their links keep the rest of the query string."""
    now = _sort_in_force(found)
    return [
        Head(column.label, _address(column, now, query), _direction(column, now), column.number)
        for column in COLUMNS.get(name, [])
    ]


def _sort_in_force(found: RecordFilter) -> str:
    chosen = found.form.cleaned_data.get("sort") if found.form.is_valid() else ""
    return chosen or next(iter(found.SORTS))


def _address(column: Column, now: str, query: QueryDict) -> str:
    others = [sort for sort in column.sorts if sort != now]
    if not others:
        return ""
    query = query.copy()
    query["sort"] = others[0]
    return "?" + query.urlencode()


def _direction(column: Column, now: str) -> str:
    if now not in column.sorts:
        return ""
    return "descending" if now.startswith("-") else "ascending"
