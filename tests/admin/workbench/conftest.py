"""A workbench to ask: what its page's scripts send and what they are answered."""

import itertools
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from tests.access.test_url_table import stored
from tests.admin.conftest import TEXT

NAMES = itertools.count(1)


def at(words: str, number: int = 1) -> list[int]:
    """Where words stand in the draft's text."""
    start = -1
    for _ in range(number):
        start = TEXT.index(words, start + 1)
    return [start, start + len(words)]


@dataclass
class Bench:
    """The scripts of one open page."""

    client: Client
    article: Article
    editor: str
    seen: int = 0
    text_version: int = 1

    def address(self, name: str, *more) -> str:
        return reverse(f"admin:articles_article_annotate_{name}", args=[self.article.pk, *more])

    def ask(self, name: str, **query):
        """GET, as the scripts do."""
        return self.client.get(self.address(name), query, headers={"accept": "application/json"})

    def ask_news(self):
        return self.ask("news", seen=self.seen, text_version=self.text_version)

    def news(self) -> dict:
        """What is new since this was last asked."""
        news = self.ask_news().json()
        self.seen = news["seen"]
        return news

    def body(self, **fields) -> dict:
        common = {"editor": self.editor, "seen": self.seen, "text_version": self.text_version}
        return {"request": f"r{next(NAMES)}"} | common | fields

    def send(self, verb: str, body):
        """POST a body as it is: values as JSON, or bytes."""
        return self.client.post(
            self.address("do", verb),
            body,
            content_type="application/json",
            headers={"accept": "application/json"},
        )

    def do(self, verb: str, **fields) -> dict:
        """Carry a verb out that is not refused; its answer."""
        response = self.send(verb, self.body(**fields))
        assert response.status_code == 200, response.json()
        return response.json()

    def refused(self, verb: str, status: int, **fields) -> dict:
        """Ask for a verb that is refused with `status`, and see that nothing is written."""
        before = stored()
        response = self.send(verb, self.body(**fields))
        assert (response.status_code, stored()) == (status, before), response.json()
        return response.json()


@pytest.fixture
def bench(as_annotator, draft) -> Bench:
    """The draft, open before an Annotator."""
    return Bench(as_annotator, draft, "annotator")


@pytest.fixture
def other(as_editor, draft) -> Bench:
    """The same draft, open before an Editor."""
    return Bench(as_editor, draft, "editor")
