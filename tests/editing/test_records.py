"""Adding, changing and deleting any record: versions, history, permanence, use."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles.editing import articles, records
from articles.editing.ledger import Stale
from articles.models import (
    Alias,
    Article,
    Change,
    Derivation,
    DerivationSpan,
    Entity,
    Identifier,
    Mention,
    Quotation,
    Source,
)
from tests.editing import scene


def refusals(verb, *args, **kwargs) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        verb(*args, by=None, **kwargs)
    return refused.value.message_dict


def test_every_verb_leaves_one_change_and_the_values_before_and_after(db):
    editor = scene.user("Editor")
    moscow = scene.entity(by=editor)
    moscow.name = "Moskva"
    records.change(moscow, by=editor, based_on=1, reason="As spelt there.")
    records.delete(moscow, by=editor, based_on=2)
    added, changed, deleted = Change.objects.order_by("pk")
    assert [change.verb for change in (added, changed, deleted)] == [
        "add_entity",
        "change_entity",
        "delete_entity",
    ]
    assert {change.record for change in (added, changed, deleted)} == {moscow.public_id}
    assert {change.by for change in (added, changed, deleted)} == {editor}
    assert (changed.reason, changed.based_on_row) == ("As spelt there.", 1)
    rows = Entity.history.order_by("history_id")
    assert [(row.history_type, row.name, row.row_version) for row in rows] == [
        ("+", "Moscow", 1),
        ("~", "Moskva", 2),
        ("-", "Moskva", 2),
    ]
    assert [row.change for row in rows] == [added, changed, deleted]
    assert {row.history_user for row in rows} == {editor}


def test_a_change_based_on_an_older_state_is_refused_with_the_present_one(db):
    mine, theirs = scene.entity(), Entity.objects.get()
    theirs.name = "Moskva"
    records.change(theirs, by=None, based_on=1)
    mine.name = "Moscou"
    with pytest.raises(Stale) as refused:
        records.change(mine, by=None, based_on=1)
    assert refused.value.record.name == "Moskva"
    with pytest.raises(Stale):
        records.delete(mine, by=None, based_on=1)
    assert (mine.name, mine.row_version) == ("Moscou", 1)
    assert Change.objects.count() == 2


def test_what_somebody_deleted_is_stale_too(db):
    mine = scene.entity()
    records.delete(Entity.objects.get(), by=None, based_on=1)
    for verb in (records.change, records.delete):
        with pytest.raises(Stale, match="deleted by somebody else") as refused:
            verb(mine, by=None, based_on=1)
        assert refused.value.record is None


def test_a_refused_verb_leaves_the_instance_as_it_was(db):
    article, moscow = scene.draft(), scene.entity()
    moscow.name, moscow.slug = " ", "elsewhere"
    assert set(refusals(records.change, moscow, based_on=1)) == {"name"}
    assert (moscow.row_version, moscow.name, moscow.slug) == (1, " ", "elsewhere")
    assert Entity.objects.get().row_version == 1
    assert Entity.history.count() == 1

    new = Quotation(article=article, kind="direct")
    assert set(refusals(records.add, new)) == {"speaker"}
    assert (new.pk, new.number, new._state.adding) == (None, None, True)
    new.speaker_description = "the court"
    assert records.add(new, by=None).number == 1

    source = Source(title="Papers", kind="gossip")
    refusals(records.add, source)
    assert (source.pk, source.slug) == (None, "")


def test_the_first_change_of_a_loaded_record_keeps_what_was_found(db):
    """Fixtures are loaded without history."""
    found = Entity(name="Moscow", kind="place", slug="moscow")
    found.derive()
    (found,) = Entity.objects.bulk_create([found])
    found.name = "Moskva"
    records.change(found, by=None, based_on=1)
    before, after = Entity.history.order_by("history_id")
    assert (before.name, before.row_version, before.change) == ("Moscow", 1, None)
    assert "as found" in before.history_change_reason
    assert (after.name, after.change) == ("Moskva", Change.objects.get())


@pytest.mark.parametrize(
    ("name", "value"),
    [("public_id", "art-other"), ("status", "published"), ("status_reason", "x")],
)
def test_what_is_given_once_or_by_its_own_verb_does_not_change_in_passing(db, name, value):
    article = scene.draft()
    setattr(article, name, value)
    assert set(refusals(records.change, article, based_on=1)) == {name}
    assert Article.objects.get().status == "draft"


def test_an_article_cannot_be_added_as_published(db):
    article = Article(title="Pact", status="published")
    assert set(refusals(records.add, article)) == {"status"}


def test_quotations_keep_their_numbers_and_numbers_are_never_given_again(db):
    article = scene.draft()
    first, second = (scene.quotation(article) for _ in range(2))
    assert (first.number, second.number) == (1, 2)
    records.delete(second, by=None, based_on=1)
    assert scene.quotation(article).number == 3
    again = Quotation(article=article, number=2, kind="direct", speaker_description="the court")
    assert "never given again" in refusals(records.add, again)["number"][0]
    taken = Quotation(article=article, number=1, kind="direct", speaker_description="the court")
    assert set(refusals(records.add, taken)) == {"number"}
    first.number = 7
    assert set(refusals(records.change, first, based_on=1)) == {"number"}
    assert scene.quotation(scene.draft("Another")).number == 1


def test_a_part_of_an_article_stays_in_it(db):
    article, other = scene.draft(), scene.draft("Another")
    named, said = scene.mention(article, "Moscow", scene.entity()), scene.quotation(article)
    named.article = other
    named.place(other.current_text, *scene.place(other, "Moscow"))
    assert set(refusals(records.change, named, based_on=1)) == {"article"}
    span = said.spans.get()
    span.quotation = scene.quotation(other)
    span.place(other.current_text, *scene.place(other, "Moscow"))
    assert set(refusals(records.change, span, based_on=1)) == {"quotation"}
    sibling = said.spans.get()
    sibling.quotation = scene.quotation(article, "Moscow")
    records.change(sibling, by=None, based_on=1)


def test_a_mention_cannot_be_slipped_into_what_readers_see(db):
    annotator = scene.user("Annotator")
    article, open_to_all = scene.draft(), scene.published("Open to all")
    named = scene.mention(article, "Moscow", scene.entity(), by=annotator)
    named.article = open_to_all
    named.place(open_to_all.current_text, *scene.place(open_to_all, "Moscow"))
    with pytest.raises(PermissionDenied):
        records.change(named, by=annotator, based_on=1)


def test_an_alias_moves_to_another_entity_if_both_may_be_changed(db):
    annotator = scene.user("Annotator")
    seen, unseen, other = (scene.entity(name) for name in ("Moscow", "Mosca", "Moskau"))
    scene.mention(scene.published(), "Moscow", seen)
    alias = records.add(Alias(entity=unseen, name="Moscou"), by=annotator)
    alias.entity = seen
    with pytest.raises(PermissionDenied):
        records.change(alias, by=annotator, based_on=1)
    alias.entity = other
    records.change(alias, by=annotator, based_on=1)


def test_an_article_is_deleted_with_all_its_annotations_and_leaves_its_history(db):
    article, moscow = scene.draft(), scene.entity()
    named, said = scene.mention(article, "Moscow", moscow), scene.quotation(article)
    scene.evidence(scene.citation(article, scene.source()), article, "papers")
    articles.delete_article(article, by=None, based_on=article.row_version, reason="A mistake.")
    assert not Article.objects.exists()
    assert not Mention.objects.exists()
    gone = Change.objects.get(verb="delete_article")
    assert (gone.reason, gone.article) == ("A mistake.", None)
    for model, record in ((Article, gone.record), (Mention, named), (Quotation, said)):
        public_id = getattr(record, "public_id", record)
        last = model.history.filter(public_id=public_id).order_by("history_id").last()
        assert (last.history_type, last.change) == ("-", gone)


def test_what_readers_have_seen_is_not_deleted(db):
    article = scene.published()
    for verb in (articles.delete_article, records.delete):
        with pytest.raises(ValidationError, match="withdraw it instead"):
            verb(article, by=scene.user("Editor"), based_on=article.row_version)


def test_what_is_in_use_is_not_deleted_and_the_message_says_by_what(db):
    article, moscow, verdict = scene.draft(), scene.entity(), scene.source()
    for words in ("Moscow", "will fall", "court", "東京"):
        scene.mention(article, words, moscow)
    scene.part(verdict, moscow, basis="inferred", note="As ever.")
    with pytest.raises(ValidationError) as refused:
        records.delete(moscow, by=None, based_on=1)
    assert refused.value.messages == [
        "“Moscow” cannot be deleted, because it is in use: 4 mentions (“Moscow” in “Pact signed”, "
        "“will fall” in “Pact signed”, “court” in “Pact signed” and 1 more); "
        "1 source agent (The verdict, released by Moscow)."
    ]
    claim = scene.derivation(verdict, scene.source("The papers"))
    scene.evidence(claim, article, "the papers")
    with pytest.raises(ValidationError, match=r"1 derivation \(The verdict was derived from The"):
        records.delete(verdict, by=None, based_on=1)
    with pytest.raises(ValidationError, match=r"1 derivation span \(“the papers” in “The verdict”"):
        records.delete(article, by=None, based_on=article.row_version)
    assert Entity.objects.filter(pk=moscow.pk, row_version=1).exists()
    assert not Change.objects.filter(verb__startswith="delete").exists()


def test_deleting_a_claim_or_an_entity_takes_its_parts_along(db):
    article, moscow = scene.draft(), scene.entity()
    claim = scene.derivation(scene.source("Verdict"), scene.source("Papers"))
    scene.evidence(claim, article, "papers")
    records.add(Alias(entity=moscow, name="Moskva"), by=None)
    records.add(Identifier(entity=moscow, scheme="wikidata", value="Q649"), by=None)
    records.delete(claim, by=None, based_on=1)
    records.delete(moscow, by=None, based_on=1)
    assert not any(m.objects.exists() for m in (Derivation, DerivationSpan, Alias, Identifier))
    for change in Change.objects.filter(verb__startswith="delete"):
        assert Alias.history.filter(change=change).exists() == (change.record == moscow.public_id)


@pytest.mark.parametrize("missing", ["article", "entity", "text_version"])
def test_a_record_that_hangs_on_nothing_is_refused_at_the_field(db, missing):
    article = scene.draft()
    span = Mention(article=article, entity=scene.entity())
    span.place(article.current_text, 1, 7)
    setattr(span, missing, None)
    assert missing in refusals(records.add, span)


@pytest.mark.parametrize("reason", ["a\x00b", "a\ud83db"])
def test_a_reason_that_cannot_be_kept_is_refused(db, reason):
    moscow = scene.entity()
    assert set(refusals(records.change, moscow, based_on=1, reason=reason)) == {"reason"}
