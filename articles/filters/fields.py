"""Form fields of the filters: what may be written in the query string, and what it means."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from ..models.identity import Slugged
from ..text.dates import MalformedDate, PartialDate
from ..text.dates import parse as parse_date
from ..text.folding import fold
from ..text.languages import MalformedLanguage, check_language
from ..text.years import FIRST_YEAR, LAST_YEAR

LONGEST_QUERY = 200


class WordsField(forms.CharField):
    """Words to look for, folded (`text.folding`); the value is a list, empty for no search."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "search"}))
        super().__init__(max_length=LONGEST_QUERY, **kwargs)

    def clean(self, value) -> list[str]:
        text = super().clean(value)
        words = fold(text).split()
        if text and not words:
            raise ValidationError("There is nothing to look for in this.", code="no_words")
        return words


class RecordField(forms.CharField):
    """A record named by its slug, a slug it once had, or its public id.

    `queryset` holds the records that may be named; any other is as unknown as one that never
    was, so that a filter tells nobody of a draft.
    """

    def __init__(self, *, queryset: QuerySet, **kwargs):
        super().__init__(max_length=100, **kwargs)
        self.queryset = queryset

    def clean(self, value):
        name = super().clean(value)
        if not name:
            return None
        has_slug = issubclass(self.queryset.model, Slugged)
        for lookup in ("slug", "public_id", "past_slugs__slug") if has_slug else ("public_id",):
            record = self.queryset.filter(**{lookup: name}).first()
            if record is not None:
                return record
        what = self.queryset.model._meta.verbose_name
        raise ValidationError(
            f"There is no {what} “{name}”. Give the last part of its address, or its id.",
            code="unknown_record",
        )


class YearField(forms.IntegerField):
    """A year of the common era; 0 is 1 BC, as in ISO 8601."""

    def __init__(self, **kwargs):
        message = "This is not a year. Write one such as 1940."
        # As text, so that what is no number comes back as it was written, beside the message.
        super().__init__(
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            min_value=FIRST_YEAR,
            max_value=LAST_YEAR,
            error_messages={"invalid": message, "min_value": message, "max_value": message},
            **kwargs,
        )


class DateBoundField(forms.CharField):
    """One end of a stretch of time, as exact as it is known: 1940, 1940-09 or 1940-09-27."""

    def __init__(self, **kwargs):
        super().__init__(max_length=100, **kwargs)

    def clean(self, value) -> PartialDate | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            date = parse_date(text)
        except MalformedDate as error:
            raise ValidationError(str(error), code="malformed_date") from error
        if not date.is_dated:
            raise ValidationError("A date to search by needs a year.", code="undated")
        return date


class LanguageTagField(forms.CharField):
    """A BCP 47 language tag in canonical form; '' for any."""

    def __init__(self, **kwargs):
        super().__init__(max_length=35, **kwargs)

    def clean(self, value) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return check_language(text)
        except MalformedLanguage as error:
            raise ValidationError(str(error), code="malformed_language") from error


class OpenSelect(forms.Select):
    """A list to choose from that also shows a value it does not hold.

    `choices` may be a callable: it is asked when the list is drawn, not for a CSV.
    """

    def build_attrs(self, base_attrs: dict, extra_attrs: dict | None = None) -> dict:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        attrs.pop("maxlength", None)  # of the text field; HTML has none on a select
        return attrs

    def optgroups(self, name: str, value: Iterable[str], attrs=None) -> list:
        groups = super().optgroups(name, value, attrs)
        offered = {str(option["value"]) for _, options, _ in groups for option in options}
        for unlisted in value:
            if unlisted and unlisted not in offered:
                option = self.create_option(name, unlisted, unlisted, True, len(groups))
                groups.append((None, [option], len(groups)))
        return groups
