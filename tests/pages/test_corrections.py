"""The corrections log as readers have it: on a record's page, as a list, a file and a feed."""

import csv
import io
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from articles.editing import records
from articles.editing.articles import withdraw_article
from articles.editing.revising import revise
from articles.models import Article, Change, Correction, CorrectionKind, Entity
from tests.editing.scene import (
    draft,
    entity,
    known,
    mention,
    publish,
    published,
    quotation,
    relation,
    source,
)
from tests.pages.dom import page_at

ATOM = "{http://www.w3.org/2005/Atom}"


def change(record, reason: str = "", **values):
    record = type(record).objects.get(pk=record.pk)
    for name, value in values.items():
        setattr(record, name, value)
    return records.change(record, by=None, based_on=record.row_version, reason=reason)


@pytest.fixture
def article(db) -> Article:
    """Published; then its text, a speaker, the name of an entity and the title of a source."""
    article = draft("Pact signed")
    court, verdict = entity("The court", "organisation"), source("Verdict")
    mention(article, "Moscow", court)
    said = quotation(article, speaker_description="", speaker=court, source=verdict)
    publish(article)
    body = article.current_text.body.replace("papers", "files")
    revise(article, body, by=None, based_on=1, reason="Misread.")
    tribunal = entity("The tribunal", "organisation")
    change(said, "Not the court.", speaker=tribunal)
    change(court, "As it called itself.", name="The Court of Law")
    change(verdict, title="The verdict")
    return Article.objects.get(pk=article.pk)


def entries(page) -> list[str]:
    """What each correction on a page says, in one line."""
    return [" ".join(item.text.split()) for item in page.one("ol", "corrections").all("li")]


def test_they_stand_on_the_page_of_the_record(article, client):
    on_article = entries(page_at(client, article.get_absolute_url()))
    assert len(on_article) == 2
    assert on_article[0].startswith("Attribution corrected, ")
    assert "Beforespeaker: The court Nowspeaker: The tribunal" in on_article[0]
    assert on_article[0].endswith("ReasonNot the court.")
    assert on_article[1].startswith("Text corrected, ")
    court = Entity.objects.get(name="The Court of Law")
    assert "Beforename: The court Nowname: The Court of Law" in "".join(
        entries(page_at(client, court.get_absolute_url()))
    )
    verdict = article.quotations.get().source
    assert "Beforetitle: Verdict Nowtitle: The verdict" in "".join(
        entries(page_at(client, verdict.get_absolute_url()))
    )


def test_the_list_narrows_by_kind_record_and_day(article, client):
    def found(**query) -> int:
        page = page_at(client, "/corrections/", **query)
        return len(page.one("ol", "corrections").all("li")) if page.all("ol", "corrections") else 0

    day = Correction.objects.first().at
    assert found() == 4
    assert found(kind="text_corrected") == 1
    assert found(article=article.slug) == 2
    assert found(entity="the-court") == 1
    assert found(**{"from": f"{day:%Y-%m-%d}", "until": f"{day:%Y-%m-%d}"}) == 4
    assert found(until=str(day.year - 1)) == found(**{"from": str(day.year + 1)}) == 0
    assert found(until="9999") == found(**{"from": "-0044"}) == 4
    assert "There is no article" in page_at(client, "/corrections/", article="nobody").text


def test_the_file_has_the_rows_of_the_list(article, client):
    answer = client.get("/corrections.csv?kind=text_corrected")
    text = answer.getvalue().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    correction = Correction.objects.get(kind="text_corrected")
    assert row["url"] == f"http://testserver/corrections/{correction.public_id}/"
    assert (row["article_id"], row["record"]) == (article.public_id, article.public_id)
    assert "the papers came" in row["previous"] and "the files came" in row["new"]
    assert row["reason"] == "Misread."


def test_the_feed_is_absolute_stable_and_takes_the_filters(article, client):
    answer = client.get("/corrections.atom?kind=attribution_corrected")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    correction = Correction.objects.get(kind="attribution_corrected")
    (entry,) = feed.findall(f"{ATOM}entry")
    tag = f"tag:testserver,{correction.at:%Y-%m-%d}:{correction.public_id}"
    assert entry.findtext(f"{ATOM}id") == tag
    assert "speaker: The tribunal" in entry.findtext(f"{ATOM}summary")
    links = [link.attrib["href"] for link in feed.iter(f"{ATOM}link")]
    assert links == [
        "http://testserver/corrections/?kind=attribution_corrected",
        "http://testserver/corrections.atom?kind=attribution_corrected",
        "http://testserver/corrections.csv?kind=attribution_corrected",
        f"http://testserver/corrections/{correction.public_id}/",
    ]
    assert all(client.get(link).status_code == 200 for link in links)
    refused = client.get("/corrections.atom?kind=nonsense")
    assert refused.status_code == 400
    assert "not one of" in refused.text


def test_what_xml_cannot_write_does_not_break_the_feed(article, client):
    change(article, "Form feed \x0c", title="Bell \x07 <b>&")
    feed = ElementTree.fromstring(client.get("/corrections.atom").content)
    assert "Bell \ufffd <b>&" in feed.findtext(f"{ATOM}entry/{ATOM}title")


def test_words_of_a_text_that_may_no_longer_be_shown_are_told_nowhere(article, client):
    named = mention_of(article)
    change(named, "Another one.", entity=entity("Bureau", "organisation"))
    change(article, "Rights.", text_is_public=False)
    for address in (
        "/corrections/",
        "/corrections.csv",
        "/corrections.atom",
        article.get_absolute_url(),
        *(reverse("articles:correction", args=[c.public_id]) for c in Correction.objects.public()),
    ):
        answer = client.get(address).getvalue().decode()
        assert "papers came" not in answer, address
        assert "files came" not in answer, address
        assert "Moscow" not in answer.replace("Moscow 😀 will fall", ""), address


def mention_of(article):
    return article.mentions.get(exact="Moscow")


def test_of_a_withdrawn_article_only_that_it_is(article, client):
    withdraw_article(article, by=None, based_on=article.row_version, reason="A hoax.")
    page = page_at(client, "/corrections/", article=article.slug)
    assert "There is no article" in page.text, "as in every filter"
    listed = entries(page_at(client, "/corrections/"))
    assert [entry.split(",")[0] for entry in listed] == ["Withdrawn"]
    assert "A hoax." in listed[0]
    assert article.get_absolute_url() in page_at(client, "/corrections/").links()


def test_corrections_of_a_claim_go_with_what_it_leads_to(db, client):
    fleet, navy = entity("Fleet", "organisation"), entity("Northern Navy", "organisation")
    other = draft("Other", "The Northern Navy sailed.")
    mention(other, "Northern Navy", navy)
    known(fleet), publish(other)
    part_of = relation(fleet, navy, basis="inferred", note="By its name.", date="1939")
    change(part_of, date="1940")
    assert "Northern Navy" in client.get("/corrections/").text
    other.refresh_from_db()
    withdraw_article(other, by=None, based_on=other.row_version, reason="Not genuine.")
    for address in ("/corrections/", "/corrections.csv", "/corrections.atom", "/entities/fleet/"):
        assert "Northern Navy" not in client.get(address).getvalue().decode(), address


def test_corrections_of_what_is_not_public_are_not_there(db, client):
    hidden = draft("Hidden")
    entry = Correction.objects.create(
        kind=CorrectionKind.TEXT,
        article=hidden,
        record=hidden.public_id,
        label="Hidden",
        change=Change.objects.create(verb="x"),
    )
    assert client.get(reverse("articles:correction", args=[entry.public_id])).status_code == 404
    assert "Hidden" not in client.get("/corrections/").text
    assert "Hidden" not in client.get("/corrections.atom").text
    shown = published("Shown")
    assert not page_at(client, shown.get_absolute_url()).all("ol", "corrections")
