"""The merges of entities and of sources: looked through, and undone."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from ..editing.merging import may_merge, require_may_merge
from ..editing.separating import unmerge
from ..exchange.datasets import DATASETS
from ..exchange.resources import export_resource
from ..models import EntityMerge, SourceMerge
from .links import change_address, link, linked
from .permissions import ReadOnly
from .record_form import errors_by_field
from .saving import Refused, refusing
from .searching import SearchesFolded
from .transfer import Exports


class UndoForm(forms.Form):
    """Why they are two after all."""

    reason = forms.CharField(
        label="Why",
        max_length=2000,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Why they are not the same. Readers are told if they see it.",
    )


class UndoneFilter(admin.SimpleListFilter):
    title = "undone"
    parameter_name = "undone"

    def lookups(self, request, model_admin):
        return [("no", "standing"), ("yes", "undone")]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        return queryset.filter(undone__isnull=self.value() == "no")


class MergeAdmin(ReadOnly, SearchesFolded, Exports, admin.ModelAdmin):
    """A list of merges; subclasses say of what."""

    resource_classes = (export_resource("merges"),)
    actions = None
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False
    change_form_template = "admin/articles/merge/merge_form.html"
    undo_template = "admin/articles/merge/undo.html"
    date_hierarchy = "change__at"
    list_display = (
        "which",
        linked("merged", "merged record"),
        linked("into", "merged into"),
        "at",
        "by",
        "reason",
        "undone_at",
    )
    list_display_links = ("which",)
    list_select_related = ("merged", "into", "change__by", "undone__by")
    list_filter = (UndoneFilter,)
    search_help_text = "Words of either name, of the reason, or a public id."
    fields = ("merged_link", "into_link", "at", "by", "reason", "journal", "undone_link")
    readonly_fields = fields

    def get_urls(self):
        view = self.admin_site.admin_view(self.undo_view)
        name = f"articles_{self.opts.model_name}_undo"
        return [path("<path:object_id>/undo/", view, name=name), *super().get_urls()]

    def get_export_queryset(self, request):
        """The rows of the dataset, which are Changes, for the merges the list shows."""
        shown = super().get_export_queryset(request).order_by().values("pk")
        merges = DATASETS["merges"].queryset(public=False)
        return merges.filter(**{f"{self.opts.model_name}__in": shown}).order_by("-pk")

    @admin.display(description="merge", ordering="public_id")
    def which(self, merge):
        return merge.public_id

    @admin.display(description="at", ordering="change__at")
    def at(self, merge):
        return merge.change.at

    @admin.display(description="by", ordering="change__by__username")
    def by(self, merge):
        return str(merge.change.by) if merge.change.by_id else "a command"

    @admin.display(description="reason")
    def reason(self, merge):
        return merge.change.reason

    @admin.display(description="undone at", ordering="undone__at")
    def undone_at(self, merge):
        return merge.undone and merge.undone.at

    @admin.display(description="merged record")
    def merged_link(self, merge):
        return link(merge.merged)

    @admin.display(description="merged into")
    def into_link(self, merge):
        return link(merge.into)

    @admin.display(description="what it did")
    def journal(self, merge):
        return link(merge.change)

    @admin.display(description="undone by")
    def undone_link(self, merge):
        return link(merge.undone)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and obj.undone_id is None:
            merged = self.opts.get_field("merged").related_model
            if may_merge(request.user, merged):
                name = f"admin:articles_{self.opts.model_name}_undo"
                context["undo_address"] = reverse(name, args=[obj.pk])
        return super().render_change_form(request, context, add, change, form_url, obj)

    def undo_view(self, request, object_id):
        """Ask why (GET), undo the merge (POST)."""
        key = unquote(object_id)
        merge = self.get_object(request, key) if key.isdecimal() else None
        if merge is None:
            raise Http404
        require_may_merge(request.user, merge.merged, merge.into)
        form = UndoForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                with refusing():
                    left = unmerge(merge, by=request.user, reason=form.cleaned_data["reason"])
            except Refused as refused:
                for field, errors in errors_by_field(refused.refusals[None]).items():
                    form.add_error(field if field in form.fields else None, errors)
            else:
                self._tell(request, merge, left)
                return HttpResponseRedirect(change_address(merge.merged))
        context = {
            **self.admin_site.each_context(request),
            "title": "Undo a merge",
            "opts": self.opts,
            "original": merge,
            "form": form,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.undo_template, context)

    def _tell(self, request, merge, left: list[str]) -> None:
        text = f"“{merge.merged}” stands by itself again, beside “{merge.into}”."
        self.message_user(request, text, messages.SUCCESS)
        for sentence in left:
            self.message_user(request, sentence, messages.WARNING)


@admin.register(EntityMerge)
class EntityMergeAdmin(MergeAdmin):
    search_fields = (
        *("merged__name_folded", "into__name_folded", "change__reason"),
        *("^public_id", "^merged__public_id", "^into__public_id"),
    )


@admin.register(SourceMerge)
class SourceMergeAdmin(MergeAdmin):
    search_fields = (
        *("merged__title_folded", "into__title_folded", "change__reason"),
        *("^public_id", "^merged__public_id", "^into__public_id"),
    )
