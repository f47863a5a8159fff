"""Claims and the words that state them: what derivations, agents and relations share."""

from django.contrib import admin
from django.core.exceptions import ValidationError

from ..models import Basis, Span
from .record import RecordAdmin, SpanInline
from .span_form import EvidenceForm, save_span


class EvidenceInline(SpanInline):
    form = EvidenceForm
    verbose_name = "passage"
    verbose_name_plural = "evidence: the passages that state it"
    readonly_fields = ("in_article", "standing")

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        if "words" not in fields:
            return fields
        fields = [name for name in fields if name != "in_article"]
        return ["article", *fields]

    @admin.display(description="article")
    def in_article(self, span):
        return str(span.text_version.article)


class ClaimAdmin(RecordAdmin):
    """A claim that is stated by passages, or inferred with a note."""

    def check_saved(self, request, record):
        if record.basis == Basis.STATED and not record.spans.exists():
            raise ValidationError(
                {
                    "basis": "“Stated in a text” needs the passage that states it: add its words "
                    "as evidence below, or choose “inferred” and say why in the note."
                },
                code="stated_without_evidence",
            )

    def change_record(self, request, record, form):
        if isinstance(record, Span) and save_span(record, form, by=request.user):
            return
        super().change_record(request, record, form)
