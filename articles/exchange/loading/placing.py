"""Spans come in where they stand: their words are looked for in the text before they are stored."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from ...editing.checking import batches
from ...editing.locks import lock_articles
from ...models import AnchorState, Article, Citation, Quotation, TextVersion
from ...text.occurrences import context, occurrences
from .entries import Entry
from .records import Loader
from .values import whole_number

_PLACE = frozenset({"start", "end", "exact", "text_version"})
_OWNERS = {"quotation": Quotation, "citation": Citation}


@dataclass(frozen=True)
class Home:
    """The article a span stands in, by key, and the texts it may name: keys by number."""

    article: int
    texts: dict[int, int]
    current: int | None


class SpanLoader(Loader):
    """Spans of any kind. `exact` must stand at `start:end` of the text version named.

    Without a number the current text is meant. Where the words stand elsewhere, the place is
    told; it is taken only if `run.place_nearby` says so.
    """

    besides = frozenset({"article_id", "text_version"})

    def __init__(self, *args):
        super().__init__(*args)
        self._moved: set[int] = set()

    def prepare(self, entries: list[Entry]) -> None:
        homes = self._homes(entries)
        by_text: dict[int, list[Entry]] = defaultdict(list)
        for entry in entries:
            text = self._text(entry, homes)
            if text is not None:
                entry.record.text_version_id = text
                by_text[text].append(entry)
        texts = TextVersion.objects.filter(pk__in=by_text).only("pk", "number", "body")
        for batch in batches(texts.order_by("pk").iterator(chunk_size=20), weight=_characters):
            for text in batch:
                for entry in by_text[text.pk]:
                    self._place(entry, text)
        super().prepare([entry for entry in entries if not entry.is_refused])

    # --- In which text -------------------------------------------------------------------

    def _homes(self, entries: list[Entry]) -> dict[int, Home]:
        """The articles of these rows, by row number."""
        articles = dict(self._articles(entries))
        found = Article.objects.filter(pk__in=set(articles.values()))
        lock_articles(found)
        current = dict(found.values_list("pk", "current_text_id"))
        texts: dict[int, dict[int, int]] = defaultdict(dict)
        named = TextVersion.objects.filter(article__in=current)
        for key, article, number in named.values_list("pk", "article_id", "number"):
            texts[article][number] = key
        return {number: Home(key, texts[key], current.get(key)) for number, key in articles.items()}

    def _articles(self, entries: list[Entry]) -> Iterator[tuple[int, int]]:
        """Row numbers with the keys of the articles the spans stand in."""
        if hasattr(self.model, "article"):
            yield from ((e.number, e.record.article_id) for e in entries if e.record.article_id)
            return
        for name, owner in _OWNERS.items():
            if hasattr(self.model, name):
                keys = {getattr(entry.record, f"{name}_id") for entry in entries}
                homes = dict(owner.objects.filter(pk__in=keys).values_list("pk", "article_id"))
                for entry in entries:
                    if (key := getattr(entry.record, f"{name}_id")) in homes:
                        yield entry.number, homes[key]
                return
        ids = {entry.cell("article_id") for entry in entries}
        homes = dict(Article.objects.filter(public_id__in=ids).values_list("public_id", "pk"))
        for entry in entries:
            if entry.cell("article_id") in homes:
                yield entry.number, homes[entry.cell("article_id")]

    def _text(self, entry: Entry, homes: dict[int, Home]) -> int | None:
        """The key of the text version a row names; refuses the row if there is none."""
        home = homes.get(entry.number)
        if home is None:
            if entry.cell("article_id") not in self.run.failed:
                named = f"There is no article with the id “{entry.cell('article_id')}”."
                self.problem(
                    entry,
                    "article_id",
                    named if entry.cell("article_id") else "Say in which article it stands.",
                )
            return None
        given = entry.cell("text_version")
        if not given:
            return home.current
        key = home.texts.get(whole_number(given))
        if key is None:
            self.problem(entry, "text_version", f"The article has no text version “{given}”.")
            return None
        if key != home.current and self._state(entry) != AnchorState.ORPHAN:
            last = next((n for n, text in home.texts.items() if text == home.current), "?")
            reason = f"The text is at version {last} now; spans are placed in that one."
            self.problem(entry, "text_version", reason)
            return None
        return key

    # --- At which place ------------------------------------------------------------------

    def _state(self, entry: Entry) -> str:
        return entry.record.state if entry.returns else AnchorState.OK

    def _place(self, entry: Entry, text: TextVersion) -> None:
        span = entry.record
        state = self._state(entry)
        if state == AnchorState.ORPHAN:
            return
        if span.start is None or span.end is None:
            self.problem(entry, "start", "Say where it begins and ends.")
        elif not span.exact:
            self.problem(entry, "exact", "Give its very words, so that the place can be checked.")
        elif not span.start < span.end <= len(text.body):
            self.problem(
                entry,
                "start",
                f"{span.start}–{span.end} is no passage of the text, which has "
                f"{len(text.body)} characters (version {text.number}).{self._hint(entry, text)}",
            )
        elif state != AnchorState.CHANGED and text.body[span.start : span.end] != span.exact:
            self._look_nearby(entry, text)
        elif state != AnchorState.CHANGED:
            span.prefix, span.suffix = context(text.body, span.start, span.end)

    def _look_nearby(self, entry: Entry, text: TextVersion) -> None:
        span = entry.record
        found = _only_place(text.body, entry)
        if found is not None and self.run.place_nearby:
            span.start, span.end = found, found + len(span.exact)
            span.prefix, span.suffix = context(text.body, span.start, span.end)
            self._moved.add(entry.number)
            return
        reason = misplaced(text, span.start, span.end, span.exact)
        self.problem(entry, "exact", reason + self._hint(entry, text))

    def _hint(self, entry: Entry, text: TextVersion) -> str:
        """Where the words stand instead, if that is certain."""
        span = entry.record
        found = _only_place(text.body, entry)
        if found is None:
            return _elsewhere(occurrences(text.body, span.exact), len(span.exact))
        place = f"{found}–{found + len(span.exact)}"
        units = text.body.encode("utf-16-le")[: 2 * span.start].decode("utf-16-le", "ignore")
        if len(units) == found != span.start:
            return (
                f" The words stand at {place}: the file seems to count UTF-16 units. Correct the "
                "row, or have such rows placed there (--place-nearby)."
            )
        return (
            f" The words stand once, at {place}: correct the row, or have such rows placed there "
            "(--place-nearby)."
        )

    # --- Spans there are -----------------------------------------------------------------

    def change_record(self, entry: Entry, record, based_on: int) -> None:
        if entry.changed & _PLACE:
            start, end, text = record.start, record.end, record.text_version
            if start is None or end is None or text.body[start:end] != record.exact:
                entry.record = record
                reason = misplaced(text, start or 0, end or 0, record.exact)
                raise ValidationError({"exact": reason + self._hint(entry, text)})
            record.place(text, start, end)
        super().change_record(entry, record, based_on)

    def may_differ(self, entry: Entry, column: str) -> bool:
        was_moved = entry.number in self._moved
        return super().may_differ(entry, column) or (
            was_moved and column in ("start", "end", "prefix", "suffix")
        )


def misplaced(text: TextVersion, start: int, end: int, words: str) -> str:
    """What the text reads at a place instead of the words that should stand there."""
    there = _shortened(text.body[start:end])
    return (
        f"At {start}–{end} text version {text.number} reads “{there}”, not “{_shortened(words)}”."
    )


def _only_place(body: str, entry: Entry) -> int | None:
    """Where the words of a row stand, if there is one place only: by their context, or at all."""
    words = entry.record.exact
    places = occurrences(body, words)
    prefix, suffix = entry.cells.get("prefix", ""), entry.cells.get("suffix", "")
    if len(places) > 1 and (prefix or suffix):
        places = [
            start
            for start in places
            if context(body, start, start + len(words)) == (prefix, suffix)
        ]
    return places[0] if len(places) == 1 else None


def _elsewhere(starts: list[int], length: int) -> str:
    """That the words stand nowhere in the text, or in which of several places."""
    if not starts:
        return " The words do not stand in this text."
    named = ", ".join(f"{start}–{start + length}" for start in starts[:5])
    more = ", …" if len(starts) > 5 else ""
    return f" The words stand in {len(starts)} places: {named}{more}."


def _characters(text: TextVersion) -> int:
    return len(text.body)


def _shortened(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"
