"""What a change did, in words for the live region, and which annotations it made.

Told from the history rows of the Change alone: so a request that is sent twice gets the same
answer twice, and what an undo did is told like anything else.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ...models import Change, Entity, Mention, Quotation, QuotationSpan, SpanRole

NOTHING = "It was so already; nothing was changed."
LONGEST = 60
"""Characters of a passage that a sentence repeats."""

_BEGINNINGS = {"undo": "Undone: ", "redo": "Done again: "}
_PLACE = {"start", "end", "exact", "text_version"}
# The rest, by what a sentence calls it; no other field is spoken of.
_TOLD = {
    "certainty": "certainty",
    "kind": "kind",
    "medium": "medium",
    "speaker": "speaker",
    "speaker_description": "speaker",
    "no_speaker_reason": "speaker",
    "source": "source",
    "note": "note",
}


@dataclass(frozen=True)
class Deed:
    """A history row of the change, and the one before it if values were changed."""

    row: object
    before: object | None

    @property
    def words(self) -> str:
        """The passage, as it was before if it is gone."""
        words = self.row.exact
        return f"“{words if len(words) <= LONGEST else words[: LONGEST - 1] + '…'}”"

    @property
    def changed(self) -> set[str]:
        """Names of the fields that have another value than before."""
        return {
            column.name
            for column in self.row.tracked_fields
            if getattr(self.row, column.attname) != getattr(self.before, column.attname)
        }

    @property
    def fields(self) -> str:
        """What was changed, in words: “: kind, speaker”; nothing if it is not spoken of."""
        names = dict.fromkeys(word for name, word in _TOLD.items() if name in self.changed)
        return f": {', '.join(names)}" if names else ""


Deeds = dict[str, list[Deed]]


class Told:
    """A Change carried out: `sentence` says what it did, `made` what it made (public ids)."""

    def __init__(self, change: Change):
        self.mentions, self.quotations, pieces = (
            _deeds(change, model) for model in (Mention, Quotation, QuotationSpan)
        )
        whole = {deed.row.id for kind in "+-" for deed in self.quotations[kind]}
        self.parts = defaultdict(int)
        self.pieces: Deeds = defaultdict(list)  # not those that came or went with the whole
        for kind, deeds in pieces.items():
            for deed in deeds:
                self.parts[deed.row.quotation_id] += 1
                if deed.row.quotation_id not in whole:
                    self.pieces[kind].append(deed)
        self.beginning = _BEGINNINGS.get(change.verb, "")

    @property
    def made(self) -> list[str]:
        """Mentions and quotations, and pieces of quotations there were already."""
        found = (self.mentions, self.quotations, self.pieces)
        return [deed.row.public_id for deeds in found for deed in deeds["+"]]

    @property
    def sentence(self) -> str:
        """“Marked “Tokyo” as Tokyo.” Several deeds are several sentences."""
        told = [*self._of_mentions(), *self._of_quotations(), *self._of_pieces()]
        return self.beginning + (" ".join(told) or "Done.")

    def _of_mentions(self) -> Iterator[str]:
        names = _entity_names({d.row.entity_id for deeds in self.mentions.values() for d in deeds})
        for kind, one, several in (
            ("+", "Marked {} as {}.", "Marked {:,} passages as {}."),
            ("-", "{} is no longer marked as {}.", "{:,} passages are no longer marked as {}."),
        ):
            by_entity = defaultdict(list)
            for deed in self.mentions[kind]:
                by_entity[deed.row.entity_id].append(deed)
            for entity, deeds in by_entity.items():
                form, what = (one, deeds[0].words) if len(deeds) == 1 else (several, len(deeds))
                yield form.format(what, names[entity])
        for deed in self.mentions["~"]:
            name = names[deed.row.entity_id]
            if "entity" in deed.changed:
                yield f"{deed.words} is now marked as {name}."
            elif _PLACE & deed.changed:
                yield f"The mention of {name} is now {deed.words}."
            else:
                yield f"The mention {deed.words} of {name} is changed{deed.fields}."

    def _of_quotations(self) -> Iterator[str]:
        for deed in self.quotations["+"]:
            number = self.parts[deed.row.id]
            pieces = "1 piece" if number == 1 else f"{number} pieces"
            yield f"Quotation {deed.row.number} added: {deed.row.get_kind_display()}, {pieces}."
        for deed in self.quotations["-"]:
            yield f"Quotation {deed.row.number} deleted."
        for deed in self.quotations["~"]:
            yield f"Quotation {deed.row.number} changed{deed.fields}."

    def _of_pieces(self) -> Iterator[str]:
        deeds = [deed for deeds in self.pieces.values() for deed in deeds]
        keys = {deed.row.quotation_id for deed in deeds}
        quotations = Quotation.objects.in_bulk(keys) if keys else {}
        for deed in deeds:
            quotation = quotations.get(deed.row.quotation_id)
            whole = f"quotation {quotation.number}" if quotation else "its quotation"
            role = SpanRole(deed.row.role).label
            if deed.row.history_type == "+":
                yield f"Added to {whole} as {role}: {deed.words}."
            elif deed.row.history_type == "-":
                yield f"Taken from {whole}, {role}: {deed.words}."
            elif "role" in deed.changed:
                yield f"{deed.words} is now {role} of {whole}."
            else:
                yield f"The {role} of {whole} is now {deed.words}."


def _deeds(change: Change, model) -> Deeds:
    """What the change did to records of one kind, by how simple-history calls it (+, ~, -)."""
    deeds: Deeds = defaultdict(list)
    rows = list(model.history.filter(change=change).order_by("history_id"))
    changed = [row.id for row in rows if row.history_type == "~"]
    earlier = model.history.filter(id__in=changed).order_by("history_id") if changed else []
    for row in rows:
        before = [one for one in earlier if one.id == row.id and one.history_id < row.history_id]
        deeds[row.history_type].append(Deed(row, before[-1] if before else None))
    return deeds


def _entity_names(keys: set[int]) -> dict[int, str]:
    """What entities are called; those that went with the change, by what they were called."""
    if not keys:
        return {}
    names = dict(Entity.objects.filter(pk__in=keys).values_list("pk", "name"))
    gone = keys - names.keys()
    if gone:
        was = Entity.history.filter(id__in=gone).order_by("history_id")
        names |= dict(was.values_list("id", "name"))
    return names
