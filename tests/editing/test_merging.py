"""Two records that are one: what moves, what is alike, what refuses, and the way back."""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError

from articles.editing import records
from articles.editing.ledger import Stale
from articles.editing.merging import merge, preview_merge
from articles.editing.separating import unmerge
from articles.editing.undo import undo
from articles.models import (
    Alias,
    Citation,
    Correction,
    CorrectionKind,
    Derivation,
    Entity,
    Identifier,
    Mention,
    Quotation,
    Relation,
    Source,
)
from articles.search.names import find_entities, find_sources
from tests.editing import scene
from tests.editing.scene import latest, problems

pytestmark = pytest.mark.django_db


def merged_into(one, other, by=None, **values):
    """Merge as somebody does who has just looked at both."""
    one.refresh_from_db()
    other.refresh_from_db()
    seen = {"based_on": one.row_version, "into_based_on": other.row_version}
    return merge(one, other, by=by, **{**seen, "reason": "The same city.", **values})


def undone(done, by=None) -> list[str]:
    return unmerge(done, by=by, reason="Two after all.")


def alias(entity, name: str, language: str = "en") -> Alias:
    return records.add(Alias(entity=entity, name=name, language=language), by=None)


def identifier(entity, scheme: str, value: str) -> Identifier:
    return records.add(Identifier(entity=entity, scheme=scheme, value=value), by=None)


@pytest.fixture
def cities():
    """An article in which a city has two records."""
    article = scene.draft()
    moscow, moskva = scene.entity(), scene.entity("Moskva", name_language="ru")
    return article, moscow, moskva


def test_all_that_led_to_an_entity_leads_to_the_other(cities):
    article, moscow, moskva = cities
    named = scene.mention(article, "Moscow", moskva)
    said = scene.quotation(article, speaker=moskva, speaker_description="")
    part = scene.part(scene.source(), moskva, basis="inferred", note="So it seems.")
    printed = scene.draft("Printed there", publisher=moskva)
    done = merged_into(moskva, moscow)
    for record, name in ((named, "entity"), (said, "speaker"), (part, "entity")):
        record.refresh_from_db()
        assert getattr(record, name) == moscow
        assert record.row_version == 2
        assert record.history.first().change == done.change
    printed.refresh_from_db()
    assert printed.publisher == moscow
    moskva.refresh_from_db()
    assert moskva.merged_into == moscow
    assert [(one.name, one.language) for one in moscow.aliases.all()] == [("Moskva", "ru")]
    assert (latest().verb, latest().record) == ("merge_entity", moskva.public_id)
    assert latest().reason == "The same city."
    assert not problems()


def test_a_mention_of_both_at_the_same_words_is_there_once(cities):
    article, moscow, moskva = cities
    kept, gone = (scene.mention(article, "Moscow", city) for city in (moscow, moskva))
    done = merged_into(moskva, moscow)
    assert list(Mention.objects.all()) == [kept]
    assert Mention.history.filter(id=gone.pk).latest("history_id").change == done.change
    assert not undone(done)
    assert Mention.objects.get(entity=moskva).public_id == gone.public_id
    assert Mention.objects.get(entity=moskva).pk == gone.pk
    assert not problems()


def test_names_it_has_already_stay_with_the_merged_entity(cities):
    _, moscow, moskva = cities
    alias(moscow, "Moscou", "fr")
    staying, own = alias(moskva, "Moscou", "fr"), alias(moskva, "Moscow")
    going = alias(moskva, "Moskau", "de")
    merged_into(moskva, moscow)
    assert set(moskva.aliases.all()) == {staying, own}
    assert {one.name for one in moscow.aliases.all()} == {"Moscou", "Moskau", "Moskva"}
    going.refresh_from_db()
    assert going.entity == moscow


@pytest.mark.parametrize("leave", [(), ("wikidata",)])
def test_of_two_identifiers_of_one_authority_the_editor_chooses(cities, leave):
    _, moscow, moskva = cities
    own, other = identifier(moscow, "wikidata", "Q649"), identifier(moskva, "wikidata", "Q1")
    free = identifier(moskva, "geonames", "524901")
    conflict = preview_merge(moskva, moscow, leave=leave).names.conflicts[0]
    assert (conflict.scheme, conflict.own, conflict.others) == ("wikidata", [own], [other])
    done = merged_into(moskva, moscow, leave=leave)
    assert set(moscow.identifiers.all()) == {other if leave else own, free}
    assert set(moskva.identifiers.all()) == {own if leave else other}
    assert not problems()
    undone(done)
    assert set(moscow.identifiers.all()) == {own}
    assert set(moskva.identifiers.all()) == {other, free}
    assert not problems()


def test_sources_take_their_claims_along_and_the_words_of_what_is_alike():
    article = scene.draft()
    verdict, judgment, papers = (scene.source(t) for t in ("Verdict", "Judgment", "Papers"))
    kept, gone = scene.derivation(verdict, papers), scene.derivation(judgment, papers)
    scene.evidence(kept, article, "papers")
    alike, more = (scene.evidence(gone, article, words) for words in ("papers", "Bureau"))
    cited = [scene.citation(article, one) for one in (verdict, judgment)]
    elsewhere = scene.citation(article, judgment, locator="p. 12")
    said = scene.quotation(article, source=judgment)
    done = merged_into(judgment, verdict)
    assert list(Derivation.objects.all()) == [kept]
    assert {span.exact for span in kept.spans.all()} == {"papers", "Bureau"}
    assert set(Citation.objects.all()) == {cited[0], elsewhere}
    assert Quotation.objects.get(pk=said.pk).source == verdict
    assert not problems()
    assert not undone(done)
    assert {span.exact for span in kept.spans.all()} == {"papers"}
    back = Derivation.objects.get(public_id=gone.public_id)
    assert {span.public_id for span in back.spans.all()} == {alike.public_id, more.public_id}
    assert set(Citation.objects.filter(source=judgment)) == {cited[1], elsewhere}
    assert not problems()


def test_sources_that_would_derive_from_themselves_are_not_merged():
    verdict, papers, diary = (scene.source(t) for t in ("Verdict", "Papers", "Diary"))
    for derived, origin in ((verdict, papers), (papers, diary)):
        scene.derivation(derived, origin, basis="inferred", note="By its hand.")
    for one, other, way in (
        (verdict, diary, "“Verdict” → “Papers” → “Diary”"),
        (diary, verdict, "“Verdict” → “Papers” → “Diary”"),
        (papers, verdict, "“Verdict” → “Papers”"),
    ):
        (said,) = preview_merge(one, other).refusals
        assert way in said
        with pytest.raises(ValidationError, match="derive from itself") as refused:
            merged_into(one, other)
        assert refused.value.messages == [said]
    assert not Source.objects.exclude(merged_into=None).exists()


def test_entities_take_their_relations_along_from_either_end(cities):
    article, moscow, moskva = cities
    russia, hall = scene.entity("Russia"), scene.entity("Hall")
    kept, gone = scene.relation(moscow, russia), scene.relation(moskva, russia)
    scene.evidence(kept, article, "Moscow")
    alike, more = (scene.evidence(gone, article, words) for words in ("Moscow", "東京"))
    other_kind = scene.relation(moskva, russia, kind="located_in")
    scene.evidence(other_kind, article, "Moscow")
    inside = scene.relation(hall, moskva, kind="located_in")
    scene.evidence(inside, article, "court")
    done = merged_into(moskva, moscow)
    assert {str(one) for one in Relation.objects.all()} == {
        "Moscow part of Russia",
        "Moscow located in Russia",
        "Hall located in Moscow",
    }
    assert {span.exact for span in kept.spans.all()} == {"Moscow", "東京"}
    assert not problems()
    assert not undone(done)
    assert {str(one) for one in Relation.objects.filter(entity=moskva)} == {
        "Moskva part of Russia",
        "Moskva located in Russia",
    }
    back = Relation.objects.get(public_id=gone.public_id)
    assert {span.public_id for span in back.spans.all()} == {alike.public_id, more.public_id}
    assert Relation.objects.get(pk=inside.pk).other == moskva
    assert not problems()


def test_entities_that_would_stand_so_to_themselves_are_not_merged(cities):
    _, moscow, moskva = cities
    region, club = scene.entity("Region"), scene.entity("Club")
    guess = {"basis": "inferred", "note": "So it seems."}
    for one, other in ((moscow, region), (region, moskva)):
        scene.relation(one, other, **guess)
    scene.relation(club, moscow, kind="member_of", **guess)
    scene.relation(moskva, club, kind="member_of", **guess)
    way = "“part of” leads from “Moscow” to “Moskva” (“Moscow” → “Region” → “Moskva”)"
    for one, other in ((moscow, moskva), (moskva, moscow)):
        (said,) = preview_merge(one, other).refusals
        assert said.startswith(way), "one member of another is no circle"
        with pytest.raises(ValidationError, match="would lead to itself"):
            merged_into(one, other)
    (said,) = preview_merge(moskva, club).refusals
    assert "“member of” leads from “Moskva” to “Club”" in said
    assert not Entity.objects.exclude(merged_into=None).exists()


def test_what_the_preview_says_is_what_is_done(cities):
    article, moscow, moskva = cities
    for city in (moscow, moskva):
        scene.mention(article, "Moscow", city)
    scene.mention(article, "東京", moskva)
    alias(moskva, "Moskau", "de")
    identifier(moskva, "wikidata", "Q649")
    told = preview_merge(moskva, moscow).told()
    done = merged_into(moskva, moscow)
    done.refresh_from_db()
    assert done.moved | {"added": None} == told | {"added": None}
    assert done.moved["added"] == moscow.aliases.get(name="Moskva").public_id
    assert [len(ids) for ids in done.moved["moved"].values()] == [1, 1, 1]


def test_readers_are_told_where_they_see_it():
    moscow, moskva = scene.entity(), scene.entity("Moskva")
    article = scene.draft()
    scene.mention(article, "Moscow", moskva)
    merged_into(moskva, moscow)
    assert not Correction.objects.exists()
    third, unseen = scene.entity("Moscou"), scene.entity("Moskau")
    scene.mention(article, "court", third)
    scene.publish(article)
    merged_into(unseen, moscow)
    assert not Correction.objects.exists()
    done = merged_into(third, moscow)
    undone(done)
    separated, told = Correction.objects.public()
    assert (told.kind, told.entity, told.record) == (
        CorrectionKind.MERGED,
        moscow,
        third.public_id,
    )
    assert (told.previous, told.new, told.reason) == ("Moscou", "Moscow", "The same city.")
    assert (separated.kind, separated.reason) == (CorrectionKind.SEPARATED, "Two after all.")


def test_undone_it_is_told_where_readers_see_it():
    """The one that stays was seen for the sake of the other only."""
    moscow, moskva = scene.entity(), scene.entity("Moskva")
    scene.mention(scene.draft(), "Moscow", moscow)
    article = scene.draft("Told")
    scene.mention(article, "Moscow", moskva)
    scene.publish(article)
    undone(merged_into(moskva, moscow))
    told = Correction.objects.public().get(kind=CorrectionKind.SEPARATED)
    assert (told.entity, told.previous, told.new) == (moskva, "Moscow", "Moskva")


def test_a_chain_is_undone_from_its_end(cities):
    article, moscow, moskva = cities
    named = scene.mention(article, "Moscow", moskva)
    first = merged_into(moskva, moscow)
    capital = scene.entity("Capital of Russia")
    second = merged_into(moscow, capital)
    with pytest.raises(ValidationError, match="merged into “Capital of Russia”: undo that") as no:
        undone(first)
    assert no.value.code == "merged_again"
    assert not undone(second)
    assert not undone(first)
    assert Mention.objects.get(pk=named.pk).entity == moskva
    with pytest.raises(ValidationError, match="undone already"):
        undone(first)
    assert not problems()
    merged_into(moskva, moscow)


def test_what_changed_meanwhile_stays_and_is_told(cities):
    article, moscow, moskva = cities
    tokyo = scene.entity("Tokyo")
    goes, stays, deleted = (scene.mention(article, w, moskva) for w in ("Moscow", "東京", "court"))
    done = merged_into(moskva, moscow)
    stays.refresh_from_db()
    stays.entity = tokyo
    records.change(stays, by=None, based_on=stays.row_version)
    records.delete(Mention.objects.get(pk=deleted.pk), by=None, based_on=2)
    added = moscow.aliases.get()
    added.name = "Moskva (city)"
    records.change(added, by=None, based_on=1)
    left = undone(done)
    assert left == [
        "Mentions changed or deleted in the meantime and left as they are: 2 (“東京”).",
        "The alias “Moskva (city)” was changed in the meantime and stays.",
    ]
    assert Mention.objects.get(pk=goes.pk).entity == moskva
    assert Mention.objects.get(pk=stays.pk).entity == tokyo
    assert not problems()


def test_a_claim_whose_words_are_gone_does_not_come_back():
    article = scene.draft()
    verdict, judgment, papers = (scene.source(t) for t in ("Verdict", "Judgment", "Papers"))
    kept, gone = scene.derivation(verdict, papers), scene.derivation(judgment, papers)
    own = scene.evidence(kept, article, "papers")
    scene.evidence(gone, article, "Bureau")
    done = merged_into(judgment, verdict)
    records.delete(own, by=None, based_on=1)
    (said,) = undone(done)
    assert "its words are the only ones left" in said
    assert list(Derivation.objects.all()) == [kept]
    assert not problems()


@pytest.mark.parametrize("role", ["", "Annotator"])
def test_only_editors_merge_and_separate(cities, role):
    _, moscow, moskva = cities
    somebody, editor = scene.user(role), scene.user("Editor")
    with pytest.raises(PermissionDenied, match="may not merge entities"):
        merged_into(moskva, moscow, by=somebody)
    done = merged_into(moskva, moscow, by=editor)
    with pytest.raises(PermissionDenied, match="may not merge entities"):
        undone(done, by=somebody)
    assert not undone(done, by=editor)


def test_who_may_merge_but_not_change_what_readers_see(cities, django_user_model):
    article, moscow, moskva = cities
    somebody = scene.user("Annotator")
    somebody.user_permissions.add(Permission.objects.get(codename="add_entitymerge"))
    somebody = django_user_model.objects.get(pk=somebody.pk)
    scene.mention(article, "Moscow", moskva)
    scene.publish(article)
    with pytest.raises(PermissionDenied, match="Readers see this already"):
        merged_into(moscow, moskva, by=somebody)
    merged_into(scene.entity("Moscou"), moscow, by=somebody)


def test_what_cannot_be_merged(cities):
    _, moscow, moskva = cities
    source = scene.source()
    for one, other, said in (
        (moscow, moscow, "the same record"),
        (moscow, source, "two entities, or two sources"),
    ):
        with pytest.raises(ValidationError, match=said):
            merged_into(one, other)
    with pytest.raises(ValidationError, match="Say why"):
        merged_into(moskva, moscow, reason=" ")
    for stale in ("based_on", "into_based_on"):
        with pytest.raises(Stale, match="changed by somebody else"):
            merged_into(moskva, moscow, **{stale: 7})
    merged_into(moskva, moscow)
    for one, other in ((moskva, source), (scene.entity("Moscou"), moskva)):
        with pytest.raises(ValidationError):
            merged_into(one, other)
    assert Entity.objects.exclude(merged_into=None).count() == 1


def test_a_merged_record_is_left_alone(cities):
    article, moscow, moskva = cities
    merged_into(moskva, moscow)
    moskva.refresh_from_db()
    for attempt in (
        lambda: records.change(moskva, by=None, based_on=moskva.row_version),
        lambda: records.delete(moskva, by=None, based_on=moskva.row_version),
        lambda: scene.mention(article, "Moscow", moskva),
        lambda: alias(moskva, "Moskau"),
    ):
        with pytest.raises(ValidationError, match="was merged into “Moscow”"):
            attempt()


def test_a_merged_record_is_not_found_but_what_stands_for_it(cities):
    _, moscow, moskva = cities
    verdict, judgment = scene.source("Verdict"), scene.source("Judgment")
    merged_into(moskva, moscow)
    merged_into(judgment, verdict)
    for query in ("mosk", "Moskwa"):  # the beginning of a name, and one misspelt
        assert [one.entity for one in find_entities(query)] == [moscow]
    assert find_sources("judgment") == []
    assert find_sources("verdict") == [verdict]


def test_what_stands_for_another_is_not_deleted(cities):
    _, moscow, moskva = cities
    merged_into(moskva, moscow)
    with pytest.raises(ValidationError, match="in use") as refused:
        records.delete(moscow, by=None, based_on=1)
    assert "“Moskva” merged into “Moscow”" in str(refused.value)


def test_merges_are_not_undone_on_the_workbench(cities):
    article, moscow, moskva = cities
    scene.mention(article, "Moscow", moskva)
    editor = scene.user("Editor")
    done = merged_into(moskva, moscow, by=editor)
    undone(done, by=editor)
    done.refresh_from_db()
    for change in (done.change, done.undone):
        with pytest.raises(ValidationError, match="on a page of their own") as refused:
            undo(change, by=editor)
        assert refused.value.code == "not_undoable"


def test_a_row_without_history_gets_one_that_says_what_it_was(cities):
    """What a fixture brought has none."""
    article, moscow, moskva = cities
    named = scene.mention(article, "Moscow", moskva)
    Mention.history.all().delete()
    done = merged_into(moskva, moscow)
    now, before = named.history.all()
    assert (before.entity, before.change, before.row_version) == (moskva, None, 1)
    assert (now.entity, now.change, now.history_type) == (moscow, done.change, "~")


def test_five_thousand_mentions_move_in_as_many_statements_as_five(
    cities, django_assert_max_num_queries
):
    _, moscow, moskva = cities
    article = scene.draft("Many", "Moskva " * 5000)
    text = article.current_text
    places = [Mention(article=article, entity=moskva) for _ in range(5000)]
    for number, named in enumerate(places):
        named.place(text, number * 7, number * 7 + 6)
        named.derive()
    Mention.objects.bulk_create(places)
    with django_assert_max_num_queries(91) as asked:
        done = merged_into(moskva, moscow)
    assert moscow.mentions.count() == 5000
    assert Mention.history.filter(change=done.change).count() == 5000
    few = len(asked)
    with django_assert_max_num_queries(few + 20):
        assert not undone(done)
    assert moskva.mentions.count() == 5000
    assert not problems()
