"""Filter of articles."""

from collections.abc import Callable
from functools import cache

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet

from ..models import Article, Citation, Entity, Mention, Quotation, Source
from ..text.languages import language_name
from .base import (
    FilterForm,
    FromFilter,
    RecordFilter,
    RecordLinkFilter,
    Sort,
    UntilFilter,
    WordsFilter,
    YearFilter,
)
from .fields import LanguageTagField, OpenSelect

MOST_PUBLISHERS = 500
"""So many publishers are offered to choose from; any other can still be named."""


class LanguageFilter(django_filters.Filter):
    """Articles in a language or a variety of it: `en` finds `en-GB` (RFC 4647 basic filtering)."""

    field_class = LanguageTagField

    @property
    def field(self):
        self.extra["widget"] = _offering(self.parent, languages)
        return super().field

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        if not value:
            return qs
        return qs.filter(Q(language=value) | Q(language__startswith=f"{value}-"))


class PublisherFilter(RecordLinkFilter):
    """Articles of one publisher."""

    @property
    def field(self):
        self.extra["widget"] = _offering(self.parent, publishers)
        return super().field


def languages(filterset: RecordFilter) -> list[tuple[str, str]]:
    """Language tags of the articles there are to filter, with English names, by name."""
    tags = filterset.queryset.order_by().values_list("language", flat=True).distinct()
    return sorted(((tag, language_name(tag)) for tag in tags), key=lambda choice: choice[1])


def publishers(filterset: RecordFilter) -> list[tuple[str, str]]:
    """Slugs and names of those who published the articles there are to filter."""
    entities = Entity.objects.filter(pk__in=filterset.queryset.order_by().values("publisher"))
    named = entities.order_by("name_folded", "pk").values_list("slug", "name")
    return list(named[:MOST_PUBLISHERS])


def _offering(filterset: RecordFilter, choices: Callable) -> OpenSelect:
    # Django asks for the choices twice in drawing one list: cache, so as to look them up once.
    return OpenSelect(choices=cache(lambda: [("", "any"), *choices(filterset)]))


class ArticleFilter(RecordFilter):
    """Articles by words of the title, language, publisher, date, entity named, source used."""

    SORTS = {
        "-date": Sort("newest first", ("-published_latest", "title_folded")),
        "date": Sort("oldest first", ("published_earliest", "title_folded")),
        "title": Sort("title, A to Z", ("title_folded",)),
        "-title": Sort("title, Z to A", ("-title_folded",)),
    }

    q = WordsFilter("title_folded", label="Words in the title")
    language = LanguageFilter(label="Language")
    publisher = PublisherFilter(Entity, "publisher", label="Publisher")
    year = YearFilter("published", label="Year")
    entity = RecordLinkFilter(
        Entity,
        label="Naming the entity",
        method="naming",
        help_text="The last part of the entity’s address, such as soviet-union.",
    )
    source = RecordLinkFilter(
        Source,
        label="Relying on the source",
        method="relying_on",
        help_text="The last part of the source’s address.",
    )

    class Meta:
        model = Article
        fields: list[str] = []
        form = FilterForm

    @classmethod
    def get_filters(cls):
        """As declared; `from`, a word of Python, cannot be declared."""
        filters = super().get_filters()
        filters["from"] = FromFilter("published", label="From")
        filters["until"] = UntilFilter("published", label="Until")
        for name in ("entity", "source", "sort"):
            filters.move_to_end(name)
        return filters

    def naming(self, queryset: QuerySet, name: str, entity: Entity) -> QuerySet:
        """Articles whose text, as readers see it, names `entity`."""
        mentions = self.seen(Mention).filter(article=OuterRef("pk"), entity=entity)
        return queryset.filter(Exists(mentions))

    def relying_on(self, queryset: QuerySet, name: str, source: Source) -> QuerySet:
        """Articles that cite `source` or quote from it."""
        used = {"article": OuterRef("pk"), "source": source}
        return queryset.filter(
            Exists(Citation.objects.filter(**used)) | Exists(Quotation.objects.filter(**used))
        )
