"""Addresses: unique, permanent, and never taken over from another record."""

from collections import Counter
from collections.abc import Sequence

from django.core.exceptions import ValidationError

from ..models.identity import Slugged
from ..text.folding import slugify
from .locks import lock_slug
from .permission import is_settled


def give_slug(record: Slugged) -> None:
    """Give a new record a free slug made from its heading, unless the editor chose one.

    Raises ValidationError when its values are not in order.
    """
    if record.slug:
        return
    record.clean_fields(exclude={"slug"})
    stem = slugify(str(record), fallback=record.public_id)
    lock_slug(type(record), stem)
    taken = _taken(record, stem)
    record.slug, number = stem, 1
    while record.slug in taken:
        number += 1
        record.slug = f"{stem}-{number}"


def give_slugs(records: Sequence[Slugged]) -> None:
    """As `give_slug`, for many new records of one kind whose values are in order."""
    waiting = [record for record in records if not record.slug]
    if not waiting:
        return
    model = type(waiting[0])
    stems = [slugify(str(record), fallback=record.public_id) for record in waiting]
    chosen = {record.slug for record in records if record.slug}
    known = {
        slug
        for slugs in (model.objects, _past(waiting[0]))
        for slug in slugs.filter(slug__in=set(stems)).values_list("slug", flat=True)
    }
    taken: dict[str, set[str]] = {}
    numbers: Counter[str] = Counter()
    for record, stem in zip(waiting, stems, strict=True):
        slug = stem
        if slug in known and stem not in taken:
            lock_slug(model, stem)
            taken[stem] = _taken(record, stem)
        while slug in chosen or slug in taken.get(stem, ()):
            numbers[stem] += 1
            slug = f"{stem}-{numbers[stem] + 1}"
        chosen.add(slug)
        record.slug = slug


def give_up_taken_slug(record: Slugged) -> None:
    """Let a deleted record that comes back keep its slug, unless it leads to another by now."""
    if record.slug in _taken(record, record.slug):
        record.slug = ""


def change_slug(record: Slugged, old: str) -> None:
    """Keep the `old` slug of a stored record as a past one that leads to it.

    Only if readers see the record or saw it: one that was never an address of theirs leads nowhere,
    and its words, a working title perhaps, are nobody's business when the record is published.
    """
    if record.slug == old:
        return
    refuse_past_slug_of_another(record)
    record.past_slugs.filter(slug=record.slug).delete()
    if is_settled(record):
        record.past_slugs.create(slug=old)


def refuse_past_slug_of_another(record: Slugged) -> None:
    """Raise ValidationError when the slug of a stored record once led to another.

    Asked after storing it: a transaction that is just giving the slug up has then been waited for.
    """
    holder = _past(record).filter(slug=record.slug).exclude(record=record.pk).first()
    if holder:
        raise ValidationError(
            {"slug": f"“{record.slug}” is a past address of “{holder.record}”; choose another."},
            code="slug_taken",
        )


def _past(record: Slugged):
    return type(record)._meta.get_field("past_slugs").related_model.objects


def _taken(record: Slugged, stem: str) -> set[str]:
    """Slugs that are `stem` or begin with it, now or once; nothing is read if `stem` is free."""
    both = (type(record).objects, _past(record))
    if not any(slugs.filter(slug=stem).exists() for slugs in both):
        return set()
    return {
        slug
        for slugs in both
        for slug in slugs.filter(slug__startswith=stem).values_list("slug", flat=True)
    }
