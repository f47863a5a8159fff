"""Sources: what they are, where they come from, what rests on them."""

from django.contrib import admin
from django.utils.html import format_html

from ..exchange.resources import import_resource
from ..models import Citation, Derivation, Quotation, Source, SourceAgent
from .filters import exists_filter, year_filter
from .links import claims, count_of, counted, link, linked_count, list_address
from .merging import MergesRecords
from .record import RecordAdmin
from .record_form import RecordForm
from .slug import OptionalSlug


class SourceForm(OptionalSlug, RecordForm):
    pass


@admin.register(Source)
class SourceAdmin(MergesRecords, RecordAdmin):
    form = SourceForm
    resource_classes = (import_resource("sources"),)
    list_display = (
        "title",
        "kind",
        "date_in_words",
        linked_count("agents_count", SourceAgent, "source", "agents"),
        linked_count("derivations_count", Derivation, "source", "derivations"),
        linked_count("quotations_count", Quotation, "source", "quotations"),
        linked_count("citations_count", Citation, "source", "citations"),
        "modified_at",
    )
    list_filter = (
        "kind",
        year_filter("date", "year"),
        exists_filter(
            "derived", "comes from", Derivation, "source", ("another source", "nothing recorded")
        ),
        exists_filter(
            "quoted", "quotations", Quotation, "source", ("stand in it", "none stands in it")
        ),
        "modified_at",
    )
    search_fields = ("title_folded", "description", "slug", "url", "^public_id")
    search_help_text = "Words of title or description; an address or a public id."
    readonly_fields = ("public_id", "comes_from", "leads_to", "parts_in_it", "rests_on_it")
    history_parts = ((Derivation, "source"), (SourceAgent, "source"))
    fieldsets = (
        (None, {"fields": ("title", "kind", "description", "date", "language", "url")}),
        ("Remarks and address", {"fields": ("note", "slug")}),
    )

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(
                agents_count=count_of(SourceAgent, "source"),
                derivations_count=count_of(Derivation, "source"),
                quotations_count=count_of(Quotation, "source"),
                citations_count=count_of(Citation, "source"),
            )
        )

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return fieldsets
        return [("In the archive", {"fields": self.readonly_fields}), *fieldsets]

    @staticmethod
    def choice_label(source) -> str:
        """What tells sources of one title apart."""
        date = f", {source.date_in_words()}" if source.date else ""
        return f"{source} ({source.get_kind_display()}{date})"

    @admin.display(description="date", ordering="date_earliest")
    def date_in_words(self, source):
        return source.date_in_words()

    @admin.display(description="comes from")
    def comes_from(self, source):
        return claims(
            source.derivations.select_related("derived_from"),
            lambda row: (link(row, row.get_kind_display()), link(row.derived_from)),
            "add where it comes from",
            source=source.pk,
        )

    @admin.display(description="leads to")
    def leads_to(self, source):
        return claims(
            source.derivatives.select_related("source"),
            lambda row: (link(row.source), link(row, row.get_kind_display())),
            "add what comes from it",
            derived_from=source.pk,
        )

    @admin.display(description="who had a part in it")
    def parts_in_it(self, source):
        return claims(
            source.agents.select_related("entity"),
            lambda row: (link(row, row.get_role_display()), link(row.entity)),
            "add who had a part",
            source=source.pk,
        )

    @admin.display(description="rests on it")
    def rests_on_it(self, source):
        return format_html(
            '<a href="{}">{}</a> · <a href="{}">{}</a>',
            list_address(Quotation, source=source.pk),
            counted(source.quotations_count, Quotation),
            list_address(Citation, source=source.pk),
            counted(source.citations_count, Citation),
        )
