"""An article relies on a source (CiTO)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from .article import Article, Status
from .identity import IdentifiedQuerySet
from .record import PERMISSIONS, NoteField, Record
from .source import Source
from .span import AnchorState, Span


class CitationRole(models.TextChoices):
    PRIMARY = "primary", "primary"
    SECONDARY = "secondary", "secondary"
    BACKGROUND = "background", "background"


class Stance(models.TextChoices):
    """What the source does for the article (cito:isSupportedBy, cito:disputes)."""

    SUPPORTS = "supports", "supports"
    CONTRADICTS = "contradicts", "contradicts"


class CitationQuerySet(IdentifiedQuerySet):
    def public(self):
        """Citations in published articles."""
        return self.filter(article__status=Status.PUBLISHED)


class Citation(Record):
    """That an article relies on a source, where in it, and whether it supports the article."""

    ID_PREFIX = "cit"
    MESSAGES_AT: ClassVar[dict[str, str]] = {"once": "source"}

    article = models.ForeignKey(Article, models.CASCADE, db_index=False, related_name="citations")
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations")
    role = models.CharField(max_length=10, choices=CitationRole, default=CitationRole.PRIMARY)
    stance = models.CharField(max_length=11, choices=Stance, default=Stance.SUPPORTS)
    locator = models.CharField(
        max_length=200, blank=True, help_text="Where in the source: “p. 12”, “fol. 3r”."
    )
    note = NoteField()

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["article", "pk"]
        default_permissions = PERMISSIONS
        indexes = [models.Index(fields=["article", "role"], name="citation_role")]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "source", "locator"],
                name="citation_once",
                violation_error_message="This article cites that place of the source already.",
            ),
            models.CheckConstraint(
                name="citation_role",
                condition=Q(role__in=CitationRole.values),
                violation_error_message="Unknown role.",
            ),
            models.CheckConstraint(
                name="citation_stance",
                condition=Q(stance__in=Stance.values),
                violation_error_message="Unknown stance.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} cites {self.source}"


class CitationSpanQuerySet(IdentifiedQuerySet):
    def public(self):
        """Spans standing in texts readers may see."""
        return self.filter(
            citation__article__status=Status.PUBLISHED,
            citation__article__text_is_public=True,
        ).exclude(state=AnchorState.ORPHAN)


class CitationSpan(Span):
    """The words with which an article refers to a source."""

    ID_PREFIX = "csp"

    citation = models.ForeignKey(Citation, models.CASCADE, related_name="spans")

    objects = CitationSpanQuerySet.as_manager()

    class Meta(Span.Meta):
        abstract = False
        ordering = ["text_version", "start", "pk"]
        default_permissions = PERMISSIONS
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["citation", "text_version", "start", "end"],
                name="citationspan_once",
                violation_error_message="These words are recorded already.",
            ),
        ]

    def home_article_id(self) -> int | None:
        return self.citation.article_id if self.citation_id else None
