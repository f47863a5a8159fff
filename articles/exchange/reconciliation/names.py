"""The names of all public records, and those of them that are like one asked for.

They are fetched for one request and forgotten with it, so nothing can be out of date, or outlive
its becoming public. One statement brings them all as one text, a name a line, in order: to fetch
each as a row takes several times as long. The order makes the same name found by bisection; words
are found in the whole text, and rapidfuzz looks through the lines for other spellings.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice

from django.db import connections
from rapidfuzz import fuzz, process

from ...models import Source
from ...search.ranking import BEGINNINGS
from .scoring import LEAST, bare, likeness
from .services import Service

SPELT_LIKE = 72.0
"""Names less like (rapidfuzz `ratio`) are not looked at, unless they share a word."""
TELLING = 3
"""So many of the longest words of a name are looked for in others."""
UNSPACED = "\u0e00"
"""From here on (Thai) come the scripts whose words have no spaces between them."""
MOST_WITH_A_WORD = 20_000
MOST_WEIGHED = 1000
"""Names with a word in common of which these, the likest, are weighed exactly."""


class PublicNames:
    """The folded names of a service's public records, aliases included, in order."""

    def __init__(self, names: str, keys: str, codes: str):
        """One name a line; as many primary keys, commas between; a character of `codes_of` each."""
        self._text = f" {_spaced(names)}"
        self._lines = names.split("\n") if keys else []
        self._starts = array("q", accumulate((len(x) + 1 for x in self._lines), initial=1))
        self._keys = array("q", map(int, keys.split(","))) if keys else array("q")
        self._codes = codes

    @classmethod
    def fetch(cls, service: Service) -> "PublicNames":
        """The names as they are now. One query."""
        public = service.model.objects.public().values("pk")
        statement, values = public.query.sql_with_params()
        connection = connections[public.db]
        join = {
            "sqlite": "group_concat({}, {})",
            "postgresql": "string_agg(CAST({} AS text), {})",
        }[connection.vendor]
        columns = (("name", "%s"), ("id", "','"), ("code", "''"))
        joined = ", ".join(join.format(column, between) for column, between in columns)
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH RECURSIVE public(id) AS ({statement}), {_named(service)} "  # noqa: S608
                f"SELECT {joined} FROM (SELECT * FROM named ORDER BY name, id) ordered",
                [*values, "\n"],
            )
            names, keys, codes = cursor.fetchone()
        return cls(names or "", keys or "", codes or "")

    def same(self, name: str) -> set[int]:
        """Primary keys of the records with exactly this folded name."""
        first, beyond = bisect_left(self._lines, name), bisect_right(self._lines, name)
        return set(self._keys[first:beyond])

    def like(self, name: str, codes: frozenset[str] | None = None) -> dict[int, float]:
        """Primary keys of the records with a name like this folded one, with how like, best first.

        With `codes`, of these kinds only (see `codes_of`). Other spellings are looked for only if
        no name is the same: that takes far longer, and who has the very name is usually meant.
        """
        lines = set(self._with_words(name))
        same = range(bisect_left(self._lines, name), bisect_right(self._lines, name))
        lines.update(same)
        if not same:
            lines.update(self._spelt_like(name))
        if codes is not None:
            lines = {line for line in lines if self._codes[line] in codes}
        scored = ((likeness(name, self._lines[at]), at) for at in self._likest(name, lines))
        found: dict[int, float] = {}
        for score, at in sorted(scored, key=lambda one: (-one[0], one[1])):
            if score >= LEAST:
                found.setdefault(self._keys[at], score)
        return found

    def beginning(self, name: str, limit: int) -> list[int]:
        """Primary keys of up to `limit` records with a name in which each word of this folded one
        begins a word, in the order of the names.
        """
        words = sorted(bare(name).split(), key=len)
        found: dict[int, None] = {}
        for line in self._lines_with(f" {words[-1]}") if words else ():
            spaced = f" {_spaced(self._lines[line])}"
            if all(f" {word}" in spaced for word in words):
                found[self._keys[line]] = None
            if len(found) == limit:
                break
        return list(found)

    def _with_words(self, name: str) -> Iterator[int]:
        """Lines in which one of the longest words of `name` begins a word, or, in scripts written
        without spaces between them, stands.
        """
        words = sorted(set(bare(name).split()), key=lambda word: (-len(word), word))
        for word in words[:TELLING]:
            wanted = word if max(word) >= UNSPACED else f" {word}"
            yield from islice(self._lines_with(wanted), MOST_WITH_A_WORD)

    def _lines_with(self, words: str) -> Iterator[int]:
        at = self._text.find(words)
        while at != -1:
            line = bisect_right(self._starts, at + words.startswith(" ")) - 1
            yield line
            # The space before the next line may be the one its first word is found with.
            at = self._text.find(words, self._starts[line + 1] - 1)

    def _spelt_like(self, name: str) -> Iterator[int]:
        family, comma, given = name.partition(",")
        for form in {name, f"{given.strip()} {family}"} if comma else {name}:
            found = process.extract(
                form, self._lines, scorer=fuzz.ratio, score_cutoff=SPELT_LIKE, limit=MOST_WEIGHED
            )
            yield from (at for _, _, at in found)

    def _likest(self, name: str, lines: set[int]) -> list[int]:
        """The lines worth weighing, at most MOST_WEIGHED."""
        ordered = sorted(lines)
        if len(ordered) <= MOST_WEIGHED:
            return ordered
        found = process.extract(
            name,
            {at: self._lines[at] for at in ordered},
            scorer=fuzz.ratio,
            limit=MOST_WEIGHED,
        )
        return [at for _, _, at in found]


def _spaced(names: str) -> str:
    """The names with a space for every character between words, so that each begins with one."""
    for between in f"\n{BEGINNINGS}":
        names = names.replace(between, " ")
    return names


def codes_of(service: Service, kinds: Iterable[str]) -> frozenset[str]:
    """What stands for these kinds of record, one character each; unknown kinds have none."""
    values = list(service.kinds.values)
    return frozenset(str(values.index(kind)) for kind in kinds if kind in values)


def _named(service: Service) -> str:
    """Common table expressions that end in `named(name, id, code)`: whose name is which.

    A merged entity's names have become the other's aliases. A merged source's title leads to the
    source that stands for it, if readers were told of the merge.
    """
    table = service.model._meta.db_table
    cases = (f"WHEN '{kind}' THEN '{at}'" for at, kind in enumerate(service.kinds.values))
    code = f"CASE record.kind {' '.join(cases)} ELSE ' ' END AS code"
    public = "record.id IN (SELECT id FROM public)"
    own = (
        f"SELECT record.{service.label}_folded AS name, record.id, {code} "  # noqa: S608 - constants
        f"FROM {table} record WHERE {public}"
    )
    if service.model is not Source:
        return (
            f"named AS ({own} UNION ALL SELECT alias.name_folded, record.id, {code} "  # noqa: S608
            f"FROM articles_alias alias JOIN {table} record ON record.id = alias.entity_id "
            f"WHERE {public})"
        )
    return (
        "led(name, id) AS ("  # noqa: S608
        f"SELECT merged.title_folded, merged.merged_into_id FROM {table} merged "
        "JOIN articles_sourcemerge told ON told.merged_id = merged.id AND told.undone_id IS NULL "
        "JOIN articles_correction log ON log.change_id = told.change_id AND log.kind = 'merged' "
        f"UNION SELECT led.name, further.merged_into_id FROM led JOIN {table} further "
        "ON further.id = led.id WHERE further.merged_into_id IS NOT NULL), "
        f"named AS ({own} UNION ALL SELECT led.name, record.id, {code} "
        f"FROM led JOIN {table} record ON record.id = led.id WHERE {public})"
    )
