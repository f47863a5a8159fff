"""Two editors do two hundred things at random to one article at once, often to the very same
annotation, often knowing only an old state of it, and now and then an answer is lost.

Whatever was accepted, carried out one after the other in a model, gives what is stored: no update
was lost, none was carried out twice, and what was refused wrote nothing.
"""

import random
import re
from collections import Counter
from dataclasses import dataclass

import pytest

from articles.editing.invariants import CHECKS
from articles.models import Entity, Mention, Quotation, QuotationSpan
from tests.browser.workbench.desk import Desk
from tests.browser.workbench.replay import Replay, records, stored
from tests.editing import scene

OPERATIONS = 200
BODY = "\n".join(
    f"{number}. The Kwantung Army 😀 said: “Moscow will fall.” The Bureau in 東京 had no plans; "
    "the court, Tass and the envoy knew nothing of Moscow."
    for number in range(1, 9)
)
WORDS = [match.span() for match in re.finditer(r"[^\W_]+", BODY)]
ROLES = ("content", "cue", "attribution", "addressee")
KINDS = ["mention", "occurrences", "quotation", "change", "change", "delete", "undo", "redo"]

# Every write sent is noted with what came of it. With `lose`, the next answer never arrives.
LISTEN = """() => {
    window.noted = [];
    window.lose = false;
    const fetched = window.fetch;
    window.fetch = async (address, options) => {
        const response = await fetched(address, options);
        if (options.method !== "POST") {
            return response;
        }
        const answer = await response.clone().json();
        const verb = address.split("/").at(-2);
        noted.push({ verb, sent: JSON.parse(options.body), status: response.status, answer, lose });
        if (lose) {
            lose = false;
            throw new TypeError("The answer is lost.");
        }
        return response;
    };
}"""
BEGIN = """({ verb, fields, loses }) => {
    window.lose = loses;
    window.underWay = fields ? bench.carryOut(null, verb, fields, verb) : bench.undo[verb]();
}"""
# What is refused is applied again once, or given up.
FINISH = """async (again) => {
    const { wire, conflicts } = bench;
    const turn = () => new Promise((resolve) => setTimeout(resolve));
    await underWay;
    while (wire.queue.length || wire.sending || conflicts.waiting.length) {
        wire.retry();
        if (!wire.queue.length && !wire.sending && conflicts.waiting.length) {
            const isAgain = again && !conflicts.again.hidden;
            again = false;
            conflicts.element.querySelector(isAgain ? "[name=again]" : "[name=give-up]").click();
        }
        await turn();
    }
}"""
SHOWN = """() => ({
    annotations: Object.fromEntries(bench.store.byId),
    list: [...document.querySelectorAll("#bench-list [data-id]")].map((one) => one.textContent),
    text: [...document.querySelectorAll("#bench-text > p")].map((p) => [p.className, p.innerHTML]),
})"""


@dataclass
class Editor:
    """One of the two, who chooses at random what to do about what she sees on her page."""

    user: object
    desk: Desk
    entities: list[str]
    chance: random.Random

    def seen(self) -> list[dict]:
        return self.desk.page.evaluate("bench.store.inOrder")

    def anything(self) -> tuple[str, dict | None]:
        """A verb and its fields; none for undo and redo."""
        seen = self.seen()
        kind = self.chance.choice(KINDS if seen else KINDS[:3])
        if kind in {"undo", "redo"}:
            return kind, None
        if kind in {"change", "delete"}:
            return getattr(self, kind)(one_of(seen, self.chance))
        if kind == "quotation":
            pieces = [("content", *self.place()), (self.chance.choice(ROLES[1:]), *self.place())]
            return "add_quotation", {"pieces": pieces, "kind": "indirect", **self.speaker()}
        places = [self.place()]
        if kind == "occurrences":
            words = BODY[slice(*self.chance.choice(WORDS))]
            places = [match.span() for match in re.finditer(rf"\b{words}\b", BODY)][:4]
        return "add_mentions", {"places": places, "entity": self.chance.choice(self.entities)}

    def change(self, target: dict) -> tuple[str, dict]:
        """Change something about an annotation as it is seen."""
        choice = self.chance.choice
        note = {"note": f"note {self.chance.randrange(99)}"}
        meant = {"id": target["id"], "row": target["row"]}
        if target["type"] == "mention":
            sure = {"certainty": choice(("high", "medium", "low"))}
            entity = {"entity": choice(self.entities)}
            return "change_mention", meant | choice((entity, note, sure, {"place": self.place()}))
        what = choice(("quotation", "quotation", "add", "piece", "piece"))
        if what == "quotation":
            return "change_quotation", meant | choice((self.speaker(), note))
        if what == "add":
            pieces = [(choice(ROLES), *self.place())]
            return "add_pieces", {"id": target["id"], "pieces": pieces}
        piece = choice(target["pieces"])
        meant = {"id": piece["id"], "row": piece["row"]}
        return "change_piece", meant | choice(({"role": choice(ROLES)}, {"place": self.place()}))

    def delete(self, target: dict) -> tuple[str, dict]:
        one = self.chance.choice([target, *target.get("pieces", [])])
        return "delete", {"id": one["id"], "row": one["row"]}

    def place(self) -> tuple[int, int]:
        first = self.chance.randrange(len(WORDS) - 2)
        return WORDS[first][0], WORDS[first + self.chance.choice((0, 0, 1, 2))][1]

    def speaker(self) -> dict:
        some = self.chance.randrange(9)
        entity = {"speaker": self.chance.choice(self.entities)}
        described = {"speaker_description": f"speaker {some}"}
        return self.chance.choice((entity, described, {"no_speaker_reason": f"reason {some}"}))

    def begin(self, verb: str, fields: dict | None) -> None:
        loses = self.chance.random() < 0.06
        self.desk.page.evaluate(BEGIN, {"verb": verb, "fields": fields, "loses": loses})

    def finish(self) -> None:
        self.desk.page.evaluate(FINISH, self.chance.random() < 0.7)


@pytest.fixture
def article(editor, colleague):
    """A draft, entities to name, and something to quarrel about from the start."""
    article = scene.draft(body=BODY)
    for name in ("Moscow", "Kwantung Army", "Bureau", "Tass"):
        scene.entity(name, "organisation")
    scene.mention(article, "Bureau", Entity.objects.get(name="Bureau"))
    scene.quotation(article, "“Moscow will fall.”")
    return article


def one_of(annotations: list[dict], chance: random.Random) -> dict:
    """An annotation: quotations, of which there are fewer, as often as mentions."""
    kind = chance.choice(sorted({one["type"] for one in annotations}))
    return chance.choice([one for one in annotations if one["type"] == kind])


def work(both: list[Editor], chance: random.Random) -> None:
    """Let both do something at the same time, until all is done; often about the same thing."""
    for _ in range(OPERATIONS // len(both)):
        plans = [one.anything() for one in both]
        seen = both[0].seen()
        if seen and chance.random() < 0.3:
            target = one_of(seen, chance)
            plans = [chance.choice((one.change, one.change, one.delete))(target) for one in both]
        for one, plan in zip(both, plans, strict=True):
            one.begin(*plan)
        for one in both:
            one.finish()


def test_two_hundred_operations(article, editor, colleague, desk_of):
    chance = random.Random(8)
    replay = Replay(records(stored(article)))
    first = article.changes.latest("pk").pk
    entities = list(Entity.objects.order_by("pk").values_list("public_id", flat=True))
    both = [
        Editor(user, desk_of(user, article), entities, random.Random(chance.random()))
        for user in (editor, colleague)
    ]
    for one in both:
        one.desk.page.evaluate(LISTEN)
    work(both, chance)

    # Every accepted write is in the history, once and under its editor's name; nothing else is.
    accepted, refused, lost = {}, Counter(), 0
    for one in both:
        for write in one.desk.page.evaluate("noted"):
            lost += write["lose"]
            if write["status"] != 200:
                refused[write["answer"]["error"]] += 1
            elif (key := write["answer"]["change"]) is not None:
                known = accepted.setdefault(key, (one.user, write["verb"], write["sent"]))
                assert known[2]["request"] == write["sent"]["request"]
    changes = list(article.changes.filter(pk__gt=first).order_by("pk"))
    assert [change.pk for change in changes] == sorted(accepted)
    for change in changes:
        user, verb, sent = accepted[change.pk]
        assert (change.by, change.request) == (user, sent["request"])
        assert change.based_on_row == sent.get("row", change.based_on_row)
        replay.carry_out(change, verb, sent)
    truth = stored(article)
    assert replay.records == records(truth)

    # Each success raised the row by exactly one, and nothing else raised it.
    for model in (Mention, Quotation, QuotationSpan):
        rows = {}
        for row in model.history.order_by("history_id"):
            step = 0 if row.history_type == "-" else 1  # what is deleted keeps its last one
            assert row.row_version == rows.get(row.id, 0) + step, f"{row.public_id}: {row}"
            rows[row.id] = row.row_version
        for record in model.objects.all():
            assert record.row_version == rows[record.pk]

    # Both pages show just what is stored, as does one loaded anew.
    fresh = desk_of(editor, article).page.evaluate(SHOWN)
    assert fresh["annotations"] == truth
    for one in both:
        one.desk.page.evaluate("bench.wire.look({ always: true })")
        one.desk.page.wait_for_function("s => bench.store.seen === s", arg=changes[-1].pk)
        assert one.desk.page.evaluate(SHOWN) == fresh

    problems = [problem for _, check in CHECKS for problem in check(lambda count: None)]
    assert not problems, "\n".join(map(str, problems))

    # There was something to prove.
    verbs = Counter(change.verb for change in changes)
    print(f"Accepted {dict(verbs)}, refused {dict(refused)}, answers lost: {lost}.")
    assert len(changes) > OPERATIONS / 2
    assert refused["stale"] > OPERATIONS / 20
    assert lost
    assert set(refused) <= {"stale", "invalid"}
    assert {verb for _, verb, _ in accepted.values()} == {
        *("add_mentions", "change_mention", "add_quotation", "change_quotation"),
        *("add_pieces", "change_piece", "delete", "undo"),
    }
