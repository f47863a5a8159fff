"""`public()` is the only gate to what readers may see: what it lets through, and what not."""

import pytest
from django.apps import apps

from articles.editing import articles, records
from articles.editing.following import follow_all
from articles.editing.revising import revise
from articles.models import (
    Alias,
    Article,
    CitationSpan,
    Derivation,
    DerivationSpan,
    Entity,
    Identifier,
    Mention,
    QuotationSpan,
    Relation,
    RelationSpan,
    Source,
    SourceAgent,
    SourceAgentSpan,
    TextVersion,
)
from articles.models.change import PartOfChange
from tests.editing import scene

MODELS = list(apps.get_app_config("articles").get_models())
# Never shown to readers in any form: who did what.
UNSHOWN = {"Change", "Transfer"}
# Told of public records when something is done to them, which the tests of those verbs show.
OF_WHAT_IS_DONE = {"Correction", "EntityMerge", "SourceMerge"}
# Shown only where the whole text may be: it would give words of it away.
WORDS = {
    *("TextVersion", "Mention"),
    *("CitationSpan", "DerivationSpan", "SourceAgentSpan", "RelationSpan"),
}


def shown() -> dict[str, set[str]]:
    """Names of what readers may see, by model; models of which they may see nothing are absent."""
    rows = {
        model.__name__: {str(row) for row in model.objects.public()}
        for model in MODELS
        if not issubclass(model, PartOfChange) and model.__name__ not in UNSHOWN
    }
    return {name: names for name, names in rows.items() if names}


def world(name: str, number: int) -> Article:
    """A draft with one record of every kind hanging on it, each with `name` in its own name."""
    body = f"{name} Hall fell, {name} Court said. So the {name} Papers from the {name} Bureau say."
    publisher = scene.entity(f"{name} Press", "organisation")
    article = scene.draft(
        f"{name} Article", body, slug=f"{name.lower()}-article", publisher=publisher
    )
    hall = scene.entity(f"{name} Hall")
    court, bureau = (scene.entity(f"{name} {who}", "organisation") for who in ("Court", "Bureau"))
    records.add(Alias(entity=hall, name=f"{name} Palace"), by=None)
    records.add(Identifier(entity=hall, scheme="wikidata", value=f"Q{number}"), by=None)
    verdict, papers, diary = (
        scene.source(f"{name} {what}") for what in ("Verdict", "Papers", "Diary")
    )
    scene.mention(article, f"{name} Hall", hall)
    scene.quotation(
        article, f"{name} Hall fell", speaker=court, speaker_description="", source=verdict
    )
    scene.evidence(scene.citation(article, papers), article, f"{name} Papers")
    scene.evidence(scene.part(papers, bureau), article, f"{name} Bureau")
    scene.evidence(scene.derivation(papers, verdict), article, f"{name} Papers from")
    scene.derivation(papers, diary, basis="inferred", note=f"{name} guess")
    stands = scene.relation(court, bureau, kind="successor_of", date="1946")
    scene.evidence(stands, article, f"{name} Court said")
    scene.relation(bureau, publisher, basis="inferred", note=f"{name} guess")
    for record in (article, hall, verdict):
        old, record.slug = record.slug, f"{record.slug}-renamed"
        records.change(record, by=None, based_on=record.row_version)
        record.past_slugs.create(slug=old)  # as if readers had known it once
    return article


def everything_of(name: str) -> dict[str, set[str]]:
    """What readers see of a world when its article and its text are public."""
    return {
        "Article": {f"{name} Article"},
        "ArticlePastSlug": {f"{name.lower()}-article"},
        "TextVersion": {f"{name} Article, text version 1"},
        "Entity": {f"{name} {who}" for who in ("Press", "Hall", "Court", "Bureau")},
        "EntityPastSlug": {f"{name.lower()}-hall"},
        "Alias": {f"{name} Palace"},
        "Identifier": {"Wikidata Q1"},
        "Source": {f"{name} {what}" for what in ("Verdict", "Papers", "Diary")},
        "SourcePastSlug": {f"{name.lower()}-verdict"},
        "SourceAgent": {f"{name} Papers, released by {name} Bureau"},
        "SourceAgentSpan": {f"“{name} Bureau”"},
        "Derivation": {
            f"{name} Papers was derived from {name} {what}" for what in ("Verdict", "Diary")
        },
        "DerivationSpan": {f"“{name} Papers from”"},
        "Relation": {
            f"{name} Court successor of {name} Bureau",
            f"{name} Bureau part of {name} Press",
        },
        "RelationSpan": {f"“{name} Court said”"},
        "Citation": {f"{name} Article cites {name} Papers"},
        "CitationSpan": {f"“{name} Papers”"},
        "Quotation": {f"Quotation 1 in “{name} Article”"},
        "QuotationSpan": {f"“{name} Hall fell”"},
        "Mention": {f"“{name} Hall”"},
    }


def test_every_model_has_a_gate_or_is_never_shown():
    gated = {model.__name__ for model in MODELS if hasattr(model.objects, "public")}
    history = {model.__name__ for model in MODELS if issubclass(model, PartOfChange)}
    assert {model.__name__ for model in MODELS} - history - UNSHOWN == gated
    assert gated == set(everything_of("Any")) | OF_WHAT_IS_DONE | {"Report"}


def test_readers_see_what_hangs_on_published_articles_and_nothing_else(db):
    scene.publish(world("Open", 1))
    world("Secret", 2)
    assert shown() == everything_of("Open")


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
def test_of_an_article_not_published_they_see_nothing_at_all(db, status):
    article = world("Secret", 1)
    if status != "draft":
        article = articles.submit_article(article, by=None, based_on=article.row_version)
    if status == "withdrawn":
        article = scene.publish(article)
        articles.withdraw_article(
            article, by=None, based_on=article.row_version, reason="Forged papers."
        )
    assert Article.objects.get().status == status
    told = {"Correction": {"withdrawn: Secret Article"}} if status == "withdrawn" else {}
    assert shown() == told


def test_where_the_text_may_not_be_shown_its_words_are_not_but_quotations_are(db):
    article = world("Kept", 1)
    article.text_is_public = False
    records.change(article, by=None, based_on=article.row_version)
    scene.publish(article)
    expected = {name: rows for name, rows in everything_of("Kept").items() if name not in WORDS}
    # Only a mention in the text leads to the hall.
    for name in ("Alias", "Identifier", "EntityPastSlug"):
        del expected[name]
    expected["Entity"] -= {"Kept Hall"}
    assert shown() == expected


def test_of_the_versions_of_a_text_they_see_those_they_saw_and_the_current_one(db):
    article = scene.draft()
    revise(article, "Never shown.", by=None, based_on=1, reason="Draft.")
    assert not TextVersion.objects.public().exists()
    scene.publish(article)
    revise(article, "Put right.", by=None, based_on=2, reason="Misprint.")
    shown = TextVersion.objects.public().order_by("number")
    assert [version.number for version in shown] == [2, 3]
    article.refresh_from_db()
    articles.withdraw_article(article, by=None, based_on=article.row_version, reason="Forged.")
    assert not TextVersion.objects.public().exists()


def test_a_claim_that_only_a_draft_states_betrays_nothing(db):
    """The source is public; that it comes from another, and through whom, only a draft says."""
    article, secret = scene.draft(), scene.draft("Secret")
    verdict, leak, source_of_leak = (scene.source(title) for title in ("Verdict", "Leak", "Spy"))
    bureau = scene.entity("Bureau", "organisation")
    scene.citation(article, verdict)
    drawn = scene.derivation(verdict, leak)
    scene.evidence(drawn, secret, "papers")
    scene.evidence(scene.part(verdict, bureau), secret, "Bureau")
    scene.derivation(leak, source_of_leak, basis="inferred", note="By its style.")
    scene.publish(article)
    assert not Derivation.objects.public().exists()
    assert not SourceAgent.objects.public().exists()
    assert not DerivationSpan.objects.public().exists()
    assert not SourceAgentSpan.objects.public().exists()
    assert list(Source.objects.public()) == [verdict]
    assert not Entity.objects.public().exists()

    scene.publish(secret)
    assert Derivation.objects.public().count() == 2
    assert {str(source) for source in Source.objects.public()} == {"Verdict", "Leak", "Spy"}
    assert list(Entity.objects.public()) == [bureau]


def test_a_relation_is_shown_where_both_entities_are_and_shows_neither(db):
    article, secret = scene.draft(), scene.draft("Secret")
    city, country, spy = (scene.entity(name) for name in ("Moscow", "Russia", "Spy"))
    scene.mention(article, "Moscow", city)
    scene.relation(city, country, basis="inferred", note="As all know.")
    scene.evidence(scene.relation(city, spy, kind="member_of"), secret, "papers")
    scene.mention(secret, "papers", spy)
    scene.publish(article)
    assert list(Entity.objects.public()) == [city]
    assert not Relation.objects.public().exists()
    scene.mention(article, "Bureau", country)
    scene.mention(article, "court", spy)
    assert [str(one) for one in Relation.objects.public()] == ["Moscow part of Russia"]
    assert not RelationSpan.objects.public().exists()
    scene.publish(secret)
    assert Relation.objects.public().count() == 2


def test_a_claim_without_words_is_hidden_until_it_has_some(db):
    article, verdict, papers = scene.draft(), scene.source("Verdict"), scene.source("Papers")
    scene.citation(article, verdict)
    article = scene.publish(article)
    claim = scene.derivation(verdict, papers)
    assert list(Source.objects.public()) == [verdict]
    scene.evidence(claim, article, "papers")
    assert set(Source.objects.public()) == {verdict, papers}


@pytest.mark.parametrize(
    "model", [Mention, QuotationSpan, CitationSpan, DerivationSpan, RelationSpan]
)
def test_orphans_are_not_shown(db, model):
    """Their words are no longer in the text; a claim they alone stated is stated no more."""
    scene.publish(world("Open", 1))
    model.objects.update(state="orphan", start=None, end=None)
    follow_all()
    seen = shown()
    assert model.__name__ not in seen
    if model is DerivationSpan:
        assert seen["Derivation"] == {"Open Papers was derived from Open Diary"}
    if model is RelationSpan:
        assert seen["Relation"] == {"Open Bureau part of Open Press"}
    if model is Mention:
        assert "Open Hall" not in seen["Entity"]
