"""Citations as CSL-JSON, the input of citeproc, Zotero and Pandoc (CSL data schema 1.0)."""

from typing import Any

from ...text.dates import describe
from .addresses import SITE_NAME
from .partial_dates import points
from .reference import Reference

_FIRST_SEASON = 20  # EDTF counts seasons from 21, CSL from 1


def csl_item(reference: Reference) -> dict[str, Any]:
    """One item; what is not known is left out. The byline is a literal name: it is not split."""
    item = {
        "id": reference.key,
        "type": "article-newspaper",
        "title": reference.title,
        "author": [{"literal": reference.byline}] if reference.byline else None,
        "container-title": reference.publisher,
        "issued": csl_date(reference.published),
        "language": reference.language,
        "abstract": reference.words,
        "URL": reference.address,
        "archive": SITE_NAME,
        "archive_location": reference.key,
        "version": f"text version {reference.version}",
        "note": " ".join(reference.notes),
    }
    return {name: value for name, value in item.items() if value}


def csl_date(published: str) -> dict[str, Any] | None:
    """An EDTF date as CSL has it: parts, season and circa, or in words; None if not known."""
    if not published:
        return None
    found = points(published)
    seasons = [point.season for point in found if point.season]
    if not found or (seasons and len(found) > 1):
        return {"literal": describe(published)}
    date: dict[str, Any] = {"date-parts": [point.parts for point in found]}
    if seasons:
        date["season"] = seasons[0] - _FIRST_SEASON
    if any(point.about for point in found):
        date["circa"] = True
    return date
