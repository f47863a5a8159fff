"""What is given once, or moves only by a verb of its own, cannot change in passing."""

from django.core.exceptions import ValidationError

from ..models import Article, Entity, Quotation, Source, Status
from .locks import hold
from .permission import owner

_PERMANENT = {
    "public_id": "A public id is permanent.",
    "created_at": "When a record was made does not change.",
}
_BY_VERBS = {
    "status": "The status changes by submitting, publishing or withdrawing the article.",
    "status_reason": "The reason is given when the status changes.",
    "current_text": "The text changes by revising it.",
}


def require_permanent(record, stored) -> None:
    """Raise ValidationError, at the field, where `record` differs from what cannot change.

    A part of an article stays in it: its place in the text and its number mean nothing elsewhere.
    """
    rules = dict(_PERMANENT)
    if isinstance(record, Article):
        rules |= _BY_VERBS
    if isinstance(record, Quotation):
        rules["number"] = "A quotation keeps its number."
    errors = {
        name: message
        for name, message in rules.items()
        if getattr(record, record._meta.get_field(name).attname)
        != getattr(stored, stored._meta.get_field(name).attname)
    }
    home = owner(stored)
    if isinstance(home, Article) and owner(record) != home:
        what = record._meta.verbose_name
        errors[_way_home(record)] = (
            f"This {what} belongs to “{home}” and stays there; delete it and add a new one."
        )
    if errors:
        raise ValidationError(errors, code="permanent")


def require_standing(record, stored=None) -> None:
    """Raise ValidationError where a record just stored newly refers to one merged into another.

    Asked after storing it: a merge under way at that moment has then been waited for.
    """
    for field in record._meta.concrete_fields:
        if field.related_model not in (Entity, Source) or field.name == "merged_into":
            continue
        key = getattr(record, field.attname)
        if key is None or (stored is not None and getattr(stored, field.attname) == key):
            continue
        if hold(field.related_model, key) is not None:
            gone = field.related_model.objects.get(pk=key)
            raise ValidationError(
                {field.name: f"“{gone}” was merged into “{gone.merged_into}”: choose that one."},
                code="merged",
            )


def refuse_merged(stored) -> None:
    """A record merged into another stays as it is, so that the merge can be undone."""
    if getattr(stored, "merged_into_id", None) is not None:
        raise ValidationError(
            f"“{stored}” was merged into “{stored.merged_into}”: undo the merge first, "
            "or go on with that one.",
            code="merged",
        )


def refuse_status(article: Article) -> None:
    """A new article is a draft without a text: both come by verbs of their own."""
    if article.status != Status.DRAFT or article.status_reason:
        raise ValidationError({"status": _BY_VERBS["status"]}, code="permanent")


def refuse_reuse(quotation: Quotation) -> None:
    """Raise ValidationError when another quotation of the article once had this number."""
    given = Quotation.history.filter(
        article_id=quotation.article_id, number=quotation.number
    ).exclude(public_id=quotation.public_id)
    if given.exists():
        raise ValidationError(
            {
                "number": f"Another quotation of this article was number {quotation.number}; "
                "numbers are never given again."
            },
            code="number_reused",
        )


def _way_home(record) -> str:
    """The field that leads from a part of an article towards it."""
    names = {field.name for field in record._meta.fields}
    return next(name for name in ("article", "quotation", "citation") if name in names)
