"""Source from source (W3C PROV Derivation), without cycles."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from ..graph import would_cycle
from .basis import Based, BasedQuerySet, EvidenceQuerySet
from .record import PERMISSIONS, Record
from .source import Source
from .span import Span


class DerivationKind(models.TextChoices):
    WAS_DERIVED_FROM = "was_derived_from", "was derived from"
    WAS_QUOTED_FROM = "was_quoted_from", "was quoted from"
    HAD_PRIMARY_SOURCE = "had_primary_source", "had primary source"


class Derivation(Based, Record):
    """One source comes from another (PROV Derivation and its subtypes). There are no cycles."""

    ID_PREFIX = "der"
    MESSAGES_AT: ClassVar[dict[str, str]] = {"once": "derived_from", "not_self": "derived_from"}

    source = models.ForeignKey(Source, models.PROTECT, related_name="derivations")
    kind = models.CharField(max_length=18, choices=DerivationKind)
    derived_from = models.ForeignKey(Source, models.PROTECT, related_name="derivatives")

    objects = BasedQuerySet.as_manager()

    class Meta(Based.Meta):
        abstract = False
        ordering = ["source", "pk"]
        default_permissions = PERMISSIONS
        constraints = [
            *Based.Meta.constraints,
            models.UniqueConstraint(
                fields=["source", "derived_from"],
                name="derivation_once",
                violation_error_message="This derivation is recorded already.",
            ),
            models.CheckConstraint(
                name="derivation_not_self",
                condition=~Q(source=F("derived_from")),
                violation_error_message="A source cannot derive from itself.",
            ),
            models.CheckConstraint(
                name="derivation_kind",
                condition=Q(kind__in=DerivationKind.values),
                violation_error_message="Unknown kind of derivation.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.derived_from}"

    def clean(self) -> None:
        super().clean()
        if self.source_id is None or self.derived_from_id is None:
            return
        if self.source_id == self.derived_from_id:
            raise ValidationError(
                {"derived_from": "A source cannot derive from itself."}, code="self_derivation"
            )
        cycle = would_cycle(self._edges_above(), self.source_id, self.derived_from_id)
        if cycle:
            titles = Source.objects.in_bulk(cycle)
            chain = " → ".join(f"“{titles[pk]}”" for pk in cycle)
            raise ValidationError(
                {"derived_from": f"This would close a circle of derivations: {chain}."},
                code="cycle",
            )

    def _edges_above(self) -> list[tuple[int, int]]:
        """Every other derivation behind `derived_from`, in one query a generation."""
        others = Derivation.objects.exclude(pk=self.pk)
        edges: list[tuple[int, int]] = []
        seen: set[int] = set()
        generation = {self.derived_from_id}
        while generation:
            seen |= generation
            found = others.filter(source__in=generation).values_list("source", "derived_from")
            edges += found
            generation = {origin for _, origin in found} - seen
        return edges


class DerivationSpan(Span):
    """The words that state a derivation."""

    ID_PREFIX = "dsp"

    derivation = models.ForeignKey(Derivation, models.CASCADE, related_name="spans")

    objects = EvidenceQuerySet.as_manager()

    class Meta(Span.Meta):
        abstract = False
        ordering = ["text_version", "start", "pk"]
        default_permissions = PERMISSIONS
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["derivation", "text_version", "start", "end"],
                name="derivationspan_once",
                violation_error_message="These words are recorded already.",
            ),
        ]
