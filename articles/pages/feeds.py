"""Every list as a feed: what is new in it, narrowed by the filters of the list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.text import Truncator, capfirst

from ..filters import FILTERS
from ..models import Article, Correction, Entity, Quotation, Source
from .atom import ENTRIES, Entry, atom_answer
from .downloads import reasons
from .newest import newest_articles, newest_quotations, newest_records
from .readers import readers_page

LEAD = 400
"""Characters of an article's text that its entry begins with."""
LONGEST_TITLE = 120
"""Characters of a quotation's words that are the title of its entry."""


@dataclass(frozen=True)
class Feed:
    """A feed: the list it follows, what it is called, what is in it, how an entry is made."""

    name: str
    title: str
    subtitle: str
    rows: Callable[[], QuerySet]
    newest: Callable[[QuerySet, int], Iterable[Model]]
    entry: Callable[[Model], Entry]


def feed_view(feed: Feed):
    """The view of a feed. A query that is not understood is answered with 400 and the reasons."""

    @readers_page
    def view(request: HttpRequest) -> HttpResponse:
        found = FILTERS[feed.name](request.GET, queryset=feed.rows())
        if not found.is_valid():
            return HttpResponse(
                reasons(found), status=400, content_type="text/plain; charset=utf-8"
            )
        entries = map(feed.entry, feed.newest(found.qs, ENTRIES))
        return atom_answer(feed.name, request.path, found, feed.title, feed.subtitle, entries)

    view.__name__ = f"{feed.name}_atom"
    view.__doc__ = f"{feed.title} as Atom (RFC 4287), narrowed by the filters of the list."
    return view


def _articles() -> QuerySet:
    rows = Article.objects.public().select_related("publisher", "current_text")
    # The beginning of a text, not all of it: it may be long.
    lead = Substr("current_text__body", 1, LEAD + 1)
    return rows.defer("current_text__body").annotate(lead=lead)


def _quotations() -> QuerySet:
    return Quotation.objects.public().select_related("article__publisher", "speaker", "source")


def _corrections() -> QuerySet:
    return Correction.objects.public().select_related("article", "source", "entity")


def _newest_corrections(rows: QuerySet, count: int) -> QuerySet:
    return rows.order_by("-at", "-pk")[:count]


def _summary(kind: str, **context) -> str:
    return render_to_string(f"articles/feeds/{kind}.html", context)


def _of_article(article: Article) -> Entry:
    publisher = article.publisher
    lead = Truncator(article.lead).chars(LEAD) if article.text_is_public else ""
    quotations = f"{reverse('articles:quotations-csv')}?article={article.slug}"
    return Entry(
        article,
        article.title,
        article.get_absolute_url(),
        _summary("article", article=article, lead=lead),
        since=article.created_at,
        published=article.shown,
        updated=article.modified_at,
        language="" if article.title_supplied else article.language,
        author=publisher.name if publisher else "",
        author_path=publisher.get_absolute_url() if publisher else "",
        related=(("Its quotations as CSV", "text/csv", quotations),),
    )


def _of_quotation(quotation: Quotation) -> Entry:
    words = " … ".join(span.exact for span in quotation.content_spans)
    words = Truncator(" ".join(words.split())).chars(LONGEST_TITLE)
    return Entry(
        quotation,
        words or f"Quotation {quotation.number}",
        quotation.get_absolute_url(),
        _summary("quotation", quotation=quotation),
        since=quotation.created_at,
        published=quotation.shown,
        updated=quotation.modified_at,
        language=quotation.article.language if words else "",
    )


def _of_source(source: Source) -> Entry:
    return _of_record(source, source.title, _summary("source", source=source))


def _of_entity(entity: Entity) -> Entry:
    summary = _summary("entity", entity=entity)
    return _of_record(entity, entity.name, summary, language=entity.name_language)


def _of_record(record: Source | Entity, title: str, summary: str, language: str = "") -> Entry:
    return Entry(
        record,
        title,
        record.get_absolute_url(),
        summary,
        since=record.created_at,
        published=record.shown,
        updated=record.modified_at,
        language=language,
    )


def _of_correction(record: Correction) -> Entry:
    return Entry(
        record,
        f"{capfirst(record.get_kind_display())}: {record.label}",
        reverse("articles:correction", args=[record.public_id]),
        render_to_string("articles/_correction.html", {"correction": record}),
        since=record.at,
        published=record.at,
        updated=record.at,
    )


FEEDS = (
    Feed(
        "articles",
        "New articles",
        "Articles of the archive, those first that readers could see last.",
        _articles,
        newest_articles,
        _of_article,
    ),
    Feed(
        "quotations",
        "New quotations",
        "Who said what, on the strength of which source; the newest in the archive first.",
        _quotations,
        newest_quotations,
        _of_quotation,
    ),
    Feed(
        "sources",
        "New sources",
        "What articles rely on and quote from, those first that were entered last.",
        Source.objects.public,
        newest_records,
        _of_source,
    ),
    Feed(
        "entities",
        "New entities",
        "People, organisations, places, events, works and concepts, those first that were "
        "entered last.",
        Entity.objects.public,
        newest_records,
        _of_entity,
    ),
    Feed(
        "corrections",
        "Corrections",
        "What readers saw in the archive and now see otherwise.",
        _corrections,
        _newest_corrections,
        _of_correction,
    ),
)

# The corrections' feed was there before the others, under this name.
_NAMES = {"corrections": "corrections-feed"}

urlpatterns: list[URLPattern] = [
    path(f"{feed.name}.atom", feed_view(feed), name=_NAMES.get(feed.name, f"{feed.name}-atom"))
    for feed in FEEDS
]
