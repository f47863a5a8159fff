"""Make articles of the text files, web pages and Word documents in a folder."""

import time
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from articles.editing.transfers import note_import
from articles.exchange.texts.describing import UNKNOWN, Defaults, find_publisher
from articles.exchange.texts.folder import Folder, look_through
from articles.exchange.texts.metadata import FILE_NAME, MetadataError, read_metadata
from articles.exchange.texts.read import UnreadableText
from articles.exchange.texts.reading import READERS
from articles.exchange.texts.taking_in import Fate, Intake, Outcome, stored_sketches
from articles.management.help import ExamplesFormatter
from articles.models.record import validate_language
from articles.text.encodings import UndecidedEncoding, detect

EXAMPLES = """
what becomes of a file:
  .txt   The text is kept exactly as it stands. A short first line with an empty line after it is
         the title (and stays in the text); otherwise the name of the file is.
  .html  The article without menus and advertisements; title, author, date, language, address and
         publisher from the page itself. Nothing is fetched from the network.
  .docx  Paragraphs and tables in order, without tracked deletions; title and author from the
         document's properties.

what more is known about the files:
  A file metadata.csv in DIR, with a row for each file it tells of. Only the column `file` is
  needed; what it says goes before what the file says:

  file,title,byline,published,language,address,publisher_id,rights
  1941/pact.txt,Pact signed,Jane Roe,1941-04-13,en,https://herald.example/pact,,

examples:
  manage.py import_texts clippings --dry-run
  manage.py import_texts clippings --language ru --publisher pravda --encoding cp1251

The exit code is 1 if any file failed; the others are taken in all the same.
"""


class Command(BaseCommand):
    """See `help`."""

    help = (
        f"Makes a draft of every file ({', '.join(READERS)}) in a folder and the folders in it.\n"
        "What is in the archive already (same file, same text, same web address) is left alone,\n"
        "so the command can be run again after adding files; what is nearly the same is\n"
        "reported and left out, unless --keep-near-duplicates is given."
    )

    def create_parser(self, prog_name, subcommand, **kwargs):
        """Keep the lines of the examples as they are."""
        return super().create_parser(
            prog_name, subcommand, epilog=EXAMPLES, formatter_class=ExamplesFormatter, **kwargs
        )

    def add_arguments(self, parser):
        """Which folder, and what holds for all its files."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="the folder with the files")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="only tell what would happen: everything is tried and nothing kept",
        )
        parser.add_argument(
            "--language",
            default="",
            metavar="TAG",
            help="language of files that do not tell theirs, such as en or sr-Latn",
        )
        parser.add_argument(
            "--publisher",
            default="",
            metavar="SLUG",
            help="slug, id or exact name of the entity that published files that do not tell",
        )
        parser.add_argument(
            "--encoding",
            default="",
            metavar="NAME",
            help="encoding of all .txt and .html files, such as cp1251; without it, it is found"
            " out file by file, and a file that leaves it in doubt is not taken in",
        )
        parser.add_argument(
            "--keep-near-duplicates",
            action="store_true",
            help="take in files too that are nearly the same as another text",
        )

    def handle(self, *args, folder: Path, dry_run: bool, **options):
        """Take the files in, and list what became of them."""
        try:
            found = look_through(folder)
        except OSError as error:
            raise CommandError(f"{folder} cannot be read: {error.strerror}.") from error
        defaults = self._defaults(options["language"], options["publisher"])
        self._check_encoding(options["encoding"])
        metadata = self._metadata(found)
        self._tell_left_out(found)
        self._show("Looking through the texts of the archive …")
        intake = Intake(
            by=None,
            stored=stored_sketches(),
            defaults=defaults,
            metadata=metadata,
            encoding=options["encoding"],
            keep_near=options["keep_near_duplicates"],
            dry_run=dry_run,
        )
        self._show("")
        counts = dict.fromkeys(Fate, 0)
        started, without_language = time.monotonic(), 0
        for number, name in enumerate(found.names, 1):
            outcome = self._take(intake, found, name)
            counts[outcome.fate] += 1
            if outcome.fate == Fate.NEW and outcome.article.language == UNKNOWN:
                without_language += 1
            self._tell(outcome, options["verbosity"])
            seconds = max(time.monotonic() - started, 0.001)
            self._show(f"{number} of {len(found.names)} files, {number / seconds:.0f} a second")
        self._show("")
        counts[Fate.FAILED] += len(found.unreadable)
        summary = ", ".join(f"{number} {fate}" for fate, number in counts.items())
        done = "Nothing was kept; it would have been" if dry_run else "Taken in"
        self.stdout.write(f"{done}: {summary}.")
        if without_language:
            self.stdout.write(
                f"Language recorded as unknown: {without_language}. Give it by --language or in "
                f"{FILE_NAME}."
            )
        if not dry_run:
            self._note(found, counts, summary)
        if counts[Fate.FAILED]:
            failed = counts[Fate.FAILED]
            files = "1 file" if failed == 1 else f"{failed} files"
            raise CommandError(f"{files} could not be taken in; see above.")

    def _take(self, intake: Intake, found: Folder, name: str) -> Outcome:
        try:
            data = found.read(name)
        except OSError as error:
            return Outcome(name, Fate.FAILED, f"It cannot be read: {error.strerror}.")
        except UnreadableText as error:
            return Outcome(name, Fate.FAILED, str(error))
        return intake.take(name, data)

    def _defaults(self, language: str, publisher: str) -> Defaults:
        if language:
            try:
                validate_language(language)
            except ValidationError as error:
                raise CommandError(f"--language: {' '.join(error.messages)}") from error
        entity = find_publisher(publisher) if publisher else None
        if publisher and entity is None:
            raise CommandError(
                f"--publisher: there is no entity, or more than one, with the slug, id or name "
                f"“{publisher}”."
            )
        return Defaults(language, entity)

    def _check_encoding(self, encoding: str) -> None:
        try:
            detect(b"", encoding)
        except UndecidedEncoding as error:
            raise CommandError(f"--encoding: {error}") from error

    def _metadata(self, found: Folder):
        if found.metadata is None:
            return None
        try:
            return read_metadata(found.metadata.read_bytes(), set(found.names))
        except OSError as error:
            raise CommandError(f"{found.metadata} cannot be read: {error.strerror}.") from error
        except MetadataError as error:
            for problem in error.problems:
                self.stderr.write(problem)
            raise CommandError(f"Nothing was taken in: {found.metadata} is not right.") from error

    def _tell_left_out(self, found: Folder) -> None:
        if found.hidden:
            self.stdout.write(f"Left alone: {found.hidden} hidden (names that begin with a dot).")
        for name in found.other:
            self.stdout.write(f"{name}: left alone, not of a kind that is read.")
        for name in found.unreadable:
            self.stderr.write(f"{name}: failed. It cannot be read.")

    def _tell(self, outcome: Outcome, verbosity: int) -> None:
        is_new = outcome.fate == Fate.NEW
        if is_new and not outcome.notes and verbosity < 2:
            return
        self._show("")
        notes = outcome.notes if is_new else []
        words = " ".join(filter(None, (f"{outcome.fate}.", outcome.why, *notes)))
        out = self.stderr if outcome.fate == Fate.FAILED else self.stdout
        out.write(f"{outcome.name}: {words}")

    def _note(self, found: Folder, counts: dict[Fate, int], summary: str) -> None:
        note_import(
            by=None,
            datasets=["articles"],
            file_name=f"{found.root.resolve().name}/",
            rows=len(found.names),
            new=counts[Fate.NEW],
            unchanged=counts[Fate.KNOWN],
            result=f"Articles from files: {summary}.",
        )

    def _show(self, progress: str) -> None:
        """Write over the line before, for somebody who watches."""
        if self.stderr.isatty():
            self.stderr.write(f"\r\033[K{progress}", ending="")
            self.stderr.flush()
