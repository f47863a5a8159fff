"""Quotations, derivations and source agents: what is claimed, and what it rests on."""

from collections.abc import Iterable

from ... import graph
from ...editing.locks import lock_articles, lock_derivations
from ...models import Article, Basis, Derivation, Quotation, Source, SpanRole
from .entries import Entry
from .records import Loader


class QuotationLoader(Loader):
    """Quotations; their pieces are a table of their own.

    One that comes back keeps its number; a new one gets the next of its article.
    """

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

    def check_all(self) -> None:
        for batch in self.touched():
            bare = Quotation.objects.filter(pk__in=batch).exclude(spans__role=SpanRole.CONTENT)
            self._refuse(bare, "", "It has no content: bring its quotation_spans along.")

    def _refuse(self, records: Iterable, column: str, reason: str) -> None:
        for key in records.values_list("pk", flat=True):
            self.problem_of(key, column, reason)


def _numbered(quotation: Quotation) -> tuple[int, int | None]:
    return quotation.article_id, quotation.number


class ClaimLoader(Loader):
    """Claims about sources: what is called stated has words that state it."""

    def check_all(self) -> None:
        for batch in self.touched():
            unstated = self.model.objects.filter(pk__in=batch, basis=Basis.STATED, spans=None)
            for key in unstated.values_list("pk", flat=True):
                reason = "It is called stated, but no words are given that state it."
                self.problem_of(key, "basis", reason)


class DerivationLoader(ClaimLoader):
    """Derivations, which close no circle."""

    def take(self, entries: list[Entry]) -> None:
        lock_derivations()
        super().take(entries)

    def check_all(self) -> None:
        super().check_all()
        edges = {
            (source, origin): key
            for key, source, origin in Derivation.objects.order_by("pk").values_list(
                "pk", "source", "derived_from"
            )
        }
        while True:
            try:
                graph.roots(list(edges), [source for source, _ in edges])
                return
            except graph.CycleError as error:
                sources = Source.objects.in_bulk(error.path)
                chain = " → ".join(f"“{sources[key]}”" for key in error.path)
                steps = list(zip(error.path, error.path[1:], strict=False))
                own = [step for step in steps if edges[step] in self.keys] or steps
                key = edges.pop(own[-1])
                if key in self.keys:
                    reason = f"This closes a circle of derivations: {chain}."
                    self.problem_of(key, "derived_from_id", reason)
