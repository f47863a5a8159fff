"""Filter of quotations."""

from ..models import Article, Entity, Medium, Quotation, QuotationKind, Source
from .base import FilterForm, KindFilter, RecordFilter, RecordLinkFilter, Sort


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

    class Meta:
        model = Quotation
        fields: list[str] = []
        form = FilterForm
