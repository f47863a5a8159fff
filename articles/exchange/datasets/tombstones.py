"""Dataset: what is gone from the archive, and answers so at its address (410)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from ...filters.tombstone import GoneKind
from ...models import Correction, CorrectionKind, Quotation, Status
from ..columns import Address, Column, ColumnType, reference
from ..dataset import Dataset


@dataclass(frozen=True)
class Tombstones(Dataset):
    """The latest entries of the corrections log on what readers saw and is gone.

    That is withdrawn articles, and quotations deleted from articles that are there still.
    """

    def queryset(self, *, public: bool) -> QuerySet:
        log = self.model.objects.public()  # nothing that readers never saw leaves a tombstone
        withdrawn = Q(kind=CorrectionKind.WITHDRAWN, article__status=Status.WITHDRAWN)
        deleted = Q(kind=CorrectionKind.DELETED, record__startswith=f"{Quotation.ID_PREFIX}-")
        this = OuterRef("record")
        later = Correction.objects.filter(
            Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk")),
            kind=OuterRef("kind"),
            record=this,
        )
        back = Quotation.objects.filter(public_id=this)
        return log.filter(withdrawn | deleted).exclude(Exists(later)).exclude(Exists(back))


@dataclass(frozen=True)
class _PageOfGone(Address):
    """Where an article, or a quotation, stood: `path` leads to the slug, `fragment` to the id."""

    def writer(self) -> Callable[..., str]:
        article, quotation = (
            Address(page, "").writer() for page in ("articles:article", "articles:quotation")
        )
        beginning = f"{Quotation.ID_PREFIX}-"
        return lambda slug, gone: quotation(gone) if gone.startswith(beginning) else article(slug)


TOMBSTONES = Tombstones(
    name="tombstones",
    title="Tombstones",
    description="What is gone: withdrawn articles and deleted quotations, with date and reason.",
    model=Correction,
    is_public=True,
    is_derived=True,
    columns=(
        Column("id", "record", ColumnType.IDENTIFIER, "Permanent id of what is gone."),
        Column(
            "url",
            _PageOfGone("", "article__slug", "record"),
            ColumnType.URL,
            "Its address, which answers that it is gone. Absolute.",
        ),
        Column(
            "kind",
            Case(
                When(kind=CorrectionKind.DELETED, then=Value(GoneKind.QUOTATION.value)),
                default=Value(GoneKind.ARTICLE.value),
            ),
            ColumnType.ENUM,
            "What it was.",
            choices=GoneKind,
        ),
        Column("label", "label", ColumnType.TEXT, "What it was called."),
        *reference("article", "title", "the article, itself or that it stood in"),
        Column("at", "at", ColumnType.DATETIME, "When it went."),
        Column("reason", "reason", ColumnType.TEXT, "Why it went."),
        Column("correction_id", "public_id", ColumnType.IDENTIFIER, "Id in the corrections log."),
    ),
)
