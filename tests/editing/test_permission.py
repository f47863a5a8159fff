"""Who may do what: role × record × what readers see of it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from articles.editing import annotate, articles, records
from articles.editing.permission import may, owner
from articles.models import (
    Alias,
    Article,
    Citation,
    Derivation,
    Entity,
    Identifier,
    Mention,
    Quotation,
    Relation,
    Report,
    Source,
    SourceAgent,
)
from articles.models.record import Record
from tests.editing import scene

ROLES = ("nobody", "Annotator", "Editor", "operator")
WRITES = ("add", "change", "delete")
# May each role add, change, delete a record of a draft, and one of what readers see?
ALLOWED = {
    "nobody": {"draft": "", "seen": ""},
    "Annotator": {"draft": "add change delete", "seen": ""},
    "Editor": {"draft": "add change delete", "seen": "add change delete"},
    "operator": {"draft": "add change delete", "seen": "add change delete"},
}


def records_of(article: Article) -> list:
    """A record of every kind under an article, with its claims and entities; unsaved will do."""
    city, verdict = scene.entity(), scene.source()
    scene.citation(article, verdict)
    named = scene.mention(article, "Moscow", city)
    said, part = scene.quotation(article), scene.part(verdict, city)
    claim = scene.derivation(verdict, scene.source("Papers"))
    stands = scene.relation(city, scene.entity("Russia"))
    return [
        *(named, said, said.spans.get(), article.citations.get(), city, verdict, part, claim),
        *(stands, scene.evidence(stands, article, "Moscow")),
        scene.evidence(article.citations.get(), article, "papers"),
        scene.evidence(part, article, "Bureau"),
        scene.evidence(claim, article, "papers came"),
        Alias(entity=city),
        Identifier(entity=city),
    ]


@pytest.mark.parametrize("seen", ["draft", "seen"])
@pytest.mark.parametrize("role", ROLES)
def test_who_may_write_what(db, role, seen):
    user = None if role == "operator" else scene.user(role.replace("nobody", ""))
    article = scene.draft()
    under_it = records_of(article)
    if seen == "seen":
        scene.publish(article)
    assert {type(record) for record in under_it} | {Article} == every_record()
    for record in under_it:
        allowed = {action for action in WRITES if may(user, action, record)}
        assert allowed == set(ALLOWED[role][seen].split()), type(record).__name__
    # Articles: Annotators bring them in and work on them, but do not delete them.
    expected = set(ALLOWED[role][seen].split())
    if role == "Annotator":
        expected.discard("delete")
    assert {action for action in WRITES if may(user, action, article)} == expected
    assert may(user, "add", Article()) == (role != "nobody")


def every_record() -> set:
    """Every kind that is written by the verbs of this room; readers' reports have their own."""
    pending, found = [Record], set()
    while pending:
        model = pending.pop()
        pending += model.__subclasses__()
        if not model._meta.abstract:
            found.add(model)
    return found - {Report}


def test_strangers_may_nothing(db):
    assert not may(AnonymousUser(), "add", Article())
    with pytest.raises(PermissionDenied, match="Sign in"):
        scene.entity(by=AnonymousUser())
    with pytest.raises(PermissionDenied, match="may not add entities"):
        scene.entity(by=scene.user())


def test_the_refusal_says_why(db):
    article = scene.published()
    with pytest.raises(PermissionDenied, match="needs the rights of an Editor"):
        scene.mention(article, "Moscow", scene.entity(), by=scene.user("Annotator"))
    assert not Mention.objects.exists()


def test_permission_looks_at_the_article_as_it_is_not_as_it_was(db):
    """The caller's copy is from before the publication."""
    annotator = scene.user("Annotator")
    article, moscow = scene.draft(), scene.entity()
    named = scene.mention(article, "Moscow", moscow)
    scene.publish(Article.objects.get())
    assert article.status == "draft"
    with pytest.raises(PermissionDenied):
        scene.mention(article, "court", moscow, by=annotator)
    for verb in (records.change, records.delete):
        with pytest.raises(PermissionDenied):
            verb(named, by=annotator, based_on=1)
    with pytest.raises(PermissionDenied):
        annotate.replace_span(named, 0, 5, by=annotator, based_on=1, based_on_text=1)
    with pytest.raises(PermissionDenied):
        records.change(article, by=annotator, based_on=article.row_version)


def test_words_of_a_draft_do_not_change_what_readers_know_of_a_source(db):
    """An Annotator cannot add to a public claim, nor a claim to a public source."""
    annotator = scene.user("Annotator")
    article, working = scene.draft(), scene.draft("Working paper")
    verdict, papers, draft_only = (scene.source(t) for t in ("Verdict", "Papers", "Draft only"))
    scene.citation(article, verdict)
    claim = scene.derivation(verdict, papers)
    scene.evidence(claim, article, "papers")
    scene.publish(article)
    with pytest.raises(PermissionDenied):
        scene.evidence(claim, working, "papers", by=annotator)
    with pytest.raises(PermissionDenied):
        scene.derivation(papers, draft_only, by=annotator)
    with pytest.raises(PermissionDenied):
        scene.part(verdict, scene.entity(), by=annotator)
    # That her own source comes from a public one changes nothing for readers.
    before = set(Source.objects.public()), set(Derivation.objects.public())
    scene.evidence(scene.derivation(draft_only, verdict, by=annotator), working, "papers")
    scene.citation(working, verdict, by=annotator)
    assert (set(Source.objects.public()), set(Derivation.objects.public())) == before


def test_how_what_readers_know_stands_to_others_is_for_editors_to_say(db):
    """The other end may be anybody's: a relation is part of the entity it begins at."""
    annotator = scene.user("Annotator")
    city, country, street = (scene.entity(name) for name in ("Moscow", "Russia", "Arbat"))
    article, working = scene.draft(), scene.draft("Working paper")
    scene.mention(article, "Moscow", city)
    stands = scene.relation(city, country)
    scene.evidence(stands, article, "Moscow")
    scene.publish(article)
    with pytest.raises(PermissionDenied):
        scene.relation(city, country, kind="located_in", by=annotator)
    with pytest.raises(PermissionDenied):
        scene.evidence(stands, working, "Moscow", by=annotator)
    within = scene.relation(street, city, by=annotator)
    scene.evidence(within, working, "Moscow", by=annotator)
    within.entity, within.other = city, street
    with pytest.raises(PermissionDenied):
        records.change(within, by=annotator, based_on=1)
    assert not Relation.objects.public().exists()


def test_what_a_withdrawn_article_said_is_settled_what_only_it_reached_is_not(db):
    annotator = scene.user("Annotator")
    article, moscow = scene.draft(), scene.entity()
    named = scene.mention(article, "Moscow", moscow)
    article = scene.publish(article)
    articles.withdraw_article(article, by=None, based_on=article.row_version, reason="Forged.")
    assert not may(annotator, "change", named)
    assert not may(annotator, "change", article)
    assert may(annotator, "change", moscow)


def test_every_record_has_an_owner(db):
    city, verdict, article = Entity(name="M"), Source(title="V"), Article(title="A")
    assert owner(Mention(article=article)) is article
    assert owner(Quotation(article=article)) is owner(Citation(article=article)) is article
    assert owner(Alias(entity=city)) is owner(Relation(entity=city)) is city
    assert owner(SourceAgent(source=verdict)) is owner(Derivation(source=verdict)) is verdict
    assert owner(article.text_versions.model(article=article)) is article
    with pytest.raises(TypeError):
        owner(object())
