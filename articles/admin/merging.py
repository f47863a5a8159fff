"""Merging a record into another: choose the other, look at what will happen, confirm."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from ..editing.merge_plan import Plan
from ..editing.merging import may_merge, merge, preview_merge, require_may_merge
from .links import change_address, link
from .merge_preview import told
from .record_form import errors_by_field
from .saving import Refused, refusing

OWN, OTHER = "own", "other"


class MergedFilter(admin.SimpleListFilter):
    """A list shows records in their own right; those merged into another only if asked for."""

    title = "merged"
    parameter_name = "merged"

    def lookups(self, request, model_admin):
        return [("yes", "merged into another")]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        return [{**first, "display": "in their own right"}, *others]

    def queryset(self, request, queryset):
        return queryset.filter(merged_into__isnull=self.value() != "yes")


class OtherForm(forms.Form):
    """Which record it is the same as."""

    def __init__(self, *args, record, admin_site, **kwargs):
        super().__init__(*args, **kwargs)
        model = type(record)
        self.fields["into"] = forms.ModelChoiceField(
            model.objects.standing().exclude(pk=record.pk),
            label=f"The {model._meta.verbose_name} it is the same as",
            widget=AutocompleteSelect(model._meta.get_field("merged_into"), admin_site),
        )


class MergeForm(forms.Form):
    """Why, which state of both records was seen, and whose identifier stands in a conflict."""

    reason = forms.CharField(
        label="Why",
        max_length=2000,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="How you know that they are the same. Readers are told if they see it.",
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput)
    into_based_on = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, plan: Plan, **kwargs):
        self.conflicts = plan.names.conflicts
        self.versions = {
            "based_on": plan.merged.row_version,
            "into_based_on": plan.into.row_version,
        }
        choices = {f"keep_{one.scheme}": OWN for one in self.conflicts}
        super().__init__(*args, initial={**choices, **self.versions}, **kwargs)
        for one in self.conflicts:
            own, others = (", ".join(i.value for i in ids) for ids in (one.own, one.others))
            self.fields[f"keep_{one.scheme}"] = forms.ChoiceField(
                label=f"{one.label}: “{plan.into}” keeps",
                choices=[(OWN, f"its own, {own}"), (OTHER, f"that of “{plan.merged}”, {others}")],
                widget=forms.RadioSelect,
            )

    def leave(self) -> frozenset[str]:
        """Authorities of which the other's identifier is kept."""
        return frozenset(
            one.scheme for one in self.conflicts if self.cleaned_data[f"keep_{one.scheme}"] == OTHER
        )

    def see_anew(self) -> None:
        """Confirmed again, it is based on what is shown now."""
        self.data = self.data | {name: str(value) for name, value in self.versions.items()}


class MergesRecords:
    """Mix into a ModelAdmin of records that can be merged."""

    change_form_template = "admin/articles/merge/change_form.html"
    merge_template = "admin/articles/merge/merge.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.merge_view)
        name = f"articles_{self.opts.model_name}_merge"
        return [path("<path:object_id>/merge/", view, name=name), *super().get_urls()]

    def get_list_filter(self, request):
        return [*super().get_list_filter(request), MergedFilter]

    def get_search_results(self, request, queryset, search_term):
        """In the choices of a form, only records in their own right."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        if request.resolver_match.url_name == "autocomplete":
            found = found.filter(merged_into=None)
        return found, duplicates

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and obj.merged_into_id is not None:
            context["merged_into"] = link(obj.merged_into)
            done = obj.merges.standing().first()
            context["its_merge"] = done and change_address(done)
        elif obj is not None and may_merge(request.user, self.model):
            context["merge_address"] = reverse(
                f"admin:articles_{self.opts.model_name}_merge", args=[obj.pk]
            )
        return super().render_change_form(request, context, add, change, form_url, obj)

    def denial(self, object_id):
        merged = self.model.objects.exclude(merged_into=None)
        gone = merged.filter(pk=object_id).select_related("merged_into").first()
        if gone is None:
            return super().denial(object_id)
        return f"“{gone}” was merged into “{gone.merged_into}” meanwhile. Nothing was saved."

    def merge_view(self, request, object_id):
        """Ask for the other record; show what merging does; carry it out (POST)."""
        key = unquote(object_id)
        record = self.get_object(request, key) if key.isdecimal() else None
        if record is None:
            raise Http404
        require_may_merge(request.user, record)
        if record.merged_into_id is not None:
            return HttpResponseRedirect(change_address(record))
        asked = request.GET if "into" in request.GET else None
        choice = OtherForm(asked, record=record, admin_site=self.admin_site)
        if asked is None or not choice.is_valid():
            return self._answer(request, record, choice=choice)
        into = choice.cleaned_data["into"]
        try:
            plan = preview_merge(record, into)
        except ValidationError as error:
            choice.add_error("into", error)
            return self._answer(request, record, choice=choice)
        form = MergeForm(request.POST or None, plan=plan)
        if request.method == "POST" and form.is_valid():
            try:
                self._carry_out(request, record, into, form)
            except Refused as refused:
                for field, errors in errors_by_field(refused.refusals[None]).items():
                    form.add_error(field if field in form.fields else None, errors)
                form.see_anew()
            else:
                return HttpResponseRedirect(change_address(into))
        return self._answer(request, record, into=into, form=form, plan=plan, told=told(plan))

    def _carry_out(self, request, record, into, form: MergeForm) -> None:
        asked = form.cleaned_data
        with refusing():
            merge(
                record,
                into,
                by=request.user,
                based_on=asked["based_on"],
                into_based_on=asked["into_based_on"],
                reason=asked["reason"],
                leave=form.leave(),
            )
        self.log_change(request, record, f"Merged into “{into}”.")
        text = f"“{record}” is merged into “{into}”: this is the one that stands."
        self.message_user(request, text, messages.SUCCESS)

    def _answer(self, request, record, **found):
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge “{record}” into another {self.opts.verbose_name}",
            "opts": self.opts,
            "original": record,
            "media": found["choice"].media if "choice" in found else "",
            **found,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.merge_template, context)
