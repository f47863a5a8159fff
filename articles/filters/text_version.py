"""Filter of text versions."""

from ..models import Article, TextVersion
from .base import FilterForm, RecordFilter, RecordLinkFilter, Sort


class TextVersionFilter(RecordFilter):
    """Text versions by article."""

    SORTS = {
        "article": Sort("article, then number", ("article__title_folded", "article_id", "number")),
    }

    article = RecordLinkFilter(
        Article, "article", label="Article", help_text="The last part of the article’s address."
    )

    class Meta:
        model = TextVersion
        fields: list[str] = []
        form = FilterForm
