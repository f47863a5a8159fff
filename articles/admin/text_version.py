"""Text versions: every state of every text, to read; none is ever changed."""

from django.contrib import admin
from django.utils.html import format_html

from ..exchange.resources import export_resource
from ..models import Article, TextVersion
from .filters import one_record_filter
from .links import linked
from .permissions import ReadOnly
from .record import ListAdmin


@admin.register(TextVersion)
class TextVersionAdmin(ReadOnly, ListAdmin):
    resource_classes = (export_resource("text_versions"),)
    actions = None
    list_display = (
        "public_id",
        linked("article", "article", "article__title_folded"),
        "number",
        "characters",
        "sha256",
        "created_at",
        "created_by",
        "reason",
    )
    list_select_related = ("article", "created_by")
    list_filter = (one_record_filter("article", Article), "article__status", "created_at")
    search_fields = ("article__title_folded", "^sha256", "^public_id")
    search_help_text = "Words of the article’s title, or a beginning of the SHA-256."
    date_hierarchy = "created_at"
    fields = (
        "public_id",
        "article",
        "number",
        "characters",
        "sha256",
        "created_at",
        "created_by",
        "reason",
        "text",
    )
    readonly_fields = ("text",)

    def get_queryset(self, request):
        return super().get_queryset(request).defer("body")

    @admin.display(description="text")
    def text(self, version):
        return format_html(
            '<div class="verbatim" tabindex="0" role="region" aria-label="The text">{}</div>',
            version.body,
        )
