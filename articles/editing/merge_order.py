"""Which merges have to be undone before another: those that took up where it left off."""

from django.core.exceptions import ValidationError
from django.db.models import Q

from ..models import EntityMerge, SourceMerge
from .merge_plan import WORDS

MERGES = (EntityMerge, SourceMerge)


def require_last(merge: EntityMerge | SourceMerge, into) -> None:
    """Raise ValidationError unless what a merge left can be taken apart as things stand.

    Not if it is undone already, if `into` (locked) is merged itself, or if a later merge removed
    a claim this one had moved or kept, or passed its words on.
    """
    if merge.undone_id is not None:
        raise ValidationError("This merge is undone already.", code="undone")
    if into.merged_into_id is not None:
        raise ValidationError(
            f"“{into}” has itself been merged into “{into.merged_into}”: undo that merge first.",
            code="merged_again",
        )
    if later := _later(merge):
        raise ValidationError(
            f"“{later.merged}” was merged into “{later.into}” since, and with it what this merge "
            "had brought together: undo that merge first.",
            code="merged_again",
        )


def standing_merge(record) -> EntityMerge | SourceMerge:
    """The merge by which a merged entity or source went."""
    return next(
        found
        for model in MERGES
        if isinstance(record, model._meta.get_field("merged").related_model)
        for found in model.objects.standing().filter(merged=record)
    )


def _later(merge) -> EntityMerge | SourceMerge | None:
    """A later merge that stands and went on with claims, or their words, of this one."""
    later = {
        found.change_id: found
        for model in MERGES
        for found in model.objects.standing().filter(change__gt=merge.change_id)
    }
    for model, words in WORDS.items():
        kept = merge.moved["removed"].get(model._meta.model_name, {}).values()
        for written in (
            _written(model, merge, later, kept).filter(history_type="-"),
            _written(words.model, merge, later, ()),
        ):
            if (row := written.first()) is not None:
                return later[row.change_id]
    return None


def _written(model, merge, later, kept):
    """History rows that later merges left of rows which `merge` wrote or kept."""
    mine = model.history.filter(change=merge.change_id).order_by().values("id")
    return model.history.filter(
        Q(id__in=mine) | Q(public_id__in=list(kept)), change__in=list(later)
    )
