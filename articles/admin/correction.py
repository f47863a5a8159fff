"""The corrections log, to look through and export. Verbs write it; nobody changes it."""

from django.contrib import admin
from django.utils.text import Truncator

from ..exchange.resources import export_resource
from ..models import Article, Correction, Entity, Source
from .filters import one_record_filter
from .links import LONGEST_LABEL, link, linked
from .permissions import ReadOnly
from .searching import SearchesFolded
from .transfer import Exports


@admin.register(Correction)
class CorrectionAdmin(ReadOnly, SearchesFolded, Exports, admin.ModelAdmin):
    resource_classes = (export_resource("corrections"),)
    actions = None
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False
    date_hierarchy = "at"
    list_display = (
        "at",
        "kind",
        "what",
        linked("article", "article"),
        linked("source", "source"),
        linked("entity", "entity"),
        "reason",
    )
    list_select_related = ("article", "source", "entity")
    list_filter = (
        "kind",
        one_record_filter("article", Article),
        one_record_filter("source", Source),
        one_record_filter("entity", Entity),
        "at",
    )
    search_fields = ("label", "reason", "previous", "new", "^record", "^public_id")
    search_help_text = "Words of the record, the values or the reason, or a public id."
    fields = (
        *("public_id", "at", "kind", "told_at", "record", "label"),
        *("previous", "new", "reason", "journal"),
    )
    readonly_fields = ("told_at", "journal")

    @admin.display(description="what", ordering="label")
    def what(self, correction):
        return Truncator(correction.label).chars(LONGEST_LABEL)

    @admin.display(description="told at")
    def told_at(self, correction):
        return link(correction.about)

    @admin.display(description="change")
    def journal(self, correction):
        return link(correction.change)
