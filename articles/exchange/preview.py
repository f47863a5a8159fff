"""What an import would change, for the page where an editor confirms it."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from import_export.resources import Diff

_SHOWN = 300


class CellDiff(Diff):
    """Old and new cells as `del` and `ins`, shortened, without inline styles."""

    def as_html(self) -> list[SafeString | str]:
        """One piece of HTML for each imported column."""
        return [
            _change("" if self.new else old, new)
            for old, new in zip(self.left, self.right, strict=True)
        ]


def _change(old: str, new: str) -> SafeString | str:
    if old == new:
        return _short(new)
    if not old:
        return format_html("<ins>{}</ins>", _short(new))
    if not new:
        return format_html("<del>{}</del>", _short(old))
    return format_html("<del>{}</del> <ins>{}</ins>", _short(old), _short(new))


def _short(cell: str) -> str:
    return cell if len(cell) <= _SHOWN else cell[: _SHOWN - 1] + "…"
