"""The history of a record: who did what, when and why, with the values before and after."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import ForeignKey
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from ..models import Change
from .deeds import Deeds, deed, related_names

PER_PAGE = 50


@dataclass
class Entry:
    """One Change, or a state found before the first one, with what was done in it."""

    change: Change | None
    at: object
    deeds: Deeds = field(default_factory=Deeds)

    @property
    def verb(self) -> str:
        return verb_in_words(self.change)

    @property
    def undoing(self) -> SafeString:
        return undoing(self.change)

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
        told = self.history_entries(key) if key.isdecimal() else []
        if obj is None and not len(told):
            raise Http404
        title = str(obj) if obj else f"{capfirst(self.opts.verbose_name)}, deleted"
        context = {
            **self.admin_site.each_context(request),
            "title": f"History: {title}",
            "object": obj,
            "page": Paginator(told, PER_PAGE).get_page(request.GET.get("p")),
            "opts": self.opts,
            "module_name": capfirst(self.opts.verbose_name_plural),
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.object_history_template, context)

    def history_entries(self, key: str) -> Sequence[Entry]:
        """What is told of the record with this primary key, the latest first."""
        found = list(_told(self.model.history.filter(id=key)))
        parts = [(inline.model, _link_to(inline.model, self.model)) for inline in self.inlines]
        for model, name in (*parts, *self.history_parts):
            found += _told(model.history.filter(**{name: key}))
        return entries(found)


def entries(rows: list) -> list[Entry]:
    """History rows of one record and its parts, one entry a Change, the latest first."""
    names = related_names(rows)
    grouped: dict[object, Entry] = {}
    latest: dict[tuple, object] = {}
    for row in sorted(rows, key=lambda row: (row.history_date, row.history_id)):
        record = (type(row), row.id)
        key = row.change_id or ("found", *record, row.history_id)
        entry = grouped.setdefault(key, Entry(row.change, row.history_date))
        entry.deeds.told.append(deed(latest.get(record), row, names))
        latest[record] = row
    return list(grouped.values())[::-1]


def verb_in_words(change: Change) -> str:
    """The verb of a Change for people: “add mention”."""
    return change.verb.replace("_", " ")


def undoing(change: Change) -> SafeString:
    """What a Change takes back and what took it back, as sentences with links; empty if neither."""
    sentences = [("It takes back", change.undoes)] if change.undoes else []
    sentences += [("It was taken back by", later) for later in change.undone_by.all()]
    return format_html_join(" ", "{} {}.", ((words, _link(other)) for words, other in sentences))


def _link(change: Change) -> SafeString:
    return format_html(
        '<a href="{}">“{}” of {}</a>',
        reverse("admin:articles_change_change", args=[change.pk]),
        verb_in_words(change),
        date_format(timezone.localtime(change.at), "DATETIME_FORMAT"),
    )


def _told(rows):
    related = rows.select_related("change__by", "change__undoes")
    return related.prefetch_related("change__undone_by").order_by("history_date", "history_id")


def _link_to(part: type, whole: type) -> str:
    return next(
        f.name for f in part._meta.fields if isinstance(f, ForeignKey) and f.related_model is whole
    )
