"""Filter of articles."""

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet, TextChoices

from ..models import Article, Citation, CitationRole, Entity, Mention, Quotation, Source
from .base import (
    FilterForm,
    FromFilter,
    KindFilter,
    RecordFilter,
    RecordLinkFilter,
    Sort,
    UntilFilter,
    WordsFilter,
    YearFilter,
)
from .behind import ArticleBehindFilter
from .facet import LanguageFacet, NamingFacet, TellingFacet, YearFacet, of_entities
from .fields import LanguageTagField, OpenSelect

MOST_PUBLISHERS = 500
"""So many publishers are offered to choose from; any other can still be named."""


class SourcesUsed(TextChoices):
    """What an article is recorded to rest on."""

    PRIMARY = "primary", "a primary source"
    SECONDARY = "secondary", "other sources only"
    NONE = "none", "no source recorded"


def _uses_primary() -> Exists:
    primary = Citation.objects.filter(article=OuterRef("pk"), role=CitationRole.PRIMARY)
    return Exists(primary)


def _uses_none() -> Q:
    quoted = Quotation.objects.filter(article=OuterRef("pk"), source__isnull=False)
    return ~Exists(Citation.objects.filter(article=OuterRef("pk"))) & ~Exists(quoted)


class LanguageFilter(django_filters.Filter):
    """Articles in a language or a variety of it: `en` finds `en-GB` (RFC 4647 basic filtering)."""

    field_class = LanguageTagField

    def __init__(self, **kwargs):
        super().__init__(widget=OpenSelect, **kwargs)

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        if not value:
            return qs
        return qs.filter(Q(language=value) | Q(language__startswith=f"{value}-"))


class ArticleFilter(RecordFilter):
    """Articles by words of the title, language, publisher, date, entity named, source used."""

    SORTS = {
        "-date": Sort("newest first", ("-published_latest", "title_folded")),
        "date": Sort("oldest first", ("published_earliest", "title_folded")),
        "title": Sort("title, A to Z", ("title_folded",)),
        "-title": Sort("title, Z to A", ("-title_folded", "-pk")),
    }

    FACETS = (
        LanguageFacet("language", "Language", "language"),
        of_entities("publisher", "Publisher", most=MOST_PUBLISHERS),
        YearFacet("year", "Year", "published"),
        TellingFacet(
            "sources",
            "Rests on",
            "",
            dict(SourcesUsed.choices).__getitem__,
            told=(SourcesUsed.PRIMARY, SourcesUsed.NONE),
            rest=SourcesUsed.SECONDARY,
            conditions=lambda found: (_uses_primary(), _uses_none()),
        ),
        NamingFacet("entity", "Names", "entity"),
    )

    q = WordsFilter("title_folded", label="Words in the title")
    language = LanguageFilter(label="Language")
    publisher = RecordLinkFilter(Entity, "publisher", label="Publisher", widget=OpenSelect)
    year = YearFilter("published", label="Year")
    sources = KindFilter(SourcesUsed, label="Rests on", method="resting_on")
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
    behind = ArticleBehindFilter()

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
        for name in ("sources", "entity", "source", "behind", "sort"):
            filters.move_to_end(name)
        return filters

    def resting_on(self, queryset: QuerySet, name: str, used: str) -> QuerySet:
        """Articles that cite a primary source, rest on other sources only, or name none."""
        if used == SourcesUsed.PRIMARY:
            return queryset.filter(_uses_primary())
        if used == SourcesUsed.NONE:
            return queryset.filter(_uses_none())
        return queryset.filter(~_uses_primary()).exclude(_uses_none())

    def naming(self, queryset: QuerySet, name: str, entity: Entity) -> QuerySet:
        """Articles whose text, as readers see it, names `entity`."""
        # The few texts of most entities are looked up once, not each article looked through.
        return queryset.filter(pk__in=self.seen(Mention).filter(entity=entity).values("article"))

    def relying_on(self, queryset: QuerySet, name: str, source: Source) -> QuerySet:
        """Articles that cite `source` or quote from it."""
        return queryset.filter(
            Q(pk__in=Citation.objects.filter(source=source).values("article"))
            | Q(pk__in=Quotation.objects.filter(source=source).values("article"))
        )
