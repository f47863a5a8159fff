"""Files of annotations by their kind, and the article a brat file belongs to."""

from pathlib import Path

from ...models import Article, TextVersion
from ...text.encodings import UndecidedEncoding, decode
from ...text.normalise import fingerprint, normalise
from .brat import read_brat
from .given import Reading, UnreadableAnnotations
from .kinds import KINDS
from .web_annotation import read_web_annotations

READERS = {".ann": read_brat, ".json": read_web_annotations, ".jsonld": read_web_annotations}
"""Functions of bytes and a table of types, by extension."""

LARGEST_FILE = 50 * 1024 * 1024
"""Bytes."""


def bytes_of(path: Path) -> bytes:
    """The bytes of a file. Raises OSError, and UnreadableAnnotations for one too large, unread."""
    _check_size(path.stat().st_size)
    return path.read_bytes()


def read_annotations(name: str, data: bytes, types: dict[str, str] | None = None) -> Reading:
    """Read a file of annotations. Raises UnreadableAnnotations with the reason."""
    reader = READERS.get(f".{name.rpartition('.')[2].lower()}")
    if reader is None:
        raise UnreadableAnnotations(f"Only files of the kinds {', '.join(READERS)} are read.")
    _check_size(len(data))
    return reader(data, types)


def _check_size(size: int) -> None:
    if size > LARGEST_FILE:
        raise UnreadableAnnotations(
            f"The file has {size / 1024 / 1024:,.0f} MB; up to "
            f"{LARGEST_FILE // 1024 // 1024} MB are read."
        )


def article_of_text(data: bytes) -> Article | None:
    """The article whose current text is that of the .txt file beside a brat file."""
    try:
        body = normalise(decode(data).text)
    except (UndecidedEncoding, ValueError):
        return None
    found = TextVersion.objects.filter(sha256=fingerprint(body))
    articles = {
        text.article
        for text in found.select_related("article__current_text")
        if text.article.current_text_id == text.pk
    }
    return articles.pop() if len(articles) == 1 else None


def type_table(pairs: list[str]) -> dict[str, str]:
    """The user's `TYPE=KIND` pairs as a table. Raises ValueError, saying what is wrong."""
    table = {}
    for pair in pairs:
        name, equals, kind = pair.partition("=")
        if not equals or not name or kind not in KINDS:
            raise ValueError(f"“{pair}” is not TYPE=KIND with one of {', '.join(KINDS)}.")
        table[name.lower()] = kind
    return table
