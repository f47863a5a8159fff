"""Relations between entities in TEI."""

from collections.abc import Iterable

from ....models import Relation
from ..vocabulary import RELATION_TERMS
from .elements import Element, date_attributes, element


def relation_list(relations: Iterable[Relation]) -> Element | None:
    """Relations between entities listed in the same file; None if there are none."""
    items = [relation_item(relation) for relation in relations]
    return element("listRelation", *items) if items else None


def relation_item(relation: Relation) -> Element:
    """That one entity, the active one, stands so to another."""
    return element(
        "relation",
        element("desc", relation.note) if relation.note else None,
        id=relation.public_id,
        name=RELATION_TERMS[relation.kind],
        active=f"#{relation.entity.public_id}",
        passive=f"#{relation.other.public_id}",
        type=relation.basis,
        **date_attributes(relation.date),
    )
