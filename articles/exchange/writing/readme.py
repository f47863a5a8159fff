"""README.txt of a data package: what the files are, for people."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from textwrap import fill

from django.conf import settings
from django.urls import reverse

from ..dataset import Dataset
from .data_package import Measures

_HOW = """
How the files are written
-------------------------

CSV as RFC 4180 says: UTF-8 with a byte order mark, commas, rows that end in CR LF, cells quoted
with " where need be. Text is verbatim, so a cell may hold line ends.

id        never changes. A column such as entity_id holds the id of another record, the column
          entity beside it what that is called: join by the first, read the second.
start, end  count Unicode code points in the text version named in the row, from 0, the end
          exclusive: in Python, body[start:end] is exact.
dates     are EDTF: 1940-09-27, 1940-09, 1941-07/1941-09, 2021~ (about). Moments are ISO 8601 in
          UTC. An empty cell: not known, or none.
lists     stand between bars: A|B. Within an item a bar is written \\|, a backslash \\\\; an
          empty item is written \\e.
apostrophes  A cell of text that begins with = + - @, a tab, a carriage return or an apostrophe has
          an apostrophe put in front, so that no spreadsheet runs it as a formula. To get the text,
          take it away.

datapackage.json (Frictionless) and csv-metadata.json (W3C CSV on the Web) say the same to
programs: type and meaning of every column, and how the files refer to each other. The former also
has number of rows, bytes and SHA-256 of every file.
"""


def readme(
    datasets: Iterable[Dataset],
    measures: Mapping[str, Measures],
    *,
    public: bool,
    date: datetime,
) -> str:
    """The text, in lines of at most 100 characters that end in LF."""
    whose = (
        "Everything public in the archive"
        if public
        else "Everything in the archive, drafts and notes included: NOT FOR PUBLICATION. It can be "
        "brought back with manage.py import_data"
    )
    head = f"{whose}, as it stood on {date:%Y-%m-%d} at {date:%H:%M:%S} UTC."
    address = settings.SITE_URL + reverse("articles:data")
    lines = ["Archive Site", "============", "", fill(head, 100), "", f"Explained at {address}", ""]
    for dataset in datasets:
        number = measures[dataset.name].rows
        lines += [
            f"{dataset.name}.csv ({number:,} {'row' if number == 1 else 'rows'})",
            fill(dataset.description, 100, initial_indent="    ", subsequent_indent="    "),
        ]
    rights = "Archived texts belong to their publishers; articles.csv states the rights of each."
    return "\n".join([*lines, _HOW, rights, ""])
