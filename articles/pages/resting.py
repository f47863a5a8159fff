"""What rests on a source: sources that come from it, and the articles that use any of them."""

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, Model, QuerySet

from ..filters.behind import resting_on
from ..models import Article, Citation, Derivation, Quotation, Source, Stance
from ..rendering.bars import Years, by_year
from .ranked import Ranked, most_frequent
from .remembered import remembered
from .said import Said, with_words

DERIVATIVES = 20
CITATIONS = 10
QUOTATIONS = 5
PUBLISHERS = 10

FEW = 5000
"""Keys of so many records go into a statement; of more, it finds them itself or reads all."""


@dataclass(frozen=True)
class Resting:
    """What rests on a source, the first of each and how many there are.

    `sources` counts those that come from it, however indirectly; `derivatives` come from it
    directly. Articles are those that cite or quote it or one of these; `contradicted` is how many
    of them do not rest on it, but cite it as what contradicts them.
    """

    sources: int
    derivatives: list[Derivation]
    derivatives_total: int
    citations: list[Citation]
    citations_total: int
    said: Said
    articles: int
    contradicted: int
    years: Years
    publishers: list[Ranked]
    publishers_total: int

    @property
    def is_nothing(self) -> bool:
        return not (self.derivatives or self.articles)


class _Used(NamedTuple):
    """How much uses some sources, by article, and what of it is shown (primary keys)."""

    sources: int
    citations: list[int]
    citations_total: int
    quotations: list[int]
    quotations_total: int
    articles: int
    contradicted: int
    years: Years
    publishers: Counter[int]


def resting(source: Source) -> Resting:
    """Everything that rests on `source`. Twelve queries at most, however much it is.

    Below a root of a large archive that may be half of it: what was counted there is remembered
    as long as nothing is written.
    """
    used = remembered(("resting", source.pk), lambda: _used(source))
    citations = Citation.objects.public().select_related("article__publisher", "source")
    said = Said(
        _in_order(
            Quotation.objects.public().select_related("article", "speaker", "source"),
            used.quotations,
        ),
        used.quotations_total,
    )
    with_words(said)
    derivations = Derivation.objects.public().filter(derived_from=source).select_related("source")
    return Resting(
        sources=used.sources,
        derivatives=list(derivations.order_by("source__title_folded", "pk")[:DERIVATIVES]),
        derivatives_total=derivations.count(),
        citations=_in_order(citations, used.citations),
        citations_total=used.citations_total,
        said=said,
        articles=used.articles,
        contradicted=used.contradicted,
        years=used.years,
        publishers=most_frequent(used.publishers, PUBLISHERS),
        publishers_total=len(used.publishers),
    )


def _used(source: Source) -> _Used:
    below = set(resting_on(source).order_by().values_list("pk", flat=True))
    citations, quotations = Citation.objects.all(), Quotation.objects.all()
    cited, quoted = (_by_article(rows, source, below) for rows in (citations, quotations))
    against = _by_article(citations.filter(stance=Stance.CONTRADICTS), source, below)
    articles = _articles(cited.keys() | quoted.keys())
    newest = sorted(articles, key=lambda key: (-articles[key][1], key))
    return _Used(
        sources=len(below - {source.pk}),
        citations=_first(Citation, newest, cited, below, "pk")[:CITATIONS],
        citations_total=sum(cited.get(key, 0) for key in articles),
        quotations=_first(Quotation, newest, quoted, below, "number")[:QUOTATIONS],
        quotations_total=sum(quoted.get(key, 0) for key in articles),
        articles=len(articles),
        contradicted=sum(
            number == cited[key] and key not in quoted
            for key, number in against.items()
            if key in articles
        ),
        years=by_year((earliest, latest, 1) for earliest, latest, _ in articles.values()),
        publishers=Counter(publisher for *_, publisher in articles.values() if publisher),
    )


def _by_article(claims: QuerySet, source: Source, below: set[int]) -> dict[int, int]:
    """How many of these citations or quotations, of these sources, each article has, drafts too."""
    sources = below if len(below) <= FEW else resting_on(source)
    rows = claims.filter(source__in=sources).order_by().values_list("article")
    return dict(rows.annotate(number=Count("*")))


def _articles(keys: set[int]) -> dict[int, tuple[int, int, int | None]]:
    """Of the articles `keys`, those readers may see: keys of the date, publisher."""
    rows = Article.objects.public().order_by()
    if len(keys) <= FEW:
        rows = rows.filter(pk__in=keys)
    columns = rows.values_list("pk", "published_earliest", "published_latest", "publisher")
    return {key: values for key, *values in columns if key in keys}


def _first(
    model: type[Model], newest: list[int], used: dict[int, int], below: set[int], order: str
) -> list[int]:
    """Keys of citations or quotations of the sources, in the order of their articles."""
    first = [key for key in newest if key in used][: max(CITATIONS, QUOTATIONS)]
    place = {key: number for number, key in enumerate(first)}
    rows = model.objects.public().filter(article__in=first).order_by()
    found = sorted(
        (place[article], at, key)
        for article, at, key, source in rows.values_list("article", order, "pk", "source")
        if source in below
    )
    return [key for *_, key in found]


def _in_order(rows, keys: list[int]) -> list:
    found = rows.in_bulk(keys)
    return [found[key] for key in keys if key in found]
