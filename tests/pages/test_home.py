"""The front page: the archive explained, and shown alive."""

from articles.models import Article, Entity
from tests.editing.scene import (
    derivation,
    draft,
    entity,
    mention,
    publish,
    published,
    quotation,
    source,
)
from tests.pages.dom import page_at
from tests.pages.test_corrections import change


def test_an_empty_archive_says_so(db, client):
    page = page_at(client, "/")
    assert "No article is public yet." in page.text
    assert not page.all("section", "specimen")
    assert not page.all("div", "questions")
    assert [count.text for count in page.all("dd", "count")] == ["0"] * 4


def test_it_counts_what_readers_may_see(founding, client):
    draft("Hidden")
    entity("Nobody")
    counts = [count.text for count in page_at(client, "/").all("dd", "count")]
    public = (founding.quotations.count(), 2, Entity.objects.public().count())
    assert counts == ["1", *map(str, public)]


def test_its_questions_are_answered_where_they_lead(founding, client):
    page = page_at(client, "/")
    questions = page.one("div", "questions").all("li")
    assert len(questions) == 3
    for question in questions:
        (address,) = question.links()
        about = question.one("span").text
        assert about in page_at(client, address).one("main").text


def test_the_specimen_is_of_the_article_readers_saw_last_that_has_one(db, client):
    late, early = draft("Late"), draft("Early")
    for article in (early, late):
        quotation(article, source=source(f"Source of {article}"))
        publish(article)
    published("Without quotations")
    assert "Source of Late" in page_at(client, "/").one("section", "specimen").text
    newest = page_at(client, "/").all("ul", "newest")[0]
    assert newest.links() == [
        "/articles/without-quotations/",
        "/articles/late/",
        "/articles/early/",
    ]


def test_the_specimen_of_a_source_with_very_much_behind_it(db, client, monkeypatch):
    monkeypatch.setattr("articles.pages.specimen.NEAREST", 2)
    article, cited = draft("Late"), source("Survey")
    quotation(article, source=cited)
    for number in range(7):
        letter = source(f"Letter {number}")
        derivation(cited, letter, basis="inferred", note="So it says.")
        derivation(letter, source(f"Archive {number}"), basis="inferred", note="So it says.")
    publish(article)
    roots = page_at(client, "/").one("section", "specimen").one("ol", "descent").text
    assert [f"Archive {n}" in roots for n in range(7)] == [True] * 5 + [False] * 2
    assert "and 2 more" in roots


def test_a_quotation_is_found_even_if_none_is_among_the_newest(db, client, monkeypatch):
    article = draft("Old")
    mention(article, "Moscow", entity())
    quotation(article, source=source("The only source"))
    publish(article)
    published("New")
    monkeypatch.setattr("articles.pages.home.AMONG", 1)
    assert "The only source" in page_at(client, "/").one("section", "specimen").text


def test_what_was_corrected_lately_is_told(db, client):
    article = published("Pact signed")
    for title in ("Treaty signed", "Treaty broken"):
        change(Article.objects.get(pk=article.pk), title=title)
    told = page_at(client, "/").one("ul", **{"aria-labelledby": "corrections-heading"}).all("li")
    assert len(told) == 2
    assert "Description corrected" in told[0].text
    assert page_at(client, told[0].links()[-1])
