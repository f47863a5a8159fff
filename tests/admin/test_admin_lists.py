"""Lists: their queries do not grow with their rows; search folds; filters and links find."""

import pytest
from django.contrib import admin
from django.urls import reverse

from articles.editing import annotate, corrections, ledger, records
from articles.editing.articles import create_article, publish_article
from articles.editing.transfers import note_export
from articles.models import (
    Alias,
    Article,
    Citation,
    CitationSpan,
    CorrectionKind,
    Derivation,
    DerivationSpan,
    Entity,
    Identifier,
    Mention,
    Quotation,
    Relation,
    RelationSpan,
    Report,
    Source,
    SourceAgent,
    SourceAgentSpan,
)
from tests.admin.conftest import merge_two

TEXT = "Ångström spoke of Łódź. “Yes,” he said."


def address(model, view="changelist") -> str:
    return reverse(f"admin:articles_{model._meta.model_name}_{view}")


def fill(number: int) -> None:
    """One of everything, under names of their own."""
    entity = records.add(Entity(name=f"Ångström {number}", kind="person"), by=None)
    records.add(Alias(entity=entity, name=f"Engström {number}"), by=None)
    records.add(Identifier(entity=entity, scheme="wikidata", value=f"Q{number}"), by=None)
    source = records.add(Source(title=f"Source {number}", kind="report", date="1905"), by=None)
    origin = records.add(Source(title=f"Origin {number}", kind="papers"), by=None)
    article = Article(title=f"Article {number}", publisher=entity, published=f"19{number:02}-05")
    create_article(article, TEXT, by=None)
    annotate.add_mention(article, 0, 8, entity, by=None, based_on=1)
    quotation = Quotation(article=article, kind="direct", speaker=entity, source=source)
    annotate.add_quotation(quotation, [("content", 24, 30)], by=None, based_on=1)
    citation = records.add(Citation(article=article, source=source), by=None)
    derivation = Derivation(source=source, derived_from=origin, kind="was_derived_from")
    agent = SourceAgent(source=source, entity=entity, role="attributed_to")
    whole = records.add(Entity(name=f"Nordic {number}", kind="organisation"), by=None)
    relation = Relation(entity=entity, kind="member_of", other=whole, date="1905")
    for claim in (derivation, agent, relation):
        claim.basis, claim.note = "inferred", "by style"
        records.add(claim, by=None)
    for span in (
        CitationSpan(citation=citation),
        DerivationSpan(derivation=derivation),
        SourceAgentSpan(agent=agent),
        RelationSpan(relation=relation),
    ):
        span.place(article.current_text, 0, 8)
        records.add(span, by=None)
    with ledger.change("correct", by=None):
        corrections.log(CorrectionKind.TEXT, article)
    Report(record=article.public_id, label="It", article=article, message="It is not so.").save()
    note_export(by=None, datasets=["articles"])


OURS = sorted(
    (model for model in admin.site._registry if model._meta.app_label == "articles"),
    key=lambda model: model.__name__,
)


def test_queries_of_lists_stay_the_same_with_more_rows(
    as_editor, db, django_assert_max_num_queries
):
    fill(1)
    merge_two(1)
    needed = {}
    for model in OURS:
        as_editor.get(address(model))
        with django_assert_max_num_queries(25) as queries:
            assert as_editor.get(address(model)).status_code == 200
        needed[model] = len(queries)
    for number in range(2, 8):
        fill(number)
        merge_two(number)
    for model in OURS:
        with django_assert_max_num_queries(needed[model]):
            page = as_editor.get(address(model))
        assert page.context["cl"].result_count >= 7


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_column_sorts_and_every_filter_counts(model, admin_client):
    for number in (1, 2):
        fill(number)
        merge_two(number)
    page = admin_client.get(address(model), {"_facets": "True"})
    assert page.status_code == 200
    for number in range(1, len(page.context["cl"].list_display) + 1):
        for order in (f"{number}", f"-{number}"):
            assert len(found(admin_client, model, o=order)) >= 2


def found(client, model, **asked) -> list:
    page = client.get(address(model), asked)
    assert page.status_code == 200
    return list(page.context["cl"].result_list)


def test_search_does_not_ask_for_accents_or_capitals(as_annotator, db):
    fill(1)
    fill(2)
    assert [str(e) for e in found(as_annotator, Entity, q="angstrom 2")] == ["Ångström 2"]
    assert [str(e) for e in found(as_annotator, Entity, q="ENGSTRÖM 1")] == ["Ångström 1"]
    assert len(found(as_annotator, Mention, q="engstrom")) == 2
    assert len(found(as_annotator, Quotation, q='“Yes,” "angstrom 1"')) == 1
    assert found(as_annotator, Article, q="nothing like it") == []
    asked = {"app_label": "articles", "model_name": "mention", "field_name": "entity"}
    answer = as_annotator.get(reverse("admin:autocomplete"), asked | {"term": "\x00engström"})
    assert len(answer.json()["results"]) == 2


def test_partial_dates_are_filtered_by_year(as_annotator, db):
    fill(5)
    create_article(Article(title="Undated"), "A text.", by=None)
    create_article(Article(title="Long", published="1904/1906"), "A text.", by=None)

    def of_year(year: str) -> list[str]:
        return [str(a) for a in found(as_annotator, Article, published_year=year)]

    assert of_year("1905") == ["Article 5", "Long"]
    assert of_year("none") == ["Undated"]
    assert of_year("1907") == []
    filters = as_annotator.get(address(Article)).context["cl"].filter_specs
    (years,) = [spec for spec in filters if spec.title == "year of publication"]
    assert [value for value, _ in years.lookup_choices] == ["1905", "1904", "none"]


def test_counts_lead_to_the_records_they_count(as_annotator, db):
    fill(1)
    fill(2)
    entity = Entity.objects.get(name="Ångström 1")
    html = as_annotator.get(address(Entity)).content.decode()
    link = f"{address(Mention)}?entity={entity.pk}"
    assert f'<a href="{link}"' in html
    mentions = as_annotator.get(link).context["cl"].result_list
    assert [mention.entity for mention in mentions] == [entity]
    assert found(as_annotator, Mention, entity="no-number") == []
    assert found(as_annotator, Mention, entity="9" * 30) == []


@pytest.mark.parametrize(
    ("model", "asked", "number"),
    [
        (Entity, {"identified": "yes"}, 1),
        (Entity, {"identified": "no"}, 2),
        (Source, {"derived": "yes"}, 1),
        (Source, {"quoted": "no"}, 1),
        (Quotation, {"speaker_is": "named"}, 1),
        (Quotation, {"source_is": "missing"}, 0),
        (Article, {"status": "draft"}, 1),
        (Mention, {"article__status": "published"}, 0),
    ],
)
def test_filters(as_annotator, db, model, asked, number):
    fill(1)
    records.add(Entity(name="Nobody", kind="person"), by=None)
    assert len(found(as_annotator, model, **asked)) == number


def test_a_form_asks_as_few_questions_of_a_long_article(
    as_annotator, db, django_assert_max_num_queries
):
    fill(1)
    article = Article.objects.get()
    url = reverse("admin:articles_article_change", args=[article.pk])
    as_annotator.get(url)
    with django_assert_max_num_queries(100) as queries:
        as_annotator.get(url)
    entity = Entity.objects.get(name="Ångström 1")
    for start in range(9, 20):
        annotate.add_mention(article, start, start + 2, entity, by=None, based_on=1)
    with django_assert_max_num_queries(len(queries)):
        as_annotator.get(url)
    publish_article(article, by=None, based_on=Article.objects.get().row_version)
    with django_assert_max_num_queries(len(queries) + 2):
        as_annotator.get(url)
