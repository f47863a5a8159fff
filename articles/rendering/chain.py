"""The chain of attribution above a source, as a tree the template `articles/_chain.html` draws."""

from dataclasses import dataclass, field

from ..lineage import Lineage
from ..models import Derivation, Source, SourceAgent

DEEPEST = 30
"""So many derivations are drawn one behind the other; the rest is a link away."""


@dataclass(frozen=True, slots=True)
class Link:
    """A source in the drawing, reached by `derivation` (None at the foot of the chain).

    `repeated`: the same source is drawn already, with what is behind it. `cut`: there is more
    behind it than is drawn.
    """

    source: Source
    agents: list[SourceAgent]
    derivation: Derivation | None = None
    behind: list["Link"] = field(default_factory=list)
    is_root: bool = False
    repeated: bool = False
    cut: bool = False


def chain(lineage: Lineage, source: Source) -> Link:
    """Everything above `source`, each source with what is behind it once, however many ways
    lead there.
    """
    return _link(lineage, source.pk, None, set(), 0)


def chains(lineage: Lineage) -> list[Link]:
    """The chains above all starts of a lineage; what stood in one is not told again in another."""
    drawn: set[int] = set()
    return [_link(lineage, source.pk, None, drawn, 0) for source in lineage.starts]


def _link(
    lineage: Lineage, key: int, derivation: Derivation | None, drawn: set[int], depth: int
) -> Link:
    step = lineage.steps[key]
    repeated = key in drawn and not step.is_root
    too_deep = not repeated and not step.is_root and depth >= DEEPEST
    cut = too_deep or (step.more > 0 and not repeated)
    if not cut:  # by another way it may be drawn whole
        drawn.add(key)
    behind = (
        []
        if repeated or too_deep
        else [
            _link(lineage, next_step.derived_from_id, next_step, drawn, depth + 1)
            for next_step in step.derivations
        ]
    )
    return Link(step.source, step.agents, derivation, behind, step.is_root, repeated, cut)
