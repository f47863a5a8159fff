"""Whatever is entered is shown as what it is: letters, in any script, never markup."""

import json

import pytest
from django.urls import reverse

from articles.editing import annotate, records
from articles.editing.articles import create_article, publish_article, withdraw_article
from articles.models import (
    Alias,
    Article,
    Citation,
    Derivation,
    Entity,
    Quotation,
    Source,
    SourceAgent,
)
from tests.access.walk import links
from tests.pages.dom import page_at, parse

EVIL = """</title></p>'"><x-evil onclick=x()>&lt;{{ 7|add:7 }}{% now %}&amp;<!-- <![CDATA["""
VALUES = (
    *("e", "d", "en", "a", "s", "sd", "sn", "r", "dn", "g", "b", "t", "by", "ri", "n"),
    *("sp", "no", "qn", "mn", "l", "cn"),
)
"""What stands before it in each value, to tell which is missing."""


def add(record):
    """Store a record as the operator."""
    return records.add(record, by=None)


def publish(article: Article) -> Article:
    article.refresh_from_db()
    return publish_article(article, by=None, based_on=article.row_version)


@pytest.fixture
def evil(db) -> Article:
    """An article with markup in every value that is free text, its own and of all around it."""
    entity = add(Entity(name=f"e{EVIL}", kind="person", description=f"d{EVIL}", note=f"en{EVIL}"))
    add(Alias(entity=entity, name=f"a{EVIL}"))
    source = add(Source(title=f"s{EVIL}", kind="report", description=f"sd{EVIL}", note=f"sn{EVIL}"))
    root = add(Source(title=f"r{EVIL}", kind="papers"))
    add(
        Derivation(
            source=source,
            derived_from=root,
            kind="was_quoted_from",
            basis="inferred",
            note=f"dn{EVIL}",
        )
    )
    add(
        SourceAgent(source=source, role="held_by", entity=entity, basis="inferred", note=f"g{EVIL}")
    )
    body = f"b{EVIL} and “{EVIL}” he says"
    article = create_article(
        Article(
            title=f"t{EVIL}",
            byline=f"by{EVIL}",
            rights=f"ri{EVIL}",
            note=f"n{EVIL}",
            publisher=entity,
            url="https://example.org/?a=1&b='\"<x-evil>",
        ),
        body,
        by=None,
    )
    start = body.index("“")
    for values in (
        {"speaker": entity},
        {"speaker_description": f"sp{EVIL}"},
        {"no_speaker_reason": f"no{EVIL}"},
    ):
        quotation = Quotation(
            article=article, kind="direct", source=source, note=f"qn{EVIL}", **values
        )
        spans = [("content", start, len(body) - 8), ("cue", len(body) - 4, len(body))]
        annotate.add_quotation(quotation, spans, by=None, based_on=1)
    annotate.add_mention(
        article, 1, 1 + len(EVIL), entity, by=None, based_on=1, certainty="low", note=f"mn{EVIL}"
    )
    add(Citation(article=article, source=source, locator=f"l{EVIL}", note=f"cn{EVIL}"))
    return publish(article)


def kinds_of_pages(article: Article) -> list[str]:
    """Every readers' page that shows something of an article and what hangs on it."""
    lists = ("home", "articles", "sources", "quotations", "entities")
    return [
        *(reverse(f"articles:{name}") for name in lists),
        *(
            record.get_absolute_url()
            for record in (
                article,
                *article.quotations.all(),
                *Source.objects.all(),
                *Entity.objects.all(),
            )
        ),
    ]


def test_markup_in_any_value_is_shown_as_it_was_entered(evil, client):
    seen = ""
    for address in kinds_of_pages(evil):
        page = page_at(client, address)
        assert not page.all("x-evil"), address
        scripts = [s for s in page.all("script") if not s.attributes.get("src", "").startswith("/")]
        for script in scripts:  # data, which no browser runs
            assert script.attributes == {"type": "application/ld+json"}, address
            assert json.loads(script.text)["@context"] == "https://schema.org"
        for element in page.elements():
            assert not [name for name in element.attributes if name.startswith("on")], address
            for name in ("href", "src", "action"):
                assert not element.attributes.get(name, "").lower().startswith("javascript:")
        seen += page.text
    for value in VALUES:
        assert value + EVIL in seen, f"{value} is shown nowhere as entered"


def test_what_is_asked_for_is_shown_as_it_was_asked(evil, client):
    for name in ("articles", "sources", "quotations", "entities"):
        query = {"q": EVIL, "article": EVIL, "sort": EVIL, "page": EVIL, EVIL: EVIL}
        page = page_at(client, reverse(f"articles:{name}"), **query)
        assert not page.all("x-evil")
    parse(client.get("/articles/<x-evil>/").text)
    assert "<x-evil" not in client.get("/articles/<x-evil>/").text


def test_a_reason_for_withdrawing_too(evil, client):
    withdraw_article(evil, by=None, based_on=evil.row_version, reason=f"w{EVIL}")
    page = page_at(client, evil.get_absolute_url(), status=410)
    assert not page.all("x-evil")
    assert f"w{EVIL}" in page.text
    assert f"t{EVIL}" in page.text


SCRIPTS = {
    "ar": ("خبر من القاهرة", "قال 😀 «نعم» ثم ذهب", "«نعم»", "rtl"),
    "he": ("ידיעה", "הוא אמר „כן” 👨‍👩‍👧", "„כן”", "rtl"),
    "ja": ("東京の新聞", "彼は「𠮷野家」と言った。", "「𠮷野家」", "ltr"),
    "hi": ("समाचार", "उसने 🇮🇳 “हाँ” कहा", "“हाँ”", "ltr"),
    "en-GB": ("Zé\u0301 🫖", "\u200fHe said “a\u0308 b”\u00a0– no.", "“a\u0308 b”", "ltr"),
}


@pytest.mark.parametrize("language", SCRIPTS)
def test_any_script_is_shown_exactly_and_in_its_direction(db, client, language):
    title, body, said, direction = SCRIPTS[language]
    article = create_article(Article(title=title, language=language), body, by=None)
    start = body.index(said)
    quotation = Quotation(article=article, kind="direct", speaker_description=title)
    annotate.add_quotation(quotation, [("content", start, start + len(said))], by=None, based_on=1)
    named = add(Entity(name=body[:2], kind="person", name_language=language))
    annotate.add_mention(article, 0, 2, named, by=None, based_on=1)
    publish(article)
    page = page_at(client, article.get_absolute_url())
    text = page.one("div", "text")
    assert text.text.strip("\n") == body
    assert text.one("span", "role-content").text == said
    assert (text.attributes["lang"], text.attributes["dir"]) == (language, direction)
    assert page.one("h1").attributes["lang"] == language
    assert page.one("html").attributes["lang"] == "en"
    for address in links(client.get(article.get_absolute_url()).text, "/"):
        assert client.get(address).status_code == 200, address
