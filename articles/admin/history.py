"""The history of a record: who did what, when and why, with the values before and after."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import ForeignKey, OuterRef, Subquery
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.text import capfirst

from ..models import Change

PER_PAGE = 50

# Computed from other columns, or of no interest to a person.
_UNTOLD = {"id", "public_id", "row_version", "created_at", "modified_at", "prefix", "suffix"}
_UNTOLD_ENDINGS = ("_folded", "_earliest", "_latest")
_DEEDS = {"+": "added", "~": "changed", "-": "deleted"}


@dataclass(frozen=True)
class Value:
    """One field of one record before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Deed:
    """What was done to one record: added, changed or deleted, and its values."""

    kind: str
    record: str
    done: str
    values: list[Value]


@dataclass
class Entry:
    """One Change, or a state found before the first one, with what was done in it."""

    change: Change | None
    at: object
    deeds: list[Deed] = field(default_factory=list)

    @property
    def verb(self) -> str:
        return self.change.verb.replace("_", " ")

    @property
    def found(self) -> bool:
        """Whether this is only what was there before anything was recorded."""
        return self.change is None


class ShowsHistory:
    """Mix into a ModelAdmin: the History button leads to our own history, also of parts.

    `history_parts` names further models with the field that leads to the record; inlines are
    always included. There is nothing to revert here: history is read, and a new change made.
    """

    history_parts: tuple[tuple[type, str], ...] = ()
    object_history_template = "admin/articles/record_history.html"

    def history_view(self, request, object_id, extra_context=None):
        key = unquote(object_id)
        obj = self.get_object(request, key)
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        rows = self._rows(key) if key.isdecimal() else []
        if obj is None and not rows:
            raise Http404
        title = str(obj) if obj else f"{capfirst(self.opts.verbose_name)}, deleted"
        page = Paginator(entries(rows), PER_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"History: {title}",
            "object": obj,
            "page": page,
            "opts": self.opts,
            "module_name": capfirst(self.opts.verbose_name_plural),
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.object_history_template, context)

    def _rows(self, key: str) -> list:
        found = list(_told(self.model.history.filter(id=key)))
        parts = [(inline.model, _link_to(inline.model, self.model)) for inline in self.inlines]
        for model, name in (*parts, *self.history_parts):
            found += _told(model.history.filter(**{name: key}))
        return found


def deeds_of(change: Change, models: Iterable[type], limit: int = 100) -> list[Deed]:
    """What was done in one Change; of each kind of record at most `limit` rows."""
    deeds = []
    for model in models:
        history = model.history
        earlier = history.model.objects.filter(
            id=OuterRef("id"), history_id__lt=OuterRef("history_id")
        ).order_by("-history_id")
        rows = list(
            history.filter(change=change)
            .order_by("history_id")
            .annotate(previous=Subquery(earlier.values("history_id")[:1]))[:limit]
        )
        before = history.model.objects.in_bulk({row.previous for row in rows} - {None})
        pairs = [(before.get(row.previous), row) for row in rows]
        names = _related_names(row for pair in pairs for row in pair if row is not None)
        deeds += [_deed(previous, row, names) for previous, row in pairs]
    return deeds


def entries(rows: list) -> list[Entry]:
    """History rows of one record and its parts, one entry a Change, the latest first."""
    names = _related_names(rows)
    grouped: dict[object, Entry] = {}
    latest: dict[tuple, object] = {}
    for row in sorted(rows, key=lambda row: (row.history_date, row.history_id)):
        record = (type(row), row.id)
        key = row.change_id or ("found", *record, row.history_id)
        entry = grouped.setdefault(key, Entry(row.change, row.history_date))
        entry.deeds.append(_deed(latest.get(record), row, names))
        latest[record] = row
    return list(grouped.values())[::-1]


def _told(rows):
    return rows.select_related("change__by").order_by("history_date", "history_id")


def _link_to(part: type, whole: type) -> str:
    return next(
        f.name for f in part._meta.fields if isinstance(f, ForeignKey) and f.related_model is whole
    )


def _deed(previous, row, names: dict) -> Deed:
    model = row.instance_type
    before = row if row.history_type == "-" else previous if row.history_type == "~" else None
    after = None if row.history_type == "-" else row
    values = []
    for column in row.tracked_fields:
        if column.name in _UNTOLD or column.name.endswith(_UNTOLD_ENDINGS):
            continue
        old, new = _shown(column, before, names), _shown(column, after, names)
        if old != new:
            values.append(Value(str(column.verbose_name), old, new))
    return Deed(str(model._meta.verbose_name), _heading(row), _DEEDS[row.history_type], values)


def _shown(column, row, names: dict) -> str:
    """A value in words; empty for none. Records are named as they are called now."""
    value = getattr(row, column.attname) if row is not None else None
    if value in (None, ""):
        return ""
    if isinstance(column, ForeignKey):
        return names.get((column.related_model, value), f"no longer there ({value})")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(dict(column.flatchoices).get(value, value))


def _heading(row) -> str:
    """What a record was called then; its own `__str__` would ask for records long gone."""
    for name in ("exact", "title", "name", "value", "number"):
        value = str(getattr(row, name, "") or "")
        if value:
            return value if len(value) <= 60 else value[:59] + "…"
    return row.public_id


def _related_names(rows: Iterable) -> dict[tuple[type, int], str]:
    """What the records that rows refer to are called, one query a kind."""
    wanted: dict[type, set[int]] = {}
    for row in rows:
        for column in row.tracked_fields:
            if isinstance(column, ForeignKey) and getattr(row, column.attname) is not None:
                wanted.setdefault(column.related_model, set()).add(getattr(row, column.attname))
    names = {}
    for model, keys in wanted.items():
        columns = {column.name for column in model._meta.fields}
        name = next(n for n in ("title", "name", "number", "username", "public_id") if n in columns)
        kind = f"{model._meta.verbose_name} " if name in ("number", "public_id") else ""
        for key, value in model._base_manager.filter(pk__in=keys).values_list("pk", name):
            names[model, key] = f"{kind}{value}"
    return names
