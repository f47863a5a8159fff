"""A passage of a text version as its page shows it: in its context, and what became of it since."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django import forms
from django.urls import reverse

from ..exchange.standards.addresses import version_address
from ..exchange.standards.reference import paragraphs_in_words, shortened
from ..models import Article, TextVersion
from ..rendering.passage import words_after, words_before
from ..text.anchoring import State, reanchor
from ..text.fragments import text_directive
from ..text.occurrences import context, paragraph_at, paragraphs

LARGEST = 2**31 - 1
"""What a column of offsets holds."""
LONGEST_ASKED = 300
"""Characters of words to look for: they stand in an address, which servers keep short."""


class OffsetsForm(forms.Form):
    """The passage an address names: code points of the version's body, end exclusive."""

    start = forms.IntegerField(min_value=0, max_value=LARGEST)
    end = forms.IntegerField(min_value=1, max_value=LARGEST)


class FindForm(forms.Form):
    """What a reader knows of a passage: its words, or its paragraph."""

    words = forms.CharField(
        label="The words, or how the passage begins",
        required=False,
        max_length=LONGEST_ASKED,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    until = forms.CharField(
        label="How it ends, if it is longer",
        required=False,
        max_length=LONGEST_ASKED,
        widget=forms.TextInput(),
    )
    paragraph = forms.IntegerField(
        label="Or the number of a paragraph", required=False, min_value=1, max_value=LARGEST
    )


@dataclass(frozen=True)
class Line:
    """A paragraph around a passage: its number, and what of it is before, in and after that."""

    number: int
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Passage:
    """Characters `start` to `end` (code points, end exclusive) of a text version."""

    article: Article
    text: TextVersion
    start: int
    end: int

    @property
    def words(self) -> str:
        """The passage, verbatim."""
        return self.text.body[self.start : self.end]

    @property
    def quoted(self) -> str:
        """The passage as a citation quotes it."""
        return shortened(self.words)

    @property
    def where(self) -> str:
        """`paragraph 3`."""
        return paragraphs_in_words(self.text.body, self.start, self.end)

    @property
    def before(self) -> str:
        """Some words before it in its paragraph."""
        prefix, _ = context(self.text.body, self.start, self.end)
        return words_before(prefix, more=self.start > len(prefix))

    @property
    def after(self) -> str:
        """Some words after it in its paragraph."""
        _, suffix = context(self.text.body, self.start, self.end)
        return words_after(suffix, more=self.end + len(suffix) < len(self.text.body))

    @cached_property
    def lines(self) -> list[Line]:
        """The paragraphs it touches, with one before and one after; empty ones are left out."""
        body = self.text.body
        first, last = paragraph_at(body, self.start, self.end)
        held = body[:first].rstrip("\n")
        first = held.rfind("\n") + 1 if held else first
        following = last + len(body[last:]) - len(body[last:].lstrip("\n"))
        last = paragraph_at(body, following, following)[1] if following < len(body) else last
        number = body.count("\n", 0, first) + 1
        return [
            self._line(number + index, first + low, first + high)
            for index, (low, high) in enumerate(paragraphs(body[first:last]))
            if low < high
        ]

    def get_absolute_url(self) -> str:
        """The permanent path of its page."""
        page = reverse("articles:passage", args=[self.article.slug, self.text.number])
        return f"{page}?{self.query}"

    @property
    def query(self) -> str:
        """What names it in an address of its version."""
        return urlencode({"start": self.start, "end": self.end})

    @property
    def in_text(self) -> str:
        """The absolute address of its version, at the very words where browsers can find them."""
        anchor = f"p{self.text.body.count(chr(10), 0, self.start) + 1}"
        page = version_address(self.article, self.text.number)
        return f"{page}#{anchor}{text_directive(self.text.body, self.start, self.end)}"

    def _line(self, number: int, low: int, high: int) -> Line:
        body = self.text.body
        start, end = (min(max(at, low), high) for at in (self.start, self.end))
        return Line(number, body[low:start], body[start:end], body[end:high])


@dataclass(frozen=True)
class Since:
    """What became of a passage in the text the archive shows now (`now` is None: it is gone)."""

    text: TextVersion
    now: Passage | None
    is_unchanged: bool


def trimmed(article: Article, text: TextVersion, start: int, end: int) -> Passage | None:
    """The passage without white space at its ends; None if it is empty or reaches outside."""
    words = text.body[start:end]
    if not 0 <= start < end <= len(text.body) or not words.strip():
        return None
    start += len(words) - len(words.lstrip())
    return Passage(article, text, start, start + len(words.strip()))


def since(passage: Passage, current: TextVersion) -> Since:
    """Find a passage of an earlier version in the current text."""
    [found] = reanchor(passage.text.body, current.body, [(passage.start, passage.end)])
    if found.start is None:
        return Since(current, None, False)
    now = Passage(passage.article, current, found.start, found.end)
    return Since(current, now, found.state in (State.OK, State.MOVED))
