"""Entities under authority control, and their names."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from ..text.dates import UNDATED_EARLIEST, UNDATED_LATEST, describe
from ..text.folding import fold
from .article import Article
from .identity import IdentifiedQuerySet, Slugged
from .record import (
    PERMISSIONS,
    DateKeyField,
    FoldedField,
    LanguageField,
    NoteField,
    PartialDateField,
    Record,
)
from .visible import SHOWN, VisibilityField


class EntityKind(models.TextChoices):
    PERSON = "person", "person"
    ORGANISATION = "organisation", "organisation"
    PLACE = "place", "place"
    EVENT = "event", "event"
    WORK = "work", "work"
    CONCEPT = "concept", "concept"


class EntityQuerySet(IdentifiedQuerySet):
    def standing(self):
        """Entities in their own right: not merged into another."""
        return self.filter(merged_into=None)

    def public(self):
        """Entities readers may see: those reachable from a published article."""
        return self.standing().filter(is_public=True)

    def reachable(self):
        """Entities that a published article leads to: named, speaking, publishing, or an agent of
        a public source. This is the definition; `is_public` holds what it says.
        """
        from .agent import SourceAgent
        from .mention import Mention
        from .quotation import Quotation

        this = OuterRef("pk")
        return self.filter(
            Exists(Mention.objects.public().filter(entity=this))
            | Exists(Quotation.objects.public().filter(speaker=this))
            | Exists(Article.objects.public().filter(publisher=this))
            | Exists(SourceAgent.objects.public().filter(entity=this))
        )


class Entity(Slugged, Record):
    """A person, organisation, place, event, work or concept, once, however it is named (SKOS)."""

    ID_PREFIX = "ent"
    PARTIAL_DATES = ("began", "ended")

    name = models.CharField(
        "preferred name",
        max_length=300,
        help_text="The one name used in headings, e.g. “Soviet Union”. Others are aliases.",
    )
    name_folded = FoldedField(max_length=300, db_index=True)
    name_language = LanguageField("language of the name", default="en")
    kind = models.CharField(max_length=12, choices=EntityKind, db_index=True)
    description = models.TextField(
        blank=True, help_text="One neutral sentence, e.g. “City in Germany.”"
    )
    began = PartialDateField("born, founded or begun")
    began_earliest = DateKeyField()
    began_latest = DateKeyField()
    ended = PartialDateField("died, dissolved or ended")
    ended_earliest = DateKeyField()
    ended_latest = DateKeyField()
    note = NoteField()
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        db_index=False,  # of almost all it is empty: an index that SQLite must not choose by
        related_name="merged",
        help_text="The record this one turned out to be the same as.",
    )
    is_public = VisibilityField()

    objects = EntityQuerySet.as_manager()

    class Meta:
        ordering = ["name_folded", "pk"]
        verbose_name_plural = "entities"
        default_permissions = PERMISSIONS
        indexes = [
            # In the orders of the readers' list, of what is in it.
            models.Index(fields=["name_folded", "id"], name="entity_by_name", condition=SHOWN),
            models.Index(
                fields=["kind", "name_folded", "id"], name="entity_by_kind", condition=SHOWN
            ),
            models.Index(
                fields=["merged_into"], name="entity_merged", condition=Q(merged_into__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="entity_kind",
                condition=Q(kind__in=EntityKind.values),
                violation_error_message="Unknown kind of entity.",
            ),
            models.CheckConstraint(
                name="entity_name",
                condition=~Q(name=""),
                violation_error_message="An entity has a preferred name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:entity", args=[self.slug])

    def derive(self) -> None:
        super().derive()
        self.name_folded = fold(self.name)[:300]

    def clean(self) -> None:
        super().clean()
        dated = self.began_earliest != UNDATED_EARLIEST and self.ended_latest != UNDATED_LATEST
        if dated and self.began_earliest > self.ended_latest:
            raise ValidationError(
                {"ended": f"It would end ({describe(self.ended)}) before it begins."},
                code="ends_before_it_begins",
            )

    def dates_in_words(self) -> str:
        """Beginning and end for readers; empty when neither is known."""
        if not self.began and not self.ended:
            return ""
        return f"{describe(self.began) if self.began else '?'} – " + (
            describe(self.ended) if self.ended else ""
        )


class PartOfEntityQuerySet(IdentifiedQuerySet):
    def public(self):
        """Parts of entities readers may see."""
        return self.filter(entity__is_public=True, entity__merged_into=None)


class Alias(Record):
    """Another name of an entity, with its language (SKOS altLabel)."""

    ID_PREFIX = "ali"
    MESSAGES_AT: ClassVar[dict[str, str]] = {"once": "name"}

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300, help_text="E.g. “USSR”.")
    name_folded = FoldedField(max_length=300, db_index=True)
    language = LanguageField(default="en")

    objects = PartOfEntityQuerySet.as_manager()

    class Meta:
        ordering = ["name_folded", "pk"]
        verbose_name_plural = "aliases"
        default_permissions = PERMISSIONS
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "name", "language"],
                name="alias_once",
                violation_error_message="This entity has that alias already.",
            ),
            models.CheckConstraint(
                name="alias_name",
                condition=~Q(name=""),
                violation_error_message="An alias is not empty.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        super().derive()
        self.name_folded = fold(self.name)[:300]
