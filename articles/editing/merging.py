"""Making two records one: all that referred to the one leads to the other from then on.

The merged record stays, out of sight, with `merged_into` set, so that its address leads on and
the merge can be undone (`editing.separating`).
"""

from django.core.exceptions import PermissionDenied, ValidationError

from ..models import CorrectionKind, Entity, EntityMerge, Identifier, Source, SourceMerge, Status
from ..models.change import change_under_way_pk
from . import corrections, ledger
from .bulk import remember_as_found, repoint
from .following import follow
from .locks import lock_articles, lock_derivations, lock_records, lock_relations
from .merge_plan import NAMES, Plan, articles_concerned, lock_referring, plan
from .permanence import refuse_merged
from .permission import is_settled

MERGES = {Entity: EntityMerge, Source: SourceMerge}

_SEEN = (Status.PUBLISHED, Status.WITHDRAWN)


def merge(
    merged, into, *, by, based_on: int, into_based_on: int, reason: str, leave=frozenset()
) -> EntityMerge | SourceMerge:
    """Merge one entity or source into another and return what tells of it.

    `based_on` and `into_based_on` are the row versions seen; `leave` the authorities whose
    identifiers `into` leaves to the merged record, taking the other's instead. What both had alike
    is there once. Raises PermissionDenied, Stale, and ValidationError: without a reason, when one
    is merged already, when a source would derive from itself or an entity be, say, part of itself.
    """
    model = type(merged)
    if not reason.strip():
        raise ValidationError({"reason": "Say why they are the same."}, code="no_reason")
    with ledger.change(f"merge_{model._meta.model_name}", by=by, reason=reason):
        _require_two(merged, into)
        require_may_merge(by, merged, into)
        stored, target = lock_both(merged, into)
        refuse_stale(stored, based_on)
        refuse_stale(target, into_based_on)
        require_may_merge(by, stored, target)
        was_seen = corrections.is_public(stored)
        made = plan(stored, target, leave=frozenset(leave), locking=True)
        if made.refusals:
            raise ValidationError(made.refusals, code="refused")
        ledger.describe_change(stored, based_on=based_on)
        told = _carry_out(made)
        stored.merged_into = target
        ledger.update(stored, based_on=based_on)
        done = MERGES[model](merged=stored, into=target, moved=told)
        done.change_id = change_under_way_pk()
        done.save()
        follow(done.change)  # what the other brings along may be why readers see this one
        if was_seen and corrections.is_public(target):  # what only drafts knew is not told
            corrections.log(
                CorrectionKind.MERGED, stored, about=target, previous=str(stored), new=str(target)
            )
    return done


def preview_merge(merged, into, *, leave=frozenset()) -> Plan:
    """What `merge` would do, as things stand; in `refusals`, what it would say instead.

    Raises ValidationError for two that can never be merged.
    """
    _require_two(merged, into)
    return plan(merged, into, leave=frozenset(leave))


def may_merge(user, model) -> bool:
    """Whether `user` may merge records of this kind at all."""
    return user is None or user.has_perm(f"articles.add_{MERGES[model]._meta.model_name}")


def require_may_merge(user, *records) -> None:
    """Raise PermissionDenied unless `user` may merge or separate these, as things stand."""
    model = type(records[0])
    if not may_merge(user, model):
        raise PermissionDenied(f"You may not merge {model._meta.verbose_name_plural}.")
    if user is None or user.has_perm("articles.change_public"):
        return
    for record in records:
        if is_settled(record) or articles_concerned(record).filter(status__in=_SEEN).exists():
            raise PermissionDenied(
                "Readers see this already; changing it needs the rights of an Editor."
            )


def lock_both(merged, into) -> tuple:
    """Both records as stored, and all articles in which something refers to the first, locked.

    Raises Stale when one is gone.
    """
    if isinstance(merged, Source):
        lock_derivations()
    else:
        lock_relations()
    lock_articles(articles_concerned(merged))
    # Whoever is changing one of these will, on committing, ask for the record it leads to.
    lock_referring(merged, into)
    stored = lock_records(type(merged), [merged.pk, into.pk])
    # What came to refer to it before it was locked stands in articles not locked yet.
    lock_articles(articles_concerned(merged))
    return tuple(stored)


def refuse_stale(record, based_on: int) -> None:
    """Raise ValidationError for a merged record, Stale unless its row version is `based_on`."""
    refuse_merged(record)
    if record.row_version != based_on:
        what = record._meta.verbose_name
        raise ledger.Stale(
            record, f"The {what} “{record}” was changed by somebody else in the meantime."
        )


def _require_two(merged, into) -> None:
    if type(merged) is not type(into) or type(merged) not in MERGES:
        raise ValidationError("Only two entities, or two sources, are merged.", code="kinds")
    if merged.pk == into.pk:
        raise ValidationError("This is the same record: choose another.", code="same")
    refuse_merged(merged)
    refuse_merged(into)


def _carry_out(made: Plan) -> dict:
    """Do what is planned; return what is stored to undo it."""
    told = made.told()
    for words in made.words:
        span = words.reference.model.objects.filter(pk=words.span.pk)
        repoint(span, words.reference.field, words.kept.pk)
    gone: dict[type, list[int]] = {}
    for twin in reversed(made.twins):  # words go before the claim they belong to
        gone.setdefault(twin.reference.model, []).append(twin.gone.pk)
    for model, keys in gone.items():
        rows = model.objects.filter(pk__in=keys)
        remember_as_found(rows)
        rows.delete()
    for reference, rows in made.moves.items():
        if reference in NAMES:
            moving = reference.model.objects.filter(pk__in=[row.pk for row in rows])
        else:  # all that are left: none can come, the record is locked
            moving = reference.model.objects.filter(**{reference.field: made.merged.pk})
        repoint(moving, reference.field, made.into.pk)
    given = [identifier.pk for identifier in made.names.given]
    repoint(Identifier.objects.filter(pk__in=given), "entity", made.merged.pk)
    if made.names.added:
        ledger.insert(made.names.added)
    return told | {"added": made.names.added.public_id if made.names.added else ""}
