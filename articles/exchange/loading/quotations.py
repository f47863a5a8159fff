"""Quotations, with their pieces in the row itself or in a table of quotation spans."""

from collections import defaultdict
from contextlib import suppress

from django.core.exceptions import ValidationError

from ...editing import records
from ...editing.locks import lock_articles
from ...models import Article, Quotation, QuotationSpan, SpanRole
from ..cells import split_list
from .entries import Entry
from .placing import misplaced
from .records import Loader

_SAID = ("article_id", "speaker_id", "speaker_description", "no_speaker_reason")


class QuotationLoader(Loader):
    """Quotations. A new one gets the next number of its article, and its pieces from the lists in
    its row, unless they come as a table of their own; one that comes back keeps its number.
    """

    besides = frozenset(f"{role}{end}" for role in SpanRole for end in ("", "_start", "_end"))

    def wants_verb(self, entry: Entry) -> bool:
        return super().wants_verb(entry) or not entry.returns

    def prepare(self, entries: list[Entry]) -> None:
        articles = {entry.record.article_id for entry in entries} - {None}
        lock_articles(Article.objects.filter(pk__in=articles))
        past = Quotation.history.filter(article_id__in=articles).order_by()
        given: dict[tuple[int, int], set[str]] = defaultdict(set)
        for article, number, public_id in past.values_list("article_id", "number", "public_id"):
            given[article, number].add(public_id)
        for entry in entries:
            quotation = entry.record
            if quotation.article_id is None:
                self.problem(entry, "article_id", "Say in which article it stands.")
            elif entry.returns and quotation.number is None:
                self.problem(entry, "number", "A quotation that comes back has a number.")
            elif given[quotation.article_id, quotation.number] - {quotation.public_id}:
                reason = (
                    f"Another quotation of this article was number {quotation.number}; "
                    "numbers are never given again."
                )
                self.problem(entry, "number", reason)
        super().prepare([entry for entry in entries if not entry.is_refused])

    def recognise(self, entries: list[Entry]) -> None:
        """A quotation of the same words by the same speaker is the same quotation."""
        if "quotation_spans" in self.run.datasets or not entries:
            return
        articles = {entry.record.article_id for entry in entries}
        spans = QuotationSpan.objects.filter(
            role=SpanRole.CONTENT, quotation__article__in=articles, start__isnull=False
        )
        places = defaultdict(set)
        for key, start, end in spans.values_list("quotation", "start", "end"):
            places[key].add((start, end))
        stored = {
            (*values, frozenset(places[key])): key
            for key, *values in Quotation.objects.filter(pk__in=places).values_list("pk", *_SAID)
        }
        for entry in entries:
            with suppress(ValidationError):
                pieces = self._pieces(entry, SpanRole.CONTENT)
                said = (getattr(entry.record, name) for name in _SAID)
                key = stored.pop((*said, frozenset(piece[1:] for piece in pieces)), None)
                if key is not None:
                    self.is_stored(entry, key)

    def add(self, entry: Entry) -> None:
        super().add(entry)
        if "quotation_spans" in self.run.datasets:
            return
        text = entry.record.article.current_text
        for role in SpanRole:
            for order, (words, start, end) in enumerate(self._pieces(entry, role), 1):
                if text.body[start:end] != words:
                    raise ValidationError({role.value: misplaced(text, start, end, words)})
                span = QuotationSpan(quotation=entry.record, role=role, order=order)
                span.place(text, start, end)
                records.add(span, by=self.run.by)

    def _pieces(self, entry: Entry, role: SpanRole) -> list[tuple[str, int, int]]:
        """The words and offsets that the lists of a role give. Raises ValidationError."""
        names = [f"{role.value}{end}" for end in ("", "_start", "_end")]
        lists = []
        for name in names:
            try:
                lists.append(split_list(entry.cells.get(name, "")))
            except ValueError as error:
                raise ValidationError({name: str(error)}) from error
        words, *places = lists
        for name, offsets in zip(names[1:], places, strict=True):
            if len(offsets) != len(words):
                told = f"Offsets: {len(offsets)}; pieces in the column {role.value}: {len(words)}."
                raise ValidationError({name: told})
            for offset in offsets:
                if not (offset.isascii() and offset.isdecimal() and len(offset) < 10):
                    raise ValidationError({name: f"“{offset}” is not a whole number."})
        return list(zip(words, map(int, places[0]), map(int, places[1]), strict=True))

    def check_all(self) -> None:
        for batch in self.touched():
            bare = Quotation.objects.filter(pk__in=batch).exclude(spans__role=SpanRole.CONTENT)
            for key in bare.values_list("pk", flat=True):
                reason = "It has no content. Give it here, or bring quotation_spans along."
                self.problem_of(key, "content", reason)
