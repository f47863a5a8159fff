"""What was taken out of the archive or brought in as a file: by whom, when, with which result."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class TransferKind(models.TextChoices):
    EXPORT = "export", "export"
    IMPORT = "import", "import"


class Transfer(models.Model):
    """One export or import, as it went; never changed afterwards.

    Of an import that was refused, `result` holds the problems and the counts are 0.
    """

    kind = models.CharField(max_length=6, choices=TransferKind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty when a command did it.",
    )
    at = models.DateTimeField(default=timezone.now, db_index=True)
    datasets = models.CharField(
        max_length=500, help_text="Names of the datasets, in the order they were taken."
    )
    filter = models.TextField(
        blank=True, help_text="Query string of the list that was exported; empty for all of it."
    )
    file_name = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField("SHA-256 of the file", max_length=64, blank=True)
    rows = models.PositiveIntegerField(default=0, help_text="Rows written, or rows read.")
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    is_refused = models.BooleanField(
        "refused", default=False, help_text="Nothing was imported; the result says why."
    )
    result = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ("view", "export")
        constraints = [
            models.CheckConstraint(
                name="transfer_kind",
                condition=Q(kind__in=TransferKind.values),
                violation_error_message="Unknown kind of transfer.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.datasets}"
