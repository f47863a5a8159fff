"""Derivations, source agents and relations: what is claimed, and what it rests on."""

from collections.abc import Iterable

from ... import graph
from ...editing.locks import lock_derivations, lock_relations
from ...models import ONE_WAY, Basis, Derivation, Entity, Relation, Source
from .entries import Entry
from .records import Loader


class ClaimLoader(Loader):
    """Claims: what is called stated has words that state it."""

    def check_all(self) -> None:
        for batch in self.touched():
            unstated = self.model.objects.filter(pk__in=batch, basis=Basis.STATED, spans=None)
            for key in unstated.values_list("pk", flat=True):
                reason = "It is called stated, but no words are given that state it."
                self.problem_of(key, "basis", reason)

    def refuse_circles(
        self, rows: Iterable[tuple[int, int, int]], model: type, column: str, of: str
    ) -> None:
        """Tell which rows of the file close a circle, at `column`.

        `rows` are all there are, as keys: of the claim, and of the two records of `model` it leads
        from and to. `of` says what goes in a circle.
        """
        edges = {(start, end): key for key, start, end in rows}
        while True:
            try:
                graph.roots(list(edges), [start for start, _ in edges])
                return
            except graph.CycleError as error:
                records = model.objects.in_bulk(error.path)
                chain = " → ".join(f"“{records[key]}”" for key in error.path)
                steps = list(zip(error.path, error.path[1:], strict=False))
                own = [step for step in steps if edges[step] in self.keys] or steps
                key = edges.pop(own[-1])
                if key in self.keys:
                    self.problem_of(key, column, f"This closes a circle of {of}: {chain}.")


class DerivationLoader(ClaimLoader):
    """Derivations, which close no circle."""

    def take(self, entries: list[Entry]) -> None:
        lock_derivations()
        super().take(entries)

    def check_all(self) -> None:
        super().check_all()
        rows = Derivation.objects.order_by("pk").values_list("pk", "source", "derived_from")
        self.refuse_circles(rows, Source, "derived_from_id", "derivations")


class RelationLoader(ClaimLoader):
    """Relations, of which those that are one-way close no circle."""

    def take(self, entries: list[Entry]) -> None:
        lock_relations()
        super().take(entries)

    def check_all(self) -> None:
        super().check_all()
        for kind in ONE_WAY:
            rows = Relation.objects.filter(kind=kind).order_by("pk")
            rows = rows.values_list("pk", "entity", "other")
            self.refuse_circles(rows, Entity, "other_id", f"“{kind.label}”")
