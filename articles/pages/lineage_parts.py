"""The parts of the report on lineage: which rows each has, and the records they speak of."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from ..independence import ArchiveIndependence, Carried, Standing
from ..models import Article, Citation, Entity, Quotation, Source

NAMED = 5
"""So many publishers are named where a root came out through several."""

SoleClaim = tuple[type[Model], int, int]
"""A model, the key of a quotation or citation, and that of its only root."""


@dataclass(frozen=True)
class Part:
    """A table of the report. `choose` gives all its rows, as keys; of articles, those on a root."""

    name: str
    title: str
    gloss: str
    choose: Callable[..., Sequence]
    by_root: bool = False


@dataclass(frozen=True)
class RootRow:
    """A root with what rests on it, and some publishers of articles that rest on it alone."""

    root: Source
    carried: Carried
    publishers: list[Entity]

    @property
    def unnamed(self) -> int:
        return self.carried.sole_publishers - len(self.publishers)


@dataclass(frozen=True)
class ArticleRow:
    article: Article
    standing: Standing
    root: Source | None


@dataclass(frozen=True)
class ClaimRow:
    """A quotation or a citation, and the only root it comes down to."""

    claim: Quotation | Citation
    root: Source

    @property
    def is_quotation(self) -> bool:
        return isinstance(self.claim, Quotation)


def _roots(report: ArchiveIndependence, root: int | None = None) -> Sequence[Carried]:
    return report.carried


def _repeated(report: ArchiveIndependence, root: int | None = None) -> Sequence[Carried]:
    found = (one for one in report.carried if one.sole_publishers > 1)
    return sorted(found, key=lambda one: (-one.sole_publishers, -one.sole_articles))


def _single(report: ArchiveIndependence, root: int | None = None) -> Sequence[Standing]:
    found = (one for one in report.standings if one.root is not None)
    if root is not None:
        found = (one for one in found if one.root == root)
    return sorted(found, key=lambda one: -one.claims)


def _unsourced(report: ArchiveIndependence, root: int | None = None) -> Sequence[Standing]:
    return [one for one in report.standings if not one.roots]


def _claims(report: ArchiveIndependence, root: int | None = None) -> "SoleClaimRows":
    return SoleClaimRows(report)


class SoleClaimRows(Sequence):
    """The claims that come down to one root: quotations, then citations."""

    def __init__(self, report: ArchiveIndependence):
        self._report = report

    def __len__(self) -> int:
        return self._report.sole_claims

    def __getitem__(self, wanted: slice) -> list[SoleClaim]:
        found, before = [], 0
        for model, claims in (
            (Quotation, self._report.sole_quotations),
            (Citation, self._report.sole_citations),
        ):
            first, last, _ = wanted.indices(len(self))
            here = slice(max(first - before, 0), max(last - before, 0))
            found += [
                (model, *pair) for pair in zip(claims.keys[here], claims.roots[here], strict=True)
            ]
            before += len(claims.keys)
        return found


PARTS: dict[str, Part] = {
    part.name: part
    for part in (
        Part(
            "roots",
            "Roots that carry most",
            "How many articles and publishers rest on a root, wholly or among others.",
            _roots,
        ),
        Part(
            "repeated",
            "One root, several publishers",
            "Articles of different publishers that come down to the same single root. However many "
            "they are, they do not confirm one another.",
            _repeated,
        ),
        Part(
            "single",
            "Articles that rest on a single root",
            "All quotations whose source is known, and all citations but those of what contradicts "
            "the article, come down to one root. Those with most claims come first.",
            _single,
            by_root=True,
        ),
        Part(
            "claims",
            "Claims that rest on a single root",
            "Each quotation and each citation whose source comes down to one root only.",
            _claims,
        ),
        Part(
            "unsourced",
            "Articles that rest on no recorded source",
            "Nothing they cite is recorded, but for what contradicts them; of nothing they quote "
            "is the source known.",
            _unsourced,
        ),
    )
}


def fetch(report: ArchiveIndependence, chosen: dict[Part, Sequence]) -> dict[Part, list]:
    """The rows of parts with their records, in a fixed number of queries.

    A row whose record readers can no longer see is left out.
    """
    keys = [key for rows in chosen.values() for key in rows]
    standings = [key for key in keys if isinstance(key, Standing)]
    carried = [key for key in keys if isinstance(key, Carried)]
    claims = [key for key in keys if type(key) is tuple]
    publishers = _publishers(report, {one.root for one in carried if one.sole_publishers > 1})
    articles = _public(
        Article.objects.select_related("publisher"), (one.article for one in standings)
    )
    roots = [one.root for one in (*standings, *carried)] + [root for _, _, root in claims]
    sources = _public(Source.objects.all(), roots)
    entities = _public(Entity.objects.all(), (key for of in publishers.values() for key in of))
    of_claims = {
        model: _public(
            model.objects.select_related("article__publisher", "source"),
            (key for kind, key, _ in claims if kind is model),
        )
        for model in (Quotation, Citation)
    }

    def row(key):
        match key:
            case Standing() if key.article in articles:
                return ArticleRow(articles[key.article], key, sources.get(key.root))
            case Carried() if key.root in sources:
                named = [entities[one] for one in publishers.get(key.root, ()) if one in entities]
                return RootRow(sources[key.root], key, named)
            case (model, claim, root) if claim in of_claims.get(model, ()) and root in sources:
                return ClaimRow(of_claims[model][claim], sources[root])

    return {
        part: [made for key in rows if (made := row(key)) is not None]
        for part, rows in chosen.items()
    }


def _public(records: QuerySet, keys: Iterable[int | None]) -> dict[int, Model]:
    return records.public().in_bulk({key for key in keys if key is not None})


def _publishers(report: ArchiveIndependence, roots: set[int]) -> dict[int, list[int]]:
    """Some publishers whose articles rest on each of these roots alone, by primary keys."""
    found: dict[int, dict[int, None]] = defaultdict(dict)
    for standing in report.standings:
        of = found[standing.root] if standing.root in roots else None
        if of is not None and standing.publisher is not None and len(of) < NAMED:
            of[standing.publisher] = None
    return {root: list(of) for root, of in found.items()}
