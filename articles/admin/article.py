"""Articles: entered once with their text, described, and moved from draft to published."""

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html

from ..editing.articles import create_article, delete_article
from ..exchange.resources import import_resource
from ..models import Article, Change, Citation, Entity, Mention, Quotation
from .article_history import ArticleHistory
from .article_moves import MovesArticles
from .duplicates import AsksForArticle
from .filters import one_record_filter, year_filter
from .import_annotations import ImportsAnnotations
from .import_texts import ImportsTexts
from .links import add_address, count_of, counted, link, linked, linked_count, list_address
from .passages import text_context
from .record import RecordAdmin
from .record_form import VerbatimField
from .revising import RevisesArticles
from .slug import OptionalSlug
from .workbench import AnnotatesArticles


class ArticleForm(OptionalSlug, AsksForArticle):
    """An article and, when it is new, its text."""

    body = VerbatimField(
        label="Text",
        widget=forms.Textarea(attrs={"rows": 24, "class": "vLargeTextField verbatim"}),
        help_text="The whole text as published, without the title: paste it as it stands. Every "
        "character is kept, each line is a paragraph. Later it is changed by revising it.",
        error_messages={"required": "An article has a body: enter its text."},
    )


@admin.register(Article)
class ArticleAdmin(
    AnnotatesArticles,
    RevisesArticles,
    MovesArticles,
    ImportsTexts,
    ImportsAnnotations,
    RecordAdmin,
):
    form = ArticleForm
    resource_classes = (import_resource("articles"),)
    list_display = (
        "title",
        "status_in_words",
        "date_in_words",
        linked("publisher", "publisher", "publisher__name_folded"),
        "language",
        linked_count("quotations_count", Quotation, "article", "quotations"),
        linked_count("mentions_count", Mention, "article", "mentions"),
        linked_count("citations_count", Citation, "article", "citations"),
        "modified_at",
    )
    list_select_related = ("publisher",)
    list_filter = (
        "status",
        year_filter("published", "year of publication"),
        one_record_filter("publisher", Entity, "publisher"),
        "language",
        "text_is_public",
        "modified_at",
    )
    search_fields = (
        "title_folded",
        "publisher__name_folded",
        "byline",
        "slug",
        "url",
        "^public_id",
    )
    search_help_text = "Words of title, publisher or byline; an address or a public id."
    autocomplete_fields = ("publisher",)
    readonly_fields = ("public_id", "status_in_words", "records", "text_in_words", "sha256")

    def get_queryset(self, request) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .annotate(
                quotations_count=count_of(Quotation, "article"),
                mentions_count=count_of(Mention, "article"),
                citations_count=count_of(Citation, "article"),
            )
        )

    def get_fieldsets(self, request, obj=None):
        self_description = ("title", "title_supplied", "byline", "publisher", "published")
        fieldsets = [
            (None, {"fields": (*self_description, "language", "url")}),
            ("Rights", {"fields": ("rights", "text_is_public")}),
            ("Remarks and address", {"fields": ("note", "slug")}),
        ]
        if obj is None:
            fieldsets.insert(1, ("Text", {"fields": ("body",)}))
        else:
            state = ("public_id", "status_in_words", "records", "text_in_words", "sha256")
            fieldsets.insert(0, ("As it stands", {"fields": state}))
        return self.with_history_fields(request, obj, fieldsets)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if change:
            del form.base_fields["body"]
        return form

    @staticmethod
    def choice_label(article) -> str:
        """What tells articles of one title apart."""
        return f"{article} ({article.date_in_words()}, {article.get_status_display()})"

    @admin.display(description="status", ordering="status")
    def status_in_words(self, article):
        text = article.get_status_display()
        told = format_html('<span class="status status-{}">{}</span>', article.status, text)
        if article.status_reason:
            return format_html("{} – {}", told, article.status_reason)
        return told

    @admin.display(description="published", ordering="published_earliest")
    def date_in_words(self, article):
        return article.date_in_words()

    @admin.display(description="current text")
    def text_in_words(self, article):
        version = article.current_text
        if version is None:
            return "none"
        told = f"version {version.number}, {version.characters:,} characters"
        return format_html("{} (entered on {})", link(version, told), version.created_at.date())

    @admin.display(description="SHA-256 of the text")
    def sha256(self, article):
        return article.current_text.sha256 if article.current_text else "–"

    @admin.display(description="records of it")
    def records(self, article):
        """Lists of what hangs on the article, each with a way to add to it."""
        changes = list_address(Change, article=article.pk)
        return format_html(
            '<a href="{}">annotate</a> · {} · {} · {} · <a href="{}">journal</a>',
            reverse("admin:articles_article_annotate", args=[article.pk]),
            _list_and_add(Quotation, article, article.quotations_count),
            _list_and_add(Mention, article, article.mentions_count),
            _list_and_add(Citation, article, article.citations_count),
            changes,
        )

    def history_entries(self, key):
        return ArticleHistory(key)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and obj.current_text is not None:
            context |= text_context(obj.current_text)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def add_record(self, request, record, form):
        create_article(
            record,
            form.cleaned_data["body"],
            by=request.user,
            reason=form.cleaned_data.get("change_reason", ""),
        )

    def delete_record(self, request, record, based_on):
        delete_article(record, by=request.user, based_on=based_on)


def _list_and_add(model, article, number: int) -> str:
    return format_html(
        '<a href="{}">{}</a> (<a href="{}">add one</a>)',
        list_address(model, article=article.pk),
        counted(number, model),
        add_address(model, article=article.pk),
    )
