"""What an import would change, for the page where an editor confirms it."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

_SHOWN = 300


def change_as_html(old: str, new: str) -> SafeString | str:
    """Old and new cell as `del` and `ins`, shortened."""
    if old == new:
        return _short(new)
    if not old:
        return format_html("<ins>{}</ins>", _short(new))
    if not new:
        return format_html("<del>{}</del>", _short(old))
    return format_html("<del>{}</del> <ins>{}</ins>", _short(old), _short(new))


def _short(cell: str) -> str:
    return cell if len(cell) <= _SHOWN else cell[: _SHOWN - 1] + "…"
