"""Reading one file, whatever its kind."""

import hashlib

from .plain import read_plain
from .read import ReadText, UnreadableText, title_from_name
from .web_page import read_web_page
from .word import read_word

READERS = {".txt": read_plain, ".html": read_web_page, ".htm": read_web_page, ".docx": read_word}
"""Functions of bytes and an encoding, by extension."""

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes."""


def extension(name: str) -> str:
    """The extension of a file's name in lower case, with the dot."""
    _, dot, last = name.rpartition(".")
    return f".{last.lower()}" if dot else ""


def sha256_of(data: bytes) -> str:
    """The hash by which the same file is known again."""
    return hashlib.sha256(data).hexdigest()


def check_size(size: int) -> None:
    """Refuse a file of so many bytes, if that is too many. Raises UnreadableText."""
    if size > LARGEST_FILE:
        raise UnreadableText(
            f"The file has {size / 1024 / 1024:,.1f} MB; up to "
            f"{LARGEST_FILE // 1024 // 1024} MB are read."
        )


def read_file(name: str, data: bytes, encoding: str = "") -> ReadText:
    """Read the article in a file. Raises UnreadableText with the reason."""
    reader = READERS.get(extension(name))
    if reader is None:
        raise UnreadableText(f"Only files of the kinds {', '.join(READERS)} are read.")
    check_size(len(data))
    try:
        read = reader(data, encoding)
    except UnreadableText:
        raise
    except Exception as error:  # of other people's readers, on whatever a file may hold
        raise UnreadableText(f"The file is damaged ({type(error).__name__}: {error}).") from error
    if not read.body.strip():
        raise UnreadableText("There is no text in this file.")
    if not read.title:
        read.title, read.title_supplied = title_from_name(name), True
    return read
