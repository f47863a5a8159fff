"""The files of a folder and of the folders in it, in a fixed order."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .metadata import FILE_NAME
from .reading import READERS, check_size, extension


@dataclass
class Folder:
    """What there is to take in, by path relative to the folder (with `/`), and what is not.

    `metadata` is the side-car, if there is one; `other` are files of kinds that are not read.
    """

    root: Path
    names: list[str] = field(default_factory=list)
    paths: dict[str, Path] = field(default_factory=dict)
    metadata: Path | None = None
    hidden: int = 0
    other: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    def read(self, name: str) -> bytes:
        """The bytes of one of its files. Raises OSError, and UnreadableText for one too large."""
        check_size(self.paths[name].stat().st_size)
        return self.paths[name].read_bytes()


def look_through(root: Path) -> Folder:
    """Find the files of a folder, sorted by path. Links are followed, but never in a circle.

    Files and folders whose names begin with a dot are counted and left alone. Raises OSError when
    `root` itself cannot be read; folders within that cannot are named in `unreadable`.
    """
    found = Folder(root)
    list(os.scandir(root))
    for path in _files(root, found, above=()):
        name = _shown(path.relative_to(root))
        if name == FILE_NAME:
            found.metadata = path
        elif extension(name) in READERS:
            found.names.append(name)
            found.paths[name] = path
        else:
            found.other.append(name)
    for names in (found.names, found.other, found.unreadable):
        names.sort()
    return found


def _files(folder: Path, found: Folder, above: tuple[Path, ...]) -> Iterator[Path]:
    """Every file below `folder`; `above` are the real paths of the folders it is in."""
    real = folder.resolve()
    if real in above:
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        found.unreadable.append(_shown(folder.relative_to(found.root)))
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            found.hidden += 1
        elif entry.is_dir():
            yield from _files(path, found, (*above, real))
        elif entry.is_file():
            yield path
        else:
            found.unreadable.append(_shown(path.relative_to(found.root)))


def _shown(path: Path) -> str:
    """A path as text that can be stored: names of files may hold bytes that are no characters."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
