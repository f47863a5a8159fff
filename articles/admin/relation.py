"""Relations: how one entity stands to another."""

from django.contrib import admin

from ..exchange.resources import import_resource
from ..models import Entity, Relation, RelationSpan
from .evidence import ClaimAdmin, EvidenceInline
from .filters import one_record_filter, year_filter
from .links import count_of, linked


class RelationSpanInline(EvidenceInline):
    model = RelationSpan


@admin.register(Relation)
class RelationAdmin(ClaimAdmin):
    resource_classes = (import_resource("relations"),)
    inlines = (RelationSpanInline,)
    list_display = (
        "public_id",
        linked("entity", "entity", "entity__name_folded"),
        "kind",
        linked("other", "other entity", "other__name_folded"),
        "date_in_words",
        "basis",
        "evidence",
        "modified_at",
    )
    list_select_related = ("entity", "other")
    list_filter = (
        one_record_filter("entity", Entity),
        one_record_filter("other", Entity, "other entity"),
        "kind",
        "basis",
        year_filter("date", "year"),
        "modified_at",
    )
    search_fields = ("entity__name_folded", "other__name_folded", "note", "^public_id")
    search_help_text = "Words of either entity’s name, or of the note."
    autocomplete_fields = ("entity", "other")
    fieldsets = ((None, {"fields": ("entity", "kind", "other", "date", "basis", "note")}),)

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related("entity", "other")
            .annotate(spans_count=count_of(RelationSpan, "relation"))
        )

    @admin.display(description="when it held", ordering="date_earliest")
    def date_in_words(self, relation):
        return relation.date_in_words() if relation.date else "–"

    @admin.display(description="evidence", ordering="spans_count")
    def evidence(self, relation):
        return relation.spans_count or "–"
