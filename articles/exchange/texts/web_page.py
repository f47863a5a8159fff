"""Saved web pages: the article's text without menus and advertisements, and its metadata.

Text and metadata are found by trafilatura (Barbaresi 2021), which is kept from guessing: a date
comes from the page's own markup only. Nothing is fetched from the network.
"""

from copy import deepcopy

import trafilatura
from lxml import etree, html
from trafilatura.settings import DEFAULT_CONFIG
from w3lib.encoding import html_body_declared_encoding

from ...text.dates import MalformedDate
from ...text.dates import parse as parse_date
from ...text.encodings import Decoded, UndecidedEncoding, decode
from ...text.folding import fold
from ...text.languages import MalformedLanguage, check_language
from ...text.web_address import canonical
from .read import ReadText, UnreadableText

_CONFIG = deepcopy(DEFAULT_CONFIG)
_CONFIG.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")  # a short article is an article
_DATES = {"original_date": True, "extensive_search": False, "min_date": "1500-01-01"}
_WHITE = " \t\r\n\f"
_LINES = {"p", "head", "item", "quote", "row", "code"}
_UNSHOWN = {"graphic"}


def read_web_page(data: bytes, encoding: str = "") -> ReadText:
    """Read an .html file. Raises UnreadableText, also when there is no article on the page."""
    page = _decoded(data, encoding)
    tree = _parsed(page.text)
    found = trafilatura.bare_extraction(
        deepcopy(tree),
        with_metadata=True,
        include_comments=False,
        config=_CONFIG,
        date_extraction_params=dict(_DATES),
    )
    lines = _lines(found.body) if found is not None else []
    title = " ".join((found.title or "").split()) if found is not None else ""
    if lines and title and fold(lines[0]) == fold(title):
        lines = lines[1:]
    if not lines:
        raise UnreadableText("No text of an article is found on this page.")
    read = ReadText("\n".join(lines), title=title[:500])
    if len(lines) == 1 and len(lines[0]) > 500:
        read.notes.append("The paragraphs of this page could not be told apart.")
    read.byline = (found.author or "").replace("; ", ", ")[:300]
    read.published = _date(found.date or "")
    read.language = _language(tree)
    read.url = _address(found.url or "")
    read.publisher = found.sitename or ""
    if not page.encoding.startswith("UTF-8"):
        read.notes.append(f"Read as {page.encoding}.")
    return read


def _decoded(data: bytes, encoding: str) -> Decoded:
    """The page as text. What it says of its own encoding is believed if it is so."""
    declared = "" if encoding else html_body_declared_encoding(data[:4096]) or ""
    try:
        try:
            return decode(data, encoding or declared)
        except UndecidedEncoding:
            if not declared:
                raise
            return decode(data)
    except UndecidedEncoding as error:
        raise UnreadableText(str(error)) from error


def _parsed(text: str):
    # As bytes: lxml refuses a text that also declares an encoding.
    try:
        return html.document_fromstring(
            text.encode("utf-8", "surrogatepass"), parser=html.HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableText("The page is empty, or not HTML.") from error


def _lines(body) -> list[str]:
    """The paragraphs in order; a row of a table is one, its cells apart by tabs."""
    lines = [""]

    def write(text: str | None) -> None:
        if text:
            lines[-1] += text.replace("\n", " ")

    def walk(element) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        block = tag in _LINES
        if block or tag == "lb":
            lines.append("")
        if tag == "cell" and element.getprevious() is not None:
            write("\t")
        if tag and tag not in _UNSHOWN:
            in_row = tag == "cell"
            if in_row:
                write(" ".join("".join(element.itertext()).split()))
            else:
                write(element.text)
                for child in element:
                    walk(child)
        if block:
            lines.append("")
        if tag != "cell":
            write(element.tail)

    walk(body)
    shown = (_collapsed(line) for line in lines)
    return [line for line in shown if line]


def _collapsed(line: str) -> str:
    """White space as a browser shows it; tabs between cells and no-break spaces stay."""
    cells = line.split("\t")
    return "\t".join(" ".join(filter(None, _split(cell))) for cell in cells).strip(_WHITE)


def _split(text: str) -> list[str]:
    for white in _WHITE[1:]:
        text = text.replace(white, " ")
    return text.split(" ")


def _date(found: str) -> str:
    try:
        return parse_date(found).value
    except MalformedDate:
        return ""


def _language(tree) -> str:
    given = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    try:
        return check_language(given)
    except MalformedLanguage:
        return ""


def _address(found: str) -> str:
    is_web = found.startswith(("http://", "https://")) and len(found) <= 2000
    return found if is_web and canonical(found) else ""
