"""Where a source comes from: the graph of derivations above it, with agents along the way."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db import models
from django.db.models import Prefetch
from django.db.models.expressions import RawSQL

from .models import Derivation, DerivationSpan, Source, SourceAgent, SourceAgentSpan
from .roots import Roots

NEAREST = 500
"""So many derivations of a lineage are shown on a page."""
FIRST_ROOTS = 5
"""So many roots are named where a source may have very many."""


@dataclass(frozen=True)
class Step:
    """A source in a lineage: the entities that had a part in it, and where it came from.

    `more` derivations lead further back, but were not fetched (see `lineage`).
    """

    source: Source
    agents: list[SourceAgent] = field(default_factory=list)
    derivations: list[Derivation] = field(default_factory=list)
    more: int = 0

    @property
    def is_root(self) -> bool:
        return not self.derivations and not self.more


@dataclass(frozen=True)
class FirstRoots:
    """Some roots, the first of them, and how many `more` there are."""

    roots: list[Source]
    more: int = 0

    def __len__(self) -> int:
        return len(self.roots) + self.more


@dataclass(frozen=True)
class Lineage:
    """Everything above some sources. `steps` has one entry a source, the starts first.

    Of a lineage that was cut short (see `lineage`), `edges` are all derivations, by the primary
    keys of their sources, and `far_roots` some of those roots that are no steps, the first
    `FIRST_ROOTS` of every start among them.
    """

    starts: list[Source]
    steps: dict[int, Step]
    edges: list[tuple[int, int]] | None = None
    far_roots: dict[int, Source] = field(default_factory=dict)
    _known: dict[tuple[int, ...], list[int]] = field(default_factory=dict, init=False, repr=False)

    @property
    def roots(self) -> list[Source]:
        """Sources with no derivation behind them, in the order they are reached.

        Of a lineage that was cut short, not more than were fetched: see `count_roots`.
        """
        return self._fetched(self.root_keys(self.starts))

    def root_keys(self, sources: Iterable[Source]) -> list[int]:
        """Primary keys of all roots above some of the starts, fetched or not; a source nothing
        stands behind is its own root.
        """
        keys = tuple(dict.fromkeys(source.pk for source in sources))
        if keys not in self._known:
            self._known[keys] = self._all_roots.of(keys)
        return self._known[keys]

    def count_roots(self, sources: Iterable[Source] | None = None) -> int:
        """How many roots there are above the starts, or some of them, fetched or not."""
        return len(self.root_keys(self.starts if sources is None else sources))

    def sole_root(self, sources: Iterable[Source]) -> Source | None:
        """The root above some of the starts, if they have no other."""
        keys = self.root_keys(sources)
        return next(iter(self._fetched(keys)), None) if len(keys) == 1 else None

    def first_roots(self, start: Source) -> FirstRoots:
        """The first roots above one of the starts; the roots of all are found out at once."""
        roots = self._fetched(self.first_keys[start.pk])
        return FirstRoots(roots, self._counts[start.pk] - len(roots))

    def name_first(self, keys: Iterable[int]) -> FirstRoots:
        """The first of these roots that were fetched."""
        keys = list(keys)
        roots = self._fetched(keys)[:FIRST_ROOTS]
        return FirstRoots(roots, len(keys) - len(roots))

    @cached_property
    def size(self) -> int:
        """How many sources there are in all, the starts included, fetched or not."""
        reached = {key for edge in self.edges or () for key in edge}
        return len(reached | self.steps.keys())

    @cached_property
    def first_keys(self) -> dict[int, list[int]]:
        """Primary keys of the first `FIRST_ROOTS` roots above each start."""
        return self._all_roots.first((source.pk for source in self.starts), FIRST_ROOTS)

    @cached_property
    def _counts(self) -> dict[int, int]:
        return self._all_roots.weigh({source.pk: [source.pk] for source in self.starts})[0]

    @cached_property
    def _all_roots(self) -> Roots[int]:
        edges = self.edges or (
            (key, derivation.derived_from_id)
            for key, step in self.steps.items()
            for derivation in step.derivations
        )
        return Roots(edges, self.steps)

    def _fetched(self, keys: Iterable[int]) -> list[Source]:
        found = (
            self.steps[key].source if key in self.steps else self.far_roots.get(key) for key in keys
        )
        return [source for source in found if source is not None]


def lineage(
    sources: Iterable[Source],
    *,
    public_only: bool = True,
    evidence: bool = False,
    most: int | None = None,
) -> Lineage:
    """The lineage of some sources, in two queries; `evidence` adds the words that state each
    claim in two more.

    With `public_only`, only what readers may see: claims a draft alone states are left out.
    Where there are more than `most` derivations, the nearest so many are fetched, in three more
    queries (four with `evidence`), and the others only counted.
    """
    starts = list(dict.fromkeys(sources))
    if not starts:
        return Lineage([], {})
    found = Derivation.objects.filter(source__in=_above([source.pk for source in starts]))
    if public_only:
        found = found.public()
    found = found.order_by("pk")

    def whole(derivations) -> models.QuerySet:
        derivations = derivations.select_related("source", "derived_from")
        return _with_evidence(derivations, DerivationSpan, public_only, evidence)

    derivations = list(whole(found) if most is None else whole(found)[: most + 1])
    if most is None or len(derivations) <= most:
        made = Lineage(starts, _steps(starts, derivations))
    else:
        made = _cut(starts, found, most, whole)
    agents = SourceAgent.objects.filter(source__in=list(made.steps)).select_related("entity")
    if public_only:
        agents = agents.public()
    for agent in _with_evidence(agents, SourceAgentSpan, public_only, evidence):
        made.steps[agent.source_id].agents.append(agent)
    return made


def _steps(starts: list[Source], derivations: Iterable[Derivation]) -> dict[int, Step]:
    """Only the steps still reached once hidden derivations are left out, starts first."""
    steps = {source.pk: Step(source) for source in starts}
    for derivation in derivations:
        steps.setdefault(derivation.source_id, Step(derivation.source))
        steps.setdefault(derivation.derived_from_id, Step(derivation.derived_from))
        steps[derivation.source_id].derivations.append(derivation)
    order = [source.pk for source in starts]
    seen = set(order)
    for key in order:
        for derivation in steps[key].derivations:
            if derivation.derived_from_id not in seen:
                seen.add(derivation.derived_from_id)
                order.append(derivation.derived_from_id)
    return {key: steps[key] for key in order}


def _cut(starts: list[Source], found: models.QuerySet, most: int, whole) -> Lineage:
    """A lineage of which the `most` derivations nearest to the starts are fetched, by `whole`."""
    edges: dict[int, list[tuple[int, int]]] = {}
    for pk, derived, origin in found.values_list("pk", "source_id", "derived_from_id"):
        edges.setdefault(derived, []).append((pk, origin))
    order = [source.pk for source in starts]
    seen = set(order)
    near: list[int] = []
    reached: list[tuple[int, int]] = []
    for key in order:
        for pk, origin in edges.get(key, ()):
            near.append(pk)
            reached.append((key, origin))
            if origin not in seen:
                seen.add(origin)
                order.append(origin)
    # Asked for anew: `found` would look through everything again.
    fetched = whole(Derivation.objects.filter(pk__in=near[:most]).order_by("pk"))
    steps = {
        key: replace(step, more=len(edges.get(key, ())) - len(step.derivations))
        for key, step in _steps(starts, fetched).items()
    }
    made = Lineage(starts, steps, reached)
    first = [key for found in made.first_keys.values() for key in found if key not in steps]
    roots = [key for key in order if key not in edges and key not in steps]
    wanted = list(dict.fromkeys((*first, *roots)))[: max(most, len(first))]
    made.far_roots.update(Source.objects.in_bulk(wanted))
    return made


def above(keys: Iterable[int]) -> list[int]:
    """Primary keys of sources and of all that they derive from, drafts' claims included."""
    keys = list(keys)
    if not keys:
        return []
    found = Source.objects.filter(pk__in=_above(keys)).order_by()
    return list(found.values_list("pk", flat=True))


def _above(keys: list[int]) -> RawSQL:
    places = ", ".join(["%s"] * len(keys))
    return RawSQL(  # noqa: S611
        # Only placeholders are put in; the keys go as parameters.
        f"""
        WITH RECURSIVE above(id) AS (
            SELECT id FROM articles_source WHERE id IN ({places})
            UNION
            SELECT derivation.derived_from_id
              FROM articles_derivation derivation
              JOIN above ON above.id = derivation.source_id
        )
        SELECT id FROM above
        """,  # noqa: S608
        keys,
    )


def _with_evidence(claims, span_model, public_only: bool, wanted: bool):
    if not wanted:
        return claims
    spans = span_model.objects.select_related("text_version__article").defer("text_version__body")
    return claims.prefetch_related(
        Prefetch("spans", queryset=spans.public() if public_only else spans)
    )
