"""Export of every list, import of small files: with permission only, and never by accident.

Columns, formats and checks are those of `exchange`; this is what the admin puts around them.
"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from import_export.admin import ExportMixin, ImportMixin
from import_export.forms import ExportForm, ImportForm

from ..exchange.formats import FORMATS
from ..exchange.resources import problems

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

    def process_result(self, result, request):
        """Tell what went wrong since the preview, instead of a success that was none."""
        if not (result.has_errors() or result.has_validation_errors()):
            return super().process_result(result, request)
        for problem in problems(result)[:20]:
            self.message_user(request, f"Nothing was imported. {problem}", messages.ERROR)
        return self._back(request)

    def _back(self, request):
        return HttpResponseRedirect(request.path.replace("process_import/", "import/"))
