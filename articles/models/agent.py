"""Who made, released, published or held a source (W3C PROV Agent)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ..text.dates import describe
from .basis import Based, BasedQuerySet, EvidenceQuerySet
from .entity import Entity
from .record import PERMISSIONS, DateKeyField, PartialDateField, Record
from .source import Source
from .span import Span


class AgentRole(models.TextChoices):
    ATTRIBUTED_TO = "attributed_to", "attributed to"
    RELEASED_BY = "released_by", "released by"
    ACCESSED_THROUGH = "accessed_through", "accessed through"
    PUBLISHED_BY = "published_by", "published by"
    HELD_BY = "held_by", "held by"


class SourceAgent(Based, Record):
    """An entity's part in a source (PROV Agent): who made, released, published or held it."""

    ID_PREFIX = "agt"
    MESSAGES_AT: ClassVar[dict[str, str]] = {"once": "entity"}
    PARTIAL_DATES = ("date",)

    source = models.ForeignKey(Source, models.CASCADE, related_name="agents")
    role = models.CharField(max_length=16, choices=AgentRole)
    entity = models.ForeignKey(Entity, models.PROTECT, related_name="parts_in_sources")
    date = PartialDateField()
    date_earliest = DateKeyField()
    date_latest = DateKeyField()

    objects = BasedQuerySet.as_manager()

    class Meta(Based.Meta):
        abstract = False
        ordering = ["source", "pk"]
        default_permissions = PERMISSIONS
        constraints = [
            *Based.Meta.constraints,
            models.UniqueConstraint(
                fields=["source", "role", "entity"],
                name="sourceagent_once",
                violation_error_message="This part of the entity is recorded already.",
            ),
            models.CheckConstraint(
                name="sourceagent_role",
                condition=Q(role__in=AgentRole.values),
                violation_error_message="Unknown role.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.get_role_display()} {self.entity}"

    def date_in_words(self) -> str:
        return describe(self.date)


class SourceAgentSpan(Span):
    """The words that state an agent's part in a source."""

    ID_PREFIX = "asp"

    agent = models.ForeignKey(SourceAgent, models.CASCADE, related_name="spans")

    objects = EvidenceQuerySet.as_manager()

    class Meta(Span.Meta):
        abstract = False
        ordering = ["text_version", "start", "pk"]
        default_permissions = PERMISSIONS
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["agent", "text_version", "start", "end"],
                name="sourceagentspan_once",
                violation_error_message="These words are recorded already.",
            ),
        ]
