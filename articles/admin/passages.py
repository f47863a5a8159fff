"""Spans as an editor sees them: the words in their surroundings, and where they stand."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from ..models import Article, Span, TextVersion

END_SHOWN = 80
"""Characters shown of each end of a long passage."""
SHOWN = 200_000
"""Characters of a text that a form shows beside it; longer ones are a link away."""


def passage(span: Span) -> str:
    """The words of a span, marked, between the words around them; of many words both ends."""
    words = span.exact
    if len(words) > 2 * END_SHOWN:
        words = f"{words[:END_SHOWN]} […] {words[-END_SHOWN:]}"
    return format_html(
        '<span class="passage">{}{}<mark>{}</mark>{}{}</span>',
        "…" if span.prefix else "",
        span.prefix,
        words,
        span.suffix,
        "…" if span.suffix else "",
    )


def place(span: Span) -> str:
    """Offsets, text version and anchor state in words. Offsets are shown, never typed."""
    number = span.text_version.number
    if span.start is None:
        return f"nowhere in text version {number}: {span.get_state_display()}"
    return (
        f"characters {span.start:,}–{span.end:,} of text version {number}, "
        f"{span.get_state_display()}"
    )


def text_with_marks(body: str, spans) -> str:
    """A body with passages marked. Of spans that overlap, the first is marked."""
    pieces, at = [], 0
    for start, end in sorted({(s.start, s.end) for s in spans if s.start is not None}):
        if start >= at and end <= len(body):
            pieces.append((body[at:start], body[start:end]))
            at = end
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), body[at:])


class ShowsPassage:
    """Mix into an admin or inline of spans: `words_in_context`, and `standing` with the place."""

    @admin.display(description="in the text")
    def words_in_context(self, span):
        return passage(span)

    @admin.display(description="where it stands")
    def standing(self, span):
        if span.text_version_id is None:
            return "–"
        return format_html('{}<span class="place">{}</span>', passage(span), place(span))


class ShowsText:
    """Mix into a ModelAdmin of what stands in one article: its text beside the form.

    The words of a span are copied from there. On an add form the article is known once it is in
    the address (`?article=…`, as links from the article have it) or chosen.
    """

    change_form_template = "admin/articles/change_form_with_text.html"

    def spans_of(self, obj) -> list[Span]:
        """The spans to mark in the text."""
        return []

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        article = obj.article if obj else self._chosen_article(request)
        if article is not None and article.current_text is not None:
            version = article.current_text
            spans = (
                [s for s in self.spans_of(obj) if s.text_version_id == version.pk] if obj else []
            )
            context |= text_context(version, spans)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _chosen_article(self, request) -> Article | None:
        key = request.POST.get("article") or request.GET.get("article") or ""
        if not (key.isascii() and key.isdecimal() and len(key) < 19):
            return None
        return Article.objects.select_related("current_text").filter(pk=key).first()


def text_context(version: TextVersion, spans=()) -> dict:
    """What the templates show of a text: itself with marks if it is short enough, and a link."""
    return {
        "text_version": version,
        "text_address": reverse("admin:articles_textversion_change", args=[version.pk]),
        "marked_text": text_with_marks(version.body, spans)
        if version.characters <= SHOWN
        else None,
    }
