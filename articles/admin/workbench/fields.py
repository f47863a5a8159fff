"""Fields of what is asked in JSON: each takes the one kind of value it is for, and no other."""

from django import forms
from django.core.exceptions import ValidationError

from ...models import SpanRole
from ...models.wellformed import validate_characters

LARGEST_OFFSET = 2**31 - 1
LARGEST_KEY = 2**63 - 1
MOST_PLACES = 5000
MOST_PIECES = 200


class Whole(forms.Field):
    """A whole number from 0 to `largest`. `true` and `1.0` are none."""

    def __init__(self, largest: int = LARGEST_OFFSET, **kwargs):
        self.largest = largest
        super().__init__(**kwargs)

    def to_python(self, value):
        if value is not None and not _is_whole(value, self.largest):
            raise ValidationError("Give a whole number that is not negative.", code="not_whole")
        return value


class Text(forms.CharField):
    r"""Text the database can keep, white space around it left out, line ends as `\n`."""

    def to_python(self, value):
        if value is not None and not isinstance(value, str):
            raise ValidationError("This is not text.", code="not_text")
        return super().to_python(value).replace("\r\n", "\n")

    def run_validators(self, value):
        if value:
            validate_characters(value)
        super().run_validators(value)


class Choice(forms.ChoiceField):
    """One of the choices of a field of the records."""

    def to_python(self, value):
        if value is not None and not isinstance(value, str):
            raise ValidationError("This is not text.", code="not_text")
        return super().to_python(value)


class RecordId(Text):
    """The public id of a record there is; its value is the record, `null` is none."""

    def __init__(self, model, **kwargs):
        self.model = model
        super().__init__(max_length=20, **kwargs)

    def clean(self, value):
        public_id = super().clean(value)
        if not public_id:
            return None
        record = self.model.objects.filter(public_id=public_id).first()
        if record is None:
            what = self.model._meta.verbose_name
            raise ValidationError(
                f"There is no {what} {public_id}; perhaps it was deleted.", code="unknown"
            )
        return record


class Place(forms.Field):
    """Two offsets, `[start, end]`, in code points, end exclusive; the verbs know the text."""

    default_error_messages = {
        "not_a_place": "A place is two whole numbers: where it begins and where it ends."
    }

    def to_python(self, value):
        if value is None:
            return None
        if not _is_place(value):
            raise ValidationError(self.error_messages["not_a_place"], code="not_a_place")
        return tuple(value)


class Places(Place):
    """From 1 to `MOST_PLACES` different places."""

    def to_python(self, value):
        places = _listed(value, MOST_PLACES)
        if not all(map(_is_place, places)):
            raise ValidationError(self.error_messages["not_a_place"], code="not_a_place")
        return _different([tuple(place) for place in places])


class Pieces(forms.Field):
    """From 1 to `MOST_PIECES` different pieces of a quotation, `[role, start, end]`."""

    def to_python(self, value):
        pieces = _listed(value, MOST_PIECES)
        if not all(
            isinstance(one, list) and len(one) == 3 and _is_place(one[1:]) for one in pieces
        ):
            raise ValidationError(
                "A piece is a role and two whole numbers: where it begins and where it ends.",
                code="not_a_piece",
            )
        if not all(isinstance(role, str) and role in SpanRole.values for role, _, _ in pieces):
            roles = ", ".join(SpanRole.values)
            raise ValidationError(f"The role of a piece is one of {roles}.", code="unknown_role")
        return _different([tuple(piece) for piece in pieces])


def _is_whole(value, largest: int = LARGEST_OFFSET) -> bool:
    return type(value) is int and 0 <= value <= largest


def _is_place(value) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_is_whole, value))


def _listed(value, most: int) -> list:
    """A list that may be empty only where nothing at all was sent (that is told elsewhere)."""
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > most:
        raise ValidationError(f"Give a list of 1 to {most:,}.", code="not_a_list")
    return value


def _different(places: list[tuple]) -> list[tuple]:
    if len(set(places)) < len(places):
        raise ValidationError("The same words are given twice.", code="twice")
    return places
