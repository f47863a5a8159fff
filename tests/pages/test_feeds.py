"""Feeds of every list: valid Atom, the newest first, narrowed as the list is."""

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from lxml import etree

from articles.models import Article, Correction, Entity
from articles.pages import feeds
from tests.editing.scene import citation, draft, entity, mention, publish, quotation, source
from tests.pages.dom import page_at, parse
from tests.pages.many import make_articles
from tests.pages.test_corrections import change

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "schemas" / "atom.rng"))
ATOM = "{http://www.w3.org/2005/Atom}"
NAMES = ("articles", "quotations", "sources", "entities", "corrections")
EVIL = "<script>&amp;\x0b 😀 وقال ]]>"


def feed_at(client, address: str):
    """The feed at an address, which is valid: by the schema, and by what RFC 4287 adds in words."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = etree.fromstring(answer.content)
    SCHEMA.assertValid(feed)
    assert feed.findtext(f"{ATOM}author/{ATOM}name"), "for entries that have none of their own"
    for holder in (feed, *feed.iter(f"{ATOM}entry")):
        links = holder.findall(f"{ATOM}link")
        assert all(link.get("href").startswith("http://testserver/") for link in links)
        kinds = [link.get("type", "") for link in links if link.get("rel") == "alternate"]
        assert len(kinds) == len(set(kinds)), "one alternate of a type"
    ids = [found.text for found in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    for summary in feed.iter(f"{ATOM}summary"):
        assert summary.get("type") == "html"
        parse(summary.text)
    return feed


def titles(client, address: str) -> list[str]:
    return [
        entry.findtext(f"{ATOM}title") for entry in feed_at(client, address).iter(f"{ATOM}entry")
    ]


@pytest.fixture
def evil(db) -> Article:
    """An article with markup and what XML cannot write in whatever a feed shows."""
    article = draft(EVIL, f"“{EVIL} it is”, says {EVIL}.", language="ar", byline=EVIL)
    cited = source(EVIL, description=EVIL)
    said = quotation(article, f"{EVIL} it is", speaker_description=EVIL, source=cited)
    mention(article, "says", entity(EVIL, description=EVIL, name_language="ar"))
    publish(article)
    change(said, EVIL, kind="mixed")
    return article


@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_entered_is_valid_and_shown_as_what_it_is(name, evil, client):
    (entry,) = feed_at(client, f"/{name}.atom").iter(f"{ATOM}entry")
    shown = EVIL.replace("\x0b", "\ufffd")
    title = entry.findtext(f"{ATOM}title")
    assert shown in title or " ".join(EVIL.split()) in title  # words in one line
    assert "<script" not in entry.findtext(f"{ATOM}summary")
    assert " ".join(shown.split()) in " ".join(parse(entry.findtext(f"{ATOM}summary")).text.split())


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_feed_is_valid_and_stays_as_it_is(name, db, client):
    assert (
        feed_at(client, f"/{name}.atom").findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+00:00"
    )


@pytest.mark.parametrize("shown", [True, False])
def test_what_readers_saw_last_comes_first_not_what_was_entered_last(shown, db, client):
    old, young = draft("Old", text_is_public=shown), draft("Young", text_is_public=shown)
    for article in (young, old):
        quotation(article, speaker_description=str(article))
        publish(article)
    assert titles(client, "/articles.atom") == ["Old", "Young"]
    quotation(young, "papers came", speaker_description="Young")
    found = feed_at(client, "/quotations.atom").iter(f"{ATOM}summary")
    assert ["Young" in summary.text for summary in found] == [True, False, True]


def test_a_text_that_may_not_be_shown_is_not(db, client):
    publish(draft("Sealed", "Nobody shall read this.", text_is_public=False))
    assert "Nobody" not in client.get("/articles.atom").text


def test_it_takes_the_filters_of_the_list_and_says_what_it_does_not_understand(db, client):
    publish(draft("English", language="en", published="1940"))
    publish(draft("German", language="de", published="1941"))
    assert titles(client, "/articles.atom?language=de") == ["German"]
    assert titles(client, "/articles.atom?language=fr") == []
    answer = client.get("/articles.atom?year=soon")
    assert (answer.status_code, answer.text[:6]) == (400, "year: ")
    feed = feed_at(client, "/articles.atom?year=1941&sort=date&page=3&language=de&q=")
    (itself,) = (link.get("href") for link in feed.findall(f"{ATOM}link[@rel='self']"))
    assert dict(parse_qsl(urlsplit(itself).query)) == {"language": "de", "year": "1941"}
    again = feed_at(client, "/articles.atom?language=de&year=1941")
    assert again.findtext(f"{ATOM}id") == feed.findtext(f"{ATOM}id")


def test_a_feed_has_one_id_however_its_filters_are_written(db, client):
    times = entity("Times", "organisation")
    publish(draft("Pact signed", language="en", publisher=times, published="1940"))
    change(times, slug="the-times")

    def ids(*queries: str) -> set[str]:
        return {
            feed_at(client, f"/articles.atom?{query}").findtext(f"{ATOM}id") for query in queries
        }

    names = ("times", "the-times", times.public_id)
    assert ids(*(f"publisher={name}" for name in names)) == {
        "http://testserver/articles/?publisher=the-times"
    }
    assert len(ids("language=en", "language=EN")) == 1
    assert len(ids("q=pact+signed", "q=++PACT++Signed")) == 1
    assert len(ids("from=1940&year=1940", "year=%201940&from=+1940+")) == 1
    assert len(ids("", "q=", "sort=date")) == 1
    assert len(ids("", "year=1940", "from=1940", "language=en")) == 4


def test_an_entry_keeps_its_id_whatever_becomes_of_the_record(db, client):
    publisher = entity("Times", "organisation")
    article = publish(draft("Pact signed", publisher=publisher))

    def entry():
        return next(feed_at(client, "/articles.atom").iter(f"{ATOM}entry"))

    before = entry()
    assert before.findtext(f"{ATOM}author/{ATOM}name") == "Times"
    change(article, slug="moved", title="Treaty signed")
    after = entry()
    assert after.findtext(f"{ATOM}title") == "Treaty signed"
    assert after.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id")
    assert after.findtext(f"{ATOM}published") == before.findtext(f"{ATOM}published")
    assert after.findtext(f"{ATOM}updated") > before.findtext(f"{ATOM}updated")


def test_it_holds_the_newest_and_no_more(db, client, monkeypatch):
    monkeypatch.setattr(feeds, "ENTRIES", 3)
    make_articles(5)
    assert all(len(titles(client, f"/{name}.atom")) == 3 for name in NAMES)
    assert titles(client, "/entities.atom") == [
        entity.name for entity in Entity.objects.order_by("-pk")[:3]
    ]
    newest = Correction.objects.order_by("-at", "-pk").first()
    assert titles(client, "/corrections.atom")[0].endswith(newest.label)


@pytest.mark.any_database
def test_pages_lead_to_the_feeds(db, client):
    article = publish(draft())
    cited = source()
    citation(article, cited)

    def feeds_of(address: str) -> list[str]:
        head = page_at(client, address).one("head")
        return [link.attributes["href"] for link in head.all("link", type="application/atom+xml")]

    assert feeds_of("/") == ["/articles.atom", "/corrections.atom"]
    assert feeds_of(article.get_absolute_url()) == [f"/corrections.atom?article={article.slug}"]
    for name in NAMES[:-1]:
        assert f"/{name}.atom" in feeds_of(f"/{name}/")
