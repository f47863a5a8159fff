"""Readers report what is wrong; editors answer."""

from dataclasses import dataclass
from datetime import date, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ..models import (
    Article,
    Citation,
    Derivation,
    Entity,
    Mention,
    Quotation,
    Relation,
    Report,
    ReportStatus,
    Source,
    SourceAgent,
    TextVersion,
)
from ..models.report import LONGEST_MESSAGE
from ..text.normalise import normalise
from ..text.occurrences import occurrences
from . import ledger
from .locks import lock_reports
from .permission import owner

REPORTABLE = {
    model.ID_PREFIX: model
    for model in (
        *(Article, TextVersion, Quotation, Mention, Citation),
        *(Source, Derivation, SourceAgent, Entity, Relation),
    )
}
"""What readers can point at, by the prefix of its public id."""
LONGEST_WORDS = 4000
"""Characters of a passage that a report repeats; its offsets tell the rest."""
HOURLY_OF_ONE = 10
HOURLY_OF_ALL = 300
_HOUR = timedelta(hours=1)


class TooMany(Exception):
    """As many reports as are taken in an hour have come, from this sender or from all."""


@dataclass(frozen=True)
class Subject:
    """What a report is about: a public record and, where it is part of a text readers may see,
    that text, with a passage of it (code points, end exclusive) or None.
    """

    record: Model
    text: TextVersion | None = None
    passage: tuple[int, int] | None = None

    @property
    def article(self) -> Article | None:
        home = owner(self.record)
        return home if isinstance(home, Article) else None

    @property
    def words(self) -> str:
        """The words of the passage; empty if there is none."""
        return self.text.body[slice(*self.passage)] if self.passage else ""


def subject(
    public_id: str, version: int | None = None, passage: tuple[int, int] | None = None
) -> Subject | None:
    """What readers may see under this id, in this version of its text; None if there is none.

    Without a version, the text is the current one. White space at the ends of the passage is left
    out.
    """
    model = REPORTABLE.get(public_id.partition("-")[0])
    record = model and model.objects.public().filter(public_id=public_id).first()
    if record is None:
        return None
    text = _text_of(record, version)
    if text is None:
        return Subject(record) if version is None and passage is None else None
    if passage is None:
        return Subject(record, text)
    start, end = passage
    words = text.body[start:end]
    if not 0 <= start < end <= len(text.body) or not words.strip():
        return None
    start += len(words) - len(words.lstrip())
    return Subject(record, text, (start, start + len(words.strip())))


def report_error(about: Subject, message: str, *, sender: str, words: str = "") -> Report:
    """Store what a reader says is wrong. `words` are those she typed if she selected none.

    Typed words that stand in the text once become the passage; others are kept as they are. Raises
    ValidationError (fields `message`, `words`) and TooMany.
    """
    report = Report(
        record=about.record.public_id,
        label=str(about.record),
        article=about.article,
        text_version=about.text,
        message=_verbatim(message, "message", LONGEST_MESSAGE),
        sender=sender,
    )
    _place(report, about, _verbatim(words, "words", LONGEST_WORDS))
    report.derive()
    with ledger.change("report_error", by=None):
        lock_reports()
        _refuse_too_many(sender)
        ledger.describe_change(report)
        ledger.insert(report)
    return report


def answer_report(
    report: Report, status: ReportStatus, answer: str, *, by, based_on: int
) -> Report:
    """Accept or decline a report, or answer it anew.

    Raises PermissionDenied, Stale, and ValidationError (fields `status`, `answer`).
    """
    if by is not None and not by.has_perm("articles.change_report"):
        raise PermissionDenied("You may not answer reports.")
    if status not in (ReportStatus.ACCEPTED, ReportStatus.DECLINED):
        raise ValidationError({"status": "Accept the report or decline it."}, code="no_answer")
    with ledger.change("answer_report", by=by):
        ledger.remember(report)
        ledger.describe_change(report, based_on=based_on)
        report.status, report.answer = status, answer.strip()
        report.handled_by, report.handled_at = by, timezone.now()
        ledger.update(report, based_on=based_on)
    return report


def sender_key(address: str, day: date) -> str:
    """Tells senders of one day apart without keeping whose addresses they are.

    One house has many addresses of IPv6: those of a network of 64 bits count as one.
    """
    try:
        if isinstance(ip_address(address), IPv6Address):
            address = str(ip_network((address, 64), strict=False))
    except ValueError:
        pass  # a Unix socket has none; all who come by it count as one
    value = f"{address} {day.isoformat()}"
    return salted_hmac("articles.report", value, algorithm="sha256").hexdigest()


def _text_of(record, version: int | None) -> TextVersion | None:
    """The text that a record is part of, if readers may see it."""
    home = owner(record)
    if not isinstance(home, Article):
        return None
    texts = TextVersion.objects.public().filter(article=home)
    if isinstance(record, TextVersion):
        is_another = version is not None and version != record.number
        return None if is_another else record
    found = {"pk": home.current_text_id} if version is None else {"number": version}
    return texts.filter(**found).first()


def _place(report: Report, about: Subject, words: str) -> None:
    if about.passage:
        report.start, report.end = about.passage
        report.exact = about.words[:LONGEST_WORDS]
        return
    report.exact = words
    found = occurrences(about.text.body, words) if about.text else []
    if len(found) == 1:
        report.start, report.end = found[0], found[0] + len(words)


def _verbatim(typed: str, field: str, longest: int) -> str:
    r"""What was typed, its line ends `\n`, without white space at its ends."""
    try:
        text = normalise(typed).strip()
    except ValueError as error:
        raise ValidationError({field: str(error)}, code="malformed_text") from error
    if len(text) > longest:
        message = f"This has {len(text)} characters; up to {longest} are taken."
        raise ValidationError({field: message}, code="too_long")
    return text


def _refuse_too_many(sender: str) -> None:
    recent = Report.objects.filter(created_at__gt=timezone.now() - _HOUR)
    if recent.filter(sender=sender).count() >= HOURLY_OF_ONE or recent.count() >= HOURLY_OF_ALL:
        raise TooMany
