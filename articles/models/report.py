"""What readers report to be wrong."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from .article import Article, TextVersion
from .identity import IdentifiedQuerySet
from .record import Record

LONGEST_MESSAGE = 4000
"""Characters of a report."""


class ReportStatus(models.TextChoices):
    OPEN = "open", "open"
    ACCEPTED = "accepted", "accepted"
    DECLINED = "declined", "declined"


class ReportQuerySet(IdentifiedQuerySet):
    def public(self):
        """None: what readers report is between them and the editors."""
        return self.none()


class Report(Record):
    """A reader's report of an error: about which record, which version, which words.

    `record` is the public id of what was reported; `start` and `end` are code points into
    `text_version`, end exclusive, both empty when no passage was selected. `sender` tells apart
    who sends many; it is a keyed hash of the network address and the day, nothing more.
    """

    ID_PREFIX = "rep"
    MESSAGES_AT: ClassVar[dict[str, str]] = {"answered": "answer", "passage": "start"}

    record = models.CharField(max_length=20, db_index=True, help_text="Public id.")
    label = models.TextField(help_text="What the record was called then.")
    article = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="reports"
    )
    text_version = models.ForeignKey(
        TextVersion,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="text version",
    )
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    exact = models.TextField("words", blank=True, help_text="The words the reader selected.")
    message = models.TextField(max_length=LONGEST_MESSAGE)
    sender = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    status = models.CharField(
        max_length=8, choices=ReportStatus, default=ReportStatus.OPEN, db_index=True
    )
    answer = models.TextField(blank=True, help_text="What was found and done, for colleagues.")
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    handled_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        default_permissions = ("view", "change", "export")
        constraints = [
            models.CheckConstraint(
                name="report_message",
                condition=~Q(message=""),
                violation_error_message="Say what is wrong.",
            ),
            models.CheckConstraint(
                name="report_status",
                condition=Q(status__in=ReportStatus.values),
                violation_error_message="Unknown status.",
            ),
            models.CheckConstraint(
                name="report_answered",
                condition=~Q(status="declined") | ~Q(answer=""),
                violation_error_message="Say why it is declined.",
            ),
            models.CheckConstraint(
                name="report_passage",
                condition=Q(start=None, end=None)
                | Q(start__isnull=False, end__isnull=False, end__gt=models.F("start")),
                violation_error_message="A passage has a start and a later end.",
            ),
        ]

    def __str__(self) -> str:
        return f"Report on {self.label}"
