"""Entities under authority control, their names and their identifiers elsewhere."""

import re
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from ..text.dates import describe
from ..text.folding import fold
from .article import Article
from .identity import IdentifiedQuerySet, Slugged
from .record import (
    EXPORTABLE,
    IMPORTABLE,
    DateKeyField,
    FoldedField,
    LanguageField,
    NoteField,
    PartialDateField,
    Record,
)


class EntityKind(models.TextChoices):
    PERSON = "person", "person"
    ORGANISATION = "organisation", "organisation"
    PLACE = "place", "place"
    EVENT = "event", "event"
    WORK = "work", "work"
    CONCEPT = "concept", "concept"


class EntityQuerySet(IdentifiedQuerySet):
    def public(self):
        """Entities reachable from a published article: named, speaking, publishing, or an agent
        of a public source.
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

    objects = EntityQuerySet.as_manager()

    class Meta:
        ordering = ["name_folded", "pk"]
        verbose_name_plural = "entities"
        default_permissions = IMPORTABLE
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

    def dates_in_words(self) -> str:
        """Beginning and end for readers; empty when neither is known."""
        if not self.began and not self.ended:
            return ""
        return f"{describe(self.began) if self.began else '?'} – " + (
            describe(self.ended) if self.ended else ""
        )


class Alias(Record):
    """Another name of an entity, with its language (SKOS altLabel)."""

    ID_PREFIX = "ali"
    MESSAGES_AT: ClassVar[dict[str, str]] = {"once": "name"}

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300, help_text="E.g. “USSR”.")
    name_folded = FoldedField(max_length=300, db_index=True)
    language = LanguageField(default="en")

    class Meta:
        ordering = ["name_folded", "pk"]
        verbose_name_plural = "aliases"
        default_permissions = EXPORTABLE
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


class Scheme(models.TextChoices):
    """Authority files an identifier can come from."""

    WIKIDATA = "wikidata", "Wikidata"
    VIAF = "viaf", "VIAF"
    GEONAMES = "geonames", "GeoNames"
    ISNI = "isni", "ISNI"
    GND = "gnd", "GND"
    LCNAF = "lcnaf", "Library of Congress"


# Shape of a value and its public address, as each authority publishes them.
_SHAPES = {
    Scheme.WIKIDATA: (r"Q[1-9]\d*", "https://www.wikidata.org/wiki/{}", "Q15180"),
    Scheme.VIAF: (r"[1-9]\d{1,21}", "https://viaf.org/viaf/{}", "268367832"),
    Scheme.GEONAMES: (r"[1-9]\d*", "https://www.geonames.org/{}", "2950159"),
    Scheme.ISNI: (r"\d{15}[\dX]", "https://isni.org/isni/{}", "0000000121032683"),
    Scheme.GND: (r"[\dX-]{8,12}", "https://d-nb.info/gnd/{}", "4005728-8"),
    Scheme.LCNAF: (r"n[a-z]{0,2}\d{8,10}", "https://id.loc.gov/authorities/names/{}", "n79034213"),
}


class Identifier(Record):
    """The entity's id in an authority file. One id names one entity in the whole archive."""

    ID_PREFIX = "idn"
    MESSAGES_AT: ClassVar[dict[str, str]] = {"once": "value"}

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="identifiers")
    scheme = models.CharField("authority", max_length=10, choices=Scheme)
    value = models.CharField(
        "identifier",
        max_length=40,
        help_text="Only if it stands for exactly this thing, e.g. Wikidata Q15180.",
    )

    class Meta:
        ordering = ["scheme", "value"]
        default_permissions = EXPORTABLE
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value"],
                name="identifier_once",
                violation_error_message="Another entity has this identifier already.",
            ),
            models.CheckConstraint(
                name="identifier_scheme",
                condition=Q(scheme__in=Scheme.values),
                violation_error_message="Unknown authority.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"

    def get_absolute_url(self) -> str:
        """Address of the entry at the authority itself."""
        return _SHAPES[Scheme(self.scheme)][1].format(self.value)

    def clean(self) -> None:
        super().clean()
        if self.scheme not in Scheme.values:
            return
        pattern, _, example = _SHAPES[Scheme(self.scheme)]
        if not re.fullmatch(pattern, self.value, re.ASCII):
            raise ValidationError(
                {
                    "value": f"“{self.value}” is not a {self.get_scheme_display()} identifier; "
                    f"one looks like {example}."
                },
                code="malformed_identifier",
            )
        holder = (
            Entity.objects.filter(identifiers__scheme=self.scheme, identifiers__value=self.value)
            .exclude(pk=self.entity_id)
            .first()
        )
        if holder:
            raise ValidationError(
                {"value": f"{self} already identifies “{holder}”."}, code="identifier_taken"
            )
