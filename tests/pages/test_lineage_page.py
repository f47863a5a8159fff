"""The drawing and its words on the pages of records, and the report over the archive."""

import csv
import io
import re

import pytest
from django.urls import reverse

from tests.editing import scene
from tests.pages.dom import page_at
from tests.pages.many import make_articles

GUESS = {"basis": "inferred", "note": "So it seems."}
REPORT = "/lineage/"


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def drawing(page):
    return page.one("figure", "lineage").one("svg")


def words(page) -> list[str]:
    """What the drawing's boxes and lines say, a text each."""
    return [squeezed(text.text) for text in drawing(page).all("text")]


def told(page) -> str:
    return squeezed(page.one("p", "attributions-note").text)


def part(page, name: str) -> str:
    """The words of one part of the report."""
    (section,) = page.all("section", **{"aria-labelledby": name})
    return squeezed(section.text)


@pytest.fixture
def diary(db):
    """A root that three articles of two publishers come down to, two of them by another way."""
    verdict, diary, other = (scene.source(title) for title in ("Verdict", "Diary", "Other"))
    scene.derivation(verdict, diary, **GUESS)
    gazette, herald = (scene.entity(name, "organisation") for name in ("Gazette", "Herald"))
    for title, publisher, source in (
        ("First", gazette, verdict),
        ("Second", herald, verdict),
        ("Third", herald, diary),
    ):
        article = scene.draft(title, publisher=publisher)
        scene.quotation(article, source=source)
        scene.citation(article, source)
        scene.publish(article)
    both, none = scene.draft("Both", publisher=gazette), scene.draft("None")
    scene.quotation(both, source=verdict)
    scene.citation(both, other)
    scene.quotation(none)
    for article in (both, none):
        scene.publish(article)
    return diary


# --- The founding document: five attributions, two roots ---------------------------------


def test_the_founding_document_on_its_page_and_in_its_drawing(founding, client):
    page = page_at(client, founding.get_absolute_url())
    assert told(page).startswith("5 attributions, 2 roots. They do not all rest on the same root.")
    drawn = words(page)
    assert [text for text in drawn if "quotation" in text] == [
        "cited, 1 quotation",
        "cited, 4 quotations",
    ]
    assert sum(text.startswith("Root: ") for text in drawn) == 2
    assert "2 sources stand behind it, each a root." in squeezed(page.one("figcaption").text)
    listed = page.one("section", "article-lineage").one("ul", "lineage-list")
    boxes = [link.attributes["href"] for link in drawing(page).all("a")]
    assert [link for link in listed.links() if "/sources/" in link] == boxes
    assert len(boxes) == 2


def test_the_founding_document_in_the_report(founding, client):
    page = page_at(client, REPORT)
    assert "1 article, 7 claims, 2 roots. 7 claims come down to a single root, 0 to several." in (
        squeezed(page.one("main").text)
    )
    assert "Articles that rest on a single root: 0" in part(page, "single")
    (row,) = csv.DictReader(io.StringIO(client.get("/lineage.csv").getvalue().decode("utf-8-sig")))
    assert row["id"] == founding.public_id
    assert row["url"].endswith(founding.get_absolute_url())
    assert (row["attributions"], row["citations"], row["roots"]) == ("5", "2", "2")
    assert row["single_root_id"] == ""


# --- Pages of records ---------------------------------------------------------------------


def test_a_source_is_drawn_down_to_its_roots(diary, client):
    page = page_at(client, reverse("articles:source", args=["verdict"]))
    assert "1 source stands behind it, a root." in squeezed(page.one("figcaption").text)
    assert words(page) == ["was derived from", "Document", "Verdict", "Root: document", "Diary"]
    assert [(a.attributes["href"], a.attributes["tabindex"]) for a in drawing(page).all("a")] == [
        ("/sources/diary/", "-1")
    ]
    assert len(drawing(page).all("g", "line-inferred")) == 1
    assert "/sources/diary/" in page.one("ol", "chain").links()
    alone = page_at(client, reverse("articles:source", args=["diary"]))
    assert not alone.all("figure", "lineage")
    assert "Nothing is recorded behind it." in squeezed(alone.one("ol", "chain").text)


def test_a_quotation_whose_source_is_unknown_has_no_drawing(diary, client):
    unsourced = page_at(client, "/lineage/unsourced/")
    (address,) = (link for link in unsourced.links() if link.startswith("/articles/none"))
    page = page_at(client, address)
    assert told(page).startswith("1 attribution, 0 roots. Its source is not known.")
    assert not page.all("figure", "lineage")


def test_an_article_says_that_all_of_it_rests_on_one_root(diary, client):
    article = scene.draft("Fourth")
    scene.quotation(article, source=diary)
    scene.quotation(article, "東京 answered", source=diary)
    scene.quotation(article, "Bureau")
    article = scene.publish(article)
    page = page_at(client, article.get_absolute_url())
    assert told(page).startswith(
        "3 attributions, 1 root. 2 of them rest on one root, Diary: none confirms another. "
        "The source of 1 is not known."
    )
    article.quotations.filter(source=None).delete()
    assert "All of them rest on one root, Diary" in told(
        page_at(client, article.get_absolute_url())
    )
    scene.citation(article, scene.source("Letter"))
    assert "What the article cites besides has other roots." in told(
        page_at(client, article.get_absolute_url())
    )


def test_of_very_many_roots_behind_an_article_the_first_are_named(db, client, monkeypatch):
    monkeypatch.setattr("articles.pages.article.NEAREST", 2)
    survey, note, article = scene.source("Survey"), scene.source("Note"), scene.draft()
    for number in range(7):
        letter = scene.source(f"Letter {number}")
        scene.derivation(survey, letter, **GUESS)
        scene.derivation(letter, scene.source(f"Archive {number}"), **GUESS)
    between = scene.source("Between")
    scene.derivation(note, between, **GUESS)
    scene.derivation(between, scene.source("Diary"), **GUESS)
    scene.quotation(article, source=note)
    scene.citation(article, survey)
    page = page_at(client, scene.publish(article).get_absolute_url())
    description = page.one("meta", name="description").attributes["content"]
    assert description.endswith("1 attribution, 8 roots.")
    assert "It rests on Diary." in told(page)
    survey_told = page.all("div", "source-entry")[1]
    assert (
        squeezed(survey_told.text)
        .strip()
        .endswith("Archive 0; Archive 1; Archive 2; Archive 3; Archive 4 and 2 more")
    )


# --- The report ---------------------------------------------------------------------------


def test_the_report_tells_roots_repetition_and_what_has_no_source(diary, client):
    page = page_at(client, REPORT)
    assert "5 articles, 8 claims, 2 roots. 8 claims come down" in squeezed(page.one("main").text)
    assert "Of 1 more quotation the source is not known." in squeezed(page.one("main").text)
    assert "Diary4327" in part(page, "roots").replace(" ", "")
    assert "2: Gazette; Herald" in part(page, "repeated")
    assert part(page, "single").count("Diary") == 3
    assert "None" in part(page, "unsourced")
    assert "/lineage/single/?root=diary" in page.links()


def test_articles_on_one_root(diary, client):
    page = page_at(client, "/lineage/single/", root="diary")
    found = [link for link in page.one("main").links() if link.startswith("/articles/")]
    assert found == ["/articles/first/", "/articles/second/", "/articles/third/"]
    page_at(client, "/lineage/single/", 404, root="nobody")
    page_at(client, "/lineage/nothing/", 404)


def test_long_parts_come_in_pages(db, client):
    make_articles(60)
    page = page_at(client, REPORT)
    assert "/lineage/claims/" in page.links()
    seen = []
    for number in ("1", "2", "3"):
        page = page_at(client, "/lineage/claims/", page=number)
        seen += [(row.text[:8], *row.links()) for row in page.one("tbody").all("tr")]
    assert len(seen) == len(set(seen)) == 120
    assert [claim[0] for claim in seen] == ["Quotatio"] * 60 + ["Citation"] * 60
    for wrong in ("0", "-1", "x", "99999999999", ""):
        page_at(client, "/lineage/claims/", page=wrong)


def test_an_empty_archive_says_so(db, client):
    page = page_at(client, REPORT)
    assert squeezed(page.text).count("No article is public yet.") == 5
    assert client.get("/lineage.csv").getvalue().decode("utf-8-sig").count("\n") == 1
