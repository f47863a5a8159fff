"""Dataset: which records turned out to be the same as others."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Case, CharField, Field, JSONField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from ...filters.merge import MergeKind
from ...models import Change, EntityMerge, SourceMerge
from ..columns import Address, Column, ColumnType
from ..dataset import Dataset


@dataclass(frozen=True)
class Merges(Dataset):
    """Merges that stand, of both kinds, each by the Change that made it.

    Readers get those that lead to what they may see, one merge after another.
    """

    def queryset(self, *, public: bool) -> QuerySet:
        entities, sources = (
            _leading_to_public(model) if public else model.objects.standing()
            for model in (EntityMerge, SourceMerge)
        )
        found = Change.objects.filter(Q(entitymerge__in=entities) | Q(sourcemerge__in=sources))
        return found.annotate(public_id=_either("public_id"))


@dataclass(frozen=True)
class _PageOfEither(Address):
    """The page of an entity, or of a source: `path` and `fragment` lead to the slug of one."""

    def writer(self) -> Callable[..., str]:
        entity, source = (
            Address(page, "").writer() for page in ("articles:entity", "articles:source")
        )
        return lambda of_entity, of_source: entity(of_entity) if of_entity else source(of_source)


def _leading_to_public(model) -> QuerySet:
    """Merges into a public record, or into one that was merged into it, however often."""
    told = model.objects.told()
    records = model._meta.get_field("into").related_model.objects
    ends = list(records.public().filter(pk__in=told.values("into")).values_list("pk", flat=True))
    table, places = records.model._meta.db_table, ", ".join(["%s"] * len(ends)) or "NULL"
    led = f"""
        WITH RECURSIVE led(id) AS (
            SELECT id FROM {table} WHERE id IN ({places})
            UNION
            SELECT further.id FROM {table} further JOIN led ON further.merged_into_id = led.id
        )
        SELECT id FROM led
    """  # noqa: S608 - made of constants; values are parameters
    return told.filter(into__in=RawSQL(led, ends))  # noqa: S611


def _either(path: str, of_source: str | None = None, output: Field | None = None) -> Coalesce:
    """A value of whichever merge the Change made."""
    paths = f"entitymerge__{path}", f"sourcemerge__{of_source or path}"
    return Coalesce(*paths, output_field=output or CharField())


MERGES = Merges(
    name="merges",
    title="Merges",
    description="Entities and sources that turned out to be the same as others: one row each.",
    model=Change,
    is_public=True,
    columns=(
        Column("id", "public_id", ColumnType.IDENTIFIER, "Permanent id of the merge."),
        Column(
            "url",
            _PageOfEither("", "entitymerge__into__slug", "sourcemerge__into__slug"),
            ColumnType.URL,
            "The page of the record that stands for both. Absolute address.",
        ),
        Column(
            "kind",
            Case(
                When(entitymerge=None, then=Value(MergeKind.SOURCE.value)),
                default=Value(MergeKind.ENTITY.value),
            ),
            ColumnType.ENUM,
            "What was merged.",
            choices=MergeKind,
        ),
        Column(
            "merged_id",
            _either("merged__public_id"),
            ColumnType.IDENTIFIER,
            "Id of the record that went.",
        ),
        Column(
            "merged",
            _either("merged__name", "merged__title"),
            ColumnType.TEXT,
            "Heading of the record that went.",
        ),
        Column(
            "merged_into_id",
            _either("into__public_id"),
            ColumnType.IDENTIFIER,
            "Id of the record it was merged into, which may have been merged further.",
        ),
        Column(
            "merged_into",
            _either("into__name", "into__title"),
            ColumnType.TEXT,
            "Heading of that record.",
        ),
        Column("at", "at", ColumnType.DATETIME, "When they were merged."),
        Column("reason", "reason", ColumnType.TEXT, "Why they are the same."),
    ),
    editorial=(
        Column("by", "by__username", ColumnType.TEXT, "Who merged them; empty for a command."),
        Column(
            "moved",
            _either("moved", output=JSONField()),
            ColumnType.JSON,
            "Ids of what went to the other record and what was alike, by which it can be undone.",
        ),
    ),
)
