"""Anything an editor does on the workbench, in any order: undone it never was, redone it is."""

import random

import pytest
from django.core.exceptions import ValidationError

from articles.editing import annotate, records
from articles.editing.traces import MODELS
from articles.editing.undo import undo
from articles.models import (
    Derivation,
    DerivationSpan,
    Entity,
    Mention,
    Quotation,
    QuotationSpan,
    Source,
    SpanRole,
)
from tests.editing.scene import BODY, draft, entity, latest, problems, quotation, said, user

pytestmark = pytest.mark.django_db


class Work:
    """Random things an editor does at the workbench, each one Change."""

    def __init__(self, article, by, seed: int):
        self.article, self.by, self.chance, self.made = article, by, random.Random(seed), 0

    def place(self) -> tuple[int, int]:
        start = self.chance.randrange(len(BODY) - 9)
        return start, start + self.chance.randint(1, 8)

    def some(self, model):
        found = list(model.objects.order_by("pk"))
        return self.chance.choice(found) if found else None

    def do(self) -> bool:
        """Try one thing; False if it was refused or there was nothing to do it to."""
        before = latest()
        try:
            self.chance.choice(
                (
                    *(self.name, self.rename, self.quote, self.cite, self.add_pieces),
                    *(self.move, self.change, self.delete),
                )
            )()
        except (ValidationError, AttributeError):
            return False
        return latest() != before

    def name(self) -> None:
        with annotate.writing("add_mentions", self.article, by=self.by, based_on=1):
            self.made += 1
            named = Entity(name=f"Entity {self.made}", kind="place")
            named = (
                self.some(Entity) if self.chance.random() < 0.5 else records.add(named, by=self.by)
            )
            places = [self.place() for _ in range(self.chance.randint(1, 3))]
            annotate.add_mentions(self.article, places, named, by=self.by, based_on=1)

    def quote(self) -> None:
        with annotate.writing("add_quotation", self.article, by=self.by, based_on=1):
            self.made += 1
            behind, cited = (
                records.add(Source(title=f"{word} {self.made}", kind="papers"), by=self.by)
                for word in ("Behind", "Cited")
            )
            derivation = Derivation(source=cited, derived_from=behind, kind="was_quoted_from")
            derivation.basis = "stated"
            span = DerivationSpan(derivation=records.add(derivation, by=self.by))
            span.place(self.article.current_text, *self.place())
            records.add(span, by=self.by)
            said = Quotation(article=self.article, kind="direct", source=cited)
            said.speaker_description = "the court"
            pieces = [("content", *self.place()), ("cue", *self.place())]
            annotate.add_quotation(said, pieces, by=self.by, based_on=1)

    def rename(self) -> None:
        with annotate.writing("change_mention", self.article, by=self.by, based_on=1):
            self.made += 1
            named = self.some(Mention)
            new = Entity(name=f"Entity {self.made}", kind="person")
            named.entity = records.add(new, by=self.by)
            records.change(named, by=self.by, based_on=named.row_version)

    def cite(self) -> None:
        """Another source of a quotation, which comes from one there may be already."""
        with annotate.writing("change_quotation", self.article, by=self.by, based_on=1):
            self.made += 1
            said = self.some(Quotation)
            cited = records.add(Source(title=f"New {self.made}", kind="report"), by=self.by)
            if said.source:
                claim = Derivation(source=said.source, derived_from=cited, basis="inferred")
                claim.kind, claim.note = "was_derived_from", "So it seems."
                records.add(claim, by=self.by)
            said.source = cited
            records.change(said, by=self.by, based_on=said.row_version)

    def add_pieces(self) -> None:
        pieces = [(self.chance.choice(SpanRole.values), *self.place()) for _ in range(2)]
        annotate.add_pieces(self.some(Quotation), pieces, by=self.by, based_on=1)

    def move(self) -> None:
        span = self.some(self.chance.choice((Mention, QuotationSpan)))
        how = {"by": self.by, "based_on": span.row_version, "based_on_text": 1}
        annotate.replace_span(span, *self.place(), **how)

    def change(self) -> None:
        record = self.some(self.chance.choice((Mention, Quotation)))
        record.note = f"Note {self.chance.random()}"
        records.change(record, by=self.by, based_on=record.row_version)

    def delete(self) -> None:
        record = self.some(self.chance.choice((Mention, Quotation, QuotationSpan)))
        remove = annotate.delete_piece if isinstance(record, QuotationSpan) else records.delete
        remove(record, by=self.by, based_on=record.row_version)


# On a second database two runs of chance are enough.
SEEDS = [*range(2), *(pytest.param(n, marks=pytest.mark.any_database) for n in range(2, 4))]


@pytest.mark.parametrize("seed", SEEDS)
def test_all_that_was_done_is_undone_and_done_again(seed):
    article, by = draft(), user("Editor")
    entity(), quotation(article)
    work, done = Work(article, by, seed), []
    states = [said(MODELS)]
    while len(done) < 12:
        if work.do():
            done.append(latest())
            states.append(said(MODELS))
    undone = []
    for change, before in zip(reversed(done), reversed(states[:-1]), strict=True):
        undone.append(undo(change, by=by))
        assert said(MODELS) == before
        assert (undone[-1].verb, undone[-1].undoes, undone[-1].by) == ("undo", change, by)
    assert not problems()
    for change, after in zip(reversed(undone), states[1:], strict=True):
        redone = undo(change, by=by)
        assert said(MODELS) == after
        assert (redone.verb, redone.undoes) == ("redo", change)
    assert not problems()
