"""JSON as it is written to files: UTF-8, letters as they are, in the order it was made."""

import json
from collections.abc import Iterable, Iterator
from typing import Any


def json_bytes(value: Any) -> bytes:
    """A whole file, indented for people too, ending in a line end."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def json_line(value: Any) -> str:
    """`value` on one line."""
    return json.dumps(value, ensure_ascii=False)


def json_items(items: Iterable[Any]) -> Iterator[str]:
    """The inside of a JSON array, an item a line, as the items come."""
    between = "\n"
    for item in items:
        yield between + json_line(item)
        between = ",\n"


def without_blanks(value: dict[str, Any]) -> dict[str, Any]:
    """`value` without what is None, '' or an empty list or object; 0 and false stay."""
    return {
        name: held for name, held in value.items() if held is not None and held not in ("", [], {})
    }
