"""Reconciliation: for each query the records that may be meant, with a score and a verdict.

Candidates come by name (`names`), by id or address, and by the identifiers among the properties
asked. Their properties then move the score, and a match is declared only of one candidate that is
clearly right. However many queries a batch has, the database is asked as often.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import islice

from ...text.folding import fold
from ..columns import Column, ColumnType
from ..rows import Cell, rows
from . import identity, scoring
from .names import PublicNames, codes_of
from .queries import Query, Wanted
from .services import Service

POOL = 50
"""So many of the likest names are compared by their properties."""
NAMESAKES = 10
"""So many records are looked at that have one name given beside the query."""
BY_OTHER_NAME = 95.0
"""How like by name these count."""
BESIDE = 99.0
"""The most that a candidate has beside a match."""

_KEY = Column("_key", "pk", ColumnType.INTEGER, "Primary key.")


@dataclass
class _Found:
    """What a query led to: how like by name, what was certain, which have the very name."""

    query: Query
    names: dict[int, float] = field(default_factory=dict)
    certain: set[int] = field(default_factory=set)
    same: set[int] = field(default_factory=set)

    @property
    def keys(self) -> set[int]:
        return self.names.keys() | self.certain


def reconcile(service: Service, batch: Mapping[str, Query]) -> dict[str, dict[str, list[dict]]]:
    """The result batch for a query batch: under each key {"result": candidates, best first}."""
    founds = {key: _Found(query) for key, query in batch.items()}
    _find_certain(service, founds.values())
    if any(_names_asked(service, found.query) for found in founds.values()):
        names = PublicNames.fetch(service)
        for found in founds.values():
            _find_by_name(service, names, found)
    asked = {one.property.id for query in batch.values() for one in query.properties}
    every = set().union(*(found.keys for found in founds.values()))
    cards = _cards(service, every, asked)
    return {key: {"result": _result(service, found, cards)} for key, found in founds.items()}


def _names_asked(service: Service, query: Query) -> list[str]:
    """The folded names that may find a record: the query's, and those among its properties."""
    others = [one.values for one in query.properties if one.property.id in service.names]
    texts = [query.text, *(value.text for values in others for value in values)]
    return list(dict.fromkeys(filter(None, map(fold, texts))))


def _find_certain(service: Service, founds: Collection[_Found]) -> None:
    """Add the records that are named by id, address or identifier. At most 3 queries."""
    wikidata = service.properties.get("wikidata")
    ids, identifiers = {}, {}
    for found in founds:
        text = found.query.text
        if name := identity.named_in(text, service):
            ids.setdefault(name, []).append(found)
        if wikidata and (value := identity.wikidata_in(text)):
            identifiers.setdefault((wikidata, value), []).append(found)
        for one in found.query.properties:
            if one.property.is_identifier:
                for value in one.values:
                    identifiers.setdefault((one.property, value.text), []).append(found)
    for name, key in identity.standing(service, ids).items():
        for found in ids[name]:
            found.certain.add(key)
    holders = identity.identified(service, identifiers)
    for (known, value), asking in identifiers.items():
        for found in asking:
            found.certain |= holders.get((known.id, value), set())


def _find_by_name(service: Service, names: PublicNames, found: _Found) -> None:
    query = found.query
    hard = bool(query.types) and query.strict != "should"
    codes = codes_of(service, query.types) if hard else None
    asked = _names_asked(service, query)
    if not asked:
        return
    if fold(query.text):
        found.same = names.same(asked[0])
    pool = POOL if query.properties or query.strict == "should" else query.limit
    found.names = dict(islice(names.like(asked[0], codes).items(), pool))
    # All that have the very name, so that one of several is not taken for the only one.
    found.names |= dict.fromkeys(islice(sorted(found.same), POOL), 100.0)
    for name in asked[1:]:  # these tell who is meant, and find no others
        for key in islice(sorted(names.same(name)), NAMESAKES):
            found.names[key] = max(BY_OTHER_NAME, found.names.get(key, 0.0))


def _cards(service: Service, keys: Collection[int], asked: set[str]) -> dict[int, dict[str, Cell]]:
    """What is told of public records, and the properties asked for, by primary key."""
    told = ("id", service.label, "kind", "description")
    columns = {c.name: c for c in service.dataset.columns_for(public=True) if c.name in told}
    more = {*asked, *service.names} if asked & {*service.names} else asked
    for name in sorted(more):
        columns |= {column.name: column for column in service.properties[name].columns}
    columns = [_KEY, *columns.values()]
    queryset = service.model.objects.public().filter(pk__in=keys).order_by("pk")
    found = {}
    for row in rows(columns, queryset, public=True):
        cells = dict(zip((column.name for column in columns), row, strict=True))
        found[cells["_key"]] = cells
    return found


def _result(service: Service, found: _Found, cards: Mapping[int, dict]) -> list[dict]:
    judged = []
    for key in found.keys & cards.keys():
        candidate = _judge(service, found, key, cards[key])
        if candidate is not None:
            judged.append((candidate, key))
    _decide(found, judged, cards)
    judged.sort(key=lambda one: (-one[0]["score"], fold(one[0]["name"]), one[0]["id"]))
    return [candidate for candidate, _ in judged[: found.query.limit]]


def _judge(service: Service, found: _Found, key: int, cells: dict[str, Cell]) -> dict | None:
    """A candidate with its score and what made it; None for one that is none."""
    query = found.query
    of_type = not query.types or cells["kind"] in _types_meant(query)
    if not of_type and query.strict != "should" and key not in found.certain:
        return None
    agreements = {one.property.id: _agreement(service, one, cells) for one in query.properties}
    likeness = found.names.get(key, 0.0) if query.text else None
    score = scoring.blended(likeness, agreements.values())
    if key in found.certain:
        score = 100.0
    if not of_type:
        score *= scoring.WRONG_TYPE
    if score < scoring.LEAST * scoring.WRONG_TYPE:
        return None
    features = (
        {} if likeness is None else {"name": round(likeness, 1), "same_name": key in found.same}
    )
    features |= {"type": of_type, "identifier": key in found.certain}
    features |= {f"property_{n}": round(d, 3) for n, d in agreements.items() if d is not None}
    return {
        "id": cells["id"],
        "name": cells[service.label],
        "description": cells["description"] or "",
        "type": [service.type_of(cells["kind"])],
        "score": round(score, 1),
        "features": [{"id": name, "value": value} for name, value in features.items()],
        "match": False,
    }


def _types_meant(query: Query) -> frozenset[str]:
    """Each record has one type, so none has all of two."""
    return frozenset() if query.strict == "all" and len(query.types) > 1 else query.types


def _agreement(service: Service, wanted: Wanted, cells: dict[str, Cell]) -> float | None:
    """How well a property agrees; a name may be any one of the record's."""
    names = service.names
    asked = names if wanted.property.id in names else [wanted.property.id]
    found = [value for name in asked for value in service.properties[name].values(cells)]
    return wanted.property.agreement(wanted.values, found)


def _decide(found: _Found, judged: list[tuple[dict, int]], cards: Mapping[int, dict]) -> None:
    """Mark the candidate that is clearly right, if there is one, and put it before all others:
    clients look for a match in the first place only.

    It is the only one identified; or else the only one with the very name. It has a type asked for,
    and none of its properties speaks against it.
    """
    surest = found.certain & cards.keys() or found.same
    right = [
        candidate
        for candidate, key in judged
        if key in surest and not _speaks_against(candidate, identified=key in found.certain)
    ]
    if len(right) != 1:
        return
    for candidate, _ in judged:
        candidate["match"] = candidate is right[0]
        candidate["score"] = 100.0 if candidate["match"] else min(candidate["score"], BESIDE)


def _speaks_against(candidate: dict, *, identified: bool) -> bool:
    values = {one["id"]: one["value"] for one in candidate["features"]}
    degrees = [values[name] for name in values if name.startswith("property_")]
    if not values["type"]:
        return True
    return not identified and any(degree < scoring.CONTRADICTS for degree in degrees)
