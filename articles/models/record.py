"""What every editable record has in common."""

from contextlib import suppress
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from ..text.dates import MAX_LENGTH, MalformedDate
from ..text.dates import parse as parse_date
from ..text.languages import MalformedLanguage, check_language
from .change import History
from .identity import Identified, IdentifiedQuerySet

# Django's four permissions and the two django-import-export asks for.
PERMISSIONS = ("add", "change", "delete", "view", "export", "import")


class ModifiedField(models.DateTimeField):
    """The moment of the last change, noted at every save.

    A record that comes back into the archive from a file keeps the one it had: whoever stores it
    sets `keeps_modified_at` on the instance.
    """

    def pre_save(self, model_instance, add):
        if getattr(model_instance, "keeps_modified_at", False):
            return getattr(model_instance, self.attname)
        return super().pre_save(model_instance, add)

    def deconstruct(self):
        """As the plain field: the database knows no difference, so no table is made anew."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateTimeField", args, kwargs


class Record(Identified):
    """An editable record: permanent id, row version for careful writers, history of values.

    `row_version` rises with every change; a verb is refused when it was based on an older one.
    Subclasses name their EDTF fields in `PARTIAL_DATES`; each such field `x` has two integer
    sort keys `x_earliest` and `x_latest` (yyyymmdd), filled by `derive`.
    """

    PARTIAL_DATES: ClassVar[tuple[str, ...]] = ()

    row_version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    modified_at = ModifiedField(auto_now=True)

    history = History(inherit=True)
    objects = IdentifiedQuerySet.as_manager()

    class Meta:
        abstract = True

    def derive(self) -> None:
        super().derive()
        for name in self.PARTIAL_DATES:
            try:
                date = parse_date(getattr(self, name))
            except MalformedDate:
                continue  # the field's validator says so, at the field
            setattr(self, name, date.value)
            setattr(self, f"{name}_earliest", date.earliest)
            setattr(self, f"{name}_latest", date.latest)
        for field in self._meta.concrete_fields:
            if isinstance(field, LanguageField) and (tag := getattr(self, field.attname)):
                with suppress(MalformedLanguage):
                    setattr(self, field.attname, check_language(tag))


def validate_partial_date(value: str) -> None:
    """Refuse what is not EDTF (ISO 8601-2)."""
    try:
        parse_date(value)
    except MalformedDate as error:
        raise ValidationError(str(error), code="malformed_date") from error


def validate_language(value: str) -> None:
    """Refuse what is not a BCP 47 tag."""
    try:
        check_language(value)
    except MalformedLanguage as error:
        raise ValidationError(str(error), code="malformed_language") from error


class PartialDateField(models.CharField):
    """A date as exact as it is known, in EDTF: `1940-09`, `1941-07/1941-09`, `XXXX-08-25`."""

    default_validators = [validate_partial_date]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", MAX_LENGTH)
        kwargs.setdefault("blank", True)
        kwargs.setdefault(
            "help_text",
            "As exact as it is known (EDTF): 1940, 1940-09, 1940-09-27, 1941-07/1941-09, "
            "2021~ (about), XXXX-08-25 (year unknown). Leave empty if unknown.",
        )
        super().__init__(*args, **kwargs)


class DateKeyField(models.IntegerField):
    """Integer sort key (yyyymmdd) computed from a partial date, never empty."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", 0)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)


class FoldedField(models.CharField):
    """A folded search and sort key (`text.folding`), ordered by code point on every engine."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("editable", False)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection):
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"  # SQLite's own order is the same
        return parameters


class LanguageField(models.CharField):
    """A BCP 47 language tag: `en`, `en-GB`, `ja`, `sr-Latn`."""

    default_validators = [validate_language]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 35)
        kwargs.setdefault("help_text", "BCP 47 tag: en, en-GB, ja, ru, sr-Latn.")
        super().__init__(*args, **kwargs)


class NoteField(models.TextField):
    """The editor's own remark, shown to readers and marked as the editor's."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("blank", True)
        kwargs.setdefault("verbose_name", "editor’s note")
        kwargs.setdefault("help_text", "Your own remark. Readers see it, marked as the editor’s.")
        super().__init__(*args, **kwargs)
