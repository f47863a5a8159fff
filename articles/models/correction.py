"""What was corrected in what readers see, in words they can read long afterwards."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from .agent import SourceAgent
from .article import Article, Status
from .change import Change
from .derivation import Derivation
from .entity import Entity
from .identity import Identified, IdentifiedQuerySet
from .relation import Relation
from .source import Source


class CorrectionKind(models.TextChoices):
    TEXT = "text_corrected", "text corrected"
    ATTRIBUTION = "attribution_corrected", "attribution corrected"
    IDENTIFICATION = "identification_corrected", "identification corrected"
    DESCRIPTION = "description_corrected", "description corrected"
    WITHDRAWN = "withdrawn", "withdrawn"
    RESTORED = "restored", "restored"
    MERGED = "merged", "merged"
    SEPARATED = "separated", "merge undone"
    DELETED = "deleted", "deleted"


class CorrectionQuerySet(IdentifiedQuerySet):
    def public(self):
        """Corrections of what readers see; of a withdrawn article only that it was withdrawn.

        Those of mentions go with their words, those of claims with what they lead to. Read the
        values through `said_before`, `said_now`.
        """
        shown = Q(article__text_is_public=True) | ~Q(record__startswith="men-")
        rows = self
        for claim in (Derivation, SourceAgent, Relation):
            same = claim.objects.filter(public_id=OuterRef("record"))
            hidden = Exists(same) & ~Exists(same.public())
            rows = rows.exclude(Q(record__startswith=f"{claim.ID_PREFIX}-") & hidden)
        return rows.filter(
            Q(shown, article__status=Status.PUBLISHED)
            | Q(article__status=Status.WITHDRAWN, kind=CorrectionKind.WITHDRAWN)
            | Q(source__is_public=True, source__merged_into=None)
            | Q(entity__is_public=True, entity__merged_into=None)
        )


class Correction(Identified):
    """One entry of the corrections log: kind, previous and new value, date and reason.

    About exactly one article, source or entity. `record` is the public id of the very record
    (which may be gone: of a deleted quotation this is the tombstone), `label` what it was called.
    Entries are made by the verbs in `editing` and never changed.
    """

    ID_PREFIX = "cor"

    kind = models.CharField(max_length=24, choices=CorrectionKind, db_index=True)
    article = models.ForeignKey(
        Article, models.CASCADE, null=True, blank=True, related_name="corrections"
    )
    source = models.ForeignKey(
        Source, models.CASCADE, null=True, blank=True, related_name="corrections"
    )
    entity = models.ForeignKey(
        Entity, models.CASCADE, null=True, blank=True, related_name="corrections"
    )
    record = models.CharField(
        max_length=20, db_index=True, help_text="Public id of the record that was corrected."
    )
    label = models.TextField(help_text="What that record was called then.")
    previous = models.TextField("previous value", blank=True)
    new = models.TextField("new value", blank=True)
    reason = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    change = models.ForeignKey(Change, models.PROTECT, null=True, related_name="corrections")

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ("view", "export")
        constraints = [
            models.CheckConstraint(
                name="correction_of_one",
                condition=Q(article__isnull=False, source=None, entity=None)
                | Q(article=None, source__isnull=False, entity=None)
                | Q(article=None, source=None, entity__isnull=False),
                violation_error_message="A correction is about one article, source or entity.",
            ),
            models.CheckConstraint(
                name="correction_kind",
                condition=Q(kind__in=CorrectionKind.values),
                violation_error_message="Unknown kind of correction.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.label}"

    @property
    def about(self) -> Article | Source | Entity:
        """The article, source or entity corrected, or whose part was."""
        return self.article or self.source or self.entity

    @property
    def said_before(self) -> str:
        """The previous value, as far as readers may see it."""
        return self.previous if self._words_are_public else ""

    @property
    def said_now(self) -> str:
        """The new value, as far as readers may see it."""
        return self.new if self._words_are_public else ""

    @property
    def _words_are_public(self) -> bool:
        return self.kind != CorrectionKind.TEXT or self.article.text_is_public
