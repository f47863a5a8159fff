"""Which entity of the archive a file means: told by address, authority or name, never guessed."""

import re

from django.core.exceptions import ValidationError

from ...editing import records
from ...models import Entity, Identifier, Scheme
from .given import Named
from .our_addresses import record_at

_AT_AUTHORITIES = {
    Scheme.WIKIDATA: r"www\.wikidata\.org/(?:wiki|entity)/(Q\d+)",
    Scheme.VIAF: r"(?:www\.)?viaf\.org/viaf/(\d+)",
    Scheme.GEONAMES: r"(?:www|sws)\.geonames\.org/(\d+)",
    Scheme.ISNI: r"(?:www\.)?isni\.org/(?:isni/)?(\d{15}[\dX])",
    Scheme.GND: r"d-nb\.info/gnd/([\dX-]+)",
    Scheme.LCNAF: r"id\.loc\.gov/authorities/names/(n[a-z]*\d+)",
}
_ADDRESSES = [
    (scheme, re.compile(rf"https?://{shape}(?:[/#?.].*)?", re.ASCII))
    for scheme, shape in _AT_AUTHORITIES.items()
]


class Entities:
    """Finds the entities that a file names, each once, and makes new ones if that is asked for."""

    def __init__(self, *, by, create: bool = False):
        self.by, self.create = by, create
        self.created: list[Entity] = []
        self._found: dict[Named, Entity] = {}

    def find(self, named: Named, words: str) -> Entity:
        """The entity meant by `named`, which stands in the text as `words`.

        Raises ValidationError when there is none, or more than one.
        """
        if not named.names:
            named = Named(named.uris, (words,) if words else (), named.kind, named.language)
        if named not in self._found:
            self._found[named] = self._looked_up(named)
        return self._found[named]

    def _looked_up(self, named: Named) -> Entity:
        identifiers = [found for uri in named.uris if (found := identifier_at(uri))]
        for uri in named.uris:
            if isinstance(found := record_at(uri), Entity):
                return found
        for scheme, value in identifiers:
            known = Identifier.objects.filter(scheme=scheme, value=value)
            if known := known.select_related("entity").first():
                return known.entity
        candidates = self._of_name(named)
        if len(candidates) == 1:
            found = candidates[0]
            schemes = dict(identifiers)
            other = found.identifiers.filter(scheme__in=schemes).first()
            if other is None or not identifiers:
                return found
            raise ValidationError(
                f"“{found}” is in the archive, but with another identifier ({other}) than {named}."
            )
        if candidates:
            ids = ", ".join(f"{one.public_id} ({one.get_kind_display()})" for one in candidates)
            raise ValidationError(f"“{named}” may be one of {ids}: say which, by its address.")
        if not self.create:
            kind = f" of the kind {named.kind}" if named.kind else ""
            raise ValidationError(f"There is no entity “{named}”{kind}.")
        return self._made(named, identifiers)

    def _of_name(self, named: Named) -> list[Entity]:
        """Those of exactly one of the names, first as preferred name or alias; of the kind."""
        for name in named.names:
            standing = Entity.objects.standing()
            keys = {
                *standing.filter(name=name).values_list("pk", flat=True),
                *standing.filter(aliases__name=name).values_list("pk", flat=True),
            }
            found = Entity.objects.filter(pk__in=keys).order_by("pk")
            if named.kind:
                found = found.filter(kind=named.kind)
            if found := list(found):
                return found
        return []

    def _made(self, named: Named, identifiers: list[tuple[str, str]]) -> Entity:
        if not named.kind or not named.names:
            raise ValidationError(
                f"There is no entity “{named}”, and none is made: the file does not say of what "
                "kind it is."
            )
        made = Entity(name=named.names[0], kind=named.kind)
        if named.language:
            made.name_language = named.language
        records.add(made, by=self.by)
        for scheme, value in identifiers:
            records.add(Identifier(entity=made, scheme=scheme, value=value), by=self.by)
        self.created.append(made)
        return made


def identifier_at(uri: str) -> tuple[str, str] | None:
    """Authority and identifier of an authority's own address, if it is one."""
    for scheme, shape in _ADDRESSES:
        if match := shape.fullmatch(uri):
            return str(scheme), match[1]
    return None
