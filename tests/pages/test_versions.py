"""What readers may see of earlier texts, and of how they differ."""

import pytest
from django.urls import reverse

from articles.editing import annotate, records
from articles.editing.articles import withdraw_article
from articles.editing.revising import revise
from articles.models import Article, TextVersion
from tests.editing.scene import draft, entity, published
from tests.pages.dom import page_at

OLD = "One line stays.\n\nThe fort fell 😀.\nThe last line."
NEW = "One line stays.\n\nThe old fort fell 😀.\nThe last line."


def address(article, *numbers) -> str:
    page = ("versions", "version", "difference")[len(numbers)]
    return reverse(f"articles:{page}", args=[article.slug, *numbers])


@pytest.fixture
def article(db) -> Article:
    """Published, and revised once for its readers."""
    article = published("Fort", OLD, language="en")
    revise(article, NEW, by=None, based_on=1, reason="A word was missing.")
    return Article.objects.get(pk=article.pk)


def paragraphs(page) -> dict[str, str]:
    return {p.attributes["id"]: p.text for p in page.one("", "text").all("p")}


def robots(page) -> list[str]:
    return [meta.attributes["content"] for meta in page.all("meta", name="robots")]


def test_an_earlier_text_is_verbatim_and_says_that_it_is_not_the_current_one(article, client):
    page = page_at(client, address(article, 1))
    shown = paragraphs(page)
    assert "\n".join(shown.get(f"p{n}", "") for n in (1, 2, 3, 4)) == OLD
    assert "This is not the current text." in page.text
    assert robots(page) == ["noindex"]
    assert not page.all("link", rel="canonical")
    assert article.text_versions.get(number=1).sha256 in page.text
    assert "A word was missing." not in page.text, "that is why it went, not why it came"
    assert {address(article, 2), address(article, 1, 2)} <= set(page.links())
    assert f"http://testserver{address(article, 1)}" in page.links(), "its permanent link"


def test_the_current_text_has_a_permanent_link_too(article, client):
    page = page_at(client, address(article, 2))
    assert paragraphs(page)["p3"] == "The old fort fell 😀."
    assert robots(page) == []
    canonical = page.one("link", rel="canonical").attributes["href"]
    assert canonical == f"http://testserver{article.get_absolute_url()}"
    assert "A word was missing." in page.text


def test_the_list_tells_number_day_reason_and_length(article, client):
    rows = page_at(client, address(article)).one("tbody").all("tr")
    told = [" ".join(row.text.split()) for row in rows]
    day = article.current_text.shown_at
    assert told[0] == (
        f"Version 2 the current text {day.day} {day:%B %Y} A word was missing. "
        f"against version 1 {len(NEW)}"
    )
    assert told[1] == f"Version 1 {day.day} {day:%B %Y} {len(OLD)}"


def test_what_changed_is_marked_as_gone_and_new_both_ways(article, client):
    page = page_at(client, address(article, 1, 2)).one("", "difference")
    assert [found.text for found in page.all("ins")] == ["added: old  (end of addition) "]
    assert page.all("del") == []
    back = page_at(client, address(article, 2, 1)).one("", "difference")
    assert [found.text for found in back.all("del")] == ["removed: old  (end of removal) "]
    assert "One line stays." in page.text, "what stands around it is shown"


def test_unchanged_paragraphs_are_folded(db, client):
    lines = [f"Line {n}." for n in range(20)]
    article = published("Long", "\n".join(lines))
    revise(article, "\n".join([*lines[:10], "New.", *lines[11:]]), by=None, based_on=1, reason="x")
    page = page_at(client, address(article, 1, 2)).one("", "difference")
    assert "… 9 unchanged paragraphs\nLine 9." in page.text
    assert "Line 11.\n… 8 unchanged paragraphs" in page.text
    assert "Line 3." not in page.text


@pytest.mark.parametrize("numbers", [(3,), (0,), (1, 1), (1, 3), (9**30,), (1, 9**30)])
def test_what_was_never_shown_is_not_there(article, client, numbers):
    never = TextVersion(article=article, number=3, body="Never shown.")
    never.save()
    assert client.get(address(article, *numbers)).status_code == 404


def test_versions_are_hidden_with_their_article_or_its_text(client, db):
    hidden = draft("Draft")
    assert client.get(address(hidden)).status_code == 404
    assert client.get(address(hidden, 1)).status_code == 404
    sealed = published("Sealed", text_is_public=False)
    assert client.get(address(sealed)).status_code == 404
    assert client.get(address(sealed, 1)).status_code == 404
    page = page_at(client, sealed.get_absolute_url())
    assert not [link for link in page.links() if "/versions/" in link]


def test_of_a_withdrawn_article_nothing_is_left_but_the_reason(article, client):
    withdraw_article(article, by=None, based_on=article.row_version, reason="A hoax.")
    for numbers in ((), (1,), (1, 2)):
        page = page_at(client, address(article, *numbers), 410)
        assert "A hoax." in page.text
        assert "fort fell" not in page.text


def test_earlier_addresses_lead_on(article, client):
    article.slug = "fort-renamed"
    article = records.change(article, by=None, based_on=article.row_version)
    for numbers in ((), (1,), (1, 2)):
        was = address(article, *numbers).replace("fort-renamed", "fort")
        answer = client.get(was)
        assert (answer.status_code, answer.headers["Location"]) == (301, address(article, *numbers))


def test_the_articles_page_names_its_version_and_leads_to_the_others(article, client):
    page = page_at(client, article.get_absolute_url())
    assert "text version 2; earlier versions" in " ".join(page.text.split())
    assert {address(article), address(article, 2)} <= set(page.links())
    single = published("Single")
    assert address(single) not in page_at(client, single.get_absolute_url()).links()


def test_annotations_are_not_shown_in_a_version(article, client):
    start = NEW.index("fort")
    annotate.add_mention(article, start, start + 4, entity("Fort"), by=None, based_on=2)
    assert not page_at(client, address(article, 2)).one("", "text").all("a")
