"""How far what is told rests on different roots: of one article, and of all readers may see.

A claim is a quotation whose source is known, or a citation; not a citation of what contradicts the
article, which does not rest on it. Claims that come down to the same root do not confirm one
another. Only what readers may see counts.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import QuerySet

from .lineage import Lineage
from .models import Article, Citation, Derivation, Quotation, Source, Stance
from .roots import Roots

CHUNK = 5000


@dataclass(frozen=True)
class Independence:
    """Of one article: its quotations, those without a known source, and the roots of its claims.

    `sole` is the one root of all its claims, `sole_of_quotations` that of its quotations, if there
    is only one.
    """

    attributions: int
    unsourced: int
    root_count: int
    sole: Source | None
    sole_of_quotations: Source | None

    @property
    def sourced(self) -> int:
        return self.attributions - self.unsourced


def independence(
    origins: Lineage, quotations: Iterable[Quotation], citations: Iterable[Citation]
) -> Independence:
    """How independent of one another the claims of an article are.

    `origins` is the lineage of all its sources; its quotations and citations are given whole.
    """
    quotations = list(quotations)
    quoted = [quotation.source for quotation in quotations if quotation.source]
    cited = [citation.source for citation in citations if citation.stance != Stance.CONTRADICTS]
    return Independence(
        len(quotations),
        len(quotations) - len(quoted),
        origins.count_roots([*quoted, *cited]),
        origins.sole_root([*quoted, *cited]),
        origins.sole_root(quoted),
    )


class Standing(NamedTuple):
    """What an article rests on, by primary keys; `root` is None unless it is the only one.

    `citations` are those that are claims.
    """

    article: int
    publisher: int | None
    attributions: int
    unsourced: int
    citations: int
    roots: int
    root: int | None

    @property
    def claims(self) -> int:
        return self.attributions - self.unsourced + self.citations


class Carried(NamedTuple):
    """What rests on a root: articles and publishers at least in part, claims and articles alone."""

    root: int
    articles: int
    publishers: int
    sole_articles: int
    sole_publishers: int
    sole_claims: int


class SoleClaims(NamedTuple):
    """Claims that come down to one root each: their primary keys, and those of the roots."""

    keys: array
    roots: array


@dataclass(frozen=True)
class ArchiveIndependence:
    """Of all articles readers may see, by primary keys, so that little is remembered.

    Articles are in the order of their titles, claims in that of their articles.
    """

    standings: Sequence[Standing]
    carried: Sequence[Carried]
    """Roots, those of most articles first."""
    sole_quotations: SoleClaims
    sole_citations: SoleClaims
    several: int
    """How many claims come down to several roots."""
    unsourced: int
    """How many quotations have no known source."""

    @property
    def sole_claims(self) -> int:
        return len(self.sole_quotations.keys) + len(self.sole_citations.keys)


def of_archive(using: str) -> ArchiveIndependence:
    """Work out the independence of all public articles in the database `using`, in five queries.

    Takes time and memory in proportion to the archive: remember the result.
    """
    articles = Article.objects.using(using).public().order_by("title_folded", "pk")
    publishers = dict(articles.values_list("pk", "publisher_id").iterator(CHUNK))
    order = {key: place for place, key in enumerate(publishers)}
    quotations = _claims(Quotation.objects.all(), using, order, "number")
    supporting = Citation.objects.exclude(stance=Stance.CONTRADICTS)
    citations = _claims(supporting, using, order, "pk")
    sources = defaultdict(set)
    for claims in (quotations, citations):
        for _, article, source in claims:
            if source is not None:
                sources[article].add(source)
    edges = Derivation.objects.using(using).public().order_by("pk")
    roots = Roots(
        edges.values_list("source_id", "derived_from_id").iterator(CHUNK),
        set().union(*sources.values()),
    )
    counted, carrying = roots.weigh(sources)
    # Where there is one root, it is that of any of the sources.
    sole = {
        article: roots.sole[next(iter(of))]
        for article, of in sources.items()
        if counted[article] == 1
    }
    attributions, unsourced, cited = (dict.fromkeys(publishers, 0) for _ in range(3))
    for _, article, source in quotations:
        attributions[article] += 1
        unsourced[article] += source is None
    for _, article, _ in citations:
        cited[article] += 1
    standings = [
        Standing(
            key,
            publisher,
            attributions[key],
            unsourced[key],
            cited[key],
            counted.get(key, 0),
            sole.get(key),
        )
        for key, publisher in publishers.items()
    ]
    claims = [claim for claim in (*quotations, *citations) if claim[2] is not None]
    return ArchiveIndependence(
        standings,
        _carried(roots, sources, carrying, standings, claims, using),
        _on_one_root(roots, quotations),
        _on_one_root(roots, citations),
        sum(roots.sole[source] is None for _, _, source in claims),
        sum(unsourced.values()),
    )


def _claims(claims: QuerySet, using: str, order: dict[int, int], *within: str) -> list[tuple]:
    """Key, article and source of every public one of `claims`, in the order of the articles."""
    found = claims.using(using).public().order_by(*within, "pk")
    rows = found.values_list("pk", "article_id", "source_id").iterator(chunk_size=CHUNK)
    # One published in between is not among the articles read before; the next report has it.
    return sorted((row for row in rows if row[1] in order), key=lambda row: order[row[1]])


def _on_one_root(roots: Roots, claims: list[tuple]) -> SoleClaims:
    found = [
        (pk, roots.sole[source])
        for pk, _, source in claims
        if source is not None and roots.sole[source] is not None
    ]
    return (
        SoleClaims(*(array("q", column) for column in zip(*found, strict=True)))
        if found
        else (SoleClaims(array("q"), array("q")))
    )


def _carried(
    roots: Roots,
    sources: dict[int, set[int]],
    carrying: dict[int, int],
    standings: list[Standing],
    claims: list[tuple],
    using: str,
) -> list[Carried]:
    by_publisher = defaultdict(set)
    sole_articles, sole_claims = defaultdict(int), defaultdict(int)
    sole_publishers = defaultdict(set)
    for standing in standings:
        if standing.publisher is not None and standing.article in sources:
            by_publisher[standing.publisher] |= sources[standing.article]
        if standing.root is not None:
            sole_articles[standing.root] += 1
            sole_publishers[standing.root].add(standing.publisher)
    for _, _, source in claims:
        sole_claims[roots.sole[source]] += 1
    publishers = roots.carrying(by_publisher)
    titles = Source.objects.using(using).public().order_by("title_folded", "pk")
    order = {key: place for place, key in enumerate(titles.values_list("pk", flat=True))}
    made = [
        Carried(
            root,
            number,
            publishers.get(root, 0),
            sole_articles[root],
            len(sole_publishers[root] - {None}),
            sole_claims[root],
        )
        for root, number in carrying.items()
    ]
    return sorted(made, key=lambda one: (-one.articles, -one.publishers, order.get(one.root, 0)))
