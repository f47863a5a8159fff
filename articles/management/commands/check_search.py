"""Prove that the search index is what the archive says, and mend it."""

import sys

from django.core.management.base import BaseCommand, CommandError

from articles.editing.snapshot import snapshot
from articles.search.engines.tables import KINDS
from articles.search.indexing import drift, is_outdated
from articles.search.indexing import rebuild as rebuild_index
from articles.search.indexing import repair as repair_index

_AT_ONCE = 100  # records mended in a transaction: editors wait no longer than for these


class Command(BaseCommand):
    """See `help`."""

    help = (
        "Compares the search index with the archive: what readers may see and do not find, what is"
        " found by words it no longer has, what is found and not there to see. Reads only, and"
        " keeps nobody from working meanwhile. Ends with exit code 1 if the two differ and the"
        " difference was not mended."
    )

    def add_arguments(self, parser):
        """The two ways to mend."""
        parser.add_argument("--repair", action="store_true", help="Mend what differs.")
        parser.add_argument(
            "--rebuild",
            action="store_true",
            help="Make the whole index anew, as `migrate` does when it is of an older version."
            " Editors’ changes wait meanwhile (on SQLite for 20 seconds, then they are refused);"
            " of 100,000 articles, a minute or two.",
        )

    def handle(self, *args, verbosity: int, repair: bool, rebuild: bool, **options):
        """Check, and mend if asked to."""
        self._progress = _Progress(self.stderr) if verbosity > 0 else None
        if rebuild or (repair and is_outdated()):
            self._rebuild()
            return
        left = 0
        for kind in KINDS:
            with snapshot():
                found = drift(kind, self._progress and self._progress.checking)
            if self._progress:
                self._progress.clear()
            for what in ("missing", "stale", "superfluous"):
                for key in getattr(found, what):
                    self.stdout.write(f"{kind} {key}: {_WORDS[what]}")
            if found and repair:
                self._mend(kind, found.keys)
            elif found:
                left += len(found)
        if left:
            raise CommandError(
                f"{left:,} record{'s' * (left != 1)} not indexed as they are."
                " Mend it with check_search --repair.",
                returncode=1,
            )
        self.stdout.write(self.style.SUCCESS("The search index is in order."))

    def _rebuild(self) -> None:
        rebuild_index(self._progress and self._progress.indexing)
        if self._progress:
            self._progress.clear()
        self.stdout.write(self.style.SUCCESS("The search index was made anew."))

    def _mend(self, kind: str, keys: list[int]) -> None:
        for first in range(0, len(keys), _AT_ONCE):
            repair_index(kind, keys[first : first + _AT_ONCE])
        self.stdout.write(f"Mended {len(keys):,} of the {kind}.")


_WORDS = {
    "missing": "not found by readers, who may see it",
    "stale": "found by words that are not its own",
    "superfluous": "in the index, and readers may not see it",
}


class _Progress:
    """A line that counts records, for whoever watches at a terminal."""

    def __init__(self, stream):
        self._stream = stream if sys.stderr.isatty() else None

    def checking(self, kind: str, records: int) -> None:
        """Show how many are compared."""
        self._show(f"Checking {kind}: {records:,} …")

    def indexing(self, kind: str, records: int) -> None:
        """Show how many are indexed."""
        self._show(f"Indexing {kind}: {records:,} …")

    def _show(self, line: str) -> None:
        if self._stream:
            self._stream.write(f"\r{line}", ending="")

    def clear(self) -> None:
        """Make room for a line of its own."""
        if self._stream:
            self._stream.write("\r\033[K", ending="")
