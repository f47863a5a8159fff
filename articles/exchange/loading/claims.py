"""Derivations and source agents: what is claimed of sources, and what it rests on."""

from ... import graph
from ...editing.locks import lock_derivations
from ...models import Basis, Derivation, Source
from .entries import Entry
from .records import Loader


class ClaimLoader(Loader):
    """Claims about sources: what is called stated has words that state it."""

    def check_all(self) -> None:
        for batch in self.touched():
            unstated = self.model.objects.filter(pk__in=batch, basis=Basis.STATED, spans=None)
            for key in unstated.values_list("pk", flat=True):
                reason = "It is called stated, but no words are given that state it."
                self.problem_of(key, "basis", reason)


class DerivationLoader(ClaimLoader):
    """Derivations, which close no circle."""

    def take(self, entries: list[Entry]) -> None:
        lock_derivations()
        super().take(entries)

    def check_all(self) -> None:
        super().check_all()
        edges = {
            (source, origin): key
            for key, source, origin in Derivation.objects.order_by("pk").values_list(
                "pk", "source", "derived_from"
            )
        }
        while True:
            try:
                graph.roots(list(edges), [source for source, _ in edges])
                return
            except graph.CycleError as error:
                sources = Source.objects.in_bulk(error.path)
                chain = " → ".join(f"“{sources[key]}”" for key in error.path)
                steps = list(zip(error.path, error.path[1:], strict=False))
                own = [step for step in steps if edges[step] in self.keys] or steps
                key = edges.pop(own[-1])
                if key in self.keys:
                    reason = f"This closes a circle of derivations: {chain}."
                    self.problem_of(key, "derived_from_id", reason)
