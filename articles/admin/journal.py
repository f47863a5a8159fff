"""The journal: every change of the archive, who made it, when and why. It is only read."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from ..exchange.resources import export_resource
from ..models import Article, Change
from .deeds import WITH_HISTORY, deeds_of
from .filters import one_record_filter
from .history import undoing, verb_in_words
from .links import change_address, linked
from .permissions import ReadOnly
from .searching import SearchesFolded
from .transfer import Exports

TOLD = 100
"""Of each kind of record, so many rows are told of one Change."""

_BY_PREFIX = {model.ID_PREFIX: model for model in WITH_HISTORY}


@admin.register(Change)
class ChangeAdmin(ReadOnly, SearchesFolded, Exports, admin.ModelAdmin):
    resource_classes = (export_resource("changes"),)
    actions = None
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False
    date_hierarchy = "at"
    list_display = (
        "at",
        "who",
        "what",
        "record",
        linked("article", "article"),
        "reason",
    )
    list_select_related = ("by", "article")
    list_filter = (
        one_record_filter("article", Article),
        ("by", admin.RelatedOnlyFieldListFilter),
        "verb",
    )
    search_fields = ("^record", "verb", "reason", "article__title_folded", "by__username")
    search_help_text = "A public id, a verb, a reason, a user name or words of a title."
    fields = (
        "at",
        "who",
        "what",
        "record_link",
        "article",
        "reason",
        "undoing",
        "based_on_text",
        "based_on_row",
        "deeds",
    )
    readonly_fields = ("who", "what", "record_link", "undoing", "deeds")

    @admin.display(description="by", ordering="by__username")
    def who(self, change):
        if change.by_id is None:
            return "a reader" if change.verb == "report_error" else "a command"
        return str(change.by)

    @admin.display(description="what was done", ordering="verb")
    def what(self, change):
        return verb_in_words(change)

    @admin.display(description="record")
    def record_link(self, change):
        model = _BY_PREFIX.get(change.record.partition("-")[0])
        if model is None:
            return change.record or "–"
        found = model.objects.filter(public_id=change.record).first()
        if found:
            return format_html('<a href="{}">{}</a>', change_address(found), change.record)
        was = model.history.filter(public_id=change.record).first()
        if was is None:
            return f"{change.record} (no longer there)"
        address = reverse(f"admin:articles_{model._meta.model_name}_history", args=[was.id])
        return format_html(
            '{} (no longer there; <a href="{}">its history</a>)', change.record, address
        )

    @admin.display(description="undone")
    def undoing(self, change):
        return undoing(change) or "–"

    @admin.display(description="values before and after")
    def deeds(self, change):
        deeds = deeds_of([change], TOLD)[change.pk]
        return render_to_string("admin/articles/deeds.html", {"deeds": deeds})
