"""How an entity stands to others, for its page: by kind of relation, read from either side."""

from dataclasses import dataclass

from django.db.models import Case, Count, F, IntegerField, Prefetch, Q, Value, When, Window
from django.db.models.functions import RowNumber

from ..models import Entity, Relation, RelationKind, RelationSpan
from ..models.relation import INVERSE

SHOWN = 30
"""So many of a kind are shown; the rest is in the data."""


@dataclass(frozen=True, slots=True)
class Related:
    """The entities to which one stands in the relation `label`, the first of them, of `total`."""

    label: str
    claims: list[tuple[Entity, Relation]]
    total: int


def related(entity: Entity) -> list[Related]:
    """The public relations of `entity` in the order of the vocabulary, its own before those that
    others have to it. Each has its public evidence (`spans`), with the `anchor` of where it stands.
    Two queries.
    """
    forward = Case(
        When(entity=entity, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    name = Case(When(entity=entity, then="other__name_folded"), default="entity__name_folded")
    same = [F("kind"), F("back")]
    spans = RelationSpan.objects.public().with_anchors().select_related("text_version__article")
    rows = (
        Relation.objects.public()
        .filter(Q(entity=entity) | Q(other=entity))
        .annotate(back=forward)
        .annotate(
            total=Window(Count("pk"), partition_by=same),
            place=Window(RowNumber(), partition_by=same, order_by=[name, F("pk")]),
        )
        .filter(place__lte=SHOWN)
        .select_related("entity", "other")
        .prefetch_related(Prefetch("spans", queryset=spans.defer("text_version__body")))
        .order_by("place")
    )
    groups: dict[tuple[str, int], list[Relation]] = {}
    for row in rows:
        groups.setdefault((row.kind, row.back), []).append(row)
    return [
        Related(
            INVERSE[kind] if back else kind.label,
            [(row.entity if back else row.other, row) for row in groups[kind, back]],
            groups[kind, back][0].total,
        )
        for kind in RelationKind
        for back in (0, 1)
        if (kind, back) in groups
    ]
