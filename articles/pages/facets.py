"""How the rows of a list divide, as links that narrow it; and what it is narrowed to, as chips."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model
from django.http import QueryDict

from ..filters import RecordFilter
from ..filters.facet import MOST_TEXTS, Answer, Facet, NamingFacet, Question, Row, count
from ..filters.fields import OpenSelect
from .at_once import ask_at_once

SHOWN = 10
"""So many values of a facet are shown; others can be entered in the form."""


@dataclass(frozen=True)
class Choice:
    """A value of a facet: the address that narrows the list to it, or, if chosen, widens it."""

    label: str
    number: int
    address: str
    language: str | None
    is_chosen: bool


@dataclass(frozen=True)
class Division:
    """A facet as it is shown; `has_more` says that there are values besides.

    `too_many` is the number of rows from which on its values are not counted, if they are not.
    """

    name: str
    label: str
    choices: list[Choice]
    has_more: bool
    too_many: int = 0


@dataclass(frozen=True)
class Chip:
    """A filter in force: its label, what it is set to, and the address without it.

    `record` is the record it names, if it names one. `number` is how many rows there would be
    without it, where that was asked.
    """

    label: str
    value: str
    record: Model | None
    without: str
    number: int | None = None


@dataclass(frozen=True)
class Counted:
    """How many rows there are, and how they divide."""

    total: int
    divisions: list[Division]


def counted(found: RecordFilter, query: QueryDict) -> Counted:
    """Count the rows found, all of them and by each facet, in one statement.

    Each facet is counted over what the other filters find. The fields of the form that are lists
    to choose from are given what there is to choose. `query` has no place in it.
    """
    understood = found.is_valid()
    questions = [Question(count(found.without()))]
    questions += [facet.question(found.without(facet.name), found) for facet in found.FACETS]
    (total, *rest) = ask_at_once(questions)
    number = total[0][-1] if total and understood else 0
    divisions = []
    for facet, rows in zip(found.FACETS, rest, strict=True):
        answers = facet.values(rows)
        _offer(found, facet, answers)
        if understood:
            divisions.append(_division(found, facet, answers, rows, query, number))
    return Counted(number, [each for each in divisions if each.choices or each.too_many])


def chips(found: RecordFilter, query: QueryDict) -> list[Chip]:
    """What the list is narrowed to."""
    return [_chip(found, name, query) for name in found.in_force]


def loosened(found: RecordFilter, query: QueryDict) -> list[Chip]:
    """For a list that holds nothing: the filters whose removal leaves something, most first."""
    names = list(found.in_force)
    if len(names) < 2:
        return []
    answers = ask_at_once([Question(count(found.without(name))) for name in names])
    left = [
        _chip(found, name, query, rows[0][-1])
        for name, rows in zip(names, answers, strict=True)
        if rows and rows[0][-1]
    ]
    return sorted(left, key=lambda chip: -(chip.number or 0))


def _division(
    found: RecordFilter,
    facet: Facet,
    answers: list[Answer],
    rows: list[Row],
    query: QueryDict,
    total: int,
) -> Division:
    chosen = found.canonical.get(facet.name, "")
    shown = answers[:SHOWN]
    if chosen and all(answer.value != chosen for answer in shown):
        shown = [answer for answer in answers if answer.value == chosen] + shown[: SHOWN - 1]
    too_many = MOST_TEXTS if isinstance(facet, NamingFacet) and not rows else 0
    return Division(
        facet.name,
        facet.label,
        [_choice(answer, facet.name, query, answer.value == chosen) for answer in shown],
        has_more=len(answers) > len(shown),
        too_many=too_many if total > too_many else 0,
    )


def _choice(answer: Answer, name: str, query: QueryDict, is_chosen: bool) -> Choice:
    address = _without(query, name) if is_chosen else _with(query, name, answer.value)
    return Choice(answer.label, answer.number, address, answer.language, is_chosen)


def _offer(found: RecordFilter, facet: Facet, answers: Iterable[Answer]) -> None:
    field = found.form.fields[facet.name]
    if isinstance(field.widget, OpenSelect):
        offered = {answer.value: f"{answer.label} ({answer.number:,})" for answer in answers}
        if chosen := found.canonical.get(facet.name, ""):
            offered.setdefault(chosen, _in_words(found, facet.name))
        named = sorted(offered.items(), key=lambda option: option[1].casefold())
        field.widget.choices = [("", "any"), *named]


def _chip(found: RecordFilter, name: str, query: QueryDict, number: int | None = None) -> Chip:
    value = found.in_force[name]
    record = value if isinstance(value, Model) else None
    words = _in_words(found, name)
    return Chip(found.form[name].label, words, record, _without(query, name), number)


def _in_words(found: RecordFilter, name: str) -> str:
    value = found.in_force[name]
    facet = next((facet for facet in found.FACETS if facet.name == name), None)
    if facet and not isinstance(value, Model):
        return facet.words(str(value))
    return str(value) if isinstance(value, Model) else found.chosen[name]


def _with(query: QueryDict, name: str, value: str) -> str:
    query = query.copy()
    query[name] = value
    return "?" + query.urlencode()


def _without(query: QueryDict, name: str) -> str:
    query = query.copy()
    query.pop(name, None)
    return "?" + query.urlencode()
