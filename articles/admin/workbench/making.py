"""Records that come into being on the way: the entity named, the source, where it comes from."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from ...editing import records
from ...models import Basis, Derivation, DerivationSpan, Entity, Source, TextVersion


def add_entity(described: dict, at: str, *, by) -> Entity:
    """Make the entity described in the field `at`."""
    entity = Entity(
        kind=described["kind"], name=described["name"], name_language=described["language"]
    )
    with telling(at, name_language="language"):
        return records.add(entity, by=by)


def add_source(described: dict, at: str, *, by) -> Source:
    """Make the source described in the field `at`."""
    with telling(at):
        return records.add(Source(kind=described["kind"], title=described["title"]), by=by)


def add_derivation(
    described: dict, at: str, source: Source | None, text: TextVersion, *, by
) -> Derivation:
    """Record where `source` comes from, and the words of `text` that state it if any do."""
    if source is None:
        raise ValidationError({at: "Give the source that comes from it first."}, code="no_source")
    origin = described["from"] or add_source(described["new_source"], f"{at}.new_source", by=by)
    derivation = Derivation(
        source=source,
        derived_from=origin,
        kind=described["kind"],
        basis=described["basis"],
        note=described["note"],
    )
    with telling(at, derived_from="from"):
        records.add(derivation, by=by)
    if derivation.basis == Basis.STATED:
        span = DerivationSpan(derivation=derivation)
        with telling(at, **dict.fromkeys(("start", "end", "exact"), "place")):
            span.place(text, *described["place"])
            records.add(span, by=by)
    return derivation


@contextmanager
def telling(at: str, **elsewhere: str) -> Iterator[None]:
    """Tell what is refused about a part at the part's fields: `new_entity.name`.

    `elsewhere` says which field of the part a field of the record is.
    """
    try:
        yield
    except ValidationError as error:
        told = getattr(error, "error_dict", None) or {NON_FIELD_ERRORS: error.error_list}
        places = {
            name: at if name == NON_FIELD_ERRORS else f"{at}.{elsewhere.get(name, name)}"
            for name in told
        }
        raise ValidationError({places[name]: errors for name, errors in told.items()}) from error
