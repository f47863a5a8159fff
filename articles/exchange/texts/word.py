"""Word documents (.docx): paragraphs and tables in order, tracked deletions left out."""

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from ...text.normalise import normalise
from .read import LONGEST_TITLE, ReadText, UnreadableText, first_line_as_title

LARGEST_UNPACKED = 30 * 1024 * 1024
"""Bytes of a document's parts together; a file that unpacks to more is refused unread."""

MOST_MARKUP = 1_000_000
"""Tags and attributes (more exactly `<` and `=`) in the parts; each takes memory once parsed."""

_DELETED = {qn("w:del"), qn("w:moveFrom")}
_APART = {
    qn("w:drawing"),
    qn("w:pict"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
}
_AROUND = {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")}
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "\u2011",
    qn("w:softHyphen"): "\xad",
}
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TITLES = ("title", "heading1")


def read_word(data: bytes, encoding: str = "") -> ReadText:
    """Read a .docx file; `encoding` says nothing about it. Raises UnreadableText."""
    document = _opened(data)
    body = document.element.body
    text = normalise("\n".join(_lines(body)))
    properties = document.core_properties
    read = ReadText(text, title=_title(document, text))
    if not read.title:
        read.title = " ".join((properties.title or "").split())[:500]
        if read.title:
            read.notes.append("The title is that of the document’s properties.")
    if author := " ".join((properties.author or "").split()):
        read.byline = author[:300]
        read.notes.append("The byline is the author in the document’s properties.")
    if properties.created:
        day = properties.created.date().isoformat()
        read.notes.append(f"The document was made on {day}; that is no date of publication.")
    for tag, what in (("w:footnoteReference", "footnotes"), ("w:txbxContent", "text boxes")):
        if number := len(body.findall(f".//{qn(tag)}")):
            read.notes.append(f"Left out: {number} {what}.")
    return read


def _opened(data: bytes):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            size = sum(part.file_size for part in parts.infolist())
            if size > LARGEST_UNPACKED:
                raise UnreadableText(
                    f"The document unpacks to {size / 1024 / 1024:,.0f} MB; up to "
                    f"{LARGEST_UNPACKED // 1024 // 1024} MB are read."
                )
            markup = sum(map(_markup, (parts.read(part) for part in parts.infolist())))
            if markup > MOST_MARKUP:
                raise UnreadableText(
                    f"The document consists of {markup:,} tags and attributes; up to "
                    f"{MOST_MARKUP:,} are read."
                )
        return docx.Document(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise UnreadableText(
            "This is no Word document (.docx), or it is damaged or protected by a password."
        ) from error


def _markup(part: bytes) -> int:
    return part.count(b"<") + part.count(b"=")


def _title(document, text: str) -> str:
    """The first paragraph, if it has the style of a title or looks like one."""
    for element in document.element.body.iterchildren(_PARAGRAPH):
        words = " ".join("".join(_pieces(element)).split())
        if not words:
            continue
        style = Paragraph(element, document).style
        style = (style.style_id or "").lower() if style else ""
        if style in _TITLES and len(words) <= 2 * LONGEST_TITLE:
            return words
        break
    return first_line_as_title(text)


def _lines(parent) -> Iterator[str]:
    """A paragraph a line; of a table, a row a line, its cells apart by tabs."""
    begun = ""
    for child in _blocks(parent):
        if child.tag == _TABLE:
            for row in _own(child, _ROW):
                cells = (" ".join(" ".join(_lines(cell)).split()) for cell in _own(row, _CELL))
                yield "\t".join(cells)
            continue
        begun += "".join(_pieces(child))
        if child.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is None:
            yield begun
            begun = ""
    if begun:
        yield begun


def _blocks(parent) -> Iterator:
    """Paragraphs and tables, those within content controls and insertions too."""
    for child in parent:
        if child.tag in (_PARAGRAPH, _TABLE):
            yield child
        elif child.tag in _AROUND:
            yield from _blocks(child)


def _own(parent, tag: str) -> Iterator:
    """The rows of a table, or the cells of a row, not those of tables within it."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag != _TABLE:
            yield from _own(child, tag)


def _pieces(element) -> Iterator[str]:
    """The words of a paragraph as they stand once all tracked changes are accepted."""
    for child in element:
        if child.tag in _DELETED or child.tag in _APART:
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _SIGNS and child.get(qn("w:type"), "textWrapping") == "textWrapping":
            yield _SIGNS[child.tag]
        elif child.tag not in (qn("w:pPr"), qn("w:rPr")):
            yield from _pieces(child)
