"""Source agents: who made, released, published or held a source."""

from django.contrib import admin

from ..exchange.resources import import_resource
from ..models import Entity, Source, SourceAgent, SourceAgentSpan
from .evidence import ClaimAdmin, EvidenceInline
from .filters import one_record_filter, year_filter
from .links import count_of, linked


class SourceAgentSpanInline(EvidenceInline):
    model = SourceAgentSpan


@admin.register(SourceAgent)
class SourceAgentAdmin(ClaimAdmin):
    resource_classes = (import_resource("source_agents"),)
    inlines = (SourceAgentSpanInline,)
    list_display = (
        "public_id",
        linked("source", "source", "source__title_folded"),
        "role",
        linked("entity", "entity", "entity__name_folded"),
        "date_in_words",
        "basis",
        "evidence",
        "modified_at",
    )
    list_select_related = ("source", "entity")
    list_filter = (
        one_record_filter("source", Source),
        one_record_filter("entity", Entity),
        "role",
        "basis",
        year_filter("date", "year"),
        "modified_at",
    )
    search_fields = ("source__title_folded", "entity__name_folded", "note", "^public_id")
    search_help_text = "Words of the source’s title, the entity’s name, or the note."
    autocomplete_fields = ("source", "entity")
    fieldsets = ((None, {"fields": ("source", "role", "entity", "date", "basis", "note")}),)

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related("source", "entity")
            .annotate(spans_count=count_of(SourceAgentSpan, "agent"))
        )

    @admin.display(description="date", ordering="date_earliest")
    def date_in_words(self, agent):
        return agent.date_in_words()

    @admin.display(description="evidence", ordering="spans_count")
    def evidence(self, agent):
        return agent.spans_count or "–"
