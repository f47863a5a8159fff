"""Quotations, with their pieces in the row itself or in a table of quotation spans."""

from django.core.exceptions import ValidationError

from ...editing import records
from ...editing.locks import lock_articles
from ...models import Article, Quotation, QuotationSpan, SpanRole
from ..cells import split_list
from .entries import Entry
from .placing import misplaced
from .records import Loader


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
        given = Quotation.history.filter(article_id__in=articles).order_by()
        holders: dict[tuple[int, int], set[str]] = {}
        for article, number, public_id in given.values_list("article_id", "number", "public_id"):
            holders.setdefault((article, number), set()).add(public_id)
        for entry in entries:
            quotation = entry.record
            if quotation.article_id is None:
                self.problem(entry, "article_id", "Say in which article it stands.")
            elif entry.returns and quotation.number is None:
                self.problem(entry, "number", "A quotation that comes back has a number.")
            elif holders.get((quotation.article_id, quotation.number), set()) - {
                quotation.public_id
            }:
                reason = (
                    f"Another quotation of this article was number {quotation.number}; "
                    "numbers are never given again."
                )
                self.problem(entry, "number", reason)
        super().prepare([entry for entry in entries if not entry.is_refused])

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
        try:
            words, starts, ends = (split_list(entry.cells.get(name, "")) for name in names)
            return list(zip(words, map(int, starts), map(int, ends), strict=True))
        except ValueError as error:
            reason = "Words, starts and ends must go together, and offsets are whole numbers"
            raise ValidationError({role.value: f"{reason}: {error}."}) from error

    def check_all(self) -> None:
        for batch in self.touched():
            bare = Quotation.objects.filter(pk__in=batch).exclude(spans__role=SpanRole.CONTENT)
            for key in bare.values_list("pk", flat=True):
                reason = "It has no content. Give it here, or bring quotation_spans along."
                self.problem_of(key, "content", reason)


def _numbered(quotation: Quotation) -> tuple[int, int | None]:
    return quotation.article_id, quotation.number
