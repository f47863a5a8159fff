"""Identifiers of entities in authority files."""

import re
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from .entity import Entity, PartOfEntityQuerySet
from .record import PERMISSIONS, Record


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

    objects = PartOfEntityQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "value"]
        default_permissions = PERMISSIONS
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

    def derive(self) -> None:
        super().derive()
        self.value = self.value.strip()
        if self.scheme == Scheme.ISNI:  # printed in groups of four
            self.value = self.value.replace(" ", "")

    def check_shape(self) -> None:
        super().check_shape()
        if self.scheme not in Scheme.values or not self.value:
            return  # the fields say so
        pattern, _, example = _SHAPES[Scheme(self.scheme)]
        if not re.fullmatch(pattern, self.value, re.ASCII):
            raise ValidationError(
                {
                    "value": f"“{self.value}” is not a {self.get_scheme_display()} identifier; "
                    f"one looks like {example}."
                },
                code="malformed_identifier",
            )

    def clean(self) -> None:
        super().clean()
        holder = (
            Entity.objects.filter(identifiers__scheme=self.scheme, identifiers__value=self.value)
            .exclude(pk=self.entity_id)
            .first()
        )
        if holder:
            raise ValidationError(
                {"value": f"{self} already identifies “{holder}”."}, code="identifier_taken"
            )
