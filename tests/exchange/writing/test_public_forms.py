"""What readers get of texts, passages, past addresses and what is gone."""

from urllib.parse import urlsplit

from articles.editing import records
from articles.editing.articles import publish_article, withdraw_article
from articles.editing.revising import revise
from articles.exchange.datasets import PUBLIC
from articles.models import Derivation, DerivationSpan, TextVersion
from tests.exchange.records import TEXT, add, placed


def test_every_address_in_every_file_answers_as_it_says(archive, table, client):
    """Pages are there, past addresses lead on, and what is gone says so."""
    expected = {f"{kind}_redirects": 301 for kind in ("article", "source", "entity")}
    expected["tombstones"] = 410
    for name in PUBLIC:
        for row in table(name):
            status = client.get(urlsplit(row["url"]).path).status_code
            assert status == expected.get(name, 200), row["url"]


def test_the_words_of_every_passage_stand_in_the_text_of_its_version(archive, table):
    bodies = {(row["article_id"], row["number"]): row["body"] for row in table("text_versions")}
    assert list(bodies.values()) == [TEXT]
    passages = [row for name in PUBLIC if name.endswith("_spans") for row in table(name)]
    assert len(passages) == 4 + 1 + 1 + 1 + 1
    for row in passages:
        body = bodies[row["article_id"], row["text_version"]]
        assert body[int(row["start"]) : int(row["end"])] == row["exact"]


def test_of_a_text_that_was_revised_readers_get_what_they_saw(archive, table):
    article = archive.published
    TextVersion(article=article, number=2, body="Never shown", reason="Working copy").save()
    revise(article, TEXT + "\nMore.", by=None, based_on=1, reason="A line was missing")
    rows = table("text_versions")
    assert [(row["number"], row["reason"]) for row in rows] == [
        ("1", ""),  # why it came in is between editors
        ("3", "A line was missing"),
    ]
    assert all(row["shown_at"] for row in rows)
    everything = table("text_versions", public=False)
    assert "Working copy" in {row["reason"] for row in everything}


def test_words_about_what_readers_may_not_know_are_not_shown(archive, table):
    """A published article states where a source comes from that only a draft uses."""
    claim = Derivation(source=archive.leak, derived_from=archive.papers, basis="stated")
    claim.kind = "was_derived_from"
    placed(DerivationSpan(derivation=add(claim)), archive.published, "papers released")
    assert len(table("derivation_spans", public=False)) == 3
    assert [row["exact"] for row in table("derivation_spans")] == ["papers released by the FSB"]


def test_what_is_gone_is_told_once_and_no_longer_than_it_is_gone(archive, table):
    (gone,) = table("tombstones")
    assert gone["id"].startswith("quo-")
    assert (gone["kind"], gone["reason"]) == ("quotation", "Nobody says so.")
    assert gone["article_id"] == archive.published.public_id
    for reason in ("Not ours", "Not ours after all"):
        article = archive.published
        article.refresh_from_db()
        withdraw_article(article, by=None, based_on=article.row_version, reason=reason)
        rows = table("tombstones")  # the quotation is gone with the article
        assert [(row["id"], row["reason"]) for row in rows] == [(article.public_id, reason)]
        article.refresh_from_db()
        publish_article(article, by=None, based_on=article.row_version)
        assert table("tombstones") == [gone]


def test_a_deleted_quotation_that_comes_back_is_not_gone(archive, table):
    (quotation,) = archive.published.quotations.all()
    records.delete(quotation, by=None, based_on=quotation.row_version, reason="By mistake")
    assert "By mistake" in [row["reason"] for row in table("tombstones")]
    quotation.pk = None
    quotation._state.adding = True
    records.add(quotation, by=None)
    assert "By mistake" not in [row["reason"] for row in table("tombstones")]
