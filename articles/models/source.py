"""Sources: what stands behind a text (W3C PROV Entity)."""

from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.urls import reverse

from ..text.dates import describe
from ..text.folding import fold
from .identity import IdentifiedQuerySet, Slugged
from .record import (
    PERMISSIONS,
    DateKeyField,
    FoldedField,
    LanguageField,
    NoteField,
    PartialDateField,
    Record,
)
from .visible import SHOWN, VisibilityField


class SourceKind(models.TextChoices):
    DOCUMENT = "document", "document"
    PAPERS = "papers", "body of papers"
    DATASET = "dataset", "dataset"
    REPORT = "report", "report"
    STATEMENT = "statement", "statement"


# Of a row named `derivation`: whether readers may know of it. A derivation that only a draft
# states betrays the draft; one whose words are gone from the text is no longer stated.
DERIVATION_IS_PUBLIC = """
    (derivation.basis = 'inferred' OR EXISTS (
     SELECT 1
       FROM articles_derivationspan span
       JOIN articles_textversion version ON version.id = span.text_version_id
       JOIN articles_article article ON article.id = version.article_id
      WHERE span.derivation_id = derivation.id
        AND span.state <> 'orphan'
        AND article.status = 'published'))
"""

# Sources that published articles cite or quote, and everything these derive from.
_REACHABLE = f"""
WITH RECURSIVE reachable(id) AS (
    SELECT citation.source_id
      FROM articles_citation citation
      JOIN articles_article article ON article.id = citation.article_id
     WHERE article.status = 'published'
    UNION
    SELECT quotation.source_id
      FROM articles_quotation quotation
      JOIN articles_article article ON article.id = quotation.article_id
     WHERE article.status = 'published' AND quotation.source_id IS NOT NULL
    UNION
    SELECT derivation.derived_from_id
      FROM articles_derivation derivation
      JOIN reachable ON reachable.id = derivation.source_id
     WHERE {DERIVATION_IS_PUBLIC}
)
SELECT id FROM reachable
"""  # noqa: S608 - made of constants


class SourceQuerySet(IdentifiedQuerySet):
    def standing(self):
        """Sources in their own right: not merged into another."""
        return self.filter(merged_into=None)

    def public(self):
        """Sources readers may see: those reachable from a published article."""
        return self.standing().filter(is_public=True)

    def reachable(self):
        """Sources that a published article leads to, through derivations too: the definition.

        It reads the whole archive; `is_public` holds what it says.
        """
        return self.filter(pk__in=RawSQL(_REACHABLE, ()))  # constant SQL, no parameters


class Source(Slugged, Record):
    """Something said to stand behind a text: a document, papers, a dataset … (PROV Entity)."""

    ID_PREFIX = "src"
    PARTIAL_DATES = ("date",)

    title = models.CharField(
        max_length=500, help_text="Its own title, or a plain description of it."
    )
    title_folded = FoldedField(max_length=500, db_index=True)
    kind = models.CharField(max_length=9, choices=SourceKind, db_index=True)
    description = models.TextField(blank=True, help_text="One neutral sentence.")
    date = PartialDateField("date of the source")
    date_earliest = DateKeyField(db_index=True)
    date_latest = DateKeyField()
    language = LanguageField(blank=True)
    url = models.URLField("address", max_length=2000, blank=True)
    note = NoteField()
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        db_index=False,  # of almost all it is empty: an index that SQLite must not choose by
        related_name="merged",
        help_text="The record this one turned out to be the same as.",
    )
    is_public = VisibilityField()

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["title_folded", "pk"]
        default_permissions = PERMISSIONS
        indexes = [
            # In the orders of the readers' list, of what is in it.
            models.Index(fields=["title_folded", "id"], name="source_by_title", condition=SHOWN),
            models.Index(
                fields=["-date_latest", "title_folded", "id"], name="source_newest", condition=SHOWN
            ),
            models.Index(
                fields=["date_earliest", "title_folded", "id"],
                name="source_oldest",
                condition=SHOWN,
            ),
            models.Index(
                fields=["kind", "title_folded", "id"], name="source_by_kind", condition=SHOWN
            ),
            models.Index(
                fields=["merged_into"], name="source_merged", condition=Q(merged_into__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="source_kind",
                condition=Q(kind__in=SourceKind.values),
                violation_error_message="Unknown kind of source.",
            ),
            models.CheckConstraint(
                name="source_title",
                condition=~Q(title=""),
                violation_error_message="A source has a title.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("articles:source", args=[self.slug])

    def derive(self) -> None:
        super().derive()
        self.title_folded = fold(self.title)[:500]

    def date_in_words(self) -> str:
        return describe(self.date)
