"""Filter of citations."""

from ..models import Article, Citation, CitationRole, Source
from .base import FilterForm, KindFilter, RecordFilter, RecordLinkFilter, Sort
from .behind import BehindFilter


class CitationFilter(RecordFilter):
    """Citations by article, source and role."""

    SORTS = {
        "article": Sort("article, A to Z", ("article__title_folded", "article_id")),
        "source": Sort(
            "source, A to Z", ("source__title_folded", "source_id", "article__title_folded")
        ),
    }

    article = RecordLinkFilter(
        Article, "article", label="Article", help_text="The last part of the article’s address."
    )
    source = RecordLinkFilter(
        Source, "source", label="Source", help_text="The last part of the source’s address."
    )
    behind = BehindFilter()
    role = KindFilter(CitationRole, label="Role")

    class Meta:
        model = Citation
        fields: list[str] = []
        form = FilterForm
