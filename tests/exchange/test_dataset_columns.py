"""The public columns: frozen here, so that renaming or publishing one is a decision."""

import pytest

from articles.exchange.columns import Address, Listed
from articles.exchange.datasets import DATASETS, PUBLIC
from articles.exchange.writing.dictionary import describe
from articles.models import Change, Correction, TextVersion, Transfer
from articles.models.identity import PastSlug
from articles.models.record import Record

HEADERS = {
    "articles": "id url slug title title_supplied byline publisher_id publisher address published"
    " language rights text_is_public text_version text_characters text_sha256 note",
    "sources": "id url slug title kind description date language address"
    " attributed_to_id attributed_to released_by_id released_by accessed_through_id"
    " accessed_through published_by_id published_by held_by_id held_by note",
    "quotations": "id url article_id article number kind medium speaker_id speaker"
    " speaker_description no_speaker_reason source_id source content cue attribution addressee"
    " text_version content_start content_end cue_start cue_end attribution_start"
    " attribution_end addressee_start addressee_end note",
    "entities": "id url slug name name_language kind description began ended aliases"
    " alias_languages wikidata viaf geonames isni gnd lcnaf note",
    "mentions": "id url article_id article text_version start end exact prefix suffix entity_id"
    " entity certainty state note",
    "derivations": "id url source_id source kind derived_from_id derived_from basis"
    " evidence_article_id evidence note",
    "citations": "id url article_id article source_id source role stance locator text_version"
    " start end exact note",
    "corrections": "id url kind at article_id article source_id source entity_id entity record"
    " label previous new reason",
    "merges": "id url kind merged_id merged merged_into_id merged_into at reason",
    "text_versions": "id url article_id article number characters sha256 shown_at reason body",
    "quotation_spans": "id url article_id article quotation_id quotation role order text_version"
    " start end exact prefix suffix state",
    "citation_spans": "id url article_id article citation_id text_version start end exact prefix"
    " suffix state",
    "derivation_spans": "id url derivation_id article_id article text_version start end exact"
    " prefix suffix state",
    "source_agent_spans": "id url agent_id article_id article text_version start end exact prefix"
    " suffix state",
    "source_agents": "id url source_id source role entity_id entity date basis note",
    "relations": "id url entity_id entity kind other_id other date basis evidence_article_id"
    " evidence note",
    "relation_spans": "id url relation_id article_id article text_version start end exact prefix"
    " suffix state",
    "aliases": "id url entity_id entity name language",
    "identifiers": "id url entity_id entity scheme value",
    "article_redirects": "id url record_id record retired_at",
    "source_redirects": "id url record_id record retired_at",
    "entity_redirects": "id url record_id record retired_at",
    "tombstones": "id url kind label article_id article at reason correction_id",
}


def test_the_public_datasets_and_their_columns():
    found = {name: " ".join(c.name for c in d.columns) for name, d in PUBLIC.items()}
    assert found == HEADERS


@pytest.mark.parametrize("name", DATASETS)
def test_every_dataset_begins_with_id_and_url_and_names_no_column_twice(name):
    names = [column.name for column in DATASETS[name].columns_for(public=False)]
    assert names[:2] == ["id", "url"]
    assert len(names) == len(set(names))


def test_every_kind_of_record_can_be_exported():
    def kinds(model):
        return {
            kind
            for child in model.__subclasses__()
            for kind in ({child} if not child._meta.abstract else kinds(child))
        }

    others = {Change, Correction, TextVersion, Transfer}
    assert {d.model for d in DATASETS.values()} == kinds(Record) | kinds(PastSlug) | others


def test_the_dictionary_explains_every_public_column():
    for dataset in describe():
        assert [file.address for file in dataset.files] == [
            f"/{dataset.name}.csv",
            f"/{dataset.name}.jsonl",
        ]
        assert [column.name for column in dataset.columns] == HEADERS[dataset.name].split()
        for column in dataset.columns:
            assert column.description.endswith("."), column.name
            assert column.type != "enum" or column.values, column.name
            counts = column.name.split("_")[-1] in ("start", "end", "characters")
            assert bool(column.unit) == counts, column.name
    assert {p.name for d in describe() if d.name == "articles" for p in d.parameters} >= {
        "q",
        "from",
        "until",
        "sort",
    }


def test_list_columns_are_told_from_single_ones():
    columns = {c.name: c for c in PUBLIC["quotations"].columns}
    assert columns["content"].is_list
    assert not columns["note"].is_list
    assert isinstance(columns["url"].getter, Address)
    assert isinstance(columns["content_start"].getter, Listed)
