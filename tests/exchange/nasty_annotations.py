"""What hangs on the articles of `tests.exchange.nasty`: annotations, claims, reports."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from articles.editing.bulk import arrived, insert_all
from articles.models import (
    AgentRole,
    Article,
    Citation,
    CitationSpan,
    Correction,
    CorrectionKind,
    Derivation,
    DerivationSpan,
    Mention,
    Quotation,
    QuotationSpan,
    Relation,
    RelationKind,
    RelationSpan,
    Report,
    SourceAgent,
    SourceAgentSpan,
)
from tests.exchange.nasty_strings import DATES

BEGAN = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)


class Maker:
    """Makes records with nasty values and stores them, kind by kind, in few statements."""

    def __init__(self, size: int, chance: random.Random, strings: Sequence[str]):
        self.size, self.chance, self.strings, self.count = size, chance, strings, 0

    # --- Values ---

    def words(self) -> str:
        """A nasty string: each of them in turn, alone or with others."""
        self.count += 1
        value = self.strings[self.count % len(self.strings)]
        if self.count > 2 * len(self.strings) and self.chance.random() < 0.3:
            value += self.chance.choice(self.strings)
        return value

    def remark(self) -> str:
        """As `words`, or nothing."""
        return self.words() if self.chance.random() < 0.4 else ""

    def times(self) -> dict:
        made = BEGAN + timedelta(microseconds=self.chance.randrange(10**12))
        return {
            "created_at": made,
            "modified_at": made + timedelta(microseconds=self.chance.randrange(10**9)),
            "row_version": self.chance.randint(1, 9),
            "keeps_modified_at": True,
        }

    def make(self, model, **values):
        """A record not stored yet, its own moment of change kept."""
        about = self.times() if hasattr(model, "row_version") else {}
        keeps = about.pop("keeps_modified_at", False)
        record = model(**values, **about)
        if keeps:
            record.keeps_modified_at = True
        if hasattr(record, "derive"):
            record.derive()
        return record

    def keep(self, records: Sequence) -> Sequence:
        """Store records of one kind, with their history."""
        if not records:
            return records
        insert_all(records, batch_size=2000)
        model = type(records[0])
        if hasattr(model, "history"):
            first, last = records[0].pk, records[-1].pk
            arrived(model._base_manager.filter(pk__range=(first, last)))
        return records


class Annotations(Maker):
    """Needs `entities`, `sources`, `articles` with their texts, and `people`."""

    def _span(self, model, home: Article, **values):
        """A span over a few characters, or one that waits for somebody to look at it."""
        text = home.current_text
        start = self.chance.randrange(len(text.body) - 1)
        while not text.body[start].strip():
            start -= 1  # no text begins with white space
        span = self.make(model, **values)
        span.place(text, start, min(len(text.body), start + self.chance.randint(1, 30)))
        fate = self.chance.random()
        if fate < 0.03:
            span.state = "moved"
        elif fate < 0.06:
            span.state, span.exact = "changed", self.words()
        elif fate < 0.09:
            span.state, span.start, span.end = "orphan", None, None
            if (older := text.number - 1) and fate < 0.08:
                span.text_version = home.text_versions.get(number=older)
        return span

    def _annotations(self) -> None:
        mentions, quotations, citations = [], [], []
        pick = self.chance.choice
        for n, article in enumerate(self.articles):
            seen = set()
            for _ in range(n % 8):
                mention = self._span(Mention, article, article=article, entity=pick(self.entities))
                place = mention.start, mention.end, mention.entity_id
                if mention.start is None or place not in seen:
                    mention.note, mention.certainty = self.remark(), pick(["high", "medium", "low"])
                    mentions.append(mention)
                seen.add(place)
            for number in range(1, n % 3 + 1):
                who = pick(["speaker", "speaker_description", "no_speaker_reason"])
                value = pick(self.entities) if who == "speaker" else f"{self.words()}."
                quotations.append(
                    self.make(
                        Quotation,
                        article=article,
                        number=number * 2,
                        kind=pick(["direct", "indirect", "mixed"]),
                        medium=pick(["speech", "writing", "thought"]),
                        source=pick([None, pick(self.sources)]),
                        note=self.remark(),
                        **{who: value},
                    )
                )
            for source in self.chance.sample(self.sources, n % 2):
                citations.append(
                    self.make(
                        Citation,
                        article=article,
                        source=source,
                        role=pick(["primary", "secondary", "background"]),
                        stance=pick(["supports", "contradicts"]),
                        locator=self.remark()[:200],
                        note=self.remark(),
                    )
                )
        self.keep(mentions)
        self.keep(quotations)
        self.keep(citations)
        self.quotations = quotations
        self._pieces(quotations)
        self.keep([self._span(CitationSpan, c.article, citation=c) for c in citations[::2]])

    def _pieces(self, quotations) -> None:
        pieces = []
        for n, quotation in enumerate(quotations):
            taken = set()
            for order, role in enumerate(["content", "content", "cue", "attribution"][: n % 4 + 1]):
                piece = self._span(
                    QuotationSpan,
                    quotation.article,
                    quotation=quotation,
                    role=role,
                    order=order % 2 + 1,
                )
                place = role, piece.start, piece.end
                if piece.start is None or place not in taken:
                    pieces.append(piece)
                taken.add(place)
        self.keep(pieces)

    def _claims(self) -> None:
        derivations, agents = [], []
        for n, source in enumerate(self.sources[1:], 1):
            # Two from the ten before it: diamonds, and no circles.
            for origin in self.chance.sample(self.sources[max(0, n - 10) : n], min(n, 2)):
                derivations.append(
                    self.make(
                        Derivation,
                        source=source,
                        derived_from=origin,
                        kind=self.chance.choice(["was_derived_from", "was_quoted_from"]),
                        **self._basis(),
                    )
                )
            for role in self.chance.sample(AgentRole.values, 2):
                agents.append(
                    self.make(
                        SourceAgent,
                        source=source,
                        role=role,
                        entity=self.chance.choice(self.entities),
                        date=self.chance.choice(DATES),
                        **self._basis(),
                    )
                )
        relations = [
            self.make(
                Relation,
                entity=entity,
                kind=self.chance.choice(RelationKind.values),
                other=self.chance.choice(self.entities[:n]),  # an earlier one: no circles
                date=self.chance.choice(DATES),
                **self._basis(),
            )
            for n, entity in enumerate(self.entities)
            if n
        ]
        self.keep(derivations)
        self.keep(agents)
        self.keep(relations)
        for model, name, claims in (
            (DerivationSpan, "derivation", derivations),
            (SourceAgentSpan, "agent", agents),
            (RelationSpan, "relation", relations),
        ):
            stated = [claim for claim in claims if claim.basis == "stated"]
            self.keep(
                [
                    self._span(model, self.chance.choice(self.articles), **{name: claim})
                    for claim in stated
                ]
            )

    def _basis(self) -> dict:
        stated = self.chance.random() < 0.5
        return {"basis": "stated", "note": ""} if stated else {"basis": "inferred", "note": "x"}

    def _told(self) -> None:
        """The corrections log, and what readers reported."""
        kinds = [k for k in CorrectionKind.values if k not in ("merged", "separated", "deleted")]
        corrections, reports = [], []
        for n, article in enumerate(self.articles[::5]):
            corrections.append(
                self.make(
                    Correction,
                    kind=kinds[n % len(kinds)],
                    article=article,
                    record=article.public_id,
                    label=article.title,
                    previous=self.words(),
                    new=self.remark(),
                    reason=self.remark(),
                    at=BEGAN + timedelta(seconds=n // 2),  # two at a time
                )
            )
            text = article.current_text
            reports.append(
                self.make(
                    Report,
                    record=article.public_id,
                    label=article.title,
                    article=article,
                    text_version=text if n % 2 else None,
                    start=0 if n % 2 else None,
                    end=4 if n % 2 else None,
                    exact=text.body[:4] if n % 2 else "",
                    message=self.words(),
                    status=["open", "accepted", "declined"][n % 3],
                    answer=self.words() if n % 3 else "",
                    handled_by=self.people[0] if n % 3 else None,
                    handled_at=BEGAN if n % 3 else None,
                )
            )
        self.keep(corrections)
        self.keep(reports)
