"""Articles and the immutable versions of their text."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from ..text.dates import describe
from ..text.folding import fold
from ..text.normalise import fingerprint
from ..text.web_address import canonical
from .change import History
from .identity import Identified, IdentifiedQuerySet, Slugged
from .record import (
    PERMISSIONS,
    DateKeyField,
    FoldedField,
    LanguageField,
    NoteField,
    PartialDateField,
    Record,
)

NO_BODY = "An article has a body: enter its text."


class Status(models.TextChoices):
    """Where an article stands. Only published ones are public."""

    DRAFT = "draft", "draft"
    IN_REVIEW = "in_review", "in review"
    PUBLISHED = "published", "published"
    WITHDRAWN = "withdrawn", "withdrawn"


class ArticleQuerySet(IdentifiedQuerySet):
    def public(self):
        """Articles readers may see."""
        return self.filter(status=Status.PUBLISHED)

    def with_address(self):
        """Those with a public address: the public ones, and the withdrawn, whose address answers
        that they are gone and why.
        """
        return self.filter(status__in=[Status.PUBLISHED, Status.WITHDRAWN])


class Article(Slugged, Record):
    """A published text the archive keeps verbatim (schema.org NewsArticle)."""

    ID_PREFIX = "art"
    MESSAGES_AT: ClassVar[dict[str, str]] = {"withdrawn_reason": "status_reason"}
    PARTIAL_DATES = ("published",)

    title = models.CharField(max_length=500, help_text="As printed, e.g. “Pact signed in Berlin”.")
    title_supplied = models.BooleanField(
        "title supplied by the archive",
        default=False,
        help_text="Tick if the wording is ours, because the text as we have it shows no title.",
    )
    title_folded = FoldedField(max_length=500, db_index=True)
    byline = models.CharField(
        max_length=300, blank=True, help_text="As printed. Leave empty if not known."
    )
    publisher = models.ForeignKey(
        "Entity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="published_articles",
        help_text="The organisation that published it.",
    )
    url = models.URLField("address", max_length=2000, blank=True, help_text="Where it stood.")
    url_key = models.CharField(
        max_length=500, blank=True, default="", editable=False, db_index=True
    )
    published = PartialDateField("date of publication")
    published_earliest = DateKeyField(db_index=True)
    published_latest = DateKeyField()
    language = LanguageField(default="en")
    rights = models.TextField(
        blank=True, help_text="Who holds the rights and on what terms we keep the text."
    )
    text_is_public = models.BooleanField(
        "text may be shown",
        default=True,
        help_text="If not, readers see the description of the article and its quotations only.",
    )
    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT, editable=False)
    status_reason = models.TextField("reason for the status", blank=True, editable=False)
    note = NoteField()
    current_text = models.ForeignKey(
        "TextVersion",
        models.RESTRICT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="current text",
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["title_folded", "pk"]
        default_permissions = PERMISSIONS
        permissions = [
            ("publish_article", "Can publish articles"),
            ("withdraw_article", "Can withdraw articles"),
            ("change_public", "Can change what readers see"),
        ]
        indexes = [
            # In the orders of the readers' list: a page is read where it stands, without sorting.
            models.Index(fields=["status", "title_folded", "id"], name="article_by_title"),
            models.Index(
                fields=["status", "-published_latest", "title_folded", "id"], name="article_newest"
            ),
            models.Index(
                fields=["status", "published_earliest", "title_folded", "id"],
                name="article_oldest",
            ),
            # Its facets are counted in these alone.
            models.Index(
                fields=[
                    "status",
                    "language",
                    "publisher",
                    "published_earliest",
                    "published_latest",
                ],
                name="article_language",
            ),
            models.Index(
                fields=["status", "publisher", "published_earliest", "published_latest"],
                name="article_publisher",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="article_status",
                condition=Q(status__in=Status.values),
                violation_error_message="Unknown status.",
            ),
            models.CheckConstraint(
                name="article_withdrawn_reason",
                condition=~Q(status="withdrawn") | ~Q(status_reason=""),
                violation_error_message="A withdrawn article states the reason.",
            ),
            models.CheckConstraint(
                name="article_title",
                condition=~Q(title=""),
                violation_error_message="An article has a title.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("articles:article", args=[self.slug])

    def derive(self) -> None:
        super().derive()
        self.title_folded = fold(self.title)[:500]
        self.url_key = canonical(self.url)[:500]

    def date_in_words(self) -> str:
        """The date for readers: “date unknown”, “September 1940” …"""
        return describe(self.published)

    @property
    def is_public(self) -> bool:
        return self.status == Status.PUBLISHED


class TextVersionQuerySet(IdentifiedQuerySet):
    def public(self):
        """Texts readers may see: what an article says now, and what it said to readers before."""
        return self.filter(
            Q(pk=F("article__current_text")) | Q(shown_at__isnull=False),
            article__status=Status.PUBLISHED,
            article__text_is_public=True,
        )


class TextVersion(Identified):
    """One state of an article's body. Immutable (TEI revisionDesc): saving it again is refused."""

    ID_PREFIX = "txt"
    MESSAGES_AT: ClassVar[dict[str, str]] = {"from_one": "number"}

    article = models.ForeignKey(Article, models.CASCADE, related_name="text_versions")
    number = models.PositiveIntegerField(default=1)
    body = models.TextField(
        help_text="Verbatim. Paragraphs are lines.",
        error_messages={"blank": NO_BODY, "null": NO_BODY},
    )
    sha256 = models.CharField("SHA-256", max_length=64, editable=False, db_index=True)
    characters = models.PositiveIntegerField(editable=False, help_text="Code points.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    reason = models.TextField(blank=True, help_text="Why this version was made.")
    shown_at = models.DateTimeField(
        "shown to readers",
        null=True,
        blank=True,
        editable=False,
        help_text="When readers could first see it, as far as that is known; what they saw, they "
        "can go on reading.",
    )
    origin = models.CharField(
        max_length=1000,
        blank=True,
        editable=False,
        help_text="Name of the file it was read from, if it was.",
    )
    origin_sha256 = models.CharField(
        "SHA-256 of the file",
        max_length=64,
        blank=True,
        editable=False,
        db_index=True,
        help_text="Of the file as it came, so that the same one is known again.",
    )

    history = History(excluded_fields=["body"])
    objects = TextVersionQuerySet.as_manager()

    class Meta:
        ordering = ["article", "number"]
        default_permissions = ("view", "export")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"],
                name="textversion_number",
                violation_error_message="The article has a text version of this number already.",
            ),
            models.CheckConstraint(
                name="textversion_body",
                condition=~Q(body=""),
                violation_error_message=NO_BODY,
            ),
            models.CheckConstraint(
                name="textversion_from_one",
                condition=Q(number__gte=1),
                violation_error_message="Text versions are numbered from 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article}, text version {self.number}"

    def derive(self) -> None:
        super().derive()
        self.sha256 = fingerprint(self.body)
        self.characters = len(self.body)

    def save(self, *args, **kwargs) -> None:
        if self.pk is not None and not self._state.adding:
            stored = TextVersion.objects.filter(
                pk=self.pk,
                article=self.article_id,
                number=self.number,
                sha256=fingerprint(self.body),
            )
            if not stored.exists():
                raise ValidationError(
                    "A text version cannot be changed; make a new one.", code="immutable"
                )
        super().save(*args, **kwargs)
