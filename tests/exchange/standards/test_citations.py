"""Citations: valid, read back by the readers of each format, dates as exact as they are known."""

import json

import bibtexparser
import jsonschema
import pytest
import rispy
from bibtexparser import middlewares
from hypothesis import given
from hypothesis import strategies as st

from articles.exchange.standards.bibtex import bibtex_entry, one_line
from articles.exchange.standards.csl import csl_date, csl_item
from articles.exchange.standards.meta_tags import meta_tags
from articles.exchange.standards.reference import Reference, of_article, of_quotation
from articles.exchange.standards.ris import ris_date, ris_record
from articles.exchange.standards.whole_archive import (
    citations_bibtex,
    citations_csl,
    citations_ris,
)
from articles.models import Quotation
from tests.editing import scene
from tests.exchange.standards.texts import CHARACTERS

TEXTS = st.one_of(
    st.text(CHARACTERS, max_size=30),
    st.sampled_from(
        [
            *("{", "}", "}{", "\\", "\\{", '"', "a and b", "100% & $5_a^b~c#d", "@article{x,"),
            *("x\n@misc{y,", "TY  - BOOK\r\nER  - ", "東京 😀", "\u2028\x85\x0bAB  - x", "= + - @"),
        ]
    ),
)


def reference(**values) -> Reference:
    empty = dict.fromkeys(("byline", "publisher", "published", "original", "rights"), "")
    plain = {"key": "art-1", "title": "Title", "language": "en", "version": 1}
    plain["address"] = "http://testserver/articles/a/"
    return Reference(**(empty | plain | values))


def parsed_bibtex(text: str) -> list[dict[str, str]]:
    """Every entry, with its commands read as the letters they print."""
    library = bibtexparser.parse_string(text, parse_stack=[middlewares.RemoveEnclosingMiddleware()])
    assert library.failed_blocks == []
    assert len(library.blocks) == len(library.entries), "nothing between the entries"
    return [
        {"key": entry.key, "kind": entry.entry_type}
        | {field.key: _printed(field.value) for field in entry.fields}
        for entry in library.entries
    ]


def _printed(value: str) -> str:
    value = value[1:-1] if value.startswith("{") and value.endswith("}") else value
    commands = {
        r"\textbraceleft{}": "{",
        r"\textbraceright{}": "}",
        r"\textasciitilde{}": "~",
        r"\textasciicircum{}": "^",
        **{"\\" + character: character for character in "$&#_%"},
    }
    for command, character in commands.items():
        value = value.replace(command, character)
    return value.replace(r"\textbackslash{}", "\\")


@pytest.mark.any_database
@given(title=TEXTS.filter(one_line), byline=TEXTS, words=TEXTS)
def test_any_words_come_back_from_every_style(csl_schema, title, byline, words):
    cited = reference(title=title, byline=byline, words=words, publisher="P")
    [entry] = parsed_bibtex(bibtex_entry(cited))
    assert (entry["key"], entry["kind"]) == ("art-1", "article")
    assert entry["title"] == one_line(title)
    assert entry.get("author", "") == one_line(byline)
    assert entry.get("abstract", "") == one_line(words)
    [record] = rispy.loads(ris_record(cited))
    assert record["title"] == one_line(title)
    assert record.get("abstract", "") == one_line(words)
    item = csl_item(cited)
    jsonschema.validate([item], csl_schema)
    assert item["title"] == title
    assert item.get("author", [{"literal": ""}]) == [{"literal": byline}]


DATES = {
    # EDTF: (CSL, BibTeX's fields, RIS)
    "": (None, {}, ""),
    "1940": ({"date-parts": [[1940]]}, {"year": "1940"}, "1940///"),
    "1940-09": ({"date-parts": [[1940, 9]]}, {"year": "1940", "month": "sep"}, "1940/09//"),
    "1940-09-27": (
        {"date-parts": [[1940, 9, 27]]},
        {"year": "1940", "month": "sep", "date": "1940-09-27"},
        "1940/09/27/",
    ),
    "1941-07/1941-09": (
        {"date-parts": [[1941, 7], [1941, 9]]},
        {"year": "1941", "date": "1941-07/1941-09"},
        "1941/07//July 1941 – September 1941",
    ),
    "1941/1945": (
        {"date-parts": [[1941], [1945]]},
        {"year": "1941--1945", "date": "1941/1945"},
        "1941///1941 – 1945",
    ),
    "1940-22": (
        {"date-parts": [[1940]], "season": 2},
        {"year": "1940", "date": "1940-22"},
        "1940///summer 1940",
    ),
    "2021~": (
        {"date-parts": [[2021]], "circa": True},
        {"year": "2021", "date": "2021~"},
        "2021///about 2021",
    ),
    "194X": ({"literal": "1940s"}, {}, ""),
    "1919/..": ({"literal": "from 1919"}, {}, ""),
    "XXXX-08-25": ({"literal": "25 August, year unknown"}, {}, ""),
    "-0043": ({"literal": "44 BC"}, {}, ""),
}


@pytest.mark.any_database
@pytest.mark.parametrize("published", DATES)
def test_dates_are_as_exact_as_they_are_known(csl_schema, published):
    csl, bibtex, ris = DATES[published]
    cited = reference(published=published)
    assert csl_date(published) == csl
    jsonschema.validate([csl_item(cited)], csl_schema)
    [entry] = parsed_bibtex(bibtex_entry(cited))
    assert {name: entry[name] for name in ("year", "month", "date") if name in entry} == bibtex
    assert ris_date(published) == ris
    said = published and not bibtex
    assert entry["note"].startswith("Published: ") == bool(said), "then it stands in the note"


def test_an_article_and_a_quotation_of_the_founding_document(founding, csl_schema):
    cited = of_article(founding)
    item = csl_item(cited)
    jsonschema.validate([item], csl_schema)
    assert item["title"] == f"[{founding.title}]", "a title the archive supplied is in brackets"
    assert item["container-title"] == "Frontier India"
    assert item["URL"] == f"http://testserver{founding.get_absolute_url()}"
    assert item["version"] == "text version 1"
    assert "author" not in item and "issued" not in item
    quotation = founding.quotations.get(number=3)
    quotation.pieces = list(quotation.spans.order_by("start"))
    item = csl_item(of_quotation(quotation))
    assert item["abstract"] == quotation.spans.get(role="content").exact
    assert item["note"].startswith(f"Quotation 3, direct. Speaker: {quotation.speaker}.")
    assert item["URL"] == f"http://testserver{quotation.get_absolute_url()}"
    assert ("DC.type", "newspaperArticle") in meta_tags(cited)


@pytest.mark.any_database
def test_speakers_that_are_not_named_and_version_numbers():
    article = scene.Article(title="T", slug="t", public_id="art-1", byline="By A, B and C")
    article.current_text = scene.Article.current_text.field.related_model(number=2)
    quotation = Quotation(article=article, number=1, kind="indirect", public_id="quo-1")
    quotation.pieces = []
    quotation.no_speaker_reason = "The papers name nobody."
    assert of_quotation(quotation).notes[1] == "Speaker: none (The papers name nobody)."
    quotation.speaker_description = "a ministry"
    assert of_quotation(quotation).notes[1] == "Speaker: a ministry (not named)."
    earlier = of_article(article, 1)
    assert (earlier.key, earlier.address) == (
        "art-1-1",
        "http://testserver/articles/t/versions/1/",
    )
    assert earlier.notes == ["Archive Site, text version 1."]


def test_files_of_the_archive_cite_every_public_article(archive, csl_schema):
    scene.published("Another")
    items = json.loads(b"".join(citations_csl()))
    jsonschema.validate(items, csl_schema)
    titles = {"=Fort, or “tower”?", "Another"}
    assert {item["title"] for item in items} == titles
    assert {e["title"] for e in parsed_bibtex(b"".join(citations_bibtex()).decode())} == titles
    assert {r["title"] for r in rispy.loads(b"".join(citations_ris()).decode())} == titles
