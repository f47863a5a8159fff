"""Spans by pasting words and choosing the occurrence; offsets are never typed."""

from types import MappingProxyType

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError

from ..editing import annotate
from ..models import Article, Mention, Span, TextVersion
from ..text.occurrences import NotFound, context, locate, occurrences
from .record_form import PartForm, VerbatimField, VersionedForm

LISTED = 40
"""How many occurrences an error message lists."""

# Letters that look alike in print, one for one, to say what an editor probably meant.
_TWINS = str.maketrans("‘’‚‛“”„‟«»‐‑‒–—\u00a0\u202f", '\'\'\'\'""""""-----  ')


class SpanForm(VersionedForm):
    """Form of a record that is a span: `words`, and `occurrence` where they occur repeatedly.

    A span whose words, occurrence and article stay as they were is left where it is. Subclasses
    say in `in_article` which article is meant.
    """

    words = VerbatimField(
        widget=forms.Textarea(attrs={"rows": 2, "cols": 50}),
        help_text="Copy the very words from the text and paste them here: “Kwantung Army”. "
        "Capitals, accents and kinds of quotation mark count.",
    )
    occurrence = forms.IntegerField(
        required=False,
        min_value=1,
        widget=forms.NumberInput(attrs={"class": "occurrence"}),
        help_text="Only if the words occur more than once: 1 for the first. If you leave it "
        "empty, you are shown the occurrences to choose from.",
    )

    SHOWN_AT = MappingProxyType(dict.fromkeys(("exact", "start", "end", "text_version"), "words"))
    PLACING = frozenset({"words", "occurrence", "article"})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["words"] = self.instance.exact
            self.initial["occurrence"] = occurrence_of(self.instance)
        self.is_placed = False

    def in_article(self) -> Article | None:
        """The article in whose current text the words are looked for."""
        return self.cleaned_data.get("article")

    def clean(self):
        cleaned = super().clean()
        moved = self.PLACING & set(self.changed_data)
        if self.errors or (self.instance.pk and not moved):
            return cleaned
        article = self.in_article()
        if article is not None and article.current_text is not None:
            self._place(article.current_text, cleaned["words"], cleaned.get("occurrence"))
        return cleaned

    def _place(self, version: TextVersion, words: str, occurrence: int | None) -> None:
        try:
            start, end = find(version.body, words, occurrence)
        except ValidationError as error:
            self.add_error(None, error)
            return
        self.instance.place(version, start, end)
        self.is_placed = True


class EvidenceForm(SpanForm, PartForm):
    """A span of any article, that states a derivation, an agent's part or a relation."""

    article = forms.ModelChoiceField(
        Article.objects.select_related("current_text"),
        # Django's widget wants a relation to look choices up by; that of a mention is one.
        widget=AutocompleteSelect(Mention._meta.get_field("article"), admin.site),
        help_text="The article whose text says so.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["article"] = self.instance.text_version.article_id


def find(body: str, words: str, occurrence: int | None) -> tuple[int, int]:
    """Start and end of the occurrence meant; white space around the words may be left out.

    Raises ValidationError at `words` if they do not occur, or at `occurrence`, with every
    occurrence in its surroundings, if the editor has to choose.
    """
    if not occurrences(body, words):
        words = words.strip()
    starts = occurrences(body, words)
    if not starts:
        raise ValidationError({"words": _not_found(body, words)}, code="not_in_text")
    if occurrence is None and len(starts) == 1:
        occurrence = 1
    try:
        if occurrence is None:
            raise NotFound(f"The words occur {len(starts)} times: choose one.")
        return locate(body, words, occurrence)
    except NotFound as error:
        choices = [
            _in_context(body, number, start, start + len(words))
            for number, start in enumerate(starts[:LISTED], start=1)
        ]
        if len(starts) > LISTED:
            choices.append(f"… and so on up to {len(starts)}. More words tell them apart sooner.")
        raise ValidationError({"occurrence": [str(error), *choices]}, code="which") from error


def occurrence_of(span: Span) -> int | None:
    """Which occurrence of its words a span is, counted from 1; None if there is but one."""
    if span.start is None:
        return None
    starts = occurrences(span.text_version.body, span.exact)
    return starts.index(span.start) + 1 if len(starts) > 1 and span.start in starts else None


def save_span(span: Span, form: SpanForm, *, by) -> bool:
    """Move a span where its form placed it, through its verb; False if it stays in place."""
    if not form.is_placed:
        return False
    version = span.text_version
    annotate.replace_span(
        span,
        span.start,
        span.end,
        by=by,
        based_on=form.cleaned_data["seen_version"],
        based_on_text=version.number,
    )
    return True


def _not_found(body: str, words: str) -> str:
    try:
        locate(body, words)
    except NotFound as error:
        message = f"{error}."
    alike = body.translate(_TWINS).find(words.translate(_TWINS)) if words else -1
    if alike >= 0:
        message += f" It has “{body[alike : alike + len(words)]}”, with other marks or spaces."
    return message


def _in_context(body: str, number: int, start: int, end: int) -> str:
    before, after = (part.replace("\n", " ¶ ") for part in context(body, start, end))
    paragraph = body.count("\n", 0, start) + 1
    return f"{number}: …{before}[{body[start:end]}]{after}… (paragraph {paragraph})"
