"""The search page: whatever is typed, it answers, in words, and with the way to the passage."""

import random
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from tests.editing import scene
from tests.pages import dom

pytestmark = pytest.mark.django_db


@pytest.fixture
def search(client):
    """A function from a query to the page."""

    def get(**query) -> str:
        answer = client.get("/search/", {name.strip("_"): value for name, value in query.items()})
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        return answer.text

    return get


def test_what_is_found_leads_to_the_passage(founding, search):
    found = search(q="“far east”")
    assert f'href="{founding.get_absolute_url()}#p1"' in found
    assert "<mark>Far East</mark>" in found
    assert 'value="“far east”"' in found
    assert "?q=%E2%80%9Cfar+east%E2%80%9D&amp;in=articles" in found


def test_paragraphs_found_are_there(founding, client, search):
    assert 'id="p1"' in client.get(founding.get_absolute_url()).text


def test_one_kind_with_the_filters_of_its_list(founding, search):
    assert "<mark>Siberia</mark>" in search(q="siberia", in_="quotations", kind="direct")
    assert "Nothing is found with these filters" in search(
        q="siberia", in_="quotations", medium="thought"
    )
    misunderstood = search(q="siberia", in_="articles", year="soon")
    assert "could not be understood" in misunderstood
    assert "<ol" not in misunderstood.split("<main")[1]


def test_leafing_through(search):
    for number in range(23):
        scene.published(f"News {number}")
    first, second = search(q="news", in_="articles"), search(q="news", in_="articles", page="2")
    assert "1 to 20 of 23" in first
    assert "21 to 23 of 23" in second
    assert 'rel="next"' in first
    assert 'rel="next"' not in second
    for strange in ("0", "-1", "x", "９", "99999999999", ""):
        assert "1 to 20 of 23" in search(q="news", in_="articles", page=strange), strange
    assert "There may be something" in search(q="news", in_="articles", page="50")


def test_a_name_misspelt(founding, search):
    found = search(q="sibiria")
    assert "Nothing is found" in found
    assert reverse("articles:entity", args=["siberia"]) in found


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "What can be typed"),
        ("-japan", "Only what must not occur"),
        ("!!!", "no letter and no digit"),
        ("x " * 600, "only its beginning"),
    ],
)
def test_what_finds_nothing_is_told_why(founding, search, query, said):
    assert said in search(q=query)


def test_examples_of_the_empty_page_find_something(founding, client):
    examples = dom.page_at(client, "/search/").all("dt")
    assert len(examples) == 4
    for example in examples:
        address = f"/search/{example.all('a')[0].attributes['href']}"
        assert "Nothing is found" not in client.get(address).text, example.text


def test_text_that_may_not_be_shown_is_neither_found_nor_shown(search):
    scene.quotation(scene.published("Sealed", text_is_public=False), "will fall")
    assert "Nothing is found" in search(q="東京")
    assert "東京" not in search(q="sealed")
    assert "may not be shown" in search(q="sealed")
    assert "will <mark>fall</mark>" in search(q="fall")


def test_head_and_nothing_but_reading(client):
    assert client.head("/search/?q=x").status_code == 200
    assert client.post("/search/", {"q": "x"}).status_code == 405


def test_no_query_string_is_an_error(founding, client):
    """A few hundred here; ten thousand in tests/search/test_engines.py."""
    chance = random.Random(1)
    signs = list('"“”-*^&|!()<>:;\\/%_{}[]+~,.@#$?=\0\t\n ab日ท่\u0301\ufffe\U0001f600')
    kinds = ["", "articles", "quotations", "entities", "sources", "corrections", "\0"]
    for _ in range(200):
        text = "".join(chance.choices(signs, k=chance.randrange(1, 12)))
        query = {"q": text, "in": chance.choice(kinds), "page": chance.choice(["", "2", text])}
        assert client.get(f"/search/?{urlencode(query)}").status_code == 200, query
    for raw in ("q=%ff%fe", "q=%ed%a0%80", "q=%00", "q=" + "x" * 6000, "q", "q=a&q=b&in=articles"):
        assert client.get(f"/search/?{raw}").status_code == 200, raw
