"""Any passage of any text version can be cited: found, shown in its context, taken away."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
import rispy

from articles.editing.articles import create_article, publish_article, withdraw_article
from articles.editing.records import change
from articles.editing.revising import revise
from articles.models import Article, TextVersion
from tests.pages.dom import page_at

BODY = (
    "An emoji 👩‍🚀 is here.\n\nThe treaty, “they” say, was signed in 1939.\n"
    "Nobody said it was signed in 1939.\n\nA last line."
)


@pytest.fixture
def article(db) -> Article:
    article = create_article(
        Article(title="Pact signed", byline="A. B.", language="en", published="1940-09"),
        BODY,
        by=None,
    )
    return publish_article(article, by=None, based_on=article.row_version)


def address(article: Article, words: str = "", form: str = "/", version: int = 1) -> str:
    """Of the passage of these words; without words, of the form to find one."""
    page = f"{article.get_absolute_url()}versions/{version}/passage{form}"
    if not words:
        return page
    start = BODY.index(words)
    return f"{page}?start={start}&end={start + len(words)}"


def squeezed(element) -> str:
    return " ".join(element.text.split())


def test_a_passage_stands_in_its_context_with_how_to_cite_it(article, client):
    words = "“they” say, was signed in 1939.\nNobody"
    page = page_at(client, address(article, words))
    quoted = page.one("blockquote")
    assert "".join(mark.text for mark in quoted.all("mark")) == words.replace("\n", "")
    assert [p.text for p in quoted.all("p")] == [line for line in BODY.split("\n") if line]
    cite = page.one("section", "cite")
    permanent = f"http://testserver{address(article, words)}"
    assert squeezed(cite.one("p", "cite-as")) == (
        "A. B.. Pact signed. September 1940. Archive Site, text version 1, paragraphs 3–4: "
        f"“{' '.join(words.split())}”. {permanent}"
    )
    assert f"http://testserver{article.get_absolute_url()}versions/1/#p3:~:text=" in "".join(
        cite.links()
    )
    report = next(link for link in page.links() if link.startswith("/report/"))
    asked = parse_qs(urlsplit(report).query)
    start = BODY.index(words)
    assert (asked["start"], asked["end"]) == ([str(start)], [str(start + len(words))])
    assert client.get(report).status_code == 200
    assert "was changed" not in page.text


def test_white_space_at_the_ends_is_not_cited(article, client):
    trimmed = page_at(client, address(article, " is here.\n\n"))
    assert address(article, "is here.") in "".join(trimmed.one("section", "cite").links())


def test_its_citations_are_files(article, client):
    words = "treaty, “they” say"
    permanent = f"http://testserver{address(article, words)}"
    said = f"Paragraph 3, characters {BODY.index(words)} to {BODY.index(words) + len(words)}"
    [item] = json.loads(client.get(address(article, words, ".csl.json")).content)
    assert (item["URL"], item["abstract"]) == (permanent, words)
    assert item["note"].startswith(said)
    [record] = rispy.loads(client.get(address(article, words, ".ris")).text)
    assert (record["urls"], record["abstract"]) == ([permanent], words)
    answer = client.get(address(article, words, ".bib"))
    assert said in answer.text and permanent in answer.text
    assert "attachment" in answer.headers["Content-Disposition"]


def test_of_a_long_passage_its_beginning_and_end_are_quoted(article, client):
    revise(article, "word " * 3000 + "end.", by=None, based_on=1, reason="Longer.")
    query = "?start=0&end=15004"
    [item] = json.loads(client.get(address(article, form=".csl.json", version=2) + query).content)
    assert item["abstract"].startswith("word word") and item["abstract"].endswith("word end.")
    assert len(item["abstract"]) <= 1010
    assert "end." in page_at(client, address(article, version=2) + query).one("blockquote").text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"words": "The Treaty,\r\n \"they\""}, "The treaty, “they”"),
        ({"words": "say, was", "until": "nobody"}, "say, was signed in 1939.\nNobody"),
        ({"paragraph": "1"}, "An emoji 👩‍🚀 is here."),
        ({"words": "A last line.", "paragraph": "1"}, "A last line."),
    ],
)  # fmt: skip
def test_a_passage_is_found_by_what_one_knows_of_it(article, client, query, words):
    answer = client.get(address(article), query)
    assert (answer.status_code, answer.headers["Location"]) == (302, address(article, words))


def test_words_in_several_places_are_chosen_from(article, client):
    page = page_at(client, address(article) + "?words=signed+in+1939")
    choices = page.one("section", "places")
    assert [squeezed(li) for li in choices.all("li")] == [
        "The treaty, “they” say, was signed in 1939. paragraph 3",
        "Nobody said it was signed in 1939. paragraph 4",
    ]
    for link in choices.links():
        chosen = page_at(client, link)
        assert [mark.text for mark in chosen.all("mark")] == ["signed in 1939"]


@pytest.mark.parametrize(
    "query",
    ["words=nowhere", "words=treaty&until=an", "paragraph=2", "paragraph=999", "until=a"],
)
def test_what_is_not_there_is_said_on_the_form(article, client, query):
    page = page_at(client, f"{address(article)}?{query}")
    assert page.one("p", "refused").text
    assert page.one("form", "cite-passage")


@pytest.mark.parametrize(
    "query", ["words=" + "x" * 301, "paragraph=many", "paragraph=0", "words=%00", "x=1", ""]
)
def test_any_question_gets_an_answer(article, client, query):
    page = page_at(client, f"{address(article)}?{query}")
    assert page.one("form", "cite-passage")


@pytest.mark.parametrize(
    "query",
    [
        *("start=0", "end=5", "start=5&end=5", "start=9&end=5", "start=-1&end=4", "start=0&end=x"),
        *(f"start=0&end={len(BODY) + 1}", "start=22&end=23", "start=&end="),
        f"start=0&end={10**30}",
    ],
)  # fmt: skip
def test_there_is_no_passage_outside_the_text(article, client, query):
    for form in ("/", ".bib", ".ris", ".csl.json"):
        assert client.get(f"{address(article, form=form)}?{query}").status_code == 404


def test_a_passage_of_an_earlier_text_says_what_became_of_it(article, client):
    new = BODY.replace("An emoji 👩‍🚀 is here.\n\n", "").replace(
        "was signed in 1939.\nNobody", "was signed in late 1940.\nNobody"
    )
    revise(article, f"New.\n{new}", by=None, based_on=1, reason="It was later.")

    def told(words: str):
        return page_at(client, address(article, words)).one("p", "outdated")

    same = told("A last line.")
    assert "stand in it as they were" in squeezed(same)
    [link] = [link for link in same.links() if "/passage/" in link]
    assert [mark.text for mark in page_at(client, link).all("mark")] == ["A last line."]
    changed = told("The treaty, “they” say, was signed in 1939.")
    assert "reads otherwise now: “The treaty, “they” say, was signed in late 1940.”" in squeezed(
        changed
    )
    assert f"{article.get_absolute_url()}versions/1/2/" in changed.links()
    assert "no longer in it" in squeezed(told("An emoji 👩‍🚀 is here."))
    assert not page_at(client, f"{address(article, version=2)}?start=0&end=4").all("p", "outdated")


def test_addresses_answer_as_those_of_the_article_do(article, client):
    query = "?start=0&end=8"
    forms = ("/", ".bib", ".ris", ".csl.json")
    for version in (2, 10**30):
        for form in forms:
            unknown = address(article, form=form, version=version)
            assert client.get(unknown + query).status_code == 404
    TextVersion(article=article, number=2, body="Nobody saw this.", reason="x").save()
    assert client.get(address(article, version=2) + query).status_code == 404
    known = address(article)
    by_id = known.replace(article.slug, article.public_id)
    if by_id != known:
        answer = client.get(by_id + query)
        assert (answer.status_code, answer.headers["Location"]) == (301, known + query)

    article.text_is_public = False
    article = change(article, by=None, based_on=article.row_version, reason="Rights.")
    for form in forms:
        assert client.get(address(article, form=form) + query).status_code == 404
    assert client.get(known + "?words=emoji").status_code == 404
    withdraw_article(article, by=None, based_on=article.row_version, reason="Forged.")
    for form in forms:
        assert client.get(address(article, form=form) + query).status_code == 410
