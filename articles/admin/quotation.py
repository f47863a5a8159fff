"""Quotations: who says what, with the words of each piece."""

from django.contrib import admin
from django.db.models import Prefetch, Q

from ..exchange.resources import import_resource
from ..models import Article, Entity, Quotation, QuotationSpan, Source, SpanRole
from .filters import one_record_filter
from .links import linked
from .passages import ShowsText
from .record import RecordAdmin, SpanInline
from .record_form import PartForm
from .span_form import SpanForm, save_span

SHOWN = 160
"""Characters of a quotation's content in the list."""


class QuotationSpanForm(SpanForm, PartForm):
    """A piece of a quotation; among pieces of one role the order is filled in if left empty."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "order" in self.fields:
            self.fields["order"].required = False
            self.fields["order"].initial = None

    def in_article(self):
        return self.whole.article if self.whole.article_id else None


class QuotationSpanInline(SpanInline):
    model = QuotationSpan
    form = QuotationSpanForm
    own_fields = ("role", "order")
    verbose_name = "piece"
    verbose_name_plural = "pieces: what is said, by which words, by whom"

    def get_extra(self, request, obj=None, **kwargs):
        return 1 if obj else len(FIRST_ROLES)


FIRST_ROLES = (SpanRole.CONTENT, SpanRole.CUE, SpanRole.ATTRIBUTION)
"""Roles of the empty rows a new quotation starts with."""


class SpeakerFilter(admin.SimpleListFilter):
    """How the speaker is given."""

    title = "speaker"
    parameter_name = "speaker_is"

    def lookups(self, request, model_admin):
        return [("named", "named"), ("described", "described"), ("none", "none, with a reason")]

    def queryset(self, request, queryset):
        asked = {
            "named": Q(speaker__isnull=False),
            "described": ~Q(speaker_description=""),
            "none": ~Q(no_speaker_reason=""),
        }.get(self.value())
        return queryset if asked is None else queryset.filter(asked)


class SourceGivenFilter(admin.SimpleListFilter):
    """Whether the source it stands in is known."""

    title = "source it stands in"
    parameter_name = "source_is"

    def lookups(self, request, model_admin):
        return [("given", "given"), ("missing", "not given")]

    def queryset(self, request, queryset):
        if self.value() not in ("given", "missing"):
            return queryset
        return queryset.filter(source__isnull=self.value() == "missing")


@admin.register(Quotation)
class QuotationAdmin(ShowsText, RecordAdmin):
    resource_classes = (import_resource("quotations"),)
    inlines = (QuotationSpanInline,)
    list_display = (
        "number",
        "content",
        "said_by",
        "kind",
        linked("article", "article", "article__title_folded"),
        linked("source", "stands in", "source__title_folded"),
        "medium",
        "modified_at",
    )
    list_display_links = ("number", "content")
    list_select_related = ("article", "speaker", "source")
    list_filter = (
        one_record_filter("article", Article),
        one_record_filter("speaker", Entity, "speaker"),
        one_record_filter("source", Source),
        "kind",
        "medium",
        SpeakerFilter,
        SourceGivenFilter,
        "article__status",
        "modified_at",
    )
    search_fields = (
        "spans__exact",
        "speaker__name_folded",
        "speaker__aliases__name_folded",
        "speaker_description",
        "article__title_folded",
        "^public_id",
    )
    search_help_text = "Words of the quotation, its speaker, or the article’s title."
    autocomplete_fields = ("article", "speaker", "source")

    def get_queryset(self, request):
        content = QuotationSpan.objects.filter(role=SpanRole.CONTENT).order_by("order", "pk")
        return (
            super()
            .get_queryset(request)
            .select_related("article", "speaker", "source")
            .prefetch_related(Prefetch("spans", queryset=content, to_attr="content_spans"))
        )

    def get_readonly_fields(self, request, obj=None):
        return () if obj is None else ("public_id", "number", "article")

    def get_fieldsets(self, request, obj=None):
        name = () if obj is None else ("public_id", "number")
        fieldsets = [
            (None, {"fields": (*name, "article", "kind", "medium")}),
            (
                "Who says it: exactly one of the three",
                {"fields": ("speaker", "speaker_description", "no_speaker_reason")},
            ),
            ("Where it stands", {"fields": ("source", "note")}),
        ]
        return self.with_history_fields(request, obj, fieldsets)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if not obj.pk:
            kwargs["initial"] = [{"role": role} for role in FIRST_ROLES]
        return kwargs

    def spans_of(self, obj):
        return list(obj.spans.all())

    @admin.display(description="content")
    def content(self, quotation):
        text = " … ".join(span.exact for span in quotation.content_spans)
        return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"

    @admin.display(description="said by", ordering="speaker__name_folded")
    def said_by(self, quotation):
        if quotation.speaker_id:
            return str(quotation.speaker)
        return quotation.speaker_description or f"nobody: {quotation.no_speaker_reason}"

    def add_record(self, request, record, form):
        if isinstance(record, QuotationSpan):
            _number(record, form)
        super().add_record(request, record, form)

    def change_record(self, request, record, form):
        if isinstance(record, QuotationSpan):
            _number(record, form)
            if save_span(record, form, by=request.user):
                return
        super().change_record(request, record, form)


def _number(span: QuotationSpan, form) -> None:
    """Give a piece without an order the next one of its role."""
    if form.cleaned_data.get("order") is None:
        others = span.quotation.spans.filter(role=span.role).exclude(pk=span.pk)
        last = others.order_by("-order").first()
        span.order = last.order + 1 if last else 1
