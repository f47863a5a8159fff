"""The page on which text files, web pages and Word documents are uploaded: preview, then drafts."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import path

from ..editing.transfers import note_import
from ..exchange.sealed import NotCarried
from ..exchange.texts.carrying import brought, carried
from ..exchange.texts.describing import Defaults, find_publisher
from ..exchange.texts.metadata import FILE_NAME, MetadataError, read_metadata
from ..exchange.texts.reading import READERS
from ..exchange.texts.taking_in import Fate, Intake, Outcome, stored_sketches
from ..models.record import validate_language
from ..text.encodings import UndecidedEncoding, detect
from ..text.sketches import Sketches

TEMPLATE = "admin/articles/article/import_texts.html"
MOST_FILES = 50
LARGEST = 5 * 1024 * 1024
"""Bytes of all files of one upload together."""


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; its value is the list of them."""

    widget = FilesInput

    def clean(self, data, initial=None):
        """Each by itself, then all together."""
        files = [super(FilesField, self).clean(file, initial) for file in data or [None]]
        if len(files) > MOST_FILES:
            raise ValidationError(
                f"{len(files)} files; this page takes up to {MOST_FILES}. "
                "For more: manage.py import_texts.",
                code="too_many",
            )
        names = [file.name for file in files]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValidationError(
                f"Several files are called {', '.join(twice)}: upload them one after the other.",
                code="same_name",
            )
        size = sum(file.size for file in files)
        if size > LARGEST:
            raise ValidationError(
                f"The files have {size / 1024 / 1024:.1f} MB together; this page takes up to "
                f"{LARGEST // 1024 // 1024} MB. For more: manage.py import_texts.",
                code="too_large",
            )
        return files


class UploadForm(forms.Form):
    """The files, and what holds for those that do not say it themselves."""

    files = FilesField(
        widget=FilesInput(attrs={"accept": ",".join((*READERS, ".csv"))}),
        allow_empty_file=True,  # it is named with the others
        help_text=f"Kinds: {', '.join(READERS)}. Up to {MOST_FILES} files and "
        f"{LARGEST // 1024 // 1024} MB at once. A file {FILE_NAME} among them may tell more about "
        "the others (columns: file, title, byline, published, language, address, publisher_id …).",
        error_messages={"required": "Choose at least one file."},
    )
    language = forms.CharField(
        required=False,
        max_length=35,
        validators=[validate_language],
        help_text="For files that do not tell theirs: en, en-GB, ja, ru, sr-Latn.",
    )
    publisher = forms.CharField(
        required=False,
        max_length=300,
        help_text="For files that do not tell theirs: exact name, slug or id of an entity.",
    )
    encoding = forms.CharField(
        required=False,
        max_length=40,
        help_text="Of all .txt and .html files, such as cp1251. Leave it empty: it is found out, "
        "and a file that leaves it in doubt says so.",
    )

    def clean_publisher(self):
        text = self.cleaned_data["publisher"].strip()
        entity = find_publisher(text) if text else None
        if text and entity is None:
            raise ValidationError(f"There is no entity “{text}”, or more than one of that name.")
        return entity

    def clean_encoding(self):
        encoding = self.cleaned_data["encoding"].strip()
        try:
            detect(b"", encoding)
        except UndecidedEncoding as error:
            raise ValidationError(str(error)) from error
        return encoding


class ImportsTexts:
    """Mix into the articles' admin, before what it imports otherwise: `import-texts/`."""

    import_export_change_list_template = "admin/articles/article/change_list.html"

    def get_urls(self):
        def answer(request):
            return import_texts(self, request)

        view = self.admin_site.admin_view(answer)
        return [
            path("import-texts/", view, name="articles_article_import_texts"),
            *super().get_urls(),
        ]


def import_texts(admin, request: HttpRequest):
    """Choose files; see what each becomes; take in those that are ticked."""
    if not (admin.has_import_permission(request) and admin.has_add_permission(request)):
        raise PermissionDenied
    form, preview, done, kept = UploadForm(), [], [], ""
    if request.method == "POST" and "carried" in request.POST:
        try:
            done = _take_in(request)
        except NotCarried as error:
            form = _complaining(str(error))
    elif request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                preview = _previewed(request, form)
                kept = carried(preview, by=request.user)
            except MetadataError as error:
                form.add_error("files", error.problems)
            except NotCarried as error:
                preview = []
                form.add_error("files", str(error))
    context = {
        **admin.admin_site.each_context(request),
        "title": "Import texts",
        "opts": admin.opts,
        "form": form,
        "preview": preview,
        "done": done,
        "carried": kept,
        "can_be_taken": any(one.fate in (Fate.NEW, Fate.NEAR) for one in preview),
        "new": Fate.NEW,
        "near": Fate.NEAR,
    }
    request.current_app = admin.admin_site.name
    return TemplateResponse(request, TEMPLATE, context)


def _previewed(request: HttpRequest, form: UploadForm) -> list[Outcome]:
    """What each file would become; everything is tried and nothing kept."""
    values = form.cleaned_data
    files = {file.name: file.read() for file in values["files"]}
    told = files.pop(FILE_NAME, None)
    metadata = read_metadata(told, set(files)) if told is not None else None
    intake = Intake(
        by=request.user,
        defaults=Defaults(values["language"], values["publisher"]),
        metadata=metadata,
        encoding=values["encoding"],
        dry_run=True,
    )
    outcomes = [intake.read(name, data) for name, data in sorted(files.items())]
    intake.stored = _stored_like(outcomes)
    return [intake.store(outcome) if outcome.body else outcome for outcome in outcomes]


def _take_in(request: HttpRequest) -> list[Outcome]:
    """Store the files that were ticked. Raises NotCarried."""
    files = brought(request.POST["carried"], by=request.user)
    ticked = set(request.POST.getlist("take"))
    files = [file for file in files if file.name in ticked]
    if not files:
        raise NotCarried("No file was ticked, so nothing was taken in.")
    intake = Intake(by=request.user, stored=_stored_like(files))
    # Whoever ticked a text that is nearly the same has seen that it is.
    done = [intake.store(file, keep_near=True) for file in files]
    new = sum(file.fate == Fate.NEW for file in done)
    note_import(
        by=request.user,
        datasets=["articles"],
        file_name=files[0].name if len(files) == 1 else f"{len(files)} files",
        sha256=files[0].sha256 if len(files) == 1 else "",
        rows=len(files),
        new=new,
        unchanged=sum(file.fate == Fate.KNOWN for file in done),
        result="\n".join(f"{file.name}: {file.fate}. {file.why}".strip() for file in done),
    )
    return done


def _stored_like(files: list[Outcome]) -> Sketches:
    """Sketches of what is in the archive and may be as long as one of these files."""
    lengths = [len(file.body) for file in files if file.body]
    return stored_sketches(min(lengths), max(lengths)) if lengths else Sketches()


def _complaining(message: str) -> UploadForm:
    form = UploadForm({})
    form.errors.clear()
    form.add_error(None, message)
    return form
