"""The page on which annotations made elsewhere are uploaded for an article: preview, then all."""

import hashlib

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.urls import path

from ..editing.transfers import note_import
from ..exchange.annotations.files import READERS, read_annotations, type_table
from ..exchange.annotations.given import UnreadableAnnotations
from ..exchange.annotations.importing import Choices, Report, import_annotations
from ..exchange.annotations.kinds import KINDS
from ..exchange.sealed import NotCarried, sealed, unsealed
from ..models import Article

TEMPLATE = "admin/articles/article/import_annotations.html"
LARGEST = 5 * 1024 * 1024
"""Bytes."""
LISTED = 200
"""So many problems are shown; all are counted."""

_PURPOSE = "import_annotations"


class AnnotationsForm(forms.Form):
    """The file, and what is allowed."""

    file = forms.FileField(
        widget=forms.FileInput(attrs={"accept": ",".join(READERS)}),
        help_text=f"W3C Web Annotations (.jsonld, .json) or brat standoff (.ann), up to "
        f"{LARGEST // 1024 // 1024} MB.",
        error_messages={"required": "Choose a file."},
    )
    types = forms.CharField(
        required=False,
        max_length=1000,
        help_text="What types of the file are here, if it is not plain, such as "
        f"Zitat=quotation Stadt=place. Known: {', '.join(KINDS)}.",
    )
    create_entities = forms.BooleanField(
        required=False,
        label="Make entities that are not there",
        help_text="Of the kind the file tells. Otherwise the file is refused, with their names.",
    )
    accept_moved = forms.BooleanField(
        required=False,
        label="Accept moved passages",
        help_text="If words stand elsewhere in the text than the file says, and there is only one "
        "place they can mean, take that. The preview lists them.",
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(
                f"The file has {file.size / 1024 / 1024:.1f} MB; this page takes up to "
                f"{LARGEST // 1024 // 1024} MB. Larger ones: manage.py import_annotations.",
                code="too_large",
            )
        return file

    def clean_types(self):
        try:
            return type_table(self.cleaned_data["types"].split())
        except ValueError as error:
            raise ValidationError(str(error)) from error


class ImportsAnnotations:
    """Mix into the articles' admin: `<pk>/annotate/import/`."""

    def get_urls(self):
        def answer(request, pk):
            return import_page(self, request, pk)

        view = self.admin_site.admin_view(answer)
        name = "articles_article_annotate_import"
        return [path("<int:pk>/annotate/import/", view, name=name), *super().get_urls()]

    def may_import_annotations(self, request, article=None) -> bool:
        """Whether somebody may import annotations, of this article if one is named."""
        rights = ("articles.import_mention", "articles.import_quotation")
        return request.user.has_perms(rights) and self.has_change_permission(request, article)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["may_import_annotations"] = self.may_import_annotations(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)


def import_page(admin, request: HttpRequest, pk: int):
    """Choose a file; see what it becomes; take it in as a whole."""
    article = Article.objects.select_related("current_text").filter(pk=pk).first()
    if article is None or article.current_text is None:
        raise Http404
    if not admin.may_import_annotations(request, article):
        raise PermissionDenied
    form, report, kept, is_done = AnnotationsForm(), None, "", False
    if request.method == "POST" and "carried" in request.POST:
        try:
            asked = unsealed(request.POST["carried"], by=request.user, purpose=_PURPOSE)
            report, is_done = _carry_out(request, article, asked), True
        except NotCarried as error:
            form = AnnotationsForm({}, {})
            form.errors.clear()
            form.add_error(None, str(error))
    elif request.method == "POST":
        form = AnnotationsForm(request.POST, request.FILES)
        if form.is_valid():
            asked = _asked(form, article)
            report = _tried(request, article, asked, dry_run=True)
            try:
                kept = sealed(asked, by=request.user, purpose=_PURPOSE)
            except NotCarried as error:
                report, kept = None, ""
                form.add_error("file", str(error))
    context = {
        **admin.admin_site.each_context(request),
        "title": f"Import annotations: {article}",
        "opts": admin.opts,
        "original": article,
        "form": form,
        "report": report,
        "is_done": is_done,
        "carried": kept,
        "listed": LISTED,
    }
    request.current_app = admin.admin_site.name
    return TemplateResponse(request, TEMPLATE, context)


def _asked(form: AnnotationsForm, article: Article) -> dict:
    """What the form asks for, as the page carries it."""
    values = form.cleaned_data
    return {
        "article": article.pk,
        "name": values["file"].name,
        "data": values["file"].read().decode("latin-1"),  # bytes, one character each
        "types": values["types"],
        "create_entities": values["create_entities"],
        "accept_moved": values["accept_moved"],
    }


def _tried(request: HttpRequest, article: Article, asked: dict, *, dry_run: bool) -> Report:
    if asked["article"] != article.pk:
        raise NotCarried("This preview was of another article. Upload the file again.")
    choices = Choices(article, asked["create_entities"], asked["accept_moved"], dry_run)
    try:
        reading = read_annotations(asked["name"], asked["data"].encode("latin-1"), asked["types"])
    except UnreadableAnnotations as error:
        return Report(problems=[str(error)])
    return import_annotations(reading, by=request.user, file_name=asked["name"], choices=choices)


def _carry_out(request: HttpRequest, article: Article, asked: dict) -> Report:
    """Import the file, and note that it was."""
    report = _tried(request, article, asked, dry_run=False)
    note_import(
        by=request.user,
        datasets=["mentions", "quotations"],
        file_name=asked["name"],
        sha256=hashlib.sha256(asked["data"].encode("latin-1")).hexdigest(),
        rows=report.new + report.unchanged,
        new=report.new,
        unchanged=report.unchanged,
        result="\n".join(report.problems or [*report.told, *report.moved]),
        is_refused=bool(report.problems),
    )
    return report
