"""Forms that know which state of a record the editor saw, and say what became of it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import ModelChoiceField
from django.forms.utils import pretty_name
from django.utils import formats, timezone
from django.utils.text import capfirst

from ..text.normalise import normalise


class VerbatimField(forms.CharField):
    r"""Text exactly as it was typed or pasted; only line ends become `\n`, as in a body."""

    def __init__(self, **kwargs):
        super().__init__(**{"strip": False, "widget": forms.Textarea, **kwargs})

    def to_python(self, value):
        try:
            return normalise(super().to_python(value))
        except ValueError as error:
            raise ValidationError(str(error), code="malformed_text") from error


class ProseField(forms.CharField):
    r"""A remark of several lines. Browsers send `\r\n`; kept as `\n`, it is not a change."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class VersionedForm(forms.ModelForm):
    """A form of a record, or of a row in an inline, based on the row version that was shown.

    When somebody else saved in between, it is refused with both values at each field that
    differs; sent again, it replaces what is stored. `refusals` holds what the verbs refused, by
    the prefix of the form it belongs to; a form with refusals never validates.
    """

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    refusals: ClassVar[Mapping[str | None, Exception]] = MappingProxyType({})
    UNCOMPARED: ClassVar[frozenset[str]] = frozenset({"seen_version"})
    SHOWN_AT: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Fields of this form that bear the messages of fields it does not show."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen_version"] = self.instance.row_version

    @property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name not in self.UNCOMPARED]

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and self.has_changed():
            seen = cleaned.get("seen_version")
            if seen != self.instance.row_version:
                self._refuse_stale()
        return cleaned

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.prefix in self.refusals:
            self.refuse(self.refusals[self.prefix])

    def refuse(self, refusal: Exception) -> None:
        """Say what a verb refused, at its field where this form shows it."""
        if isinstance(refusal, PermissionDenied):
            # It is what the record is to be part of that may not be touched.
            whole = next((name for name in ("article", "source") if name in self.fields), None)
            self.add_error(whole, str(refusal))
            return
        for name, errors in errors_by_field(refusal).items():
            name = self.SHOWN_AT.get(name, name)
            self.add_error(name if name in self.fields else None, errors)

    def _refuse_stale(self) -> None:
        self.add_error(None, f"{self._who_changed_it()} Nothing was saved. What you typed is "
            "still here, and at each field that differs stands what is stored now. "
            "Save again to put yours in its place.")  # fmt: skip
        # A row marked for deletion would not be validated; this one has to be looked at.
        self.cleaned_data.pop(DELETION_FIELD_NAME, None)
        for name in self.changed_data:
            if name in self.fields and name != DELETION_FIELD_NAME:
                self.add_error(name, f"Stored now: {self._stored(name)}")
        self.data = self.data.copy()
        self.data[self.add_prefix("seen_version")] = str(self.instance.row_version)

    def _who_changed_it(self) -> str:
        what = self._meta.model._meta.verbose_name
        latest = self.instance.history.select_related("change__by").first()
        if latest is None or latest.change is None:
            return f"This {what} was changed by somebody else in the meantime."
        at = formats.date_format(timezone.localtime(latest.change.at), "DATETIME_FORMAT")
        return f"{latest.change.by or 'A command'} changed this {what} in the meantime ({at})."

    def _stored(self, name: str) -> str:
        if hasattr(self.instance, f"get_{name}_display"):
            value = getattr(self.instance, f"get_{name}_display")()
        elif isinstance(self.fields[name], ModelChoiceField) and hasattr(self.instance, name):
            value = getattr(self.instance, name)
        else:
            value = self.get_initial_for_field(self.fields[name], name)
        if isinstance(value, bool):
            value = "yes" if value else "no"
        return f"“{value}”" if value not in (None, "") else "nothing"


class RecordForm(VersionedForm):
    """The form of a record on its own page, with the reason its history keeps."""

    change_reason = forms.CharField(
        label="Why",
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Why you do this, for the history: “wrong person of the same name”. "
        "May be left empty.",
    )

    UNCOMPARED = VersionedForm.UNCOMPARED | {"change_reason"}
    SHOWN_AT = MappingProxyType({**VersionedForm.SHOWN_AT, "reason": "change_reason"})

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.refusals and not self.errors:
            # A row marked for deletion shows no errors of its own; they are told here.
            for refusal in self.refusals.values():
                for errors in errors_by_field(refusal).values():
                    self.add_error(None, errors)
            if not self.errors:
                self.add_error(None, "This was refused, and nothing was saved.")


class PartForm(VersionedForm):
    """A row of an inline. Its fields are named for screen readers; the table only shows heads."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if not field.widget.is_hidden:
                label = capfirst(field.label or pretty_name(name))
                field.widget.attrs.setdefault("aria-label", label)


def errors_by_field(refusal: Exception) -> dict[str, list]:
    """Messages of what a verb raised, by field; those of no field under NON_FIELD_ERRORS."""
    if isinstance(refusal, ValidationError):
        if hasattr(refusal, "error_dict"):
            return refusal.error_dict
        return {NON_FIELD_ERRORS: refusal.error_list}
    return {NON_FIELD_ERRORS: [ValidationError(str(refusal))]}
