"""What readers report: a queue, the open ones first, each answered once or again."""

from django import forms
from django.contrib import admin
from django.db.models import Case, Value, When
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator

from ..editing.reporting import REPORTABLE, answer_report
from ..exchange.resources import export_resource
from ..models import Article, Report, ReportStatus, TextVersion
from ..text.occurrences import context
from .filters import one_record_filter
from .links import LONGEST_LABEL, link
from .record import ListAdmin
from .record_form import ProseField, VersionedForm
from .saving import SavesByVerbs, refusing

SHOWN = 2000
"""Characters of a passage that are shown; of a longer one its beginning."""


class AnswerForm(VersionedForm):
    """Accepted or declined, and what was found."""

    status = forms.ChoiceField(
        choices=[(one.value, one.label) for one in (ReportStatus.ACCEPTED, ReportStatus.DECLINED)],
        widget=forms.RadioSelect,
        help_text="Accepted: something was or will be corrected, which is done at the record.",
    )
    answer = ProseField(
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text="What was found and done, for colleagues. Needed when the report is declined.",
    )

    class Meta:
        model = Report
        fields = ("status", "answer")


@admin.register(Report)
class ReportAdmin(SavesByVerbs, ListAdmin):
    resource_classes = (export_resource("reports"),)
    form = AnswerForm
    actions = None
    view_on_site = False
    date_hierarchy = "created_at"
    list_display = ("created_at", "status", "what", "said", "handled_by")
    list_select_related = ("handled_by",)
    list_filter = ("status", one_record_filter("article", Article), "created_at")
    search_fields = ("label", "message", "exact", "answer", "^record", "^public_id")
    search_help_text = "Words of the record, the report or the answer, or a public id."
    fieldsets = (
        (None, {"fields": ("created_at", "reported", "version", "passage", "message")}),
        (
            "Answer",
            {"fields": ("status", "answer", "handled_by", "handled_at", "seen_version")},
        ),
    )
    readonly_fields = (
        *("created_at", "reported", "version", "passage", "message"),
        *("handled_by", "handled_at"),
    )

    def get_ordering(self, request):
        open_first = Case(When(status=ReportStatus.OPEN, then=Value(0)), default=Value(1))
        return (open_first.asc(), "-created_at", "-pk")

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        if not form.has_changed():
            return
        # Without the article at the Change: it is not locked, and its annotations stay the same.
        with refusing(form.prefix):
            answer_report(
                obj,
                form.cleaned_data["status"],
                form.cleaned_data["answer"],
                by=request.user,
                based_on=form.cleaned_data["seen_version"],
            )

    @admin.display(description="record", ordering="label")
    def what(self, report):
        return Truncator(report.label).chars(LONGEST_LABEL)

    @admin.display(description="report")
    def said(self, report):
        return Truncator(report.message).chars(2 * LONGEST_LABEL)

    @admin.display(description="record")
    def reported(self, report):
        model = REPORTABLE[report.record.partition("-")[0]]
        record = model.objects.filter(public_id=report.record).first()
        if record is None:
            return f"{report.label} ({report.record}, no longer there)"
        return format_html("{}: {}", model._meta.verbose_name.capitalize(), link(record))

    @admin.display(description="text version")
    def version(self, report):
        text = report.text_version
        if text is None:
            return "–"
        line = ""
        if report.start is not None:
            line = f"#p{text.body.count(chr(10), 0, report.start) + 1}"
        places = [(link(text, f"version {text.number}"),)]
        if text.pk == text.article.current_text_id:
            address = reverse("admin:articles_article_annotate", args=[text.article_id])
            places.append((format_html('<a href="{}{}">on the workbench</a>', address, line),))
        if TextVersion.objects.public().filter(pk=text.pk).exists():
            address = reverse("articles:version", args=[text.article.slug, text.number])
            places.append((format_html('<a href="{}{}">as readers see it</a>', address, line),))
        return format_html_join(", ", "{}", places)

    @admin.display(description="words")
    def passage(self, report):
        if report.start is None or report.text_version is None:
            return report.exact or "–"
        body = report.text_version.body
        before, after = context(body, report.start, report.end)
        return format_html(
            '<span class="passage">{}<mark>{}</mark>{}</span>',
            before,
            Truncator(report.exact).chars(SHOWN),
            after,
        )
