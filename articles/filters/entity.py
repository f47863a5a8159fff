"""Filter of entities."""

import django_filters
from django.db.models import Q, QuerySet

from ..models import Alias, Article, Entity, EntityKind, Mention, Quotation
from .base import FilterForm, KindFilter, RecordFilter, RecordLinkFilter, Sort, all_words
from .facet import of_choices
from .fields import WordsField


class NameFilter(django_filters.Filter):
    """Entities with a name, preferred or alias, that holds every word."""

    field_class = WordsField

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        aliases = Alias.objects.filter(all_words("name_folded", value)).order_by()
        return qs.filter(Q(all_words("name_folded", value)) | Q(pk__in=aliases.values("entity")))


class EntityFilter(RecordFilter):
    """Entities by words of any of their names, kind, and an article they occur in."""

    SORTS = {
        "name": Sort("name, A to Z", ("name_folded",)),
        "-name": Sort("name, Z to A", ("-name_folded", "-pk")),
        "kind": Sort("kind, then name", ("kind", "name_folded")),
    }

    FACETS = (of_choices("kind", "Kind", EntityKind),)

    q = NameFilter(label="Words in a name")
    kind = KindFilter(EntityKind, label="Kind")
    article = RecordLinkFilter(
        Article,
        label="Named or speaking in the article",
        method="occurring_in",
        help_text="The last part of the article’s address.",
    )

    class Meta:
        model = Entity
        fields: list[str] = []
        form = FilterForm

    def occurring_in(self, queryset: QuerySet, name: str, article: Article) -> QuerySet:
        """Entities that the article names or quotes."""
        speaking = self.seen(Quotation).filter(article=article, speaker__isnull=False)
        return queryset.filter(
            Q(pk__in=self.seen(Mention).filter(article=article).values("entity"))
            | Q(pk__in=speaking.values("speaker"))
        )
