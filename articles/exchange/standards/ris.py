"""Citations as RIS, the exchange format of reference managers. In UTF-8, rows end in CR LF."""

from rispy.writer import RisWriter

from ...text.dates import describe
from .addresses import SITE_NAME
from .bibtex import one_line
from .partial_dates import points
from .reference import Reference


class _Writer(RisWriter):
    """Writes records without the running number that the package puts before each."""

    def set_header(self, count: int) -> str:
        """Nothing: RIS knows no such line."""
        return ""


def ris_record(reference: Reference) -> str:
    """One record, with its last line `ER`."""
    record = {
        "type_of_reference": "NEWS",
        "id": reference.key,
        "authors": [one_line(reference.byline)] if reference.byline else [],
        "title": one_line(reference.title),
        "secondary_title": one_line(reference.publisher),
        "year": _year(reference.published),
        "date": ris_date(reference.published),
        "language": reference.language,
        "edition": f"text version {reference.version}",
        "abstract": one_line(reference.words),
        "urls": [reference.address],
        "name_of_database": SITE_NAME,
        "accession_number": reference.key,
        "notes": [one_line(note) for note in reference.notes],
    }
    text = _Writer().formats([{name: value for name, value in record.items() if value}])
    return text.strip("\n").replace("\n", "\r\n") + "\r\n\r\n"


def ris_date(published: str) -> str:
    """`YYYY/MM/DD/other`: what is plain in its place, the whole in words where it is not."""
    found = points(published)
    if not found:
        return ""
    first = found[0]
    rest = [f"{part:02}" if part else "" for part in (first.month, first.day)]
    plain = len(found) == 1 and not (first.season or first.about)
    return "/".join([f"{first.year:04}", *rest, "" if plain else describe(published)])


def _year(published: str) -> str:
    found = points(published)
    return f"{found[0].year:04}" if found else ""
