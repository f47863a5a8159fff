"""An editor at the workbench, with a keyboard and nothing else. What she reads on the screen, the
tests read from the page; whatever she does is a key pressed, and counted.
"""

from dataclasses import dataclass, field

from django.urls import reverse
from playwright.sync_api import TimeoutError

QUIET = "() => window.bench.wire.queue.length === 0 && !window.bench.wire.sending"


@dataclass
class Desk:
    """The workbench of one article in one browser page."""

    page: object
    keys: int = 0
    log: list[str] = field(default_factory=list)

    def open(self, live_server, article) -> "Desk":
        """Load the workbench and put the focus on the text, as Tab would."""
        address = reverse("admin:articles_article_annotate", args=[article.pk])
        self.page.goto(live_server.url + address)
        self.page.wait_for_function("() => window.bench")
        self.page.focus("#bench-text")
        return self

    # --- Keys ---

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keys += 1
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        """Characters no keyboard here has are entered as an input method would."""
        self.keys += len(words)
        self.page.keyboard.type(words)

    def find(self, words: str, start: int | None = None, *, up_to: bool = False) -> None:
        """Find words and select them: the hit that begins at `start`, or the first one offered.

        `up_to`: select from where the selection begins to the end of these words.
        """
        self.press("/")
        self.type(words)
        for _ in range(self.page.evaluate("bench.find.hits.length")):
            if start is None or self.page.evaluate("bench.find.hits[bench.find.at][0]") == start:
                break
            self.press("ArrowDown")
        self.press("Shift+Enter" if up_to else "Enter")

    def select(self, body: str, words: str, occurrence: int = 1) -> tuple[int, int]:
        """Select the given occurrence of words by finding it; returns its place."""
        start = -1
        for _ in range(occurrence):
            start = body.index(words, start + 1)
        self.find(words, start)
        assert self.selected == [start, start + len(words)]
        return start, start + len(words)

    # --- What she sees ---

    @property
    def selected(self) -> list[int] | None:
        """The passage selected, in code points."""
        return self.page.evaluate("bench.selection.range")

    @property
    def status(self) -> str:
        return self.page.locator("#bench-status").inner_text()

    @property
    def alert(self) -> str:
        return self.page.locator("#bench-alert").inner_text()

    @property
    def listed(self) -> list[str]:
        """The list of annotations, as it reads."""
        items = self.page.locator("#bench-list [role=listitem]")
        return items.all_text_contents()  # what is out of sight has no inner text

    def saved(self) -> None:
        """Wait until nothing is on its way any more, and the panels have said so."""
        self.page.wait_for_function(QUIET)

    def wait_closed(self, panel: str) -> None:
        """Wait until a panel is closed, which a change carried out does."""
        locator = self.page.locator(f"#{panel}-panel")
        try:
            locator.wait_for(state="hidden", timeout=10_000)
        except TimeoutError as error:
            focus = self.page.evaluate("document.activeElement.id")
            told = f"{locator.inner_text()!r}, alert {self.alert!r}, focus in {focus!r}"
            raise AssertionError(f"The panel stays open: {told}") from error

    # --- What she does ---

    def name(self, entity: str) -> None:
        """Name the selected words as an entity there is, by typing its name."""
        self.press("m")
        self.type(entity)
        self.press("Enter")
        self.wait_closed("mention")

    def create(self, name: str, kind: str, language: str = "en") -> None:
        """Name the selected words as a new entity."""
        self.press("m")
        self.create_entity(name, kind, language)
        self.press("Enter")
        self.wait_closed("mention")

    def create_entity(self, name: str, kind: str, language: str) -> None:
        """In a field for an entity: type the name, choose “Create”, fill kind and language in."""
        self.type(name)
        self.wait_found()
        self.press("ArrowUp", "Enter")
        self.page.wait_for_function("() => document.activeElement.name === 'kind'")
        self.type(kind)
        self.press("Tab", "Tab")
        self.press("Control+a")
        self.type(language)

    def create_source(self, title: str, kind: str) -> None:
        """In a field for a source: type the title, choose “Create”, give the kind."""
        self.type(title)
        self.wait_found()
        self.press("ArrowUp", "Enter")
        self.page.wait_for_function("() => document.activeElement.name === 'kind'")
        self.type(kind)

    def wait_found(self) -> None:
        """Wait for what the focused field finds."""
        self.page.wait_for_function(
            "() => document.activeElement.getAttribute('aria-expanded') === 'true'"
        )
