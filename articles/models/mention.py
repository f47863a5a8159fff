"""Where a text names an entity."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from .article import Article, Status
from .entity import Entity
from .identity import IdentifiedQuerySet
from .record import PERMISSIONS, NoteField
from .span import AnchorState, Span


class Certainty(models.TextChoices):
    """How sure the editor is that this entity is meant (TEI att.global.responsibility, @cert)."""

    HIGH = "high", "high"
    MEDIUM = "medium", "medium"
    LOW = "low", "low"


class MentionQuerySet(IdentifiedQuerySet):
    def public(self):
        """Mentions standing in texts readers may see."""
        return self.filter(article__status=Status.PUBLISHED, article__text_is_public=True).exclude(
            state=AnchorState.ORPHAN
        )


class Mention(Span):
    """One span that names one entity by a proper name (TEI persName, orgName, placeName …)."""

    ID_PREFIX = "men"
    MESSAGES_AT: ClassVar[dict[str, str]] = {**Span.MESSAGES_AT, "once": "entity"}

    article = models.ForeignKey(Article, models.CASCADE, db_index=False, related_name="mentions")
    entity = models.ForeignKey(Entity, models.PROTECT, db_index=False, related_name="mentions")
    certainty = models.CharField(
        max_length=6,
        choices=Certainty,
        default=Certainty.HIGH,
        help_text="How sure you are that this entity is meant.",
    )
    note = NoteField()

    objects = MentionQuerySet.as_manager()

    class Meta(Span.Meta):
        abstract = False
        ordering = ["article", "start", "-end", "pk"]
        default_permissions = PERMISSIONS
        indexes = [
            *Span.Meta.indexes,
            models.Index(fields=["article", "start"], name="mention_article_start"),
            # With all that counting the passages of a frequent entity asks.
            models.Index(fields=["entity", "article", "state"], name="mention_of_entity"),
        ]
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["text_version", "start", "end", "entity"],
                name="mention_once",
                violation_error_message="These words are marked for this entity already.",
            ),
            models.CheckConstraint(
                name="mention_certainty",
                condition=Q(certainty__in=Certainty.values),
                violation_error_message="Unknown certainty.",
            ),
        ]

    def home_article_id(self) -> int | None:
        return self.article_id
