"""Which public records ids, addresses and authorities' identifiers stand for."""

import re
from collections.abc import Iterable, Mapping

from django.db import connections
from django.db.models import Q

from ...models import Entity, Identifier, Scheme, Source
from .properties import Property, identifier_forms
from .services import Service

_ID = re.compile(r"[a-z]{3}-[a-z0-9-]+")
_WIKIDATA = re.compile(r"(?:https?://www\.wikidata\.org/(?:wiki|entity)/)?(Q[1-9]\d{0,15})")

Identified = tuple[str, str]
"""A property that identifies, and a value as somebody wrote it."""


def named_in(text: str, service: Service) -> str:
    """The id that a text is, or the id or slug in the address of a record's page; or "".

    A bare slug is none: it is too like a name, and may be that of another record.
    """
    if text.startswith(f"{service.model.ID_PREFIX}-") and _ID.fullmatch(text):
        return text
    pages, address = (part.partition("://")[2] for part in (service.view, text))
    base = pages.partition("{{id}}")[0]
    if not address.startswith(base):
        return ""
    return re.split(r"[/?#]", address.removeprefix(base))[0]


def wikidata_in(text: str) -> str:
    """The Wikidata identifier that a text is, alone or as an address; or ""."""
    found = _WIKIDATA.fullmatch(text)
    return found[1] if found else ""


def standing(service: Service, names: Iterable[str]) -> dict[str, int]:
    """Primary keys by the ids, slugs or past slugs that lead to them, merged ones followed.

    Not all are of public records: whoever shows one asks `.public()` for it. 2 queries at most.
    """
    names = set(names)
    if not names:
        return {}
    objects = service.model.objects
    rows = objects.filter(
        Q(public_id__in=names) | Q(slug__in=names) | Q(past_slugs__slug__in=names)
    ).values_list("pk", "merged_into_id", "past_slugs__slug", "slug", "public_id")
    found = {}
    for key, into, *called in rows:
        found |= {name: (key, into) for name in called if name in names}
    ends = _ends(service, {key for key, into in found.values() if into is not None})
    return {name: ends.get(key, key) for name, (key, into) in found.items()}


def _ends(service: Service, keys: set[int]) -> Mapping[int, int]:
    """What merged records have become, however often merged: the last one's key by the first's."""
    if not keys:
        return {}
    table = service.model._meta.db_table
    places = ", ".join(["%s"] * len(keys))
    statement = f"""
        WITH RECURSIVE led(first, id) AS (
            SELECT id, merged_into_id FROM {table} WHERE id IN ({places})
            UNION
            SELECT led.first, further.merged_into_id FROM led
              JOIN {table} further ON further.id = led.id
             WHERE further.merged_into_id IS NOT NULL
        )
        SELECT led.first, led.id FROM led JOIN {table} record ON record.id = led.id
         WHERE record.merged_into_id IS NULL
    """  # noqa: S608 - made of constants; values are parameters
    with connections[service.model.objects.db].cursor() as cursor:
        cursor.execute(statement, list(keys))
        return dict(cursor.fetchall())


def identified(
    service: Service, asked: Iterable[tuple[Property, str]]
) -> dict[Identified, set[int]]:
    """Primary keys of the records that values of identifying properties stand for. One query.

    Not all are of public records: whoever shows one asks `.public()` for it.
    """
    forms = {(known.id, value): identifier_forms(value) for known, value in asked}
    every = {form for found in forms.values() for form in found}
    if not every:
        return {}
    if service.model is Entity:
        rows = Identifier.objects.filter(scheme__in=Scheme.values, value__in=every)
        stored = list(rows.values_list("scheme", "value", "entity_id"))
    else:
        rows = Source.objects.filter(url__in=every).values_list("url", "pk")
        stored = [("address", url, key) for url, key in rows]
    holders: dict[Identified, set[int]] = {}
    for name, value, key in stored:
        holders.setdefault((name, value), set()).add(key)
    return {
        (name, value): {key for form in found for key in holders.get((name, form), ())}
        for (name, value), found in forms.items()
    }
