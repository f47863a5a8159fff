"""Deleting through the editing verbs, one record or many: all or nothing, one Change."""

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.utils import NestedObjects
from django.core.exceptions import ValidationError
from django.db import router
from django.http import HttpResponseRedirect
from django.utils.html import format_html
from django.utils.text import capfirst

from ..editing import ledger, records
from .permissions import allowed
from .record_form import errors_by_field
from .saving import Refused, refusing

MOST = 400
"""How many records are deleted at once; each needs two fields, and a form may have a thousand."""
SHOWN = 20
"""How many parts of a kind the confirmation page names; it counts them all."""


class DeletesByVerbs:
    """Mix into a ModelAdmin: its delete page and its delete action go through `editing`."""

    delete_confirmation_template = "admin/articles/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/articles/delete_selected_confirmation.html"
    actions = ("delete_selected",)

    def delete_record(self, request, record, based_on: int) -> None:
        records.delete(record, by=request.user, based_on=based_on)

    def get_deleted_objects(self, objs, request):
        """What goes along with `objs`. Rights are those of the verb: on the records themselves."""
        objs = list(objs)
        lacking = {
            str(self.opts.verbose_name) for obj in objs if not allowed(request, "delete", obj)
        }
        collector = NestedObjects(using=router.db_for_write(self.model), origin=objs)
        collector.collect(objs)
        counts = {
            model._meta.verbose_name_plural: len(found)
            for model, found in collector.model_objs.items()
        }
        protected = [f"{capfirst(user._meta.verbose_name)}: {user}" for user in collector.protected]
        return self._named(objs, collector.model_objs), counts, lacking, protected

    def _named(self, objs, found: dict) -> list[str]:
        named = [_with_kind(obj) for obj in objs]
        for model, parts in found.items():
            if model is self.model:
                continue
            named += [_with_kind(part) for part in list(parts)[:SHOWN]]
            if len(parts) > SHOWN:
                more = len(parts) - SHOWN
                named.append(f"… and {more} more {model._meta.verbose_name_plural}")
        return named

    def delete_view(self, request, object_id, extra_context=None):
        if request.method != "POST":
            return super().delete_view(request, object_id, extra_context)
        try:
            with self._deletion(request):
                return super().delete_view(request, object_id, extra_context)
        except (Refused, ValidationError, ledger.Stale) as error:
            self._tell(request, error)
            return HttpResponseRedirect(request.get_full_path())

    def delete_model(self, request, obj):
        with refusing():
            self.delete_record(request, obj, _version_seen(request, "row_version"))

    @admin.action(permissions=["delete"], description="Delete selected %(verbose_name_plural)s")
    def delete_selected(self, request, queryset):
        if queryset.count() > MOST:
            text = f"Choose up to {MOST} at once; nothing was deleted."
            self.message_user(request, text, messages.ERROR)
            return None
        try:
            with self._deletion(request):
                return delete_selected(self, request, queryset)
        except (Refused, ValidationError, ledger.Stale) as error:
            self._tell(request, error)
            return None

    def delete_queryset(self, request, queryset):
        with refusing():
            for obj in queryset:
                seen = _version_seen(request, f"row_version_{obj.pk}")
                self.delete_record(request, obj, seen)

    def _deletion(self, request):
        reason = request.POST.get("reason", "").strip()
        return ledger.change(f"delete_{self.opts.model_name}", by=request.user, reason=reason)

    def _tell(self, request, error: Exception) -> None:
        refusals = error.refusals.values() if isinstance(error, Refused) else [error]
        for refusal in refusals:
            for errors in errors_by_field(refusal).values():
                for message in [text for error in errors for text in error.messages]:
                    text = f"Nothing was deleted. {message}"
                    self.message_user(request, text, messages.ERROR)


def _version_seen(request, name: str) -> int:
    """The row version the confirmation page showed; 0, which no row has, if it is missing."""
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() else 0


def _with_kind(obj) -> str:
    return format_html("{}: {}", capfirst(obj._meta.verbose_name), obj)
