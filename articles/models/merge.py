"""Two records that turned out to be one, and what moved when they were made one."""

from django.db import models
from django.db.models import Q

from .change import Change
from .correction import CorrectionKind
from .entity import Entity
from .identity import Identified, IdentifiedQuerySet
from .source import Source


class MergeQuerySet(IdentifiedQuerySet):
    def standing(self):
        """Merges that were not undone."""
        return self.filter(undone=None)

    def told(self):
        """Merges that stand, of which readers were told: they had seen what was merged."""
        return self.standing().filter(change__corrections__kind=CorrectionKind.MERGED)

    def public(self):
        """Those into records readers may see."""
        records = self.model._meta.get_field("into").related_model.objects.public()
        return self.told().filter(into__in=records)


class Merge(Identified):
    """Abstract: that `merged` is the same as `into`, where all that referred to it went.

    The merged record stays, out of sight, so that its id and address lead on and a merge can be
    undone. `moved` says what went: public ids by kind of record, and what was alike on both
    sides and therefore removed.
    """

    moved = models.JSONField(default=dict)
    change = models.OneToOneField(Change, models.PROTECT, related_name="%(class)s")
    undone = models.OneToOneField(
        Change,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="undone_%(class)s",
        help_text="The change that undid it.",
    )

    objects = MergeQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-pk"]
        default_permissions = ("add", "view", "export")
        constraints = [
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(undone=None),
                name="%(class)s_once",
                violation_error_message="This record is merged already.",
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.merged}” merged into “{self.into}”"


class EntityMerge(Merge):
    ID_PREFIX = "emg"

    merged = models.ForeignKey(Entity, models.CASCADE, related_name="merges")
    into = models.ForeignKey(Entity, models.PROTECT, related_name="absorbed")


class SourceMerge(Merge):
    ID_PREFIX = "smg"

    merged = models.ForeignKey(Source, models.CASCADE, related_name="merges")
    into = models.ForeignKey(Source, models.PROTECT, related_name="absorbed")
