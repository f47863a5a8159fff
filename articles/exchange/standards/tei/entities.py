"""Entities in TEI: persons and organisations, places, events, works, concepts."""

from collections.abc import Iterable

from ....models import Entity, EntityKind
from ..addresses import address_of
from .elements import Element, date_attributes, dated, element

NAMES = {
    EntityKind.PERSON: "persName",
    EntityKind.ORGANISATION: "orgName",
    EntityKind.PLACE: "placeName",
    EntityKind.EVENT: "eventName",
    EntityKind.WORK: "title",
    EntityKind.CONCEPT: "term",
}
"""The element that holds a name of an entity, in lists and where a text names it."""

LISTS = {
    EntityKind.PERSON: "listPerson",
    EntityKind.ORGANISATION: "listOrg",
    EntityKind.PLACE: "listPlace",
    EntityKind.EVENT: "listEvent",
    EntityKind.WORK: "listBibl",
    EntityKind.CONCEPT: "taxonomy",
}
# Where in a document the list of a kind stands.
IN_CLASSES = (EntityKind.CONCEPT,)  # encodingDesc/classDecl
IN_PARTICIPANTS = (EntityKind.PERSON, EntityKind.ORGANISATION)  # profileDesc/particDesc
IN_SETTING = (EntityKind.PLACE,)  # profileDesc/settingDesc
STANDING_OFF = (EntityKind.EVENT, EntityKind.WORK)  # standOff


def entity_list(entities: Iterable[Entity], kind: EntityKind) -> Element | None:
    """The list of the entities of one kind; None if there are none."""
    items = [entity_item(entity) for entity in entities if entity.kind == kind]
    return element(LISTS[kind], *items) if items else None


def entity_item(entity: Entity) -> Element:
    """An entity with its `names` and `authorities`; its `xml:id` is the public id."""
    return _ITEMS[entity.kind](entity)


def _person(entity: Entity) -> Element:
    return element(
        "person",
        *_names(entity),
        dated("birth", entity.began),
        dated("death", entity.ended),
        *_notes(entity),
        *_ids(entity),
        id=entity.public_id,
    )


def _organisation(entity: Entity) -> Element:
    return element("org", *_names(entity), *_ids(entity), *_notes(entity), **_attributes(entity))


def _place(entity: Entity) -> Element:
    return element("place", *_names(entity), *_notes(entity), *_ids(entity), **_attributes(entity))


def _event(entity: Entity) -> Element:
    return element("event", *_ids(entity), *_names(entity), *_notes(entity), **_attributes(entity))


def _work(entity: Entity) -> Element:
    return element(
        "bibl",
        *_names(entity),
        dated("date", entity.began),
        *_ids(entity),
        *_notes(entity),
        id=entity.public_id,
    )


def _concept(entity: Entity) -> Element:
    described = [element("gloss", entity.description)] if entity.description else []
    ids = [element("ptr", target=identifier.text) for identifier in _ids(entity)[1:]]
    return element(
        "category", element("catDesc", *_names(entity), *described, *ids), id=entity.public_id
    )


_ITEMS = {
    EntityKind.PERSON: _person,
    EntityKind.ORGANISATION: _organisation,
    EntityKind.PLACE: _place,
    EntityKind.EVENT: _event,
    EntityKind.WORK: _work,
    EntityKind.CONCEPT: _concept,
}


def _attributes(entity: Entity) -> dict[str, str]:
    began, ended = date_attributes(entity.began, "from"), date_attributes(entity.ended, "to")
    return {"id": entity.public_id} | began | ended


def _names(entity: Entity) -> list[Element]:
    tag = NAMES[entity.kind]
    return [
        element(tag, entity.name, type="preferred", lang=entity.name_language),
        *(element(tag, alias.name, type="alias", lang=alias.language) for alias in entity.names),
    ]


def _notes(entity: Entity) -> list[Element]:
    told = {"description": entity.description, "editor": entity.note}
    return [element("note", text, type=kind) for kind, text in told.items() if text]


def _ids(entity: Entity) -> list[Element]:
    return [
        element("idno", address_of(entity), type="URI"),
        *(
            element("idno", identifier.get_absolute_url(), type=identifier.scheme)
            for identifier in entity.authorities
        ),
    ]
