"""Datasets: articles, and the versions of their texts."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Case, Exists, F, OuterRef, TextField, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from ...models import Article, Status, TextVersion
from ..columns import NOTE, Address, Column, ColumnType, editorial, identity, reference
from ..dataset import Dataset

# The hash of a text that may not be shown would tell whoever guesses the text that it is it.
_SHOWN_SHA256 = Case(When(text_is_public=True, then=F("current_text__sha256")), default=Value(""))

ARTICLES = Dataset(
    name="articles",
    title="Articles",
    description="Published texts the archive keeps verbatim; the texts themselves are in "
    "text_versions.",
    model=Article,
    is_public=True,
    columns=(
        *identity("articles:article"),
        Column("slug", "slug", ColumnType.IDENTIFIER, "Last part of the page’s address."),
        Column("title", "title", ColumnType.TEXT, "Title as printed."),
        Column(
            "title_supplied",
            "title_supplied",
            ColumnType.BOOLEAN,
            "Whether the wording of the title is the archive’s.",
        ),
        Column("byline", "byline", ColumnType.TEXT, "Author as printed; empty if not known."),
        *reference("publisher", "name", "the entity that published it"),
        Column("address", "url", ColumnType.URL, "Where the article stood."),
        Column(
            "published",
            "published",
            ColumnType.DATE,
            "Date of publication as exact as it is known; empty if unknown.",
        ),
        Column("language", "language", ColumnType.TEXT, "BCP 47 tag, such as en-GB."),
        Column("rights", "rights", ColumnType.TEXT, "Who holds the rights, on what terms."),
        Column(
            "text_is_public",
            "text_is_public",
            ColumnType.BOOLEAN,
            "Whether readers may see the text; if not, they see this and the quotations.",
        ),
        Column(
            "text_version",
            "current_text__number",
            ColumnType.INTEGER,
            "Number of the current state of the text.",
        ),
        Column(
            "text_characters",
            "current_text__characters",
            ColumnType.INTEGER,
            "Length of the current text.",
            unit="Unicode code points",
        ),
        Column(
            "text_sha256",
            _SHOWN_SHA256,
            ColumnType.IDENTIFIER,
            "SHA-256 of the current text in UTF-8; empty if the text is not shown.",
        ),
        NOTE,
    ),
    editorial=editorial(
        Column("status", "status", ColumnType.ENUM, "Where the article stands.", choices=Status),
        Column("status_reason", "status_reason", ColumnType.TEXT, "Reason for the status."),
        Column(
            "text_sha256",
            "current_text__sha256",
            ColumnType.IDENTIFIER,
            "SHA-256 of the current text in UTF-8.",
        ),
    ),
)


@dataclass(frozen=True)
class _PageOfVersion(Address):
    """The page of a text version: `path` leads to the article's slug, `fragment` to the number."""

    def writer(self) -> Callable[..., str]:
        before, after = reverse(self.page, args=["slug-here", 0]).split("slug-here")
        before, (after, _, end) = settings.SITE_URL + before, after.partition("0")
        return lambda slug, number: f"{before}{slug}{after}{number}{end}"


# Why a text came in is between editors; why it was replaced, readers are told.
_EARLIER = TextVersion.objects.filter(
    article=OuterRef("article"), number__lt=OuterRef("number"), shown_at__isnull=False
)
_SHOWN_REASON = Case(
    When(Exists(_EARLIER), then=F("reason")), default=Value(""), output_field=TextField()
)

TEXT_VERSIONS = Dataset(
    name="text_versions",
    title="Text versions",
    description="The texts themselves: every state of every article’s text that readers could see.",
    model=TextVersion,
    is_public=True,
    chunk=20,
    columns=(
        Column("id", "public_id", ColumnType.IDENTIFIER, "Permanent id of the record."),
        Column(
            "url",
            _PageOfVersion("articles:version", "article__slug", "number"),
            ColumnType.URL,
            "Its page. Absolute address.",
        ),
        *reference("article", "title", "the article"),
        Column("number", "number", ColumnType.INTEGER, "Number within the article, from 1."),
        Column(
            "characters",
            "characters",
            ColumnType.INTEGER,
            "Length of the text.",
            unit="Unicode code points",
        ),
        Column("sha256", "sha256", ColumnType.IDENTIFIER, "SHA-256 of the text in UTF-8."),
        Column(
            "shown_at",
            Coalesce("shown_at", "created_at"),
            ColumnType.DATETIME,
            "Since when readers could see it.",
        ),
        Column(
            "reason",
            _SHOWN_REASON,
            ColumnType.TEXT,
            "Why it replaced the one before; empty for the first.",
        ),
        Column("body", "body", ColumnType.TEXT, "The text, verbatim; paragraphs are lines."),
    ),
    editorial=(
        Column("created_at", "created_at", ColumnType.DATETIME, "When it was recorded."),
        Column("reason", "reason", ColumnType.TEXT, "Why it was made."),
        Column("created_by", "created_by__username", ColumnType.TEXT, "Who recorded it."),
        Column(
            "shown_at",
            "shown_at",
            ColumnType.DATETIME,
            "When readers could first see it; empty if they never could.",
        ),
        Column("origin", "origin", ColumnType.TEXT, "The file it was read from, if it was."),
        Column("origin_sha256", "origin_sha256", ColumnType.IDENTIFIER, "SHA-256 of that file."),
    ),
)
