"""The audit of files: who exported what, who imported which file. It is only read."""

from urllib.parse import unquote_plus

from django.contrib import admin
from django.db.models import Q
from django.utils.html import format_html
from django.utils.text import Truncator

from ..editing.transfers import BETWEEN
from ..exchange.datasets import DATASETS
from ..exchange.resources import export_resource
from ..models import Transfer, TransferKind
from .permissions import ReadOnly
from .searching import SearchesFolded
from .transfer import Exports

SHOWN = 80
"""Characters of a filter or a file name in the list; a transfer's own page shows all."""


class DatasetFilter(admin.SimpleListFilter):
    """Transfers of one dataset, alone or among others."""

    title = "dataset"
    parameter_name = "dataset"

    def lookups(self, request, model_admin):
        return [(name, dataset.title) for name, dataset in DATASETS.items()]

    def queryset(self, request, queryset):
        name = self.value()
        if name is None:
            return queryset
        first, last = f"{name}{BETWEEN}", f"{BETWEEN}{name}"
        return queryset.filter(
            Q(datasets=name)
            | Q(datasets__startswith=first)
            | Q(datasets__endswith=last)
            | Q(datasets__contains=f"{last}{BETWEEN}")
        )


class OutcomeFilter(admin.SimpleListFilter):
    """Imports that were done, or refused."""

    title = "outcome"
    parameter_name = "outcome"

    def lookups(self, request, model_admin):
        return [("done", "done"), ("refused", "refused")]

    def queryset(self, request, queryset):
        if self.value() not in ("done", "refused"):
            return queryset
        return queryset.filter(is_refused=self.value() == "refused")


@admin.register(Transfer)
class TransferAdmin(ReadOnly, SearchesFolded, Exports, admin.ModelAdmin):
    resource_classes = (export_resource("transfers"),)
    actions = None
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False
    date_hierarchy = "at"
    list_display = ("at", "kind", "who", "datasets", "what", "rows", "outcome")
    list_select_related = ("by",)
    list_filter = (
        "kind",
        OutcomeFilter,
        ("by", admin.RelatedOnlyFieldListFilter),
        DatasetFilter,
        "at",
    )
    search_fields = ("file_name", "filter", "^sha256")
    search_help_text = "Words of a file’s name or of a filter, or the beginning of a SHA-256."
    fields = (
        *("at", "kind", "who", "datasets", "filter_in_words", "file_name", "sha256"),
        *("rows", "new", "changed", "unchanged", "is_refused", "result"),
    )
    readonly_fields = ("who", "filter_in_words")

    @admin.display(description="by", ordering="by__username")
    def who(self, transfer):
        return str(transfer.by) if transfer.by_id else "a command"

    @admin.display(description="filter, or file", ordering="filter")
    def what(self, transfer):
        if transfer.kind == TransferKind.EXPORT:
            return Truncator(unquote_plus(transfer.filter)).chars(SHOWN) or "no filter"
        return Truncator(transfer.file_name).chars(SHOWN) or "–"

    @admin.display(description="filter")
    def filter_in_words(self, transfer):
        if not transfer.filter:
            return "–"
        return format_html("<code>{}</code>", unquote_plus(transfer.filter))

    @admin.display(description="outcome", ordering="is_refused")
    def outcome(self, transfer):
        if transfer.kind == TransferKind.EXPORT:
            return "exported"
        if transfer.is_refused:
            return "refused"
        counts = f"{transfer.new:,} new, {transfer.changed:,} changed"
        return f"{counts}, {transfer.unchanged:,} unchanged"
