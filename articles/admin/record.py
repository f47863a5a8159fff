"""What the admins of all records share: saving, deleting, rights, search, history, export."""

import re

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models

from .deleting import DeletesByVerbs
from .history import ShowsHistory
from .part_formset import PartFormSet
from .passages import ShowsPassage
from .permissions import Guarded, GuardedInline, ReadOnly
from .record_form import PartForm, ProseField, RecordForm
from .saving import SavesByVerbs
from .searching import SearchesFolded
from .transfer import Exports, Imports

FORM_FIELDS = ("seen_version", "change_reason")
"""What a record's form has besides the record's own fields."""

_FIELDS = {
    models.TextField: {
        "form_class": ProseField,
        "widget": AdminTextareaWidget(attrs={"rows": 3}),
    },
    models.URLField: {"assume_scheme": "https"},
}


class ListAdmin(SearchesFolded, ShowsHistory, Exports, admin.ModelAdmin):
    """A list with search, filters, export and history."""

    list_per_page = 50
    show_full_result_count = False
    ordering = None


class RecordAdmin(SavesByVerbs, DeletesByVerbs, Guarded, Imports, ListAdmin):
    """A record with a page of its own, written through the verbs, and imported."""

    form = RecordForm
    formfield_overrides = _FIELDS
    save_on_top = False

    def may_write(self, request, obj) -> bool:
        """Whether the form of `obj` (None: a new one) is there to be filled in."""
        return obj is None or self.has_change_permission(request, obj)

    def with_history_fields(self, request, obj, fieldsets) -> list:
        """Fieldsets with the reason of the change appended, where there may be one."""
        if not self.may_write(request, obj):
            return list(fieldsets)
        return [*fieldsets, ("For the history", {"fields": FORM_FIELDS})]

    def get_fieldsets(self, request, obj=None):
        return self.with_history_fields(request, obj, super().get_fieldsets(request, obj))

    def get_changeform_initial_data(self, request):
        """What an address fills in; nothing of records it names that there cannot be."""
        initial = super().get_changeform_initial_data(request)
        to_records = {field.name for field in self.opts.concrete_fields if field.related_model}
        return {
            name: value
            for name, value in initial.items()
            if name not in to_records or re.fullmatch(r"[0-9]{1,18}", value)
        }

    def view_on_site(self, obj):
        """The readers' page, once there is one."""
        if not hasattr(obj, "get_absolute_url"):
            return None
        public = type(obj).objects.public().filter(pk=obj.pk).exists()
        return obj.get_absolute_url() if public else None


class ExportOnlyAdmin(ShowsPassage, ReadOnly, ListAdmin):
    """A list to look through and export; its rows are written elsewhere."""

    actions = None
    view_on_site = False


class PartInline(GuardedInline, admin.TabularInline):
    """Parts of a record as rows on its page."""

    form = PartForm
    formset = PartFormSet
    formfield_overrides = _FIELDS
    extra = 1
    view_on_site = False

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        if obj is not None and not self.has_change_permission(request, obj):
            return fields
        return [*fields, "seen_version"]


class SpanInline(ShowsPassage, PartInline):
    """Spans of a record as rows: words to paste, and to read the passage they stand in."""

    readonly_fields = ("standing",)
    own_fields = ()

    def get_fields(self, request, obj=None):
        if obj is not None and not self.has_change_permission(request, obj):
            return [*self.own_fields, *self.readonly_fields]
        return [*self.own_fields, "words", "occurrence", *self.readonly_fields, "seen_version"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("text_version__article")
