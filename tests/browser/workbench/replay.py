"""A model of an article's annotations: writes carried out one after the other, each alone."""

from dataclasses import dataclass, field

from articles.admin.workbench.annotations import mentions_in, told, with_pieces
from articles.models import Change, Mention, Quotation, QuotationSpan

SPEAKERS = ("speaker", "speaker_description", "no_speaker_reason")

Records = dict[str, dict]
"""Values of mentions, quotations and pieces by public id."""


@dataclass
class Replay:
    """What the annotations must be when every accepted write is carried out, in order.

    `records` is what there was before the first. Only what a write makes is named by looking it
    up in the history; its values are those that were sent.
    """

    records: Records
    before: dict[int, dict[str, dict | None]] = field(default_factory=dict)  # by Change
    after: dict[int, dict[str, dict | None]] = field(default_factory=dict)

    def carry_out(self, change: Change, verb: str, sent: dict) -> None:
        """Do what was asked for by `verb` with the values `sent`, and came to be `change`."""
        written = getattr(self, verb)(change, sent)
        self.before[change.pk] = {name: self.records.get(name) for name in written}
        self.after[change.pk] = written
        for name, values in written.items():
            if values is None:
                del self.records[name]
            else:
                self.records[name] = values

    # --- What each verb writes: None for what it deletes ---

    def add_mentions(self, change, sent):
        names = _made(Mention, change)
        values = {"entity": sent["entity"], "certainty": "high", "note": ""}
        return {names[tuple(place)]: values | {"place": place} for place in sent["places"]}

    def change_mention(self, change, sent):
        return self._changed(sent, "entity", "certainty", "note", "place")

    def add_quotation(self, change, sent):
        name = Quotation.history.get(change=change).public_id
        values = {"note": "", **_attribution(sent)}
        return {name: values, **self._pieces(change, name, sent["pieces"])}

    def change_quotation(self, change, sent):
        [written] = self._changed(sent, "note").values()
        if sent.keys() & set(SPEAKERS):
            written |= _attribution(sent)
        return {sent["id"]: written}

    def add_pieces(self, change, sent):
        return self._pieces(change, sent["id"], sent["pieces"])

    def change_piece(self, change, sent):
        return self._changed(sent, "role", "place")

    def delete(self, change, sent):
        parts = [name for name, one in self.records.items() if one.get("quotation") == sent["id"]]
        return dict.fromkeys((sent["id"], *parts))

    def undo(self, change, sent):
        for name, values in self.after[sent["change"]].items():
            assert self.records.get(name) == values, f"{name} was changed since; {change} lost that"
        return self.before[sent["change"]]

    def _changed(self, sent, *names):
        values = {name: sent[name] for name in names if name in sent}
        return {sent["id"]: self.records[sent["id"]] | values}

    def _pieces(self, change, quotation, pieces):
        names = _made(QuotationSpan, change)
        return {
            names[role, start, end]: {"quotation": quotation, "role": role, "place": [start, end]}
            for role, start, end in pieces
        }


def _made(model, change) -> dict[tuple, str]:
    """Public ids of the spans a Change made, by place, those of pieces by role and place."""
    rows = model.history.filter(change=change, history_type="+")
    if model is Mention:
        return {(row.start, row.end): row.public_id for row in rows}
    return {(row.role, row.start, row.end): row.public_id for row in rows}


def _attribution(sent) -> dict:
    return {name: sent.get(name) for name in SPEAKERS}


def stored(article) -> dict[str, dict]:
    """All annotations as the wire tells them, by public id."""
    text = article.current_text_id
    quotations = with_pieces(Quotation.objects.filter(article=article), text)
    return {one["id"]: one for one in map(told, (*mentions_in(text), *quotations))}


def records(annotations: dict[str, dict]) -> Records:
    """The same in the words of the model."""
    found = {}
    for name, one in annotations.items():
        if one["type"] == "mention":
            found[name] = {"entity": one["entity"]["id"], "place": [one["start"], one["end"]]}
            found[name] |= {key: one[key] for key in ("certainty", "note")}
            continue
        speaker = {key: one[key] or None for key in SPEAKERS}
        speaker["speaker"] = one["speaker"] and one["speaker"]["id"]
        found[name] = {"note": one["note"], **speaker}
        for piece in one["pieces"]:
            place = [piece["start"], piece["end"]]
            found[piece["id"]] = {"quotation": name, "role": piece["role"], "place": place}
    return found
