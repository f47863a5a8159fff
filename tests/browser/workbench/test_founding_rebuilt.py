"""The whole annotation of the founding document, made anew at the workbench from the bare text by
keyboard alone, is the one in the fixture.
"""

import time
from collections import defaultdict

import pytest
from django.db import connection

from articles.editing.articles import create_article
from articles.models import (
    Article,
    Entity,
    Mention,
    Quotation,
    QuotationSpan,
    Relation,
    Source,
    SourceAgent,
)
from fixtures.founding_document.annotation import declared, find

pytestmark = pytest.mark.any_database

OPENING_WORDS, CLOSING_WORDS = 24, 20  # so many characters tell where a long passage begins, ends


def annotation(article: Article) -> dict[str, list]:
    """What of an annotation does not depend on when and by whom it was made."""
    spans = QuotationSpan.objects.filter(quotation__article=article)
    return {
        "mentions": list(
            Mention.objects.filter(article=article)
            .order_by("start", "-end", "entity__name")
            .values_list(
                *("start", "end", "exact", "prefix", "suffix", "state", "certainty", "note"),
                *("entity__name", "entity__kind", "entity__name_language", "text_version__sha256"),
            )
        ),
        "quotations": list(
            Quotation.objects.filter(article=article)
            .order_by("number")
            .values_list(
                *("number", "kind", "medium", "speaker__name", "speaker__kind", "note"),
                *("speaker_description", "no_speaker_reason", "source__title", "source__kind"),
            )
        ),
        "pieces": list(
            spans.order_by("start", "-end").values_list(
                *("quotation__number", "role", "order", "start", "end"),
                *("exact", "prefix", "suffix", "state"),
            )
        ),
    }


@pytest.fixture
def bare(founding):
    """The fixture's annotation, and the same text without any in an archive without any record."""
    expected = annotation(founding)
    body, title = founding.current_text.body, founding.title
    for model in (SourceAgent, Relation, Article, Source, Entity):
        model.objects.all().delete()
    return expected, create_article(Article(title=title, language="en"), body, by=None)


@pytest.fixture
def server_time():
    """Seconds the server spent on each request for a change, by its middleware's clock."""
    from archive_site.middleware import PermissionsPolicyMiddleware

    spent, original = [], PermissionsPolicyMiddleware.__call__

    def timed(self, request):
        begun = time.perf_counter()
        answer = original(self, request)
        if "/annotate/do/" in request.path:
            spent.append(time.perf_counter() - begun)
        return answer

    PermissionsPolicyMiddleware.__call__ = timed
    yield spent
    PermissionsPolicyMiddleware.__call__ = original


def test_the_founding_annotation_rebuilt_by_keyboard(bare, desk, server_time, capsys):
    expected, article = bare
    at_desk = desk(article)
    editor = _Editor(at_desk, article.current_text.body)
    for entry in declared("quotations")["quotation"]:
        editor.quote(entry)
    editor.name_everything()
    at_desk.saved()
    assert annotation(article) == expected
    with capsys.disabled():
        print(
            f"\nfounding document rebuilt by keyboard ({connection.vendor}): {at_desk.keys} keys, "
            f"{len(server_time)} changes, {sum(server_time) * 1000:.0f} ms of server time"
        )


class _Editor:
    """Reads the declaration of the fixture, and does what it says at the desk."""

    def __init__(self, desk, body: str):
        self.desk, self.body = desk, body
        self.entities = {one["slug"]: one for one in declared("entities")["entity"]}
        self.sources = {one["slug"]: one for one in declared("sources")["source"]}
        self.known: set[str] = set()

    # --- Quotations ---

    def quote(self, entry: dict) -> None:
        desk, paragraph = self.desk, entry["paragraph"]
        self.select_long(*find(self.body, paragraph, entry["content"]))
        desk.press("q")
        for role, key in (("cue", "c"), ("attribution", "a"), ("addressee", "d")):
            if role in entry:
                self.select_long(*find(self.body, paragraph, entry[role]))
                desk.press(key)
        assert desk.page.locator("#quotation-kind").input_value() == entry["kind"]  # as proposed
        desk.press("Enter", "Shift+Tab", "Shift+Tab")  # on to the speaker, and back to the medium
        assert desk.page.evaluate("document.activeElement.id") == "quotation-medium"
        desk.type(entry["medium"])
        desk.press("Tab", "Tab")
        self.say_who(entry)
        desk.press("Tab")
        source = self.sources[entry["source"]]
        desk.type(source["title"])
        if source["slug"] in self.known:
            desk.press("Enter")
        else:
            desk.wait_found()
            desk.press("ArrowUp", "Enter")
            desk.page.wait_for_function("() => document.activeElement.name === 'kind'")
            desk.type(dict(desk.page.evaluate("bench.state.choices.source_kinds"))[source["kind"]])
            self.known.add(source["slug"])
        self.go_to("#quotation-note")
        desk.type(entry.get("note", ""))
        desk.press("Control+Enter")
        desk.wait_closed("quotation")

    def say_who(self, entry: dict) -> None:
        desk = self.desk
        if "no_speaker_reason" in entry:
            desk.press("Shift+Tab", "ArrowLeft", "Tab")
            desk.type(entry["no_speaker_reason"])
            return
        speaker = self.entities[entry["speaker"]]
        if speaker["slug"] in self.known:
            desk.type(speaker["name"])
            desk.press("Enter")
        else:
            desk.create_entity(speaker["name"], speaker["kind"], speaker.get("name_language", "en"))
            self.known.add(speaker["slug"])
        self.go_to("#quotation-source-find", before=True)

    def go_to(self, field: str, *, before: bool = False) -> None:
        """Press Tab until the field has the focus, or is the next to have it."""
        order = "document.activeElement.matches(field)"
        for _ in range(20):
            if self.desk.page.evaluate(f"field => {order}", field):
                break
            self.desk.press("Tab")
        else:
            raise AssertionError(f"Tab never came to {field}")
        if before:
            self.desk.press("Shift+Tab")

    def select_long(self, start: int, end: int) -> None:
        """Select a passage by finding how it begins and how it ends, as one would."""
        words = self.body[start:end]
        if len(words) <= OPENING_WORDS + CLOSING_WORDS:
            self.desk.find(words, start)
        else:
            self.desk.find(words[:OPENING_WORDS].rstrip(), start)
            closing = words[-CLOSING_WORDS:].lstrip()
            self.desk.find(closing, end - len(closing), up_to=True)
        assert self.desk.selected == [start, end]

    # --- Mentions ---

    def name_everything(self) -> None:
        """Name each thing once, and then its other occurrences in one go."""
        groups = defaultdict(list)
        for paragraph in declared("mentions")["paragraph"]:
            for name in paragraph["names"]:
                where = (paragraph["number"], name["words"], name.get("occurrence"))
                key = tuple(name.get(k, "") for k in ("words", "entity", "certainty", "note"))
                groups[key].append(find(self.body, *where))
        for (_, slug, certainty, note), places in groups.items():
            first, *others = sorted(places)
            self.select_long(*first)
            self.name(self.entities[slug], certainty, note)
            if others:
                self.name_others(set(others))

    def name(self, entity: dict, certainty: str, note: str) -> None:
        desk = self.desk
        desk.press("m")
        if certainty or note:
            desk.press("Tab", "Space", "Shift+Tab", "Control+a")  # open “Certainty and note”
        if entity["slug"] in self.known:
            desk.type(entity["name"])
            desk.press("Enter")
        else:
            desk.create_entity(entity["name"], entity["kind"], entity.get("name_language", "en"))
            self.known.add(entity["slug"])
        if certainty or note:
            self.go_to("#mention-certainty")
            desk.type(certainty or "high")
            desk.press("Tab")
            desk.type(note)
            desk.press("Control+Enter")
        elif desk.page.locator("#mention-panel .create-fields").is_visible():
            desk.press("Enter")
        desk.wait_closed("mention")

    def name_others(self, wanted: set[tuple[int, int]]) -> None:
        desk = self.desk
        desk.press("o")
        desk.page.wait_for_selector("#occurrences-panel:not([hidden])")
        found = desk.page.evaluate("bench.occurrences.found.map(({start, end}) => [start, end])")
        boxes = desk.page.locator("#occurrences-panel input:enabled")
        for index in range(boxes.count()):
            place = tuple(found[int(boxes.nth(index).get_attribute("value"))])
            if place not in wanted:
                desk.press("Space")
            desk.press("Tab")
        desk.press("Shift+Tab", "Enter")
        desk.wait_closed("occurrences")
