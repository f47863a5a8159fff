"""Quotations: who says what, in which source (PARC 3.0, PolNeAR)."""

from collections.abc import Iterable
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from .article import Article, Status
from .entity import Entity
from .identity import IdentifiedQuerySet
from .record import PERMISSIONS, NoteField, Record
from .source import Source
from .span import AnchorState, Span


class QuotationKind(models.TextChoices):
    """`direct` means: stands in quotation marks here, perhaps translated back."""

    DIRECT = "direct", "direct"
    INDIRECT = "indirect", "indirect"
    MIXED = "mixed", "mixed"


class Medium(models.TextChoices):
    SPEECH = "speech", "speech"
    WRITING = "writing", "writing"
    THOUGHT = "thought", "thought"


class QuotationQuerySet(IdentifiedQuerySet):
    def public(self):
        """Quotations in published articles, whether or not the whole text may be shown."""
        return self.filter(article__status=Status.PUBLISHED)

    def with_address(self):
        """Those with a public address: the public ones, and those gone with their article."""
        return self.filter(article__in=Article.objects.with_address())

    def naming(self, entity: Entity):
        """Those whose words name `entity`, in texts readers may see."""
        words = QuotationSpan.objects.content_naming(entity)
        # Distinct, so that PostgreSQL looks for the words first, not anew for each quotation.
        return self.filter(pk__in=words.values("quotation").distinct())


_ONE_SPEAKER = (
    Q(speaker__isnull=False, speaker_description="", no_speaker_reason="")
    | (Q(speaker=None, no_speaker_reason="") & ~Q(speaker_description=""))
    | (Q(speaker=None, speaker_description="") & ~Q(no_speaker_reason=""))
)


class Quotation(Record):
    """An attribution: content said, written or thought by somebody, standing in a source.

    Exactly one of `speaker`, `speaker_description` and `no_speaker_reason` is given.
    `number` is permanent within the article; it is not renumbered when others come or go.
    """

    ID_PREFIX = "quo"
    MESSAGES_AT: ClassVar[dict[str, str]] = {"one_speaker": "speaker", "from_one": "number"}

    article = models.ForeignKey(Article, models.CASCADE, db_index=False, related_name="quotations")
    number = models.PositiveIntegerField(
        editable=False, help_text="Its number in the article, given once."
    )
    kind = models.CharField(
        max_length=8,
        choices=QuotationKind,
        help_text="Direct: in quotation marks here. Indirect: reported. Mixed: partly both.",
    )
    medium = models.CharField(max_length=7, choices=Medium, default=Medium.SPEECH)
    speaker = models.ForeignKey(
        Entity,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="quotations",
        help_text="Who says it. For “the verdict says”, the maker of the verdict.",
    )
    speaker_description = models.CharField(
        "described speaker",
        max_length=300,
        blank=True,
        help_text="If not named: “a ministry spokesperson”.",
    )
    no_speaker_reason = models.CharField(
        "reason for no speaker",
        max_length=500,
        blank=True,
        help_text="If there is none, why: “The papers are cited, their author is not named.”",
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="quotations",
        help_text="The source it stands in.",
    )
    note = NoteField()

    objects = QuotationQuerySet.as_manager()

    class Meta:
        ordering = ["article", "number"]
        default_permissions = PERMISSIONS
        indexes = [
            # The facets of the readers' list are counted in these alone.
            models.Index(
                fields=["article", "kind", "medium", "speaker", "source"], name="quotation_facets"
            ),
            models.Index(fields=["speaker", "article"], name="quotation_speaker"),
            models.Index(fields=["source", "article"], name="quotation_source"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"],
                name="quotation_number",
                violation_error_message="The article has a quotation of this number already.",
            ),
            models.CheckConstraint(
                name="quotation_from_one",
                condition=Q(number__gte=1),
                violation_error_message="Quotations are numbered from 1.",
            ),
            models.CheckConstraint(
                name="quotation_one_speaker",
                condition=_ONE_SPEAKER,
                violation_error_message="Give exactly one: a speaker, a described speaker, or "
                "the reason for none.",
            ),
            models.CheckConstraint(
                name="quotation_kind",
                condition=Q(kind__in=QuotationKind.values),
                violation_error_message="Unknown kind of quotation.",
            ),
            models.CheckConstraint(
                name="quotation_medium",
                condition=Q(medium__in=Medium.values),
                violation_error_message="Unknown medium.",
            ),
        ]

    def __str__(self) -> str:
        return f"Quotation {self.number} in “{self.article}”"

    def get_absolute_url(self) -> str:
        return reverse("articles:quotation", args=[self.public_id])

    def derive(self) -> None:
        super().derive()
        # White space is no speaker; the constraint compares with the empty string.
        self.speaker_description = self.speaker_description.strip()
        self.no_speaker_reason = self.no_speaker_reason.strip()

    def clean(self) -> None:
        super().clean()
        given = [
            name
            for name in ("speaker_id", "speaker_description", "no_speaker_reason")
            if getattr(self, name)
        ]
        if len(given) != 1:
            raise ValidationError(
                {
                    "speaker": "Give exactly one: a speaker, a described speaker, or the reason "
                    f"for none ({len(given) or 'none'} given)."
                },
                code="one_speaker",
            )


class SpanRole(models.TextChoices):
    """What a piece does in its quotation. PolNeAR calls `attribution` “source”."""

    CONTENT = "content", "content"
    CUE = "cue", "cue"
    ATTRIBUTION = "attribution", "attribution"
    ADDRESSEE = "addressee", "addressee"


class QuotationSpanQuerySet(IdentifiedQuerySet):
    def public(self):
        """Spans of public quotations: their words are public even where the text is not.

        Their context (`prefix`, `suffix`) is not, there: show it only with the text.
        """
        return self.filter(quotation__article__status=Status.PUBLISHED).exclude(
            state=AnchorState.ORPHAN
        )

    def content_naming(self, entity: Entity, articles: Iterable[int] | None = None):
        """Words said inside which `entity` is named, in texts readers may see.

        `articles` (primary keys) looks in these only, for an entity that is named in tens of
        thousands of places.
        """
        named = {
            "text_version__mention_set__entity": entity,
            "text_version__mention_set__start__gte": F("start"),
            "text_version__mention_set__end__lte": F("end"),
        }
        if articles is not None:
            named["text_version__mention_set__article__in"] = articles
        spans = self.filter(role=SpanRole.CONTENT, text_version__article__text_is_public=True)
        return spans.filter(**named).order_by()


class QuotationSpan(Span):
    """One piece of a quotation; content may come in several, in `order`."""

    ID_PREFIX = "qsp"
    MESSAGES_AT: ClassVar[dict[str, str]] = {**Span.MESSAGES_AT, "from_one": "order"}

    quotation = models.ForeignKey(Quotation, models.CASCADE, related_name="spans")
    role = models.CharField(
        max_length=11,
        choices=SpanRole,
        default=SpanRole.CONTENT,
        help_text="Content: what is said. Cue: “says”, “according to”. Attribution: the words "
        "naming speaker or source. Addressee: to whom.",
    )
    order = models.PositiveIntegerField(default=1, help_text="Among pieces of the same role.")

    objects = QuotationSpanQuerySet.as_manager()

    class Meta(Span.Meta):
        abstract = False
        ordering = ["quotation", "role", "order", "pk"]
        default_permissions = PERMISSIONS
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["quotation", "role", "text_version", "start", "end"],
                name="quotationspan_once",
                violation_error_message="These words have that role in this quotation already.",
            ),
            models.CheckConstraint(
                name="quotationspan_role",
                condition=Q(role__in=SpanRole.values),
                violation_error_message="Unknown role.",
            ),
            models.CheckConstraint(
                name="quotationspan_from_one",
                condition=Q(order__gte=1),
                violation_error_message="Pieces are counted from 1.",
            ),
        ]

    def home_article_id(self) -> int | None:
        return self.quotation.article_id if self.quotation_id else None
