"""Export of every list, import of small files: with permission only, and never by accident.

Columns, formats and checks are those of `exchange`; this is what the admin puts around them. Who
took or brought what is noted (`editing.transfers`).
"""

from hashlib import sha256

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import (
    ALL_VAR,
    ERROR_FLAG,
    IS_FACETS_VAR,
    PAGE_VAR,
)
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from import_export.admin import ExportMixin, ImportMixin
from import_export.forms import ExportForm, ImportForm
from import_export.results import RowResult

from ..editing.transfers import note_export, note_import
from ..exchange.formats import FORMATS
from ..exchange.resources import problems

_NO_FILTERS = {PAGE_VAR, ALL_VAR, ERROR_FLAG, IS_FACETS_VAR, "_changelist_filters"}
# What a list's query string holds besides filters, search and order.

LARGEST_UPLOAD = 2 * 1024 * 1024
"""Bytes. A preview shows every row twice, and a server has little time for one answer."""


class Exports(ExportMixin):
    """Mix into a ModelAdmin: export what the list shows, filters and search included."""

    formats = FORMATS
    export_form_class = ExportForm
    resource_classes = ()

    def get_export_queryset(self, request):
        """The rows the list shows; what only its columns need is left out."""
        return super().get_export_queryset(request).prefetch_related(None)

    def export_action(self, request):
        """The form, or the file; a filter that is none leads back to the list, which says so."""
        try:
            return super().export_action(request)
        except IncorrectLookupParameters:
            text = "Nothing was exported: the list does not understand this filter."
            self.message_user(request, text, messages.ERROR)
            address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
            return HttpResponseRedirect(address)

    def get_data_for_export(self, request, queryset, **kwargs):
        table = super().get_data_for_export(request, queryset, **kwargs)
        request.exported_rows = len(table)
        return table

    def get_export_data(self, file_format, request, queryset, **kwargs):
        """The file; that it was taken is noted once it could be written."""
        data = super().get_export_data(file_format, request, queryset, **kwargs)
        form = kwargs.get("export_form")
        chosen = "export_items" in form.changed_data if form else False
        note_export(
            by=request.user,
            datasets=[self.choose_export_resource_class(form, request).dataset.name],
            filter=_filter_of(request),
            file_name=self.get_export_filename(request, queryset, file_format),
            rows=request.exported_rows,
            result="Only rows that were chosen one by one." if chosen else "",
        )
        return data


class SmallFileForm(ImportForm):
    """The file to import, if it is not too large for a page."""

    def clean_import_file(self):
        file = self.cleaned_data["import_file"]
        if file.size > LARGEST_UPLOAD:
            raise ValidationError(
                f"The file has {file.size / 1024 / 1024:.1f} MB; this page takes up to "
                f"{LARGEST_UPLOAD // 1024 // 1024} MB. Larger ones: manage.py import_data.",
                code="too_large",
            )
        return file


class Imports(ImportMixin):
    """Mix into a ModelAdmin beside `Exports`: preview, then all rows or none."""

    import_form_class = SmallFileForm
    import_export_change_list_template = "admin/import_export/change_list_import_export.html"

    def get_import_context_data(self, **kwargs):
        return {
            **super().get_import_context_data(**kwargs),
            "largest_upload": LARGEST_UPLOAD,
            "dataset": str(self.opts.verbose_name_plural),
        }

    def process_import(self, request, **kwargs):
        """Carry out what was previewed; its file is kept only until then."""
        try:
            return super().process_import(request, **kwargs)
        except FileNotFoundError:
            text = "The file of this preview is no longer kept. Upload it again."
            self.message_user(request, text, messages.ERROR)
            return self._back(request)

    def process_dataset(self, dataset, form, request, **kwargs):
        """Import what was confirmed, and note what came of it."""
        result = super().process_dataset(dataset, form, request, **kwargs)
        wrong = problems(result)
        note_import(
            by=request.user,
            datasets=[self.choose_import_resource_class(form, request).dataset.name],
            file_name=form.cleaned_data["original_file_name"],
            sha256=self._sha256(form.cleaned_data["import_file_name"]),
            rows=len(dataset),
            new=result.totals[RowResult.IMPORT_TYPE_NEW],
            changed=result.totals[RowResult.IMPORT_TYPE_UPDATE],
            unchanged=result.totals[RowResult.IMPORT_TYPE_SKIP],
            result="\n".join(wrong),
            is_refused=bool(wrong),
        )
        return result

    def _sha256(self, kept_as: str) -> str:
        """The hash of the uploaded file, which is kept under this name until it is imported."""
        storage = self.get_tmp_storage_class()(
            name=kept_as, read_mode="rb", **self.get_tmp_storage_class_kwargs()
        )
        return sha256(storage.read()).hexdigest()

    def process_result(self, result, request):
        """Tell what went wrong since the preview, instead of a success that was none."""
        if not (result.has_errors() or result.has_validation_errors()):
            return super().process_result(result, request)
        for problem in problems(result)[:20]:
            self.message_user(request, f"Nothing was imported. {problem}", messages.ERROR)
        return self._back(request)

    def _back(self, request):
        return HttpResponseRedirect(request.path.replace("process_import/", "import/"))


def _filter_of(request) -> str:
    """The query string of the list, without what does not decide about its rows."""
    query = request.GET.copy()
    for name in _NO_FILTERS & query.keys():
        del query[name]
    return query.urlencode()
