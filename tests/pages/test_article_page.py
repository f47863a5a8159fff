"""The page of an article: its text once and exactly, its quotations, and the ways on from it."""

import itertools
import re

import pytest
from django.urls import reverse

from articles.editing.articles import create_article, publish_article
from articles.models import Article, Entity, Mention, Source
from tests.pages.dom import page_at

LEADERS = (
    "“The Japanese leaders considered the seizure of Soviet territories to be so workable that the "
    "General Staff and the headquarters of the Kwantung Army worked out concrete plans for the "
    "management of these territories,”"
)
SPHERE = (
    "“When the idea of a ‘sphere of co-prosperity of Great East Asia’ was formed as a euphemism "
    "for Japanese hegemony in East Asia, the creation of this sphere inevitably provided for the "
    "capture of Siberia and the Soviet Far East,”"
)
TRIBUNAL = "International Military Tribunal for the Far East"


@pytest.fixture
def article_page(founding, client):
    return page_at(client, founding.get_absolute_url())


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_the_text_stands_on_it_exactly_once_and_in_order(article_page, founding):
    body = founding.current_text.body
    paragraphs = article_page.one("div", "text").all("p")
    assert "\n".join(paragraph.text for paragraph in paragraphs) == body
    for paragraph in body.split("\n"):
        assert squeezed(article_page.text).count(paragraph) == 1


def marked(page, *classes: str) -> list[str]:
    """The words of marks of these classes, put together by quotation, in order."""
    marks = page.one("div", "text").all("span", "quotation", *classes)
    together = itertools.groupby(marks, key=lambda mark: mark.attributes["data-quotation"])
    return ["".join(mark.text for mark in pieces) for _, pieces in together]


def test_both_direct_quotations_are_marked_with_their_words_and_nothing_else(article_page):
    assert marked(article_page, "quotation-direct", "role-content") == [LEADERS, SPHERE]
    assert marked(article_page, "quotation-direct", "role-cue") == ["says", "says"]
    assert marked(article_page, "quotation-direct", "role-attribution") == [
        "the verdict",
        "the document",
    ]
    assert len(marked(article_page, "quotation-indirect", "role-content")) == 3
    assert marked(article_page, "quotation-indirect", "role-cue") == [
        "as per",
        "provide evidence",
        "also states",
    ]


def test_names_are_links_where_they_stand(article_page, founding):
    text = article_page.one("div", "text")
    for mention in Mention.objects.select_related("entity"):
        mark = text.one("", "mention", id=mention.public_id)
        assert mark.text == mention.exact
        if mark.tag == "a":
            assert mark.attributes["href"] == mention.entity.get_absolute_url()
            assert not mark.all("a")
        else:
            assert mark.all("a"), "of names inside each other the innermost is the link"
    assert len(text.all("", "mention-uncertain")) == 2  # Moscow; “Great East Asia”


def test_every_name_in_the_text_is_explained_below_it(article_page, founding):
    """What the cards are made of: js/cards.js looks there by address, or by id."""
    entries = {entry.links()[0]: entry for entry in article_page.one("div", "names").all("li")}
    for mark in article_page.one("div", "text").all("", "mention"):
        mention = Mention.objects.get(public_id=mark.attributes["id"])
        entry = entries[mention.entity.get_absolute_url()]
        assert mention.entity.description in entry.text
        if mark.tag == "span":
            assert entry.attributes["id"] == f"named-{mark.attributes['data-entity']}"


def test_the_key_counts_what_stands_in_the_text(article_page, founding):
    text = article_page.one("div", "text")
    counted = {}
    for item in article_page.one("div", "marks").all("label"):
        for count in item.all("", "count"):
            counted[item.one("input").attributes["id"]] = int(count.text)
    kinds = {"organisation", "place", "event", "work", "concept"}
    assert counted == {
        **{"marks-direct": 2, "marks-indirect": 3, "marks-attribution": 5, "marks-cue": 5},
        **{f"marks-{kind}": len(text.all("", f"mention-{kind}")) for kind in kinds},
    }


def test_a_text_without_annotations_is_shown_plainly(db, client):
    article = create_article(Article(title="Bare", language="en"), "Nothing yet.", by=None)
    article = publish_article(article, by=None, based_on=article.row_version)
    page = page_at(client, article.get_absolute_url())
    assert page.one("div", "text").one("p").text == "Nothing yet."
    assert not page.all("div", "marks")
    assert "No quotation is marked in this text." in page.text
    assert page.all("form", "cite-passage"), "it can be cited all the same"


def test_what_is_not_known_and_what_is_ours_is_said(article_page, founding):
    head = squeezed(article_page.one("header", "article-head").text)
    assert "Frontier India" in head
    assert "date unknown" in head
    assert "title supplied by the archive" in head
    assert "no byline known" in head
    assert founding.title in head
    assert "5 attributions, 2 roots." in squeezed(article_page.text)


def test_it_can_be_cited_and_verified(article_page, founding):
    cite = article_page.one("section", "cite")
    assert "http://testserver" + founding.get_absolute_url() in cite.links()
    assert founding.url in cite.links()
    assert founding.current_text.sha256 in cite.text


def test_a_reader_walks_by_links_from_the_text_to_the_root(article_page, founding, client):
    """Article → quotation → source → those behind it → back to every passage."""
    third = founding.quotations.get(number=3)
    first = third.get_absolute_url()
    assert f"#about-{third.public_id}" in article_page.one("div", "text").links()
    entry = article_page.one("li", id=f"about-{third.public_id}")
    assert entry.links()[:2] == [f"#{third.public_id}", first], "back to the text, and on"

    quotation = page_at(client, first)
    assert LEADERS in squeezed(quotation.one("blockquote").text)
    source = Source.objects.get(slug="verdict-documents-of-the-tokyo-tribunal")
    chain = quotation.one("ol", "chain")
    assert source.get_absolute_url() in chain.links()
    assert "Root" in chain.text

    behind = page_at(client, source.get_absolute_url())
    assert len(behind.all("", "node-root")) == 1
    agents = {"attributed to": TRIBUNAL, "accessed through": "RIA Novosti"}
    told = [squeezed(agent.text) for agent in behind.all("li", "agent")]
    for role, name in agents.items():
        assert any(role in agent and name in agent for agent in told)
    assert any("inferred" in agent and TRIBUNAL in agent for agent in told)
    assert any("stated" in agent and "accessed by RIA Novosti" in agent for agent in told)
    assert first in behind.links(), "what rests on the source is listed on its page"

    tribunal = Entity.objects.get(name=TRIBUNAL).get_absolute_url()
    assert tribunal in behind.links()
    maker = page_at(client, tribunal)
    assert first in maker.links(), "what it says"
    assert source.get_absolute_url() in maker.links(), "its part in the source"
    back = [a for a in maker.links() if a.startswith(founding.get_absolute_url() + "#men-")]
    assert len(back) == 1


def test_quotations_without_a_speaker_say_why(article_page, founding, client):
    quotation = founding.quotations.get(number=1)
    assert quotation.no_speaker_reason in squeezed(article_page.text)
    own = page_at(client, quotation.get_absolute_url())
    assert quotation.no_speaker_reason in squeezed(own.text)


@pytest.mark.parametrize(
    "slug, passages",
    [
        ("soviet-union", ["USSR", "Soviet Union", "USSR", "USSR", "Soviet Union"]),
        ("federal-security-service", ["FSB of Russia", "Federal Security Service", "FSB"]),
        ("government-of-the-soviet-union", ["Moscow"]),
    ],
)
def test_an_entity_lists_every_passage_that_names_it(founding, client, slug, passages):
    page = page_at(client, reverse("articles:entity", args=[slug]))
    hits = [
        link
        for link in page.all("a")
        if re.fullmatch(r".*#men-[a-z0-9-]+", link.attributes.get("href", ""))
    ]
    assert [hit.text for hit in hits] == passages
    heading = f"Named in {len(passages)} passage{'s' if len(passages) > 1 else ''}"
    assert heading in squeezed(page.text)


def test_what_an_entity_says_and_what_is_said_in_its_presence_are_told_apart(founding, client):
    page = page_at(client, reverse("articles:entity", args=["kwantung-army-headquarters"]))
    said_of = page.one("section", **{"aria-labelledby": "said-heading"})
    says = page.one("section", **{"aria-labelledby": "says-heading"})
    third = founding.quotations.get(number=3).get_absolute_url()
    assert third in said_of.links()
    assert third not in says.links()


def test_a_remark_of_the_editors_is_marked_as_such(founding, client):
    moscow = Mention.objects.get(exact="Moscow")
    page = page_at(client, moscow.entity.get_absolute_url())
    assert f"Editor’s note {moscow.note}" in squeezed(page.text)
    assert "medium certainty" in squeezed(page.text)
