"""Permanent identity: public ids, slugs and the natural keys fixtures use."""

import re
import secrets
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from .wellformed import Wellformed

# No vowels, so no words; no 0/o, 1/l, so an id survives being read aloud. Twelve to an id.
ALPHABET = "bcdfghjkmnpqrstvwxyz23456789"


def new_public_id(prefix: str) -> str:
    """A fresh permanent id such as ``art-7kq2m9xw4tbd``: never numeric, never reused."""
    return f"{prefix}-" + "".join(secrets.choice(ALPHABET) for _ in range(12))


class IdentifiedQuerySet(models.QuerySet):
    """Looks records up by their permanent id."""

    def get_by_natural_key(self, public_id: str):
        return self.get(public_id=public_id)


class Identified(Wellformed):
    """Anything the archive gives a permanent `public_id`, which is also its natural key.

    Natural keys keep fixtures free of row numbers: loading one never overwrites another record.
    """

    ID_PREFIX: ClassVar[str]

    public_id = models.CharField("public id", max_length=20, unique=True, editable=False)

    objects = IdentifiedQuerySet.as_manager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[str]:
        return (self.public_id,)

    def derive(self) -> None:
        """Fill the columns that follow from others; `save` calls it, bulk writers must."""
        if not self.public_id:
            self.public_id = new_public_id(self.ID_PREFIX)

    def clean(self) -> None:
        super().clean()
        self.check_shape()

    def check_shape(self) -> None:
        """Raise ValidationError unless ids are of their kind; asks the database nothing."""
        # Import takes ids from files; what it lets in stays in addresses for good.
        if self.public_id and not re.fullmatch(rf"{self.ID_PREFIX}-[a-z0-9-]+", self.public_id):
            raise ValidationError(
                {
                    "public_id": f"“{self.public_id}” is not an id of this kind; "
                    f"one looks like {self.ID_PREFIX}-7kq2m9xw4tbd."
                },
                code="malformed_id",
            )

    def save(self, *args, **kwargs) -> None:
        self.derive()
        super().save(*args, **kwargs)


class Slugged(models.Model):
    """A record with an address of its own; earlier slugs are kept and lead here."""

    slug = models.SlugField(
        max_length=100,
        unique=True,
        help_text="The last part of the public address. Once readers know it, it goes on leading "
        "here when it is changed.",
    )

    class Meta:
        abstract = True


class PastSlugQuerySet(models.QuerySet):
    def public(self):
        """Past slugs that lead to records readers may see."""
        records = self.model._meta.get_field("record").related_model.objects.public()
        return self.filter(record__in=records)


class PastSlug(models.Model):
    """A slug a record once had, so that its old address can redirect."""

    slug = models.SlugField(max_length=100, unique=True)
    retired_at = models.DateTimeField(default=timezone.now)

    objects = PastSlugQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.slug


class ArticlePastSlug(PastSlug):
    record = models.ForeignKey("Article", models.CASCADE, related_name="past_slugs")


class SourcePastSlug(PastSlug):
    record = models.ForeignKey("Source", models.CASCADE, related_name="past_slugs")


class EntityPastSlug(PastSlug):
    record = models.ForeignKey("Entity", models.CASCADE, related_name="past_slugs")
