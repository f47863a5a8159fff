"""Annotations of a file into the archive: the whole file or nothing, and nothing twice."""

from collections import Counter
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from ...editing import annotate, ledger
from ...models import (
    Article,
    Certainty,
    Medium,
    Mention,
    Quotation,
    QuotationKind,
    QuotationSpan,
    Source,
    SpanRole,
)
from ...text.foreign_offsets import Claimed, Counting, Misplaced, Unit, locate_claimed, unit_of
from .entities import Entities
from .given import Given, GivenMention, GivenQuotation, Piece, Reading
from .our_addresses import article_at, record_at

_MARKS = "“”„‟«»‹›「」『』\"'‘’‚"


@dataclass
class Report:
    """What an import did, or would do. With `problems`, nothing was written.

    `moved` are annotations whose words stand elsewhere than the file says: taken when asked for,
    otherwise problems. `told` says what else is to be known.
    """

    mentions: int = 0
    quotations: int = 0
    unchanged: int = 0
    created: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)

    @property
    def new(self) -> int:
        return self.mentions + self.quotations


@dataclass(frozen=True)
class Choices:
    """What the user decided beforehand."""

    article: Article | None = None
    create_entities: bool = False
    accept_moved: bool = False
    dry_run: bool = False


class _Refused(Exception):
    """Rolls the transaction back; the problems are in the report."""


def import_annotations(reading: Reading, *, by, file_name: str, choices: Choices) -> Report:
    """Write the annotations of a file as one Change, unless anything in it is wrong."""
    report = Report(problems=list(reading.problems))
    for why, number in reading.left_out.items():
        report.told.append(f"Left out: {number} {why}.")
    by_article = _by_article(reading.given, choices, report)
    only = next(iter(by_article)) if len(by_article) == 1 else None
    entities = Entities(by=by, create=choices.create_entities)
    try:
        with (
            transaction.atomic(),
            ledger.change(
                "import_annotations", by=by, article=only, reason=f"From the file {file_name}."
            ),
        ):
            for article in sorted(by_article, key=lambda one: one.pk):
                _Writer(article, by, file_name, choices, entities, report).write(
                    by_article[article]
                )
            if report.problems:
                raise _Refused
            transaction.set_rollback(choices.dry_run)
    except _Refused:
        pass
    except (ledger.Stale, PermissionDenied) as error:
        report.problems.append(str(error))
    if report.problems:
        report.mentions = report.quotations = report.unchanged = 0
    else:
        report.created = [f"{one} ({one.get_kind_display()})" for one in entities.created]
    return report


def _by_article(
    given: list[tuple[str, Given]], choices: Choices, report: Report
) -> dict[Article, list[Given]]:
    """The annotations by article; what is of none, or of another than was chosen, is a problem."""
    found: dict[str, Article | None] = {}
    sorted_out: dict[Article, list[Given]] = {}
    for address, one in given:
        if address not in found:
            found[address] = article_at(address) if address else None
        article = found[address] or choices.article
        if article is None:
            what = f"“{address}”, which is no article here" if address else "no article it names"
            report.problems.append(f"{one.where}: it is of {what}. Say which article is meant.")
        elif choices.article is not None and article != choices.article:
            report.problems.append(f"{one.where}: it is of another article, “{article}”.")
        else:
            sorted_out.setdefault(article, []).append(one)
    return sorted_out


class _Writer:
    """Writes what a file says of one article."""

    def __init__(self, article, by, file_name: str, choices, entities: Entities, report: Report):
        self.article, self.by, self.file_name = article, by, file_name
        self.choices, self.entities, self.report = choices, entities, report
        self.unit = Unit.CODE_POINTS

    def write(self, given: list[Given]) -> None:
        """Write all of them; what is wrong with one becomes a problem of the report."""
        text = self.article.current_text
        if text is None:
            self.report.problems.append(f"“{self.article}” has no text yet.")
            return
        annotate.text_at(self.article, text.number)  # waits for whoever is at it, and locks
        self.number, self.counting = text.number, Counting(text.body)
        passages = [piece.passage for one in given for piece in _pieces(one)]
        self.unit = unit_of(self.counting, passages)
        self._tell_unit(passages)
        self.mentions = set(
            Mention.objects.filter(text_version=text).values_list("start", "end", "entity")
        )
        self.quotations = self._quotations(text)
        for one in given:
            try:
                if isinstance(one, GivenMention):
                    self._mention(one)
                else:
                    self._quotation(one)
            except ValidationError as error:
                for message in error.messages:
                    self.report.problems.append(f"{one.where}: {message}")
            except Misplaced as error:
                hint = " Accept moved passages to take it there." if error.place else ""
                self.report.problems.append(f"{one.where}: {error}{hint}")
        self.report.articles.append(f"“{self.article}”, text version {self.number}")

    def _tell_unit(self, passages: list[Claimed]) -> None:
        if self.unit == Unit.CODE_POINTS:
            return
        converted = sum(
            self.counting.place(one, self.unit) != self.counting.place(one, Unit.CODE_POINTS)
            for one in passages
            if one.start is not None
        )
        self.report.told.append(f"Offsets are {self.unit}: {converted} converted.")

    def _quotations(self, text) -> set[frozenset]:
        found: dict[int, set] = {}
        spans = QuotationSpan.objects.filter(text_version=text, quotation__article=self.article)
        for quotation, *place in spans.values_list("quotation", "role", "start", "end"):
            found.setdefault(quotation, set()).add(tuple(place))
        return {frozenset(pieces) for pieces in found.values()}

    def _place(self, one: Given, piece: Piece) -> tuple[int, int]:
        try:
            return locate_claimed(self.counting, piece.passage, self.unit)
        except Misplaced as error:
            if error.place is None or not self.choices.accept_moved:
                raise
            self.report.moved.append(f"{one.where}: {error}")
            return error.place

    def _mention(self, one: GivenMention) -> None:
        start, end = self._place(one, one.piece)
        entity = self.entities.find(one.named, self.counting.body[start:end])
        if (start, end, entity.pk) in self.mentions:
            self.report.unchanged += 1
            return
        certainty = one.certainty or Certainty.HIGH
        if certainty not in Certainty.values:
            raise ValidationError(f"“{certainty}” is no certainty of ours.")
        values = {"certainty": certainty, "note": one.note, "by": self.by}
        annotate.add_mention(self.article, start, end, entity, based_on=self.number, **values)
        self.mentions.add((start, end, entity.pk))
        self.report.mentions += 1

    def _quotation(self, one: GivenQuotation) -> None:
        pieces = [(piece.role, *self._place(one, piece)) for piece in one.pieces]
        pieces = list(dict.fromkeys(pieces))
        if frozenset(pieces) in self.quotations:
            self.report.unchanged += 1
            return
        speaker = None
        if one.speaker:
            cues = [piece for piece in pieces if piece[0] == SpanRole.ATTRIBUTION]
            words = self.counting.body[cues[0][1] : cues[0][2]] if cues else ""
            speaker = self.entities.find(one.speaker, words)
        described = "" if speaker else one.speaker_description
        reason = f"The file {self.file_name} does not say who."
        quotation = Quotation(
            article=self.article,
            kind=self._kind(one, pieces),
            medium=one.medium or Medium.SPEECH,
            speaker=speaker,
            speaker_description=described,
            no_speaker_reason=one.no_speaker_reason or ("" if speaker or described else reason),
            source=self._source(one),
            note=one.note,
        )
        annotate.add_quotation(quotation, pieces, by=self.by, based_on=self.number)
        self.quotations.add(frozenset(pieces))
        self.report.quotations += 1

    def _kind(self, one: GivenQuotation, pieces: list[annotate.Piece]) -> str:
        """As the file says; else direct if the content begins in quotation marks."""
        if one.kind:
            return one.kind
        body = self.counting.body
        starts = [start for role, start, _ in pieces if role == SpanRole.CONTENT]
        marked = Counter(
            body[start] in _MARKS or (start and body[start - 1] in _MARKS) for start in starts
        )
        if len(marked) == 2:
            return QuotationKind.MIXED
        return QuotationKind.DIRECT if marked[True] else QuotationKind.INDIRECT

    def _source(self, one: GivenQuotation) -> Source | None:
        if not one.source:
            return None
        found = record_at(one.source)
        if not isinstance(found, Source):
            raise ValidationError(f"There is no source at “{one.source}” in the archive.")
        return found


def _pieces(one: Given) -> list[Piece]:
    return one.pieces if isinstance(one, GivenQuotation) else [one.piece]
