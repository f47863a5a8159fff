"""Filter of quotations."""

from django.db.models import QuerySet

from ..models import Article, Entity, Medium, Quotation, QuotationKind, Source
from .base import FilterForm, KindFilter, RecordFilter, RecordLinkFilter, Sort
from .behind import BehindFilter
from .facet import of_choices, of_entities, of_sources


class QuotationFilter(RecordFilter):
    """Quotations by kind, medium, speaker, source and article."""

    SORTS = {
        "article": Sort("article, A to Z", ("article__title_folded", "article_id", "number")),
        "-date": Sort(
            "newest article first",
            ("-article__published_latest", "article__title_folded", "article_id", "number"),
        ),
        "date": Sort(
            "oldest article first",
            ("article__published_earliest", "article__title_folded", "article_id", "number"),
        ),
    }

    FACETS = (
        of_choices("kind", "Kind", QuotationKind),
        of_choices("medium", "Medium", Medium),
        of_entities("speaker", "Speaker"),
        of_sources("source", "Source"),
    )

    kind = KindFilter(QuotationKind, label="Kind")
    medium = KindFilter(Medium, label="Medium")
    speaker = RecordLinkFilter(
        Entity,
        "speaker",
        label="Speaker",
        help_text="The last part of the entity’s address.",
    )
    source = RecordLinkFilter(
        Source, "source", label="Source", help_text="The last part of the source’s address."
    )
    article = RecordLinkFilter(
        Article, "article", label="Article", help_text="The last part of the article’s address."
    )

    behind = BehindFilter()
    naming = RecordLinkFilter(
        Entity,
        label="Naming the entity in its words",
        method="naming_entity",
        help_text="The last part of the entity’s address.",
    )

    class Meta:
        model = Quotation
        fields: list[str] = []
        form = FilterForm

    def naming_entity(self, queryset: QuerySet, name: str, entity: Entity) -> QuerySet:
        """Quotations in whose words, where readers may see the text, `entity` is named."""
        return queryset.naming(entity)
