"""Plain text files: the text verbatim, and its first line as the title if it looks like one."""

from ...text.encodings import UndecidedEncoding, decode
from ...text.normalise import normalise
from .read import ReadText, UnreadableText, first_line_as_title


def read_plain(data: bytes, encoding: str = "") -> ReadText:
    """Read a .txt file. Raises UnreadableText."""
    try:
        decoded = decode(data, encoding)
    except UndecidedEncoding as error:
        raise UnreadableText(str(error)) from error
    body = normalise(decoded.text)
    read = ReadText(body, title=first_line_as_title(body))
    if not decoded.encoding.startswith("UTF-8"):
        read.notes.append(f"Read as {decoded.encoding}.")
    return read
