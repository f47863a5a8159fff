"""Taking files in: each becomes a draft, is known already, nearly so, or is named with why not.

Known already is the same file, the same text or the same web address, in the archive or among the
files taken in with it; such a one is never taken in. Nearly the same (`text.sketches`) is what
shares nine tenths of its characters with another text, of whatever title and date; it is taken in
only when that is asked for.
"""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from enum import StrEnum

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from ...editing.arrivals import AlreadyThere, already_there, take_in
from ...editing.articles import clean_body
from ...editing.ledger import Stale
from ...editing.snapshot import snapshot
from ...models import Article
from ...text.normalise import fingerprint
from ...text.sketches import ALIKE, Sketches, similarity, sketch
from ...text.web_address import canonical
from .describing import Defaults, described
from .metadata import Metadata
from .read import UnreadableText
from .reading import read_file, sha256_of


class Fate(StrEnum):
    """What became of a file."""

    NEW = "new"
    KNOWN = "known already"
    NEAR = "nearly the same"
    FAILED = "failed"


@dataclass
class Outcome:
    """One file: what became of it, why, and what else there is to say.

    `article` is the draft that was stored, or (unsaved) the one that would be.
    """

    name: str
    fate: Fate
    why: str = ""
    notes: list[str] = field(default_factory=list)
    article: Article | None = None
    body: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class _Seen:
    """What is compared of a file taken in before in this run."""

    name: str
    body: str


class Intake:
    """One run: files of one folder, or of one upload, taken in one after the other.

    `stored` are sketches of the texts in the archive (`stored_sketches`). With `dry_run` each file
    is stored and rolled back, so that whatever would be refused is.
    """

    def __init__(
        self,
        *,
        by,
        stored: Sketches | None = None,
        defaults: Defaults | None = None,
        metadata: Metadata | None = None,
        encoding: str = "",
        keep_near: bool = False,
        dry_run: bool = False,
    ):
        self.by, self.encoding = by, encoding
        self.stored = Sketches() if stored is None else stored
        self.defaults, self.metadata = defaults or Defaults(), metadata or Metadata()
        self.keep_near, self.dry_run = keep_near, dry_run
        self._seen: dict[str, str] = {}
        self._bodies: dict[str, _Seen] = {}

    def take(self, name: str, data: bytes) -> Outcome:
        """Read one file and take it in; a file that will not do is an outcome too."""
        outcome = self.read(name, data)
        return self.store(outcome) if outcome.body else outcome

    def read(self, name: str, data: bytes) -> Outcome:
        """Only read a file; an outcome without a `body` has failed."""
        outcome = Outcome(name, Fate.FAILED, sha256=sha256_of(data))
        try:
            read = read_file(name, data, self.encoding)
            cells = self.metadata.of(name)
            outcome.article, outcome.notes = described(read, cells, self.defaults)
            outcome.body = clean_body(read.body)
        except (UnreadableText, ValidationError) as error:
            outcome.why = told(error)
        return outcome

    def store(self, outcome: Outcome, *, keep_near: bool | None = None) -> Outcome:
        """Store what was read, unless it is there already, and say what became of it."""
        keep_near = self.keep_near if keep_near is None else keep_near
        article, body = copy(outcome.article), outcome.body
        keys = [f"file {outcome.sha256}", f"text {fingerprint(body)}"]
        keys += [f"address {canonical(article.url)}"] if article.url else []
        for key in keys:
            if key in self._seen:
                what = key.partition(" ")[0]
                outcome.fate, outcome.why = Fate.KNOWN, f"The same {what} as {self._seen[key]}."
                return outcome
        there = already_there(url=article.url, body=body, origin_sha256=outcome.sha256)
        if there:
            outcome.fate, outcome.why = Fate.KNOWN, f"{there}."
            return outcome
        found = sketch(body)
        if near := self._near(body, found):
            if not keep_near:
                outcome.fate, outcome.why = Fate.NEAR, near
                return outcome
            outcome.notes.append(near)
        try:
            with transaction.atomic():
                take_in(
                    article,
                    body,
                    by=self.by,
                    origin=outcome.name,
                    origin_sha256=outcome.sha256,
                    reason=f"Taken in from the file {outcome.name}.",
                )
                transaction.set_rollback(self.dry_run)
        except AlreadyThere as error:
            outcome.fate, outcome.why = Fate.KNOWN, told(error)
            return outcome
        except (ValidationError, Stale, PermissionDenied) as error:
            outcome.why = told(error)
            return outcome
        outcome.fate = Fate.NEW
        self._seen.update(dict.fromkeys(keys, outcome.name))
        if self.dry_run:
            key = f"file {outcome.name}"
            self._bodies[key] = _Seen(outcome.name, body)
            self.stored.add(key, found)
        else:
            outcome.article = article
            self.stored.add(article.pk, found)
        return outcome

    def _near(self, body: str, found) -> str:
        """The text that is nearly the same, in words; empty if there is none."""
        for key in self.stored.candidates(found):
            if key in self._bodies:
                other, what = self._bodies[key].body, self._bodies[key].name
            else:
                article = Article.objects.select_related("current_text").filter(pk=key).first()
                if article is None or article.current_text is None:
                    continue
                other, what = article.current_text.body, f"“{article}” ({article.public_id})"
            share = similarity(body, other)
            if share >= ALIKE:
                return f"{share:.0%} the same as {what}."
        return ""


def stored_sketches(shortest: int = 0, longest: int = 0) -> Sketches:
    """Sketches of the current texts in the archive, by primary key of the article.

    With bounds (characters of what is to be compared), only of texts that may be alike in length.
    """
    index = Sketches()
    for key, body in _bodies(shortest, longest):
        index.add(key, sketch(body))
    return index


def _bodies(shortest: int, longest: int) -> Iterator[tuple[int, str]]:
    articles = Article.objects.exclude(current_text=None).order_by("pk")
    if longest:
        # Of two texts with a share of ALIKE in common, one is at most so much longer.
        apart = (2 - ALIKE) / ALIKE
        articles = articles.filter(
            current_text__characters__gte=int(shortest / apart),
            current_text__characters__lte=int(longest * apart) + 1,
        )
    with snapshot():
        yield from articles.values_list("pk", "current_text__body").iterator(chunk_size=500)


def told(error: Exception) -> str:
    """Why something was refused, in one line."""
    if not isinstance(error, ValidationError):
        return str(error)
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(
        f"{name}: {' '.join(messages)}" if name != "__all__" else " ".join(messages)
        for name, messages in error.message_dict.items()
    )
