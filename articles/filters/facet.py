"""Facets: into which values of a filter the rows found divide, and how many fall to each.

A facet is declared with the filter of its record kind. It says how to ask (`question`) and how the
answer reads (`values`); who asks puts the questions of a page into one statement.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Count, Exists, F, Model, QuerySet, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast

from ..models import Entity, Mention, Source
from ..text.dates import UNDATED_LATEST
from ..text.languages import language_name
from ..text.years import FIRST_YEAR, LAST_YEAR

MOST = 11
"""So many records are asked for: one more than are shown."""
MOST_TEXTS = 5000

_AHEAD = 10**10
_NO_YEAR = UNDATED_LATEST // 10000
_NAMES = {
    Entity: {"called": F("name"), "folded": F("name_folded"), "tongue": F("name_language")},
    Source: {"called": F("title"), "folded": F("title_folded"), "tongue": Value("")},
}


RECORD = ("id", "slug", "called", "folded", "tongue")


@dataclass(frozen=True)
class Question:
    """How often each value occurs: `counted` has columns `key`, `until` (if asked), `number`.

    With `records` the keys are primary keys of such records, which have the columns of `RECORD`;
    of these the `most` frequent are wanted, equals by name.
    """

    counted: QuerySet
    records: QuerySet | None = None
    most: int | None = None


@dataclass(frozen=True)
class Answer:
    """One row: a value as the filter takes it, what it is called, and how many rows have it.

    `language` is that of the name, None where the name is a word of the site.
    """

    value: str
    label: str
    number: int
    language: str | None = None


Row = tuple[str, str, str, int]
"""What comes back for a question: key or slug, `until` or name, language of the name, number.
All but the number are text, empty where there is none."""


def count(rows: QuerySet, key=None, number=None, **more) -> QuerySet:
    """Count `rows` by `key` (and `until`), in the columns of a `Question`; without a key, all."""
    columns = {"key": Value("") if key is None else key, **more}
    counted = rows.order_by().annotate(**columns).values(*columns)
    return counted.annotate(number=number or Count("*")).values_list(*columns, "number")


def unit_of(key: str, size: int) -> CombinedExpression:
    """The year (`size` 10000) or month (100) of the date keys in the column `key`."""
    # Rounded down for years before 1 too, where the engines round towards zero.
    return (Cast(F(key), BigIntegerField()) + _AHEAD) / size - _AHEAD // size


@dataclass(frozen=True)
class Facet:
    """The choices of a filter whose stored values are in the column `column`."""

    name: str
    label: str
    column: str
    words: Callable[[str], str] = str

    def question(self, rows: QuerySet, found: Any) -> Question:
        """How `rows` divide; `found` is the filter they come from."""
        return Question(count(rows, F(self.column)))

    def values(self, rows: list[Row]) -> list[Answer]:
        """The answer, the most frequent first, equals by name."""
        named = [Answer(key, self.words(key), number) for key, _, _, number in rows if key]
        return sorted(named, key=lambda answer: (-answer.number, answer.label, answer.value))


@dataclass(frozen=True)
class LanguageFacet(Facet):
    """Languages; a language counts with its varieties, as its filter finds them."""

    words: Callable[[str], str] = language_name

    def values(self, rows: list[Row]) -> list[Answer]:
        total = {
            tag: sum(n for other, _, _, n in rows if other == tag or other.startswith(f"{tag}-"))
            for tag, *_ in rows
        }
        return super().values([(tag, "", "", number) for tag, number in total.items()])


@dataclass(frozen=True)
class YearFacet(Facet):
    """Years in which a partial date may fall; `column` is that of the date.

    A row whose date spans years counts in each. Only years that some date begins or ends in are
    offered.
    """

    def question(self, rows: QuerySet, found: Any) -> Question:
        first, last = (unit_of(f"{self.column}_{end}", 10000) for end in ("earliest", "latest"))
        return Question(count(rows, first, until=last))

    def values(self, rows: list[Row]) -> list[Answer]:
        spans = [(int(a), int(b), number) for a, b, _, number in rows if int(b) > _NO_YEAR]
        years = {year for first, last, _ in spans for year in (first, last)}
        return sorted(
            (
                Answer(str(year), str(year), sum(n for a, b, n in spans if a <= year <= b))
                for year in years
                if FIRST_YEAR <= year <= LAST_YEAR
            ),
            key=lambda answer: (-answer.number, int(answer.value)),
        )


@dataclass(frozen=True)
class TellingFacet(Facet):
    """Values that conditions on each row tell: `told`, one or two, and `rest` where none is met.

    `conditions` makes them for a filter, in the order of `told`. No row meets two, and each is
    looked at once a row.
    """

    told: tuple[str, ...] = ()
    rest: str = ""
    conditions: Callable[[Any], tuple[Any, ...]] = tuple

    def question(self, rows: QuerySet, found: Any) -> Question:
        met = [Count("pk", filter=condition) for condition in self.conditions(found)]
        columns = dict(zip(("key", "until"), met, strict=False))
        whole = rows.order_by().annotate(all=Value(1)).values("all")
        counted = whole.annotate(**columns, number=Count("*"))
        return Question(counted.values_list(*columns, "number"))

    def values(self, rows: list[Row]) -> list[Answer]:
        numbers = {}
        for first, second, _, total in rows:
            numbers = dict(zip(self.told, (int(first), int(second or 0)), strict=False))
            numbers[self.rest] = total - sum(numbers.values())
        return super().values([(value, "", "", n) for value, n in numbers.items() if n])


@dataclass(frozen=True)
class RecordFacet(Facet):
    """Records that rows point to by `column`: entities or sources, by their names."""

    model: type[Model] = Entity
    most: int = MOST

    def question(self, rows: QuerySet, found: Any) -> Question:
        # Rows without one drop out where the names are added; to ask for the others only would
        # have SQLite go by another index.
        return self.named(count(rows, F(self.column)), found)

    def values(self, rows: list[Row]) -> list[Answer]:
        return [Answer(slug, name, number, language) for slug, name, language, number in rows]

    def named(self, counted: QuerySet, found: Any) -> Question:
        """The question whose keys are primary keys of `model`, the names included."""
        columns = _NAMES[self.model]
        records = found.seen(self.model).order_by().annotate(**columns)
        return Question(counted, records.values_list(*RECORD), self.most)


class NamingFacet(RecordFacet):
    """Entities named in the texts of articles, by number of articles.

    Names are many: they are counted only once no more than `MOST_TEXTS` articles are found.
    """

    def question(self, rows: QuerySet, found: Any) -> Question:
        articles = rows.order_by().values("pk")
        too_many = Exists(articles[MOST_TEXTS : MOST_TEXTS + 1])
        mentions = found.seen(Mention).filter(article__in=articles.filter(~too_many))
        return self.named(
            count(mentions, F("entity"), number=Count("article", distinct=True)), found
        )


def of_choices(name: str, label: str, choices) -> Facet:
    """A facet over a model's choices, stored in the column of that name."""
    return Facet(name, label, name, dict(choices.choices).__getitem__)


def of_entities(name: str, label: str, most: int = MOST) -> RecordFacet:
    """A facet over the entities that rows point to by the column of that name."""
    return RecordFacet(name, label, name, most=most)


def of_sources(name: str, label: str) -> RecordFacet:
    """As `of_entities`, over sources."""
    return RecordFacet(name, label, name, model=Source)
