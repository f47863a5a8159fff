"""A span: a passage of one text version, held by position and by its own words."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

from ..text.occurrences import CONTEXT, context
from .record import Record


class AnchorState(models.TextChoices):
    """What became of a span when the text changed."""

    OK = "ok", "in place"
    CHANGED = "changed", "words changed"
    MOVED = "moved", "moved"
    ORPHAN = "orphan", "orphan"


def _shortened(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"


def _outside(text_version, start: int, end: int) -> ValidationError:
    if start >= end:
        return ValidationError(
            {"end": f"A span ends after it starts; this one would be {start}–{end}."},
            code="nothing_covered",
        )
    return ValidationError(
        {
            "start": f"The span {start}–{end} lies outside the text, which has "
            f"{len(text_version.body)} characters (version {text_version.number})."
        },
        code="outside_text",
    )


class Span(Record):
    """Abstract: offsets into the body of a named text version, with quote and context.

    Offsets are Unicode code points, end exclusive. State `ok` or `moved` means
    ``body[start:end] == exact``; an `orphan` has no offsets and keeps its old context.
    Selectors as in the W3C Web Annotation model (position and quote).
    """

    MESSAGES_AT: ClassVar[dict[str, str]] = {
        "offsets": "start",
        "length": "exact",
        "words": "exact",
        "once": "exact",
    }

    text_version = models.ForeignKey(
        "TextVersion", models.RESTRICT, related_name="%(class)s_set", verbose_name="text version"
    )
    start = models.PositiveIntegerField(
        null=True, blank=True, help_text="Code points before the span; counted from 0."
    )
    end = models.PositiveIntegerField(
        null=True, blank=True, help_text="Code points up to its end, which it does not include."
    )
    exact = models.TextField("words", help_text="The very words of the text.")
    prefix = models.CharField(max_length=CONTEXT, blank=True, editable=False)
    suffix = models.CharField(max_length=CONTEXT, blank=True, editable=False)
    state = models.CharField(
        "anchor state",
        max_length=7,
        choices=AnchorState,
        default=AnchorState.OK,
        editable=False,
    )

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                name="%(class)s_pending", fields=["text_version"], condition=~Q(state="ok")
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_offsets",
                condition=Q(state="orphan", start=None, end=None)
                # Without both NOT NULLs the whole is NULL, which a database lets pass.
                | Q(~Q(state="orphan"), start__isnull=False, end__isnull=False)
                & Q(end__gt=F("start")),
                violation_error_message="A span has a start and a later end, unless it is an "
                "orphan, which has neither.",
            ),
            models.CheckConstraint(
                name="%(class)s_words",
                condition=~Q(exact=""),
                violation_error_message="A span has words, even when it is an orphan.",
            ),
            models.CheckConstraint(
                name="%(class)s_length",
                condition=Q(state__in=["changed", "orphan"]) | Q(end=F("start") + Length("exact")),
                violation_error_message="The span is as long as its words.",
            ),
            models.CheckConstraint(
                name="%(class)s_state",
                condition=Q(state__in=AnchorState.values),
                violation_error_message="Unknown anchor state.",
            ),
        ]

    def __str__(self) -> str:
        return f"“{_shortened(self.exact)}”"

    @property
    def is_pending(self) -> bool:
        """Whether somebody has to look what became of it when the text changed."""
        return self.state != AnchorState.OK

    def place(self, text_version, start: int, end: int) -> None:
        """Put the span at `start:end` of `text_version` and copy words and context from there.

        Raises ValidationError when the offsets lie outside the text or cover nothing.
        """
        body = text_version.body
        if not 0 <= start < end <= len(body):
            raise _outside(text_version, start, end)
        self.text_version, self.start, self.end = text_version, start, end
        self.exact = body[start:end]
        self.prefix, self.suffix = context(body, start, end)
        self.state = AnchorState.OK

    def home_article_id(self) -> int | None:
        """Primary key of the one article the span may stand in; None if it may be any."""
        return None

    def clean(self) -> None:
        super().clean()
        if self.text_version_id is None:
            return
        home = self.home_article_id()
        if home is not None and home != self.text_version.article_id:
            raise ValidationError(
                {
                    "text_version": f"The span stands in “{self.text_version.article}”; "
                    f"a {self._meta.verbose_name} of another article cannot use it."
                },
                code="other_article",
            )
        if self.start is None or self.end is None or self.state == AnchorState.ORPHAN:
            return  # the constraint says whether offsets may be missing
        body = self.text_version.body
        if not 0 <= self.start < self.end <= len(body):
            raise _outside(self.text_version, self.start, self.end)
        if self.state == AnchorState.CHANGED:
            return
        if body[self.start : self.end] != self.exact:
            raise ValidationError(
                {
                    "exact": f"At {self.start}–{self.end} the text reads "
                    f"“{_shortened(body[self.start : self.end])}”, "
                    f"not “{_shortened(self.exact)}”."
                },
                code="not_in_text",
            )
        self.prefix, self.suffix = context(body, self.start, self.end)
