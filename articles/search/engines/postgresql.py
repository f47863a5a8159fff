"""PostgreSQL's `tsvector`, made of our own tokens (`text.tokens`), not by its dictionaries.

A vector has its limits: 255 places of a word, 16,383 places, a megabyte. What lies beyond is found
all the same, in the tokens themselves: of texts that are too long for their places, `phrases` is
false, and phrases are looked up there; of texts whose words did not all fit, `whole` is false, and
everything is.
"""

from collections.abc import Iterable, Sequence

from ..query import Clause, Query
from .found import Found
from .tables import KINDS, table

WEIGHTS = "{0.1, 0.2, 0.4, 1}"
"""What an occurrence counts, by its letter from D to A: A is the title's, D the body's."""

_PLACES, _LAST_PLACE = 255, 16_383
_LARGEST = 1_000_000  # bytes, a little less than what a vector holds


def create(cursor) -> None:
    """See `Engine`."""
    for kind in KINDS:
        name = table(kind)
        cursor.execute(
            f"CREATE TABLE {name} (record_id bigint PRIMARY KEY, title text NOT NULL,"
            " body text NOT NULL, vector tsvector NOT NULL, phrases boolean NOT NULL,"
            " whole boolean NOT NULL)"
        )
        cursor.execute(f"CREATE INDEX {name}_vector ON {name} USING gin (vector)")
        cursor.execute(f"CREATE INDEX {name}_part ON {name} (record_id) WHERE NOT whole")


def clear(cursor, kind: str) -> None:
    """See `Engine`."""
    # TRUNCATE would keep readers waiting until all is there again.
    cursor.execute(f"DELETE FROM {table(kind)}")  # noqa: S608


def drop(cursor) -> None:
    """See `Engine`."""
    for kind in KINDS:
        cursor.execute(f"DROP TABLE IF EXISTS {table(kind)}")


def put(cursor, kind: str, rows: Iterable) -> None:
    """See `Engine`."""
    columns = "record_id, title, body, vector, phrases, whole"
    # Django does not know of COPY, nor name its errors as it names others.
    statement = f"COPY {table(kind)} ({columns}) FROM STDIN"
    with cursor.db.wrap_database_errors, cursor.copy(statement) as copy:
        for key, title, body in rows:
            copy.write_row((key, title, body, *vector(title.split(), body.split())))


def remove(cursor, kind: str, keys: Sequence[int]) -> None:
    """See `Engine`."""
    cursor.execute(
        f"DELETE FROM {table(kind)} WHERE record_id = ANY(%s)",  # noqa: S608
        [list(keys)],
    )


def stored(cursor, kind: str, after: int, most: int) -> list:
    """See `Engine`."""
    cursor.execute(
        f"SELECT record_id, title, body FROM {table(kind)}"  # noqa: S608
        " WHERE record_id > %s ORDER BY record_id LIMIT %s",
        [after, most],
    )
    return cursor.fetchall()


def find(cursor, kind: str, query: Query, within, limit: int, offset: int) -> Found:
    """See `Engine`."""
    matching, parameters = _matching(kind, query, within)
    # With OFFSET the rank is worked out once a row, by several processes if they are many.
    cursor.execute(
        "SELECT record_id, COUNT(*) OVER () FROM"  # noqa: S608 - constants
        f" (SELECT record_id, ts_rank(%s, vector, %s::tsquery) AS rank FROM ({matching}) matching"
        " OFFSET 0) found ORDER BY rank DESC, record_id LIMIT %s OFFSET %s",
        [WEIGHTS, expression(query), *parameters, limit, offset],
    )
    return Found.of(cursor.fetchall())


def vector(title: Sequence[str], body: Sequence[str]) -> tuple[str, bool, bool]:
    """A vector as PostgreSQL reads it; whether all places are in it, and whether all words are."""
    places: dict[str, list[str]] = {}
    for place, token in enumerate(title, 1):
        places.setdefault(token, []).append(f"{place}A")
    # A place between, so that no phrase runs on from the title into the body.
    for place, token in enumerate(body, len(title) + 2):
        places.setdefault(token, []).append(str(place))
    phrases = len(title) + 1 + len(body) <= _LAST_PLACE
    whole, size, parts = True, 0, []
    for token, found in places.items():
        if len(found) > _PLACES:
            phrases, found = False, found[:_PLACES]
        size += len(token.encode()) + 2 * len(found) + 8
        if size > _LARGEST:
            phrases = whole = False
            break
        parts.append(f"'{token}':{','.join(found)}")
    return " ".join(parts), phrases, whole


def _matching(kind: str, query: Query, within) -> tuple[str, list]:
    """A statement that selects the rows that match, and its parameters."""
    select = f"SELECT record_id, vector FROM {table(kind)} WHERE"  # noqa: S608
    among, keys = "", []
    if within is not None:
        among, keys = f" AND record_id IN ({within.statement})", list(within.parameters)
    words = expression(query, phrases=False)
    exact, parameters = "", [words]
    if (phrases := expression(query)) != words:
        in_tokens, patterns = _in_tokens(query)
        exact = f" AND (phrases AND vector @@ %s::tsquery OR NOT phrases AND {in_tokens})"
        parameters += [phrases, *patterns]
    in_tokens, patterns = _in_tokens(query)
    statement = (
        f"{select} whole AND vector @@ %s::tsquery{exact}{among}"
        f" UNION ALL {select} NOT whole AND {in_tokens}{among}"
    )
    return statement, [*parameters, *keys, *patterns, *keys]


def expression(query: Query, *, phrases: bool = True) -> str:
    """A query in the language of `tsquery`: quoted words and its signs, nothing else.

    Without `phrases`, what surely holds for every row that matches, whatever the order of words.
    """
    wanted = [_all_words(clause, " <-> " if phrases else " & ") for clause in query.wanted]
    unwanted = [
        _all_words(clause, " <-> ")
        for clause in query.unwanted
        if phrases or len(clause.tokens) == 1
    ]
    return " & ".join([*wanted, *(f"!{one}" for one in unwanted)])


def _all_words(clause: Clause, joined: str) -> str:
    words = [f"'{token}'" for token in clause.tokens]
    if clause.begins:
        words[-1] += ":*"
    return f"({joined.join(words)})"


def _in_tokens(query: Query) -> tuple[str, list[str]]:
    """The same condition on the tokens themselves, which hold no sign of LIKE's language."""
    tokens = "' ' || title || ' | ' || body || ' '"
    conditions = [f"({tokens}) LIKE %s"] * len(query.wanted)
    conditions += [f"({tokens}) NOT LIKE %s"] * len(query.unwanted)
    patterns = [
        f"% {' '.join(clause.tokens)}%" if clause.begins else f"% {' '.join(clause.tokens)} %"
        for clause in (*query.wanted, *query.unwanted)
    ]
    return f"({' AND '.join(conditions)})", patterns
