"""The statement behind every search by name: which names match, how well, and whose they are.

It is written out because it must be the same on every engine and fast on 100,000 names: the
index answers a beginning, and only what was found is counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

from ..models import Entity, Source

BEGINNINGS = " -'\"(/."
"""What may stand before a word in a folded name."""

_LAST = "\U0010ffff"

# Of the names of one record the best is kept, by the smallest number `closeness * _PACKED + key`,
# where the key is that of an alias, or 0 for the record's own name: so it is preferred.
_PACKED = 1 << 40


@dataclass(frozen=True)
class Named:
    """What is searched: a model, its own name, its aliases if it has any, how it is used."""

    model: type[models.Model]
    name: str
    uses: str
    aliases: str = ""


ENTITIES = Named(
    Entity,
    "name",
    "(SELECT COUNT(*) FROM articles_mention WHERE entity_id = record.id)",
    aliases="articles_alias",
)
SOURCES = Named(
    Source,
    "title",
    "(SELECT COUNT(*) FROM articles_quotation WHERE source_id = record.id)"
    " + (SELECT COUNT(*) FROM articles_citation WHERE source_id = record.id)",
)


@dataclass(frozen=True)
class Condition:
    """Which folded names match, and a number for how well (0 is best), as SQL over `{name}`."""

    matches: str
    closeness: str
    values: Mapping[str, object]


def begins(query: str) -> Condition:
    """Names that are `query` (0) or begin with it (1)."""
    values = {"query": query, "beyond": query + _LAST}
    return Condition(
        "{name} >= %(query)s AND {name} < %(beyond)s",
        "CASE WHEN {name} = %(query)s THEN 0 ELSE 1 END",
        values,
    )


def contains(query: str, words: Sequence[str]) -> Condition:
    """Names with all of `words`: as `begins`, then each beginning a word (2), then others (3)."""
    values = {"query": query, "beyond": query + _LAST}
    matches, begun = [], []
    for number, word in enumerate(words):
        values[f"word{number}"] = word
        matches.append(_within(f"word{number}", "{name}"))
        places = []
        for place, before in enumerate(BEGINNINGS):
            values[f"word{number}_{place}"] = before + word
            places.append(_within(f"word{number}_{place}", "' ' || {name}"))
        begun.append(f"({' OR '.join(places)})")
    return Condition(
        " AND ".join(matches),
        "CASE WHEN {name} = %(query)s THEN 0 "
        "WHEN {name} >= %(query)s AND {name} < %(beyond)s THEN 1 "
        f"WHEN {' AND '.join(begun)} THEN 2 ELSE 3 END",
        values,
    )


def one_of(closeness: Mapping[str, int]) -> Condition:
    """Names that are one of those given, each with a number for how well it matches."""
    values = {f"name{number}": name for number, name in enumerate(closeness)}
    cases = [f"WHEN %({key})s THEN {closeness[name]:d}" for key, name in values.items()]
    listed = ", ".join(f"%({key})s" for key in values)
    return Condition(f"{{name}} IN ({listed})", f"CASE {{name}} {' '.join(cases)} END", values)


def best(named: Named, condition: Condition, limit: int) -> list:
    """Records with a name that matches, best first; then the more used, by name, by key. None
    that was merged into another.

    Each has `matched`, the name that matched best, and `uses`, how often it is used.
    """
    table = named.model._meta.db_table
    own = f"{named.name}_folded"
    hits = _hits(table, own, "id", "0", condition)
    matched, join = f"record.{named.name}", ""
    if named.aliases:
        hits += " UNION ALL " + _hits(named.aliases, "name_folded", "entity_id", "id", condition)
        matched = f"COALESCE(alias.name, {matched})"
        join = f"LEFT JOIN {named.aliases} alias ON alias.id = first.closeness %% {_PACKED}"
    order = f"closeness / {_PACKED}, uses DESC, record.{own}, record.id"
    statement = f"""
        WITH hit(record_id, closeness) AS ({hits}),
        best AS (SELECT record_id, MIN(closeness) AS closeness FROM hit GROUP BY record_id),
        first AS (
            SELECT record.id, best.closeness, {named.uses} AS uses
              FROM best JOIN {table} record ON record.id = best.record_id
             WHERE record.merged_into_id IS NULL
             ORDER BY {order} LIMIT {limit:d}
        )
        SELECT record.*, {matched} AS matched, first.uses
          FROM first JOIN {table} record ON record.id = first.id {join}
         ORDER BY {order}
    """  # noqa: S608 - made of constants; values are parameters
    return list(named.model.objects.raw(statement, condition.values))


def all_names(named: Named, *, public: bool = False, using: str = DEFAULT_DB_ALIAS) -> str:
    """Every folded name there is, one a line: to fetch each as a row would take far longer.

    What was merged into another is left out; its aliases are few, and `best` knows whose they are.
    With `public`, only names of what readers may see.
    """
    database = connections[using]
    join = {"sqlite": "group_concat", "postgresql": "string_agg"}[database.vendor]
    table = named.model._meta.db_table
    shown = " AND is_public" if public else ""
    columns = [(f"{table} WHERE merged_into_id IS NULL{shown}", f"{named.name}_folded")]
    if named.aliases:
        among = f"SELECT id FROM {table} WHERE merged_into_id IS NULL AND is_public"  # noqa: S608
        aliases = f"{named.aliases} WHERE entity_id IN ({among})" if public else named.aliases
        columns.append((aliases, "name_folded"))
    parts = [f"(SELECT {join}({name}, %s) FROM {rows})" for rows, name in columns]  # noqa: S608
    with database.cursor() as cursor:
        # Folding leaves no line ends in a name.
        cursor.execute(f"SELECT {', '.join(parts)}", ["\n"] * len(parts))
        return "\n".join(filter(None, cursor.fetchone()))


def _hits(table: str, column: str, record: str, key: str, condition: Condition) -> str:
    matches = condition.matches.format(name=column)
    closeness = condition.closeness.format(name=column)
    return (
        f"SELECT {record}, ({closeness}) * {_PACKED} + {key} "  # noqa: S608 - constants
        f"FROM {table} WHERE {matches}"
    )


def _within(parameter: str, text: str) -> str:
    find = {"sqlite": "instr", "postgresql": "strpos"}[connection.vendor]
    return f"{find}({text}, %({parameter})s) > 0"
