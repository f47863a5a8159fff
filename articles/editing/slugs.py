"""Addresses: unique, permanent, and never taken over from another record."""

from django.core.exceptions import ValidationError

from ..models.identity import Slugged
from ..text.folding import slugify


def give_slug(record: Slugged, heading: str) -> None:
    """Give a new record a free slug made from its heading, unless the editor chose one."""
    record.derive()
    if record.slug:
        _refuse_past_slug_of_another(record)
        return
    stem = slugify(heading, fallback=record.public_id)
    taken = _taken(record, stem)
    record.slug, number = stem, 1
    while record.slug in taken:
        number += 1
        record.slug = f"{stem}-{number}"


def change_slug(record: Slugged, old: str) -> None:
    """Keep the `old` slug of a record as a past one that leads to it."""
    if record.slug == old:
        return
    _refuse_past_slug_of_another(record)
    record.past_slugs.filter(slug=record.slug).delete()
    record.past_slugs.create(slug=old)


def _past(record: Slugged):
    return type(record)._meta.get_field("past_slugs").related_model.objects


def _taken(record: Slugged, stem: str) -> set[str]:
    return {
        *type(record).objects.filter(slug__startswith=stem).values_list("slug", flat=True),
        *_past(record).filter(slug__startswith=stem).values_list("slug", flat=True),
    }


def _refuse_past_slug_of_another(record: Slugged) -> None:
    holder = _past(record).filter(slug=record.slug).exclude(record=record.pk).first()
    if holder:
        raise ValidationError(
            {"slug": f"“{record.slug}” is a past address of “{holder.record}”; choose another."},
            code="slug_taken",
        )
