"""Dataset: what readers report to be wrong. For editors only."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from ...models import Report, ReportStatus
from ..columns import Address, Column, ColumnType, editorial, reference
from ..dataset import Dataset
from .spans import CODE_POINTS


@dataclass(frozen=True)
class _Found(Address):
    """A list of the admin that shows one record: its pages go by numbers, which may change."""

    def writer(self) -> Callable[..., str]:
        before = f"{settings.SITE_URL}{reverse(self.page)}?q="
        return lambda public_id: before + public_id


REPORTS = Dataset(
    name="reports",
    title="Reports",
    description="Errors that readers reported, and what came of it.",
    model=Report,
    columns=(
        Column("id", "public_id", ColumnType.IDENTIFIER, "Permanent id of the record."),
        Column(
            "url",
            _Found("admin:articles_report_changelist", "public_id"),
            ColumnType.URL,
            "Where the admin finds it. Absolute address.",
        ),
        Column("record", "record", ColumnType.IDENTIFIER, "Id of what was reported."),
        Column("label", "label", ColumnType.TEXT, "What that was called then."),
        *reference("article", "title", "the article it is in, if it is in one"),
        Column(
            "text_version",
            "text_version__number",
            ColumnType.INTEGER,
            "Number of the text version the offsets count in.",
        ),
        Column("start", "start", ColumnType.INTEGER, "Where it begins.", unit=CODE_POINTS),
        Column("end", "end", ColumnType.INTEGER, "Where it ends.", unit=CODE_POINTS),
        Column("exact", "exact", ColumnType.TEXT, "The words the reader selected or typed."),
        Column("message", "message", ColumnType.TEXT, "What the reader says is wrong."),
        Column(
            "status", "status", ColumnType.ENUM, "What came of the report.", choices=ReportStatus
        ),
        Column("answer", "answer", ColumnType.TEXT, "What was found and done."),
        Column("handled_by", "handled_by__username", ColumnType.TEXT, "Who answered it."),
        Column("handled_at", "handled_at", ColumnType.DATETIME, "When it was answered."),
    ),
    editorial=editorial(),
)
