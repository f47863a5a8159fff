"""Names, identifiers and spans as lists of their own, to look through, export and import."""

from django.contrib import admin
from django.db.models import F

from ..exchange.resources import import_resource
from ..models import (
    Alias,
    CitationSpan,
    DerivationSpan,
    Entity,
    Identifier,
    QuotationSpan,
    RelationSpan,
    SourceAgentSpan,
)
from .filters import one_record_filter
from .links import linked
from .record import ExportOnlyAdmin
from .transfer import Imports


@admin.register(Alias)
class AliasAdmin(Imports, ExportOnlyAdmin):
    resource_classes = (import_resource("aliases"),)
    list_display = ("name", linked("entity", "entity", "entity__name_folded"), "language")
    list_select_related = ("entity",)
    list_filter = (one_record_filter("entity", Entity), "entity__kind", "language")
    search_fields = ("name_folded", "entity__name_folded", "^public_id")
    fields = ("public_id", "entity", "name", "language")


@admin.register(Identifier)
class IdentifierAdmin(Imports, ExportOnlyAdmin):
    resource_classes = (import_resource("identifiers"),)
    list_display = ("value", "scheme", linked("entity", "entity", "entity__name_folded"))
    list_select_related = ("entity",)
    list_filter = (one_record_filter("entity", Entity), "scheme", "entity__kind")
    search_fields = ("value", "entity__name_folded", "^public_id")
    fields = ("public_id", "entity", "scheme", "value")


class SpanListAdmin(Imports, ExportOnlyAdmin):
    """Spans of one kind; `whole` names the relation to the record they are part of."""

    whole = ""
    whole_title = ""
    own_columns: tuple[str, ...] = ()
    search_fields = ("exact", "text_version__article__title_folded", "^public_id")
    list_filter = ("state", "text_version__article__status", "modified_at")

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related(self.whole)
            .annotate(
                version_number=F("text_version__number"),
                article_title=F("text_version__article__title"),
            )
        )

    def get_list_display(self, request):
        return (
            "words_in_context",
            *self.own_columns,
            linked(self.whole, self.whole_title),
            "title_of_article",
            "start",
            "end",
            "version",
            "state",
        )

    def get_fields(self, request, obj=None):
        return ("public_id", self.whole, *self.own_columns, "standing")

    def get_readonly_fields(self, request, obj=None):
        return ("standing",)

    @admin.display(description="article", ordering="text_version__article__title_folded")
    def title_of_article(self, span):
        return span.article_title

    @admin.display(description="text version", ordering="text_version__number")
    def version(self, span):
        return span.version_number


@admin.register(QuotationSpan)
class QuotationSpanAdmin(SpanListAdmin):
    resource_classes = (import_resource("quotation_spans"),)
    whole, whole_title = "quotation", "quotation"
    own_columns = ("role", "order")
    list_filter = ("role", *SpanListAdmin.list_filter)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("quotation__article")


@admin.register(CitationSpan)
class CitationSpanAdmin(SpanListAdmin):
    resource_classes = (import_resource("citation_spans"),)
    whole, whole_title = "citation", "citation"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("citation__article", "citation__source")


@admin.register(DerivationSpan)
class DerivationSpanAdmin(SpanListAdmin):
    resource_classes = (import_resource("derivation_spans"),)
    whole, whole_title = "derivation", "derivation"

    def get_queryset(self, request):
        related = ("derivation__source", "derivation__derived_from")
        return super().get_queryset(request).select_related(*related)


@admin.register(SourceAgentSpan)
class SourceAgentSpanAdmin(SpanListAdmin):
    resource_classes = (import_resource("source_agent_spans"),)
    whole, whole_title = "agent", "agent’s part"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("agent__source", "agent__entity")


@admin.register(RelationSpan)
class RelationSpanAdmin(SpanListAdmin):
    resource_classes = (import_resource("relation_spans"),)
    whole, whole_title = "relation", "relation"

    def get_queryset(self, request):
        related = ("relation__entity", "relation__other")
        return super().get_queryset(request).select_related(*related)
