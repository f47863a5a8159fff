"""Filter of relations between entities."""

from ..models import Basis, Entity, Relation, RelationKind
from .base import FilterForm, KindFilter, RecordFilter, RecordLinkFilter, Sort

_ENTITY = "The last part of the entity’s address."


class RelationFilter(RecordFilter):
    """Relations by either entity, kind and basis."""

    SORTS = {
        "entity": Sort("entity, A to Z", ("entity__name_folded", "entity_id", "kind")),
        "other": Sort("other entity, A to Z", ("other__name_folded", "other_id", "kind")),
    }

    entity = RecordLinkFilter(Entity, "entity", label="Entity", help_text=_ENTITY)
    kind = KindFilter(RelationKind, label="Kind")
    other = RecordLinkFilter(Entity, "other", label="Other entity", help_text=_ENTITY)
    basis = KindFilter(Basis, label="Basis")

    class Meta:
        model = Relation
        fields: list[str] = []
        form = FilterForm
