"""The public CSV: what is in it, what never is, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.editing import records
from articles.editing.articles import withdraw_article
from articles.exchange.cells import split_list, unguard
from articles.exchange.columns import Address
from articles.exchange.datasets import DATASETS, PUBLIC
from articles.exchange.rows import rows
from articles.exchange.writing.csv_stream import stream_csv
from articles.exchange.writing.jsonl_stream import stream_jsonl
from articles.models import AnchorState, EntityMerge, QuotationSpan
from tests.exchange.records import DRAFT, TEXT, make_archive


def test_a_mention_says_where_its_words_stand(archive, table):
    moscow = next(row for row in table("mentions") if row["entity"] == "Moscow")
    assert moscow["url"] == (f"http://testserver/articles/{archive.published.slug}/#{moscow['id']}")
    assert moscow["article_id"] == archive.published.public_id
    assert moscow["entity_id"] == archive.moscow.public_id
    assert moscow["text_version"] == "1"
    assert TEXT[int(moscow["start"]) : int(moscow["end"])] == moscow["exact"] == "Moscow"
    assert moscow["prefix"].endswith("\n")  # a line end inside a cell survives
    assert (moscow["certainty"], moscow["note"]) == ("low", "Stands for the Soviet government")


def test_offsets_count_code_points(archive, table):
    fsb = next(row for row in table("mentions") if row["entity"] == "FSB")
    assert TEXT[int(fsb["start"]) : int(fsb["end"])] == "FSB"  # after an emoji


def test_the_founding_document_can_be_rebuilt_from_its_downloads(founding, table):
    body = founding.current_text.body
    mentions, quotations = table("mentions"), table("quotations")
    assert len(mentions) > 40
    assert len(quotations) == 5
    for row in mentions:
        assert body[int(row["start"]) : int(row["end"])] == row["exact"]
    for row in quotations:
        for role in ("content", "cue", "attribution"):
            starts, ends = row[f"{role}_start"].split("|"), row[f"{role}_end"].split("|")
            pieces = [body[int(a) : int(b)] for a, b in zip(starts, ends, strict=True)]
            assert pieces == split_list(unguard(row[role]))


def test_a_quotation_has_its_pieces_in_order(archive, table):
    (row,) = table("quotations")
    assert row["content"] == "“A fort,”|“B fort.”"
    assert (row["content_start"], row["content_end"]) == ("0|26", "9|35")
    assert (row["cue"], row["attribution"], row["addressee"]) == ("says", "the Court", "")
    assert (row["speaker"], row["source"]) == ("The Court", "The verdict")
    assert row["url"] == f"http://testserver/quotations/{row['id']}/"


def test_labels_stand_beside_ids_and_lists_are_escaped(archive, table):
    (article,) = table("articles")
    assert article["publisher"] == "Court | Gazette"  # a label is no list
    assert article["title"] == "'=Fort, or “tower”?"  # guarded
    assert article["title_supplied"] == "false"
    court = next(row for row in table("entities") if row["name"] == "The Court")
    assert court["aliases"] == r"'=IMTFE|Tribunal \| of Tokyo"
    assert court["alias_languages"] == "en-GB|en"
    assert {row["title"]: row["released_by"] for row in table("sources")} == {
        "Papers, released": "FSB",
        "The verdict": "",
    }
    (derivation,) = table("derivations")
    assert derivation["evidence"] == "papers released by the FSB"
    assert derivation["evidence_article_id"] == archive.published.public_id
    relations = {row["kind"]: row for row in table("relations")}
    assert relations.keys() == {"located_in", "member_of"}, "not what a draft alone states"
    within = relations["located_in"]
    assert (within["entity"], within["other"], within["date"]) == ("The Court", "Moscow", "1946")
    assert (within["evidence"], within["basis"]) == ("the Court says", "stated")
    assert within["url"].endswith(f"/entities/the-court/#{within['id']}")
    assert relations["member_of"]["note"] == "'=So | said"
    (citation,) = table("citations")
    assert (citation["locator"], citation["exact"]) == ("p. 12", "the papers released")


def test_the_bytes_are_rfc_4180_in_utf_8_with_a_mark(archive):
    dataset = PUBLIC["entities"]
    data = b"".join(stream_csv(dataset, dataset.queryset(public=True)))
    assert data.startswith(b"\xef\xbb\xbfid,url,slug,")
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == 1 + 4
    assert b'"A tribunal, with a comma."' in data


def ids(*, public: bool) -> set[str]:
    """What stands in the first column of all files, but for the numbers of journals."""
    datasets = PUBLIC if public else DATASETS
    return {
        row[0]
        for dataset in datasets.values()
        for row in rows(dataset.columns[:1], dataset.queryset(public=public), public=public)
        if isinstance(row[0], str)
    }


@pytest.mark.parametrize("stream", [stream_csv, stream_jsonl])
def test_a_draft_is_in_no_file(archive, stream):
    public = ids(public=True)
    # What was merged has no page any more, but the row of the merge names it.
    public |= set(EntityMerge.objects.public().values_list("merged__public_id", flat=True))
    hidden = ids(public=False) - public
    for name, dataset in PUBLIC.items():
        shown = b"".join(stream(dataset, dataset.queryset(public=True))).decode()
        assert len(shown.splitlines()) > 1 or (stream is stream_jsonl and shown), name
        for word in ("secret", "Secret", "Atlantis", "Hidden", "Nobody knows", DRAFT[:11]):
            assert word not in shown, name
        assert not [public_id for public_id in hidden if public_id in shown], name
        # Of drafts there are none.
        if name not in ("corrections", "tombstones") and not name.endswith("_redirects"):
            everything = stream(dataset, dataset.queryset(public=False), public=False)
            assert "ecret" in b"".join(everything).decode(), name  # editors get it


def test_a_withdrawn_article_takes_everything_along(archive, download):
    article = archive.published
    withdraw_article(article, by=None, based_on=article.row_version, reason="Not ours")
    for name in PUBLIC:
        told = {"corrections": ["withdrawn"], "tombstones": ["article"]}.get(name, [])
        assert [row.split(",")[2] for row in download(name).splitlines()[1:]] == told, name


def test_a_text_that_may_not_be_shown_is_quoted_only_where_it_is_a_quotation(archive, table):
    archive.published.text_is_public = False
    records.change(archive.published, by=None, based_on=archive.published.row_version)
    assert table("mentions") == []
    (article,) = table("articles")
    assert article["text_sha256"] == ""
    assert article["text_characters"] == str(len(TEXT))
    (quotation,) = table("quotations")
    assert quotation["content"] == "“A fort,”|“B fort.”"
    assert [row["exact"] for row in table("citations")] == [""]
    assert [row["evidence"] for row in table("derivations")] == [""]
    assert {row["evidence"] for row in table("relations")} <= {""}
    pieces = table("quotation_spans")
    assert [row["exact"] for row in pieces] == ["the Court", "“A fort,”", "“B fort.”", "says"]
    assert {row["prefix"] + row["suffix"] for row in pieces} == {""}
    assert any(row["prefix"] for row in table("quotation_spans", public=False))
    claims = ("derivation", "source_agent", "relation")
    for name in ("text_versions", "citation_spans", *(f"{claim}_spans" for claim in claims)):
        assert table(name) == [], name


def test_orphans_are_not_shown_to_readers(archive, table):
    QuotationSpan.objects.filter(role="cue").update(state=AnchorState.ORPHAN, start=None, end=None)
    (row,) = table("quotations")
    assert (row["cue"], row["cue_start"]) == ("", "")
    rows = table("quotation_spans", public=False)
    assert {row["state"] for row in rows if row["role"] == "cue"} == {"orphan"}


def test_queries_do_not_grow_with_rows(archive):
    def costs() -> dict[tuple[str, bool], tuple[int, int]]:
        counted = {}
        for dataset in DATASETS.values():
            for public in (True, False) if dataset.is_public else (False,):
                with CaptureQueriesContext(connection) as queries:
                    found = dataset.queryset(public=public)
                    data = b"".join(stream_csv(dataset, found, public=public))
                counted[dataset.name, public] = (len(queries), data.count(b"\r\n"))
        return counted

    before = costs()
    make_archive(wikidata="Q2")
    after = costs()
    for name, (queries, lines) in after.items():
        assert lines > before[name][1], name
        assert queries == before[name][0] <= 3, name


def test_an_empty_queryset_is_not_everything(archive):
    dataset = PUBLIC["articles"]
    data = b"".join(stream_csv(dataset, dataset.queryset(public=True).none()))
    assert data.count(b"\r\n") == 1


def test_addresses_are_those_of_the_pages(archive, table):
    for dataset in DATASETS.values():
        getter = next(c.getter for c in dataset.columns if c.name == "url")
        assert isinstance(getter, Address)
    for name, record in (
        ("articles", archive.published),
        ("entities", archive.court),
        ("sources", archive.verdict),
    ):
        urls = {row["id"]: row["url"] for row in table(name)}
        assert urls[record.public_id] == f"http://testserver{record.get_absolute_url()}"
