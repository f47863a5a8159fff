"""What clients ask, read from JSON and checked. Every way to be wrong has a sentence.

Strings may hold what no database takes: NUL is left out and half characters are replaced, so that
one damaged cell of somebody's table does not stop the other rows.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from .properties import Property, Value
from .services import Service

BATCH = 50
"""Queries that are answered at once: all the names are fetched once for them."""
MOST_IDS = 1000
"""Records whose properties may be fetched at once."""
MOST_PROPERTIES = 50
MOST_VALUES = 10
"""Values of a property that are compared."""
LONGEST = 1_000_000
"""Characters of JSON that are read."""
LONGEST_TEXT = 500
"""Characters of a name that are looked at: no name is longer."""
LIMIT, MOST = 10, 50
"""Candidates for a query that says no limit, and for one that says a large one."""


class BadQuery(ValueError):
    """The request cannot be understood; the message tells the client why."""


class TooMuch(BadQuery):
    """The request is understood, but more than is answered at once."""


@dataclass(frozen=True)
class Wanted:
    """A property and the values a record should have."""

    property: Property
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Query:
    """One reconciliation query. `types` are ids; `strict` is how they are meant: "should" prefers
    records of these types, all else leaves others out.
    """

    text: str = ""
    types: frozenset[str] = frozenset()
    strict: str = "any"
    limit: int = LIMIT
    properties: tuple[Wanted, ...] = ()


@dataclass(frozen=True)
class Fetched:
    """A property to fetch, and what was chosen for it: most values (0: all), language."""

    property: Property
    limit: int = 0
    language: str = ""


@dataclass(frozen=True)
class Extension:
    """A data extension query: which properties of which records.

    `ids` are as they were sent, each with what to look for.
    """

    ids: Mapping[str, str]
    properties: tuple[Fetched, ...]


def read_batch(text: str, service: Service) -> dict[str, Query]:
    """A batch of queries by their keys. Raises BadQuery, TooMuch."""
    batch = _mapping(_json(text), "A batch of queries")
    if len(batch) > BATCH:
        raise TooMuch(f"These are {len(batch)} queries; up to {BATCH} are answered at once.")
    return {key: _query(found, f"Query “{key}”", service) for key, found in batch.items()}


def read_single(text: str, service: Service) -> Query:
    """One query outside a batch, as JSON or as a bare name (version 0.1). Raises BadQuery."""
    if not text.lstrip().startswith("{"):
        return Query(text=cleaned(text))
    return _query(_json(text), "The query", service)


def read_extension(text: str, service: Service) -> Extension:
    """A data extension query. Raises BadQuery, TooMuch."""
    asked = _mapping(_json(text), "A data extension query")
    ids = _list(asked.get("ids"), "“ids”")
    if not all(isinstance(found, str) for found in ids):
        raise BadQuery("“ids” must be a list of strings.")
    properties = _list(asked.get("properties"), "“properties”")
    if len(ids) > MOST_IDS or len(properties) > MOST_PROPERTIES:
        raise TooMuch(
            f"Up to {MOST_PROPERTIES} properties of {MOST_IDS:,} records are fetched at once."
        )
    fetched = (_fetched(one, service) for one in properties)
    return Extension({name: cleaned(name) for name in ids}, tuple(fetched))


def _query(found: object, where: str, service: Service) -> Query:
    asked = _mapping(found, where)
    text = asked.get("query")
    if text is not None and not isinstance(text, str):
        raise BadQuery(f"{where}: “query” must be a string.")
    properties = asked.get("properties")
    properties = [] if properties is None else _list(properties, f"{where}: “properties”")
    if text is None and not properties:
        raise BadQuery(f"{where} has neither “query” nor “properties”.")
    if len(properties) > MOST_PROPERTIES:
        raise TooMuch(f"{where}: up to {MOST_PROPERTIES} properties are compared.")
    return Query(
        text=cleaned(text or ""),
        types=_types(asked.get("type"), where),
        strict=_strictness(asked.get("type_strict"), where),
        limit=_limit(asked.get("limit"), where),
        properties=_together([_wanted(one, where, service) for one in properties], where),
    )


def _types(found: object, where: str) -> frozenset[str]:
    """Type ids; the specification lets them come alone, in a list, or as objects."""
    listed = found if isinstance(found, list) else [] if found in (None, "") else [found]
    ids = [one.get("id") if isinstance(one, dict) else one for one in listed]
    if not all(isinstance(one, str) for one in ids):
        raise BadQuery(f"{where}: “type” must be the id of a type, or a list of such.")
    return frozenset(ids)


def _strictness(found: object, where: str) -> str:
    if found is None:
        return "any"
    if found not in ("any", "all", "should"):
        raise BadQuery(f"{where}: “type_strict” must be any, all or should.")
    return str(found)


def _limit(found: object, where: str) -> int:
    if found is None:
        return LIMIT
    whole = isinstance(found, int | float) and not isinstance(found, bool) and found >= 1
    if not whole or found != found or (isinstance(found, float) and not found.is_integer()):
        raise BadQuery(f"{where}: “limit” must be a whole number above 0.")
    return int(min(found, MOST))


def _wanted(found: object, where: str, service: Service) -> Wanted:
    asked = _mapping(found, f"{where}: a property")
    known = _property(asked.get("pid"), service)
    given = asked.get("v")
    values = given if isinstance(given, list) else [given]
    read = (_value(one, f"{where}: property “{known.id}”") for one in values)
    return Wanted(known, tuple(value for value in read if value.text or value.id))


def _together(asked: list[Wanted], where: str) -> tuple[Wanted, ...]:
    """Each property once, with all the values asked for it."""
    values: dict[str, list[Value]] = {}
    for one in asked:
        values.setdefault(one.property.id, []).extend(one.values)
    if any(len(found) > MOST_VALUES for found in values.values()):
        raise TooMuch(f"{where}: up to {MOST_VALUES} values of a property are compared.")
    known = {one.property.id: one.property for one in asked}
    return tuple(Wanted(known[name], tuple(found)) for name, found in values.items() if found)


def _value(found: object, where: str) -> Value:
    if found is None:
        return Value("")
    if isinstance(found, bool):
        return Value("true" if found else "false")
    if isinstance(found, int | float):
        return Value(f"{found:.17g}" if isinstance(found, float) else _digits(found))
    if isinstance(found, str):
        return Value(cleaned(found))
    if isinstance(found, dict) and isinstance(found.get("id"), str):
        name = found.get("name")
        return Value(cleaned(name) if isinstance(name, str) else "", cleaned(found["id"]))
    raise BadQuery(f"{where}: a value must be a string, a number, true, false or a record.")


def _fetched(found: object, service: Service) -> Fetched:
    asked = _mapping(found, "A property to fetch")
    known = _property(asked.get("id"), service)
    chosen = asked.get("settings")
    chosen = {} if chosen is None else _mapping(chosen, f"The settings of “{known.id}”")
    limit = str(chosen.get("limit") or 0).removesuffix(".0")
    if not (limit.isascii() and limit.isdecimal() and len(limit) < 10):
        raise BadQuery(f"The setting “limit” of “{known.id}” must be a whole number.")
    language = chosen.get("language") or ""
    if not isinstance(language, str):
        raise BadQuery(f"The setting “language” of “{known.id}” must be a string.")
    return Fetched(known, int(limit), language.strip().lower())


def _property(found: object, service: Service) -> Property:
    if isinstance(found, str) and found in service.properties:
        return service.properties[found]
    shown = cleaned(found)[:60] if isinstance(found, str) else "…"
    raise BadQuery(f"There is no property “{shown}”. There are {', '.join(service.properties)}.")


def _json(text: str) -> object:
    if len(text) > LONGEST:
        raise TooMuch(f"Up to {LONGEST:,} characters of JSON are read.")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadQuery(f"This is not JSON: {error}.") from error


def _mapping(found: object, what: str) -> Mapping[str, object]:
    if isinstance(found, dict):
        return found
    raise BadQuery(f"{what} must be a JSON object.")


def _list(found: object, what: str) -> list:
    if isinstance(found, list):
        return found
    raise BadQuery(f"{what} must be a list.")


def cleaned(found: str) -> str:
    """A string as it can be looked for: without what no database takes, and not too long."""
    kept = found[:LONGEST_TEXT].replace("\x00", "")
    return kept.encode("utf-8", "replace").decode().strip()


def _digits(number: int) -> str:
    return str(number) if abs(number) < 10**40 else ""
