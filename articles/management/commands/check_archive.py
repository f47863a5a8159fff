"""Prove that everything in the archive is as it must be."""

import sys

from django.core.management.base import BaseCommand, CommandError

from articles.editing.following import mend_visibility
from articles.editing.invariants import CHECKS
from articles.editing.snapshot import snapshot


class Command(BaseCommand):
    """See `help`."""

    help = (
        "Proves what the database cannot see to by itself: that every span reads in its text"
        " exactly as recorded and stands in the current version, that texts match their"
        " fingerprints, sort keys follow from the values they are made of, sources do not derive"
        " from each other in a circle, what is called stated has words that state it, old"
        " addresses lead to one record only, and histories end in the present. Reads only, and"
        " keeps nobody from working meanwhile. Prints one line for each problem, and ends with"
        " exit code 1 if there is any."
    )

    def add_arguments(self, parser):
        """What can be mended, because it follows from the rest."""
        parser.add_argument(
            "--repair",
            action="store_true",
            help="Show and hide entities and sources as what is published says, before checking."
            " Everything else is an editor’s to mend.",
        )

    def handle(self, *args, verbosity: int, repair: bool, **options):
        """Run all checks over one state of the archive and report."""
        if repair:
            turned = mend_visibility()
            count = len(turned.entities) + len(turned.sources)
            self.stdout.write(f"Shown or hidden as they must be: {count:,}.")
        found = 0
        with snapshot():
            for title, check in CHECKS:
                counter = _Counter(title, self.stderr if verbosity > 0 else None)
                problems = 0
                for problem in check(counter.add):
                    counter.clear()
                    self.stdout.write(str(problem))
                    problems += 1
                counter.clear()
                if verbosity > 0:
                    verdict = f"{problems:,} problem{'s' * (problems != 1)}" if problems else "ok"
                    self.stderr.write(f"Checked {title} ({counter.records:,} read): {verdict}")
                found += problems
        if found:
            raise CommandError(f"{found:,} problem{'s' * (found != 1)} found.", returncode=1)
        self.stdout.write(self.style.SUCCESS("The archive is in order."))


class _Counter:
    """A line that counts the records read, for whoever watches at a terminal."""

    def __init__(self, title: str, stream):
        self.title = title
        self.records = 0
        self._stream = stream if stream is not None and sys.stderr.isatty() else None

    def add(self, records: int) -> None:
        """Count some more, and show it."""
        self.records += records
        if self._stream:
            self._stream.write(f"\rChecking {self.title}: {self.records:,} …", ending="")

    def clear(self) -> None:
        """Make room for a line of its own."""
        if self._stream:
            self._stream.write("\r\033[K", ending="")
