"""Derivations: which source comes from which."""

from django.contrib import admin

from ..exchange.resources import import_resource
from ..models import Derivation, DerivationSpan, Source
from .evidence import ClaimAdmin, EvidenceInline
from .filters import one_record_filter
from .links import count_of, linked


class DerivationSpanInline(EvidenceInline):
    model = DerivationSpan


@admin.register(Derivation)
class DerivationAdmin(ClaimAdmin):
    resource_classes = (import_resource("derivations"),)
    inlines = (DerivationSpanInline,)
    list_display = (
        "public_id",
        linked("source", "source", "source__title_folded"),
        "kind",
        linked("derived_from", "derived from", "derived_from__title_folded"),
        "basis",
        "evidence",
        "modified_at",
    )
    list_select_related = ("source", "derived_from")
    list_filter = (
        one_record_filter("source", Source),
        one_record_filter("derived_from", Source, "derived from"),
        "kind",
        "basis",
        "modified_at",
    )
    search_fields = ("source__title_folded", "derived_from__title_folded", "note", "^public_id")
    search_help_text = "Words of either source’s title, or of the note."
    autocomplete_fields = ("source", "derived_from")
    fieldsets = ((None, {"fields": ("source", "kind", "derived_from", "basis", "note")}),)

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related("source", "derived_from")
            .annotate(spans_count=count_of(DerivationSpan, "derivation"))
        )

    @admin.display(description="evidence", ordering="spans_count")
    def evidence(self, derivation):
        return derivation.spans_count or "–"
