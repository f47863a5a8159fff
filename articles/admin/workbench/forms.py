"""What each verb needs, as forms: they say at which field something asked for is not right."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from django import forms

from ...models import (
    Basis,
    Certainty,
    DerivationKind,
    Entity,
    EntityKind,
    Medium,
    QuotationKind,
    Source,
    SourceKind,
    SpanRole,
)
from .fields import LARGEST_KEY, Choice, Pieces, Place, Places, RecordId, Text, Whole

COMMON = ("request", "editor", "seen", "text_version")
"""What every verb is told: which request it is, whose, and what the asker has seen."""


class ObjectForm(forms.Form):
    """A JSON object. `PARTS` are fields that are objects themselves, each with its own form.

    Of `CHOICES`, groups of fields, exactly one is given. A field that is not sent is not in
    `given`; a field nobody knows is refused.
    """

    PARTS: ClassVar[Mapping[str, type["ObjectForm"]]] = MappingProxyType({})
    CHOICES: ClassVar[tuple[tuple[tuple[str, ...], str], ...]] = ()
    KNOWN: ClassVar[tuple[str, ...]] = ()
    IS_WHOLE = True
    """Whether one of each of `CHOICES` has to be given, as for a new record."""

    def __init__(self, asked: Mapping):
        super().__init__(data=asked)
        self.parts: dict[str, ObjectForm] = {}

    @property
    def given(self) -> set[str]:
        """Names of the fields that were sent."""
        return set(self.data) & {*self.fields, *self.PARTS}

    def refusals(self) -> dict[str, list[str]]:
        """Everything that is not right, by field, parts as `part.field`; empty if all is."""
        told = {name: [str(one) for one in messages] for name, messages in self.errors.items()}
        for name in sorted(set(self.data) - {*self.fields, *self.PARTS, *self.KNOWN}):
            told[name] = ["There is no such field."]
        for name, form in self.PARTS.items():
            sent = self.data.get(name)
            if sent is None:
                continue
            if not isinstance(sent, dict):
                told[name] = ["This is to be an object."]
                continue
            self.parts[name] = form(sent)
            told |= {f"{name}.{field}": m for field, m in self.parts[name].refusals().items()}
            self.cleaned_data[name] = self.parts[name].cleaned_data
        for names, message in self.CHOICES:
            if told.keys() & set(names):
                continue
            sent = [name for name in names if self._holds(name)]
            if len(sent) > 1 or (not sent and (self.IS_WHOLE or self.given & set(names))):
                told[sent[-1] if sent else names[0]] = [message]
        return told

    def _holds(self, name: str) -> bool:
        return name in self.parts or bool(self.cleaned_data.get(name))


class NewEntity(ObjectForm):
    """An entity to be made."""

    kind = Choice(choices=EntityKind.choices)
    name = Text(max_length=300)
    language = Text(max_length=35)


class NewSource(ObjectForm):
    """A source to be made."""

    title = Text(max_length=500)
    kind = Choice(choices=SourceKind.choices)


class NewDerivation(ObjectForm):
    """Where a source comes from, and the words that state it."""

    PARTS = MappingProxyType({"new_source": NewSource})
    CHOICES = ((("from", "new_source"), "Say from which source it comes: one of those there are, "
                "or a new one."),)  # fmt: skip

    kind = Choice(choices=DerivationKind.choices)
    basis = Choice(choices=Basis.choices)
    note = Text(required=False)
    place = Place(required=False)

    def __init__(self, asked: Mapping):
        super().__init__(asked)
        self.fields["from"] = RecordId(Source, required=False)  # no name for an attribute

    def clean(self):
        cleaned = super().clean()
        stated = cleaned.get("basis") == Basis.STATED
        if stated and not cleaned.get("place") and "place" not in self.errors:
            self.add_error("place", "Select the words of the text that state it.")
        if cleaned.get("basis") == Basis.INFERRED and cleaned.get("place"):
            self.add_error("place", "What you infer is not stated by words of the text.")
        return cleaned


class Request(ObjectForm):
    """What every verb is told."""

    request = Text(max_length=40)
    editor = Text(max_length=150)
    seen = Whole(LARGEST_KEY)
    text_version = Whole()


class Naming(ObjectForm):
    """Certainty and note of a mention, and the entity named: one there is, or a new one."""

    PARTS = MappingProxyType({"new_entity": NewEntity})
    CHOICES = ((("entity", "new_entity"), "Give one: an entity there is, or a new one."),)
    KNOWN = COMMON

    entity = RecordId(Entity, required=False)
    certainty = Choice(choices=Certainty.choices, required=False)
    note = Text(required=False)


class AddMentions(Naming):
    places = Places()


class Concerning(ObjectForm):
    """The annotation meant, and the row version that was seen."""

    KNOWN = COMMON

    id = Text(max_length=20)
    row = Whole()


class Reselect(Concerning):
    place = Place()


class Delete(Concerning):
    reason = Text(max_length=2000, required=False)


class ChangeMention(Concerning, Naming):
    IS_WHOLE = False

    place = Place(required=False)


class Attribution(ObjectForm):
    """Kind, medium and note of a quotation, who speaks, and the source it stands in."""

    PARTS = MappingProxyType(
        {"new_speaker": NewEntity, "new_source": NewSource, "derivation": NewDerivation}
    )
    SPEAKERS = ("speaker", "new_speaker", "speaker_description", "no_speaker_reason")
    CHOICES = (
        (SPEAKERS, "Give exactly one: a speaker, a described speaker, or the reason for none."),
    )
    KNOWN = COMMON

    kind = Choice(choices=QuotationKind.choices, required=False)
    medium = Choice(choices=Medium.choices, required=False)
    speaker = RecordId(Entity, required=False)
    speaker_description = Text(max_length=300, required=False)
    no_speaker_reason = Text(max_length=500, required=False)
    source = RecordId(Source, required=False)
    note = Text(required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("source") and self.data.get("new_source") is not None:
            self.add_error("source", "Give one: a source there is, or a new one.")
        return cleaned


class AddQuotation(Attribution):
    kind = Choice(choices=QuotationKind.choices)
    pieces = Pieces()


class ChangeQuotation(Concerning, Attribution):
    IS_WHOLE = False


class AddPieces(ObjectForm):
    KNOWN = COMMON

    id = Text(max_length=20)
    pieces = Pieces()


class ChangePiece(Concerning):
    role = Choice(choices=SpanRole.choices, required=False)
    place = Place(required=False)


class Undo(ObjectForm):
    KNOWN = COMMON

    change = Whole(LARGEST_KEY)
