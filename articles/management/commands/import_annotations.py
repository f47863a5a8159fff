"""Read annotations that were made with other tools."""

import hashlib
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.editing.transfers import note_import
from articles.exchange.annotations.files import (
    READERS,
    article_of_text,
    bytes_of,
    read_annotations,
    type_table,
)
from articles.exchange.annotations.given import UnreadableAnnotations
from articles.exchange.annotations.importing import Choices, Report, import_annotations
from articles.exchange.annotations.kinds import KINDS
from articles.exchange.annotations.our_addresses import by_slug, record_at
from articles.management.help import ExamplesFormatter
from articles.models import Article

EXAMPLES = f"""
what is read:
  .jsonld, .json  W3C Web Annotations: one, a list, a page or a collection.
  .ann            brat standoff; the .txt beside it tells the article, unless --article does.

what becomes of it:
  Names become mentions of the entity that has the same authority identifier, address here, or
  exactly that name or alias; what is in doubt is never guessed. Annotations of a type that means
  a quotation become quotations. Types are taken as: {", ".join(KINDS)}.
  Every passage is checked against the text. Offsets in UTF-16 (JavaScript) or with line ends as
  two characters are found out by the words and converted.

examples:
  manage.py import_annotations pact.ann --article pact-signed --type Zitat=quotation --dry-run
  manage.py import_annotations annotations/*.jsonld --create-entities

A file is taken as a whole or not at all; the exit code is 1 if one was not.
"""


class Command(BaseCommand):
    """See `help`."""

    help = (
        "Reads annotations made with other tools (Web Annotation JSON-LD, brat standoff) as\n"
        "mentions and quotations of articles that are in the archive. Importing a file again\n"
        "adds nothing."
    )

    def create_parser(self, prog_name, subcommand, **kwargs):
        """Keep the lines of the examples as they are."""
        return super().create_parser(
            prog_name, subcommand, epilog=EXAMPLES, formatter_class=ExamplesFormatter, **kwargs
        )

    def add_arguments(self, parser):
        """Which files, of which article, and what is allowed."""
        parser.add_argument(
            "files", nargs="+", type=Path, metavar="FILE", help=f"files: {', '.join(READERS)}"
        )
        parser.add_argument(
            "--article",
            metavar="SLUG",
            help="slug, id or address of the article that all files are of",
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="only tell what would happen: everything is tried and nothing kept",
        )
        parser.add_argument(
            "--create-entities",
            action="store_true",
            help="make the entities that are not there, of the kind the file tells",
        )
        parser.add_argument(
            "--accept-moved",
            action="store_true",
            help="take annotations whose words stand elsewhere in the text than the file says, if"
            " there is only one place they can mean",
        )
        parser.add_argument(
            "--type",
            action="append",
            default=[],
            metavar="TYPE=KIND",
            help="what a type of the files is to the archive. May be given several times.",
        )

    def handle(self, *args, files: list[Path], article: str | None, **options):
        """Import file by file."""
        try:
            types = type_table(options["type"])
        except ValueError as error:
            raise CommandError(f"--type: {error}") from error
        chosen = self._article(article) if article else None
        refused = 0
        for file in files:
            choices = Choices(
                article=chosen or self._beside(file),
                create_entities=options["create_entities"],
                accept_moved=options["accept_moved"],
                dry_run=options["dry_run"],
            )
            report = self._import(file, types, choices)
            self._tell(file, report, options["dry_run"])
            refused += bool(report.problems)
        if refused:
            raise CommandError(
                f"{'1 file was' if refused == 1 else f'{refused} files were'} not imported; "
                "see above."
            )

    def _import(self, file: Path, types: dict[str, str], choices: Choices) -> Report:
        data, rows = b"", 0
        try:
            data = bytes_of(file)
            reading = read_annotations(file.name, data, types)
            rows = len(reading.given)
            report = import_annotations(reading, by=None, file_name=file.name, choices=choices)
        except OSError as error:
            report = Report(problems=[f"It cannot be read: {error.strerror}."])
        except UnreadableAnnotations as error:
            report = Report(problems=[str(error)])
        if not choices.dry_run:
            note_import(
                by=None,
                datasets=["mentions", "quotations"],
                file_name=file.name,
                sha256=hashlib.sha256(data).hexdigest() if data else "",
                rows=rows,
                new=report.new,
                unchanged=report.unchanged,
                result="\n".join(report.problems or [*report.told, *report.moved]),
                is_refused=bool(report.problems),
            )
        return report

    def _article(self, text: str) -> Article:
        found = by_slug(Article, text) or record_at(text)
        if not isinstance(found, Article):
            raise CommandError(f"--article: there is no article “{text}”.")
        return found

    def _beside(self, file: Path) -> Article | None:
        """The article whose text is that of the .txt beside a .ann."""
        if file.suffix.lower() != ".ann":
            return None
        try:
            return article_of_text(bytes_of(file.with_suffix(".txt")))
        except (OSError, UnreadableAnnotations):
            return None

    def _tell(self, file: Path, report: Report, dry_run: bool) -> None:
        for problem in report.problems:
            self.stderr.write(f"{file.name}: {problem}")
        if report.problems:
            return
        for line in (*report.told, *report.moved):
            self.stdout.write(f"{file.name}: {line}")
        for entity in report.created:
            self.stdout.write(f"{file.name}: new entity {entity}")
        done = "nothing was kept; it would have been " if dry_run else ""
        self.stdout.write(
            f"{file.name}: {done}{report.mentions} mentions, {report.quotations} quotations new, "
            f"{report.unchanged} unchanged ({', '.join(report.articles) or 'no article'})."
        )
