"""Citations: that an article relies on a source, and the words that say so."""

from django.contrib import admin

from ..exchange.resources import import_resource
from ..models import Article, Citation, CitationSpan, Source
from .filters import one_record_filter
from .links import count_of, linked
from .passages import ShowsText
from .record import RecordAdmin, SpanInline
from .record_form import PartForm
from .span_form import SpanForm, save_span


class CitationSpanForm(SpanForm, PartForm):
    def in_article(self):
        return self.whole.article if self.whole.article_id else None


class CitationSpanInline(SpanInline):
    model = CitationSpan
    form = CitationSpanForm
    verbose_name = "passage"
    verbose_name_plural = "passages that refer to the source"


@admin.register(Citation)
class CitationAdmin(ShowsText, RecordAdmin):
    resource_classes = (import_resource("citations"),)
    inlines = (CitationSpanInline,)
    list_display = (
        "public_id",
        linked("article", "article", "article__title_folded"),
        "role",
        "stance",
        linked("source", "source", "source__title_folded"),
        "locator",
        "passages",
        "modified_at",
    )
    list_select_related = ("article", "source")
    list_filter = (
        one_record_filter("article", Article),
        one_record_filter("source", Source),
        "role",
        "stance",
        "article__status",
        "modified_at",
    )
    search_fields = ("article__title_folded", "source__title_folded", "locator", "^public_id")
    search_help_text = "Words of the article’s or the source’s title."
    autocomplete_fields = ("article", "source")

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related("article", "source")
            .annotate(spans_count=count_of(CitationSpan, "citation"))
        )

    def get_readonly_fields(self, request, obj=None):
        return () if obj is None else ("public_id", "article")

    def get_fieldsets(self, request, obj=None):
        name = () if obj is None else ("public_id",)
        fields = (*name, "article", "source", "role", "stance", "locator", "note")
        return self.with_history_fields(request, obj, [(None, {"fields": fields})])

    def spans_of(self, obj):
        return list(obj.spans.all())

    @admin.display(description="passages", ordering="spans_count")
    def passages(self, citation):
        return citation.spans_count or "–"

    def change_record(self, request, record, form):
        if isinstance(record, CitationSpan) and save_span(record, form, by=request.user):
            return
        super().change_record(request, record, form)
