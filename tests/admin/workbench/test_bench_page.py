"""The workbench's page: the text, what its scripts are told, and what it costs."""

import json
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.editing import records
from articles.models import Article, Mention, Quotation
from tests.admin.conftest import TEXT
from tests.pages.many import annotate_densely, make_articles

PAGE, QUIET, MARK, WRITE = 12, 5, 40, 77


class _State(HTMLParser):
    """Finds the JSON the scripts read."""

    def __init__(self):
        super().__init__()
        self.inside, self.text = False, ""

    def handle_starttag(self, tag, attributes):
        self.inside = tag == "script" and dict(attributes).get("id") == "bench-state"

    def handle_data(self, data):
        self.text += data if self.inside else ""


def page_of(article: Article) -> str:
    return reverse("admin:articles_article_annotate", args=[article.pk])


def state_in(html: str) -> dict:
    parser = _State()
    parser.feed(html)
    return json.loads(parser.text)


def test_what_the_scripts_are_told(bench, other, annotated):
    mention, quotation = Mention.objects.get(), Quotation.objects.get()
    html = bench.client.get(page_of(annotated)).text
    state = state_in(html)
    assert state["article"] == {
        "pk": annotated.pk,
        "title": "A draft",
        "language": "en",
        "public_id": annotated.public_id,
    }
    assert (state["editor"], state["may_write"], state["text_version"]) == ("annotator", True, 1)
    assert state["seen"] == annotated.changes.latest("pk").pk
    bench.seen = 0
    assert state["annotations"] == bench.news()["annotations"]
    assert {one["id"] for one in state["annotations"]} == {mention.public_id, quotation.public_id}
    for name in ("news", "entities", "sources", "occurrences"):
        assert state["addresses"][name] == bench.address(name)
    assert state["addresses"]["do"] + "undo/" == bench.address("do", "undo")
    assert state["choices"]["roles"][0] == ["content", "content"]
    assert set(state["choices"]) == {
        *("entity_kinds", "quotation_kinds", "media", "roles", "certainties"),
        *("source_kinds", "derivation_kinds", "bases"),
    }
    for number, line in enumerate(TEXT.split("\n"), start=1):
        assert f'id="p{number}" data-start="{TEXT.index(line)}"' in html


def test_a_title_cannot_leave_its_place(as_editor, draft):
    """Whatever stands in the records is data to the page, in the text as in the script."""
    draft.title = evil = "</script><script>alert(1)</script>"
    records.change(draft, by=None, based_on=1)
    html = as_editor.get(page_of(draft)).text
    assert evil not in html
    assert state_in(html)["article"]["title"] == evil


def test_who_may_not_write_gets_no_tools(bench, other, published):
    for who, may in ((bench, False), (other, True)):
        html = who.client.get(page_of(published)).text
        assert state_in(html)["may_write"] is may
        assert ('id="bench-tools"' in html) is may
    assert "readers see it already" in bench.client.get(page_of(published)).text


def test_an_article_without_a_text(as_editor):
    article = records.add(Article(title="Nothing yet"), by=None)
    answer = as_editor.get(page_of(article))
    assert "no text" in answer.text
    assert "bench-text" not in answer.text


def test_who_may_not_look(as_nobody, client, draft):
    assert as_nobody.get(page_of(draft)).status_code == 403
    assert client.get(page_of(draft)).status_code == 302
    assert as_nobody.get("/admin/articles/article/0/annotate/").status_code == 403


@pytest.mark.parametrize("key", [0, "x", 10**30])
def test_no_such_article(as_editor, key):
    assert as_editor.get(f"/admin/articles/article/{key}/annotate/").status_code == 404


def test_the_way_to_it(as_annotator, draft):
    form = as_annotator.get(reverse("admin:articles_article_change", args=[draft.pk])).text
    assert form.count(f'href="{page_of(draft)}"') == 2


# --- What it costs ----------------------------------------------------------------------------


@pytest.fixture
def articles(db):
    """One with 5 annotations, and one with 300."""
    few, many = make_articles(2)
    annotate_densely(few, 5)
    annotate_densely(many, 300)
    Article.objects.update(status="draft")
    return [Article.objects.get(pk=one.pk) for one in (few, many)]


@pytest.fixture
def queries():
    """A function: how often an answer asks the database for rows or writes some."""

    def count(act) -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = act()
        assert answer.status_code == 200, answer.content
        told = [query["sql"] for query in captured]
        return sum(not ("SAVEPOINT" in sql or '"_check"' in sql) for sql in told)

    return count


def test_opening_it(articles, as_annotator, queries):
    few, many = (queries(lambda a=one: as_annotator.get(page_of(a))) for one in articles)
    assert few == many <= PAGE


def test_asking_when_nothing_is_new(articles, bench, queries):
    for bench.article in articles:
        bench.news()
        bench.text_version = bench.article.current_text.number
        assert queries(bench.ask_news) <= QUIET


def test_writing(articles, bench, army, queries):
    """The same for an article with few annotations and with many, and never very much."""

    def all_verbs(article: Article) -> dict[str, int]:
        bench.article, bench.text_version = article, article.current_text.number
        bench.news()
        entity = {"kind": "person", "name": f"Somebody {article.pk}", "language": "en"}
        source = {"kind": "papers", "title": f"Papers {article.pk}"}
        derivation = {"kind": "was_derived_from", "basis": "inferred", "note": "So."}
        derivation["new_source"] = {"kind": "papers", "title": f"Root {article.pk}"}
        counts = {}

        def do(name: str, verb: str, **fields) -> dict:
            answers = []

            def act():
                answers.append(bench.send(verb, bench.body(**fields)))
                return answers[0]

            counts[name] = queries(act)
            answer = answers[0].json()
            bench.seen = answer["news"]["seen"]
            return answer

        marked = do("mark", "add_mentions", places=[[0, 3]], entity=army.public_id)
        do("mark new", "add_mentions", places=[[0, 4]], new_entity=entity)
        men = {"id": marked["made"][0]}
        do("change", "change_mention", **men, row=1, certainty="low")
        do("move", "change_mention", **men, row=2, place=[0, 5])
        gone = do("delete", "delete", **men, row=3)
        do("undo", "undo", change=gone["change"])
        pieces = [["content", 0, 5], ["cue", 6, 8], ["attribution", 9, 12]]
        said = {"kind": "direct", "speaker_description": "they"}
        made = do("quote", "add_quotation", pieces=pieces, **said)
        quo = {"id": made["made"][0]}
        do("source", "change_quotation", **quo, row=1, new_source=source)
        piece = do("add piece", "add_pieces", **quo, pieces=[["addressee", 13, 15]])
        do("piece", "change_piece", id=piece["made"][0], row=1, role="cue")
        do("derive", "change_quotation", **quo, row=2, derivation=derivation)
        return counts

    few, many = map(all_verbs, articles)
    assert few == many
    assert few["mark"] <= MARK, few
    assert max(few.values()) <= WRITE, few


def test_many_at_once(bench, other, army):
    """A hundred passages in one go, and what another page is then told of them."""
    places = [[start, start + 1] for start in range(len(TEXT)) if TEXT[start].strip()][:100]
    bench.do("add_mentions", places=places, entity=army.public_id)
    with CaptureQueriesContext(connection) as captured:
        assert len(other.news()["annotations"]) == 100
    assert len(captured) <= 20
