"""Filter of entities."""

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet

from ..models import Alias, Article, Entity, EntityKind, Mention, Quotation
from .base import FilterForm, KindFilter, RecordFilter, RecordLinkFilter, Sort, all_words
from .fields import WordsField


class NameFilter(django_filters.Filter):
    """Entities with a name, preferred or alias, that holds every word."""

    field_class = WordsField

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        aliases = Alias.objects.filter(all_words("name_folded", value), entity=OuterRef("pk"))
        return qs.filter(Q(all_words("name_folded", value)) | Exists(aliases))


class EntityFilter(RecordFilter):
    """Entities by words of any of their names, kind, and an article they occur in."""

    SORTS = {
        "name": Sort("name, A to Z", ("name_folded",)),
        "-name": Sort("name, Z to A", ("-name_folded",)),
        "kind": Sort("kind, then name", ("kind", "name_folded")),
    }

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
        here = {"article": article}
        return queryset.filter(
            Exists(self.seen(Mention).filter(entity=OuterRef("pk"), **here))
            | Exists(self.seen(Quotation).filter(speaker=OuterRef("pk"), **here))
        )
