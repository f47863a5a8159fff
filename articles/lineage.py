"""Where a source comes from: the graph of derivations above it, with agents along the way."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db import models
from django.db.models import Prefetch
from django.db.models.expressions import RawSQL

from . import graph
from .models import Derivation, DerivationSpan, Source, SourceAgent, SourceAgentSpan
from .models.source import DERIVATION_IS_PUBLIC


@dataclass(frozen=True)
class Step:
    """A source in a lineage: the entities that had a part in it, and where it came from."""

    source: Source
    agents: list[SourceAgent] = field(default_factory=list)
    derivations: list[Derivation] = field(default_factory=list)

    @property
    def is_root(self) -> bool:
        return not self.derivations


@dataclass(frozen=True)
class Lineage:
    """Everything above some sources. `steps` has one entry a source, the starts first."""

    starts: list[Source]
    steps: dict[int, Step]

    @property
    def roots(self) -> list[Source]:
        """Sources with no derivation behind them, in the order they are reached."""
        return self.roots_of(self.starts)

    def roots_of(self, sources: Iterable[Source]) -> list[Source]:
        """Roots above some of the starts; a source nothing stands behind is its own root."""
        keys = list(dict.fromkeys(source.pk for source in sources))
        return [self.steps[key].source for key in graph.roots(self._edges, keys)]

    @cached_property
    def _edges(self) -> list[tuple[int, int]]:
        return [
            (step.source.pk, derivation.derived_from_id)
            for step in self.steps.values()
            for derivation in step.derivations
        ]


def lineage(
    sources: Iterable[Source], *, public_only: bool = True, evidence: bool = False
) -> Lineage:
    """The lineage of some sources, in two queries; `evidence` adds the words that state each
    claim in two more.

    With `public_only`, only what readers may see: claims a draft alone states are left out.
    """
    starts = list(dict.fromkeys(sources))
    if not starts:
        return Lineage([], {})
    keys = [source.pk for source in starts]
    derivations = Derivation.objects.filter(source__in=_above(keys)).select_related(
        "source", "derived_from"
    )
    if public_only:
        derivations = derivations.public()
    derivations = _with_evidence(derivations, DerivationSpan, public_only, evidence)
    steps = {source.pk: Step(source) for source in starts}
    for derivation in derivations:
        steps.setdefault(derivation.source_id, Step(derivation.source))
        steps.setdefault(derivation.derived_from_id, Step(derivation.derived_from))
        steps[derivation.source_id].derivations.append(derivation)
    steps = _reached(starts, steps)
    agents = SourceAgent.objects.filter(source__in=list(steps)).select_related("entity")
    if public_only:
        agents = agents.public()
    for agent in _with_evidence(agents, SourceAgentSpan, public_only, evidence):
        steps[agent.source_id].agents.append(agent)
    return Lineage(starts, steps)


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


def resting_on(source: Source) -> models.QuerySet[Source]:
    """The public sources that derive from `source`, however indirectly, with itself."""
    return Source.objects.public().filter(pk__in=RawSQL(_BELOW, [source.pk]))  # noqa: S611


_BELOW = f"""
WITH RECURSIVE below(id) AS (
    SELECT id FROM articles_source WHERE id = %s
    UNION
    SELECT derivation.source_id
      FROM articles_derivation derivation
      JOIN below ON below.id = derivation.derived_from_id
     WHERE {DERIVATION_IS_PUBLIC}
)
SELECT id FROM below
"""  # noqa: S608 - made of constants


def _reached(starts: list[Source], steps: dict[int, Step]) -> dict[int, Step]:
    """Only the steps still reached once hidden derivations are left out, starts first."""
    order = [source.pk for source in starts]
    seen = set(order)
    for key in order:
        for derivation in steps[key].derivations:
            if derivation.derived_from_id not in seen:
                seen.add(derivation.derived_from_id)
                order.append(derivation.derived_from_id)
    return {key: steps[key] for key in order}


def _with_evidence(claims, span_model, public_only: bool, wanted: bool):
    if not wanted:
        return claims
    spans = span_model.objects.select_related("text_version__article").defer("text_version__body")
    return claims.prefetch_related(
        Prefetch("spans", queryset=spans.public() if public_only else spans)
    )
