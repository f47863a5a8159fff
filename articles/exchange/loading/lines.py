"""The lines of a text file, whatever its encoding."""

import codecs
import io
from collections.abc import Callable, Iterator

from ...text.encodings import UndecidedEncoding, decode
from .table import Open, UnreadableTable

Lines = Callable[[], Iterator[str]]

_PIECE = 1 << 20
_LARGEST_DECODED = 100 * 1024 * 1024
"""Bytes of a file that is not UTF-8: it is read whole to find out what it is."""


def lines_of(file: str, opened: Open, declared: str = "") -> tuple[str, Lines]:
    """The encoding of a file, and a function that reads its lines, ends included.

    `declared` is the encoding if it is known. Raises UnreadableTable.
    """
    encoding, text = _encoding(file, opened, declared)
    return encoding, _reader(opened, encoding, text)


def _encoding(file: str, opened: Open, declared: str) -> tuple[str, str | None]:
    """The encoding, and the text itself if it had to be read whole to find out."""
    with opened() as binary:
        start = binary.read(4)
    is_marked = start.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff"))
    if not declared and not is_marked and _is_utf8(opened):
        return "utf-8-sig", None
    with opened() as binary:
        data = binary.read(_LARGEST_DECODED + 1)
    if len(data) > _LARGEST_DECODED:
        raise UnreadableTable(
            f"{file} is not UTF-8, and too large to find out what else. Save it as UTF-8."
        )
    try:
        found = decode(data, declared)
    except UndecidedEncoding as error:
        raise UnreadableTable(f"{file}: {error}") from error
    return found.encoding, found.text


def _is_utf8(opened: Open) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with opened() as binary:
            nul = False
            while piece := binary.read(_PIECE):
                decoder.decode(piece)
                nul = nul or piece.count(0) > len(piece) // 4  # UTF-16 without a mark
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return not nul


def _reader(opened: Open, encoding: str, text: str | None) -> Lines:
    """A function that gives the lines, ends included; cells may hold line ends of their own."""
    if text is not None:
        return lambda: iter(io.StringIO(text, newline=""))

    def lines() -> Iterator[str]:
        with opened() as binary, io.TextIOWrapper(binary, encoding, newline="") as wrapped:
            yield from wrapped

    return lines
