"""What the filters of every record kind have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Model, Q, QuerySet

from ..text.dates import PartialDate
from .facet import Facet
from .fields import DateBoundField, RecordField, WordsField, YearField


@dataclass(frozen=True)
class Sort:
    """A way to sort: what readers call it, and `order_by` fields.

    The primary key is added, unless they end in it.
    """

    label: str
    fields: tuple[str, ...]


class FilterForm(forms.Form):
    """The form of a filter."""

    def clean(self):
        start, end = self.cleaned_data.get("from"), self.cleaned_data.get("until")
        if start and end and start.earliest > end.latest:
            self.add_error("until", "This lies before the beginning.")
        return self.cleaned_data


class RecordFilter(django_filters.FilterSet):
    """A filter over one record kind, the same for page, CSV and command line.

    ``ArticleFilter(request.GET, queryset=Article.objects.public())``; `qs` has the rows in a
    total order. When something in the query string cannot be understood, `qs` is empty and
    `form.errors` says what, by field: a list shows these errors and no rows (never the
    unfiltered ones), a CSV answers 400 with the same words. Names it does not know are ignored,
    so that `page` and the like may stand beside it.

    `public=False` is for editors and commands: then records that only drafts know can be named.
    """

    SORTS: ClassVar[Mapping[str, Sort]]  # the first is what no `sort` means
    FACETS: ClassVar[tuple[Facet, ...]] = ()

    class Meta:
        form = FilterForm

    def __init__(self, data=None, queryset=None, *, public: bool = True, **kwargs):
        super().__init__(data, queryset, **kwargs)
        self.public = public

    @classmethod
    def get_filters(cls):
        """The declared filters, then `sort`."""
        filters = super().get_filters()
        if sorts := getattr(cls, "SORTS", None):
            filters["sort"] = django_filters.ChoiceFilter(
                label="Sort by",
                choices=[(name, sort.label) for name, sort in sorts.items()],
                empty_label=None,
                error_messages=_not_one_of(sorts),
                method=_leave,
            )
        return filters

    def seen(self, model: type[Model]) -> QuerySet:
        """The records of `model` that may decide what is found."""
        return model.objects.public() if self.public else model.objects.all()

    @property
    def ordering(self) -> tuple[str, ...]:
        """The `order_by` fields in force; the last is the primary key."""
        name = self.form.cleaned_data.get("sort") if self.is_valid() else None
        sort = self.SORTS[name] if name else next(iter(self.SORTS.values()))
        return sort.fields if sort.fields[-1] in ("pk", "-pk") else (*sort.fields, "pk")

    @property
    def qs(self) -> QuerySet:
        """The rows found, in order; none when the query is not understood."""
        if not hasattr(self, "_qs"):
            found = self.queryset.all()
            if self.is_bound:
                found = self.filter_queryset(found) if self.form.is_valid() else found.none()
            self._qs = found.order_by(*self.ordering)
        return self._qs

    @property
    def in_force(self) -> dict[str, Any]:
        """The filters that narrow, with what they mean, by name; none if not understood."""
        if not self.is_valid():
            return {}
        given = ((name, self.form.cleaned_data[name]) for name in self.chosen if name != "sort")
        return {name: value for name, value in given if value not in (None, "", [])}

    def without(self, *names: str) -> QuerySet:
        """The rows that all filters but these find, in no order."""
        found = self.queryset.order_by()
        for name, value in self.in_force.items():
            if name not in names:
                found = self.filters[name].filter(found, value)
        return found

    @property
    def canonical(self) -> dict[str, str]:
        """The filters in force as a query string says them best: whoever asks for the same, however
        it was written, gets the same.
        """
        return {name: _canonical(value) for name, value in self.in_force.items()}

    @property
    def chosen(self) -> dict[str, str]:
        """What the query string asks for, as written there, by name; sorting included."""
        given = ((name, str(self.data.get(name, "")).strip()) for name in self.filters)
        return {name: value for name, value in given if value}


class KindFilter(django_filters.ChoiceFilter):
    """One of a model's choices, by its stored value."""

    def __init__(self, choices, **kwargs):
        super().__init__(
            choices=choices.choices,
            empty_label="any",
            error_messages=_not_one_of(choices.values),
            **kwargs,
        )


class RecordLinkFilter(django_filters.Filter):
    """A record of `record_model`, named by slug or public id."""

    field_class = RecordField

    def __init__(self, record_model: type[Model], field_name=None, **kwargs):
        super().__init__(field_name, **kwargs)
        self.record_model = record_model

    @property
    def field(self):
        self.extra["queryset"] = self.parent.seen(self.record_model)
        return super().field


class WordsFilter(django_filters.Filter):
    """Every word must stand somewhere in a folded column."""

    field_class = WordsField

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        return qs.filter(all_words(self.field_name, value)) if value else qs


class YearFilter(django_filters.Filter):
    """Records whose partial date may fall in a year; `field_name` is that of the date."""

    field_class = YearField

    def filter(self, qs: QuerySet, value: int | None) -> QuerySet:
        if value is None:
            return qs
        return qs.filter(
            **{
                f"{self.field_name}_earliest__lte": value * 10000 + 1231,
                f"{self.field_name}_latest__gte": value * 10000 + 101,
            }
        )


class FromFilter(django_filters.Filter):
    """Records that may fall on or after the beginning of a partial date."""

    field_class = DateBoundField

    def filter(self, qs: QuerySet, value) -> QuerySet:
        return qs.filter(**{f"{self.field_name}_latest__gte": value.earliest}) if value else qs


class UntilFilter(django_filters.Filter):
    """Records that may fall on or before the end of a partial date."""

    field_class = DateBoundField

    def filter(self, qs: QuerySet, value) -> QuerySet:
        return qs.filter(**{f"{self.field_name}_earliest__lte": value.latest}) if value else qs


def all_words(field: str, words: list[str]) -> Q:
    """The condition that each of `words` (folded) is contained in the folded column `field`."""
    condition = Q()
    for word in words:
        condition &= Q(**{f"{field}__contains": word})
    return condition


def _canonical(value: Any) -> str:
    if isinstance(value, Model):
        return getattr(value, "slug", None) or value.public_id
    if isinstance(value, PartialDate):
        return value.value
    return " ".join(value) if isinstance(value, list) else str(value)


def _leave(queryset: QuerySet, name: str, value: str) -> QuerySet:
    return queryset  # `RecordFilter.qs` sorts once, with or without a query


def _not_one_of(values) -> dict[str, str]:
    return {"invalid_choice": f"“%(value)s” is not one of: {', '.join(values)}."}
