"""Filter of mentions."""

from ..models import Article, Certainty, Entity, Mention
from .base import FilterForm, KindFilter, RecordFilter, RecordLinkFilter, Sort


class MentionFilter(RecordFilter):
    """Mentions by entity, article and certainty."""

    SORTS = {
        "article": Sort(
            "article, then place in it", ("article__title_folded", "article_id", "start", "-end")
        ),
        "entity": Sort(
            "entity, then article",
            ("entity__name_folded", "entity_id", "article__title_folded", "article_id", "start"),
        ),
    }

    entity = RecordLinkFilter(
        Entity, "entity", label="Entity", help_text="The last part of the entity’s address."
    )
    article = RecordLinkFilter(
        Article, "article", label="Article", help_text="The last part of the article’s address."
    )
    certainty = KindFilter(Certainty, label="Certainty")

    class Meta:
        model = Mention
        fields: list[str] = []
        form = FilterForm
