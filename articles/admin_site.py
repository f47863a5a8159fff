"""The editors' site: its name, the order of its index, what its first page tells.

It stands beside the room `admin`, not in it: Django makes the site first, and importing the room
registers every model's admin with it.
"""

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Count
from django.urls import reverse
from django.utils.text import capfirst

from .editing.review import pending_count
from .models import Article, Entity, Mention, Quotation, Report, ReportStatus, Source, Status

GROUPS = (
    ("Articles", ("Article", "Quotation", "Mention", "Citation")),
    ("Sources", ("Source", "Derivation", "SourceAgent")),
    ("Entities", ("Entity", "Relation")),
    (
        "Journal",
        (
            *("Report", "Correction", "EntityMerge", "SourceMerge"),
            *("Change", "Transfer", "TextVersion"),
        ),
    ),
    (
        "Parts, to look through and export",
        (
            "Alias",
            "Identifier",
            "QuotationSpan",
            "CitationSpan",
            "DerivationSpan",
            "SourceAgentSpan",
            "RelationSpan",
        ),
    ),
)
"""Headings of the index, with the names of the models under each, as an editor looks for them."""


class ChoicesView(AutocompleteJsonView):
    """Choices of a relation, with enough said to tell two of the same name apart."""

    def serialize_result(self, obj, to_field_name):
        label = getattr(self.model_admin, "choice_label", str)
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}


class ArchiveAdminSite(admin.AdminSite):
    """Django's admin under the archive's name, its models in the order of an editor's work."""

    site_header = "Archive"
    site_title = "Archive"
    index_title = "The editors’ desk"

    def autocomplete_view(self, request):
        return ChoicesView.as_view(admin_site=self)(request)

    def get_app_list(self, request, app_label=None):
        """Django's list, with the archive's one application told as several groups."""
        listed = []
        for app in super().get_app_list(request, app_label):
            listed += _grouped(app) if app["app_label"] == "articles" else [app]
        return sorted(listed, key=lambda app: app["app_label"] != "articles")

    def index(self, request, extra_context=None):
        return super().index(request, {"overview": overview(request), **(extra_context or {})})

    def app_index(self, request, app_label, extra_context=None):
        title = {"title": self.index_title} if app_label == "articles" else {}
        return super().app_index(request, app_label, {**title, **(extra_context or {})})


def overview(request) -> list[tuple[int, str, str]]:
    """What there is and what waits, as (how many, of what, address of the list)."""
    if not request.user.has_perm("articles.view_article"):
        return []
    by_status = dict(Article.objects.order_by().values_list("status").annotate(Count("pk")))
    articles = reverse("admin:articles_article_changelist")
    told = [
        (by_status.get(status, 0), f"Articles: {status.label}", f"{articles}?status={status}")
        for status in (Status.IN_REVIEW, Status.DRAFT, Status.PUBLISHED, Status.WITHDRAWN)
    ]
    for model in (Quotation, Mention, Entity, Source):
        name = model._meta.model_name
        if request.user.has_perm(f"articles.view_{name}"):
            address = reverse(f"admin:articles_{name}_changelist")
            records = model.objects
            number = (records.standing() if hasattr(records, "standing") else records).count()
            told.append((number, capfirst(model._meta.verbose_name_plural), address))
    told.append(
        (pending_count(), "Annotations to review", reverse("admin:articles_article_reviews"))
    )
    if request.user.has_perm("articles.view_report"):
        address = reverse("admin:articles_report_changelist")
        waiting = Report.objects.filter(status=ReportStatus.OPEN).count()
        told.append((waiting, "Reports to answer", f"{address}?status__exact=open"))
    return told


def _grouped(app: dict) -> list[dict]:
    models = {model["object_name"]: model for model in app["models"]}
    groups = []
    for heading, names in GROUPS:
        listed = [models.pop(name) for name in names if name in models]
        if listed:
            groups.append({**app, "name": heading, "models": listed})
    if models:
        groups.append({**app, "name": "Others", "models": list(models.values())})
    return groups
