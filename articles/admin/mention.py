"""Mentions: the words of an article that name an entity."""

from types import MappingProxyType

from django.contrib import admin
from django.db.models import F

from ..exchange.resources import import_resource
from ..models import Article, Entity, Mention
from .filters import one_record_filter
from .links import linked
from .passages import ShowsPassage, ShowsText
from .record import RecordAdmin
from .record_form import RecordForm
from .span_form import SpanForm, save_span


class MentionForm(SpanForm, RecordForm):
    """The article is chosen once; the words and the entity may be corrected later."""

    SHOWN_AT = MappingProxyType({**SpanForm.SHOWN_AT, **RecordForm.SHOWN_AT})

    def in_article(self):
        return self.instance.article if self.instance.pk else self.cleaned_data.get("article")


@admin.register(Mention)
class MentionAdmin(ShowsText, ShowsPassage, RecordAdmin):
    form = MentionForm
    resource_classes = (import_resource("mentions"),)
    list_display = (
        "words_in_context",
        linked("entity", "entity", "entity__name_folded"),
        "certainty",
        linked("article", "article", "article__title_folded"),
        "where_it_stands",
        "state",
        "modified_at",
    )
    list_select_related = ("article", "entity")
    list_filter = (
        one_record_filter("article", Article),
        one_record_filter("entity", Entity),
        "entity__kind",
        "certainty",
        "article__status",
        "state",
        "modified_at",
    )
    search_fields = (
        "exact",
        "entity__name_folded",
        "entity__aliases__name_folded",
        "article__title_folded",
        "^public_id",
    )
    search_help_text = "Words marked, any name of the entity, or words of the article’s title."
    autocomplete_fields = ("article", "entity")

    def get_queryset(self, request):
        # A text can be a megabyte, and the list needs only its number.
        return (
            super()
            .get_queryset(request)
            .annotate(version_number=F("text_version__number"))
            .select_related("article", "entity")
        )

    def get_readonly_fields(self, request, obj=None):
        return () if obj is None else ("public_id", "article", "standing")

    def get_fieldsets(self, request, obj=None):
        span = ("words", "occurrence") if self.may_write(request, obj) else ()
        shown = () if obj is None else ("standing",)
        name = () if obj is None else ("public_id",)
        fields = (*name, "article", *span, *shown, "entity", "certainty", "note")
        return self.with_history_fields(request, obj, [(None, {"fields": fields})])

    def spans_of(self, obj):
        return [obj]

    @admin.display(description="place", ordering="start")
    def where_it_stands(self, mention):
        if mention.start is None:
            return "–"
        return f"{mention.start:,}–{mention.end:,}, version {mention.version_number}"

    def change_record(self, request, record, form):
        if not save_span(record, form, by=request.user):
            super().change_record(request, record, form)
