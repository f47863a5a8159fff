"""How one entity stands to another, and what says so."""

from collections.abc import Iterable
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from ..graph import would_cycle
from ..text.dates import describe
from .basis import Based, BasedQuerySet, EvidenceQuerySet
from .entity import Entity
from .record import PERMISSIONS, DateKeyField, PartialDateField, Record
from .span import Span


class RelationKind(models.TextChoices):
    """A small fixed vocabulary, read from the first entity to the other.

    Beside each stands the property of Wikidata that means the same.
    """

    SUCCESSOR_OF = "successor_of", "successor of"  # P1365, replaces
    PART_OF = "part_of", "part of"  # P361
    MEMBER_OF = "member_of", "member of"  # P463
    LOCATED_IN = "located_in", "located in"  # P276, P131
    PARTY_TO = "party_to", "party to"  # P1891, signatory
    TOOK_PART_IN = "took_part_in", "took part in"  # P1344, participant in


INVERSE = {
    RelationKind.SUCCESSOR_OF: "succeeded by",
    RelationKind.PART_OF: "has part",
    RelationKind.MEMBER_OF: "has member",
    RelationKind.LOCATED_IN: "location of",
    RelationKind.PARTY_TO: "has party",
    RelationKind.TOOK_PART_IN: "had taking part",
}
"""The same, read from the other entity."""

ONE_WAY = (RelationKind.SUCCESSOR_OF, RelationKind.PART_OF, RelationKind.LOCATED_IN)
"""Kinds that never lead back to where they began, however far round."""


class Relation(Based, Record):
    """How one entity stands to another: the first is, say, the successor of the `other`."""

    ID_PREFIX = "rel"
    MESSAGES_AT: ClassVar[dict[str, str]] = {"once": "other", "not_self": "other"}
    PARTIAL_DATES = ("date",)

    entity = models.ForeignKey(Entity, models.PROTECT, related_name="relations")
    kind = models.CharField(
        max_length=12,
        choices=RelationKind,
        help_text="Read from the entity to the other one: “Kwantung Army, part of, Imperial "
        "Japanese Army”. “Party to” is for treaties, “took part in” for events.",
    )
    other = models.ForeignKey(
        Entity, models.PROTECT, related_name="inverse_relations", verbose_name="other entity"
    )
    date = PartialDateField("when it held")
    date_earliest = DateKeyField()
    date_latest = DateKeyField()

    objects = BasedQuerySet.as_manager()

    class Meta(Based.Meta):
        abstract = False
        ordering = ["entity", "kind", "pk"]
        default_permissions = PERMISSIONS
        constraints = [
            *Based.Meta.constraints,
            models.UniqueConstraint(
                fields=["entity", "kind", "other"],
                name="relation_once",
                violation_error_message="This relation is recorded already.",
            ),
            models.CheckConstraint(
                name="relation_not_self",
                condition=~Q(entity=F("other")),
                violation_error_message="An entity has no relation to itself.",
            ),
            models.CheckConstraint(
                name="relation_kind",
                condition=Q(kind__in=RelationKind.values),
                violation_error_message="Unknown kind of relation.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entity} {self.get_kind_display()} {self.other}"

    @classmethod
    def about_public(cls) -> Q:
        """Readers may see both entities. A relation by itself makes neither public."""
        return Q(
            entity__is_public=True,
            entity__merged_into=None,
            other__is_public=True,
            other__merged_into=None,
        )

    def date_in_words(self) -> str:
        return describe(self.date)

    def clean(self) -> None:
        super().clean()
        if self.entity_id is None or self.other_id is None:
            return
        if self.entity_id == self.other_id:
            raise ValidationError(
                {"other": "An entity has no relation to itself."}, code="self_relation"
            )
        if self.kind not in ONE_WAY:
            return
        found = edges_from([self.other_id], [self.kind], but=self.pk)
        edges = [(entity, other) for _, entity, other in found]
        circle = would_cycle(edges, self.entity_id, self.other_id)
        if circle:
            names = Entity.objects.in_bulk(circle)
            chain = " → ".join(f"“{names[pk]}”" for pk in circle)
            raise ValidationError(
                {"other": f"“{self.get_kind_display()}” would go in a circle: {chain}."},
                code="cycle",
            )


def edges_from(
    starts: Iterable[int], kinds: Iterable[str], *, but: int | None = None
) -> list[tuple[str, int, int]]:
    """Every relation of `kinds` that begins at one of `starts` (keys of entities) or is reached
    from there by such relations, as (kind, entity, other): one query a generation.

    `but` is the key of one to leave out.
    """
    others = Relation.objects.filter(kind__in=list(kinds)).exclude(pk=but).order_by("pk")
    edges: list[tuple[str, int, int]] = []
    seen: set[int] = set()
    generation = set(starts)
    while generation:
        seen |= generation
        found = list(others.filter(entity__in=generation).values_list("kind", "entity", "other"))
        edges += found
        generation = {other for _, _, other in found} - seen
    return edges


class RelationSpan(Span):
    """The words that state a relation."""

    ID_PREFIX = "rsp"

    relation = models.ForeignKey(Relation, models.CASCADE, related_name="spans")

    objects = EvidenceQuerySet.as_manager()

    class Meta(Span.Meta):
        abstract = False
        ordering = ["text_version", "start", "pk"]
        default_permissions = PERMISSIONS
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["relation", "text_version", "start", "end"],
                name="relationspan_once",
                violation_error_message="These words are recorded already.",
            ),
        ]
