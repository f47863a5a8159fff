"""Saving a form through the editing verbs: one Change a form, refusals as form errors."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied, ValidationError

from ..editing import ledger, records
from ..models import Article

SETTLED = "Readers see this already; changing it needs the rights of an Editor. Nothing was saved."


class Refused(Exception):
    """Verbs refused to write; `refusals` holds why, by prefix of the form it belongs to."""

    def __init__(self, refusals: Mapping[str | None, Exception]):
        super().__init__(refusals)
        self.refusals = refusals


@contextmanager
def refusing(prefix: str | None = None) -> Iterator[None]:
    """Turn whatever a verb may raise into Refused."""
    try:
        yield
    except (ValidationError, ledger.Stale, PermissionDenied) as error:
        raise Refused({prefix: error}) from error


class SavesByVerbs:
    """Mix into a ModelAdmin: its forms write through `editing`, as one Change each.

    When a verb refuses, everything is rolled back and the form comes back as it was filled in,
    with the refusal at its field. Subclasses change what a verb needs in `add_record` and
    `change_record`, and look at the whole in `check_saved`.
    """

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        verb = f"{'change' if object_id else 'add'}_{self.opts.model_name}"
        reason = request.POST.get("change_reason", "").strip()
        try:
            with ledger.change(verb, by=request.user, reason=reason):
                return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refused:
            request.refusals = refused.refusals
        except (ValidationError, ledger.Stale) as error:  # of the Change as a whole
            request.refusals = {None: error}
        except PermissionDenied:
            if object_id is None or not self.has_change_permission(request):
                raise
            request.refusals = {None: PermissionDenied(self.denial(object_id))}
        # Forms with refusals never validate, so this only shows them.
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.refusals = getattr(request, "refusals", form.refusals)
        return form

    def get_formsets_with_inlines(self, request, obj=None):
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            formset.form.refusals = getattr(request, "refusals", formset.form.refusals)
            yield formset, inline

    def denial(self, object_id: str) -> str:
        """Why the form of this record, shown before, may not be saved now."""
        return SETTLED

    def add_record(self, request, record, form) -> None:
        records.add(record, by=request.user)

    def change_record(self, request, record, form) -> None:
        records.change(record, by=request.user, based_on=form.cleaned_data["seen_version"])

    def check_saved(self, request, record) -> None:
        """Raise ValidationError when record and rows together will not do."""

    def save_model(self, request, obj, form, change):
        with refusing(form.prefix):
            if not change:
                self.add_record(request, obj, form)
                return
            article = obj if isinstance(obj, Article) else getattr(obj, "article", None)
            ledger.describe_change(obj, article)
            if form.has_changed():
                self.change_record(request, obj, form)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        with refusing(form.prefix):
            self.check_saved(request, form.instance)

    def save_formset(self, request, form, formset, change):
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        formset.save_m2m = lambda: None
        refusals = {}
        for row in formset.forms:
            try:
                self._save_row(request, formset, row)
            except Refused as refused:
                refusals |= refused.refusals
        if refusals:
            raise Refused(refusals)

    def _save_row(self, request, formset, row) -> None:
        part = row.instance
        with refusing(row.prefix):
            if row in formset.deleted_forms:
                if part.pk:
                    seen = row.cleaned_data.get("seen_version") or 0
                    records.delete(part, by=request.user, based_on=seen)
                    formset.deleted_objects.append(part)
            elif row.has_changed():
                if part.pk:
                    self.change_record(request, part, row)
                    formset.changed_objects.append((part, row.changed_data))
                else:
                    setattr(part, formset.fk.name, formset.instance)
                    self.add_record(request, part, row)
                    formset.new_objects.append(part)
