"""Two people at once: real threads, real transactions, on either engine.

One writes and has not committed yet when the other comes. On PostgreSQL the other is seen waiting
before the first commits; SQLite lets nobody in, so there the order is the same whatever happens.
"""

from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections, transaction

from articles.editing import annotate, articles, ledger, records
from articles.editing.ledger import Stale
from articles.editing.locks import lock_article, lock_derivations
from articles.editing.snapshot import snapshot
from articles.editing.undo import undo
from articles.models import (
    Article,
    Change,
    Derivation,
    Entity,
    Identifier,
    Mention,
    Quotation,
    Relation,
    Source,
    TextVersion,
)
from tests.editing import scene

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


class Other(Thread):
    """Somebody else, who carries out one verb in a connection of their own."""

    def __init__(self, verb, barrier=None):
        super().__init__(daemon=True)
        self.verb, self.barrier = verb, barrier
        self.returned = self.raised = None

    def run(self):
        try:
            if self.barrier:
                self.barrier.wait(timeout=60)
            self.returned = self.verb()
        except Exception as error:
            self.raised = error
        finally:
            connections.close_all()

    def finish(self) -> "Other":
        self.join(timeout=60)
        assert not self.is_alive()
        return self


def while_uncommitted(first, then) -> Other:
    """Carry out `first`, start `then` elsewhere, and commit when it waits (or has ended)."""
    with transaction.atomic():
        first()
        other = Other(then)
        other.start()
        if connection.vendor == "postgresql":
            wait_until_it_waits(other)
    return other.finish()


def wait_until_it_waits(other: Other) -> None:
    with connection.cursor() as cursor:
        waiting = False
        while other.is_alive() and not waiting:
            # Otherwise the view stays as it was when this transaction first looked.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                " AND datname = current_database())"
            )
            (waiting,) = cursor.fetchone()


def at_once(*verbs) -> list[Other]:
    barrier = Barrier(len(verbs))
    others = [Other(verb, barrier) for verb in verbs]
    for other in others:
        other.start()
    return [other.finish() for other in others]


def rename(moscow: Entity, name: str, based_on: int = 1) -> None:
    moscow.name = name
    records.change(moscow, by=None, based_on=based_on)


def test_of_two_changes_to_one_record_the_second_is_refused():
    mine, theirs = scene.entity(), Entity.objects.get()
    other = while_uncommitted(lambda: rename(mine, "Moskva"), lambda: rename(theirs, "Moscou"))
    assert isinstance(other.raised, Stale)
    assert other.raised.record.name == Entity.objects.get().name == "Moskva"


def test_two_annotate_different_passages():
    article, moscow, tokyo = scene.draft(), scene.entity(), scene.entity("Tokyo")
    others = at_once(
        lambda: scene.mention(Article.objects.get(), "Moscow", moscow),
        lambda: scene.mention(Article.objects.get(), "東京", tokyo),
    )
    assert [other.raised for other in others] == [None, None]
    assert article.mentions.count() == 2


def test_the_same_mention_twice_gets_one_clear_message():
    article, moscow = scene.draft(), scene.entity()
    other = while_uncommitted(
        lambda: scene.mention(article, "Moscow", moscow),
        lambda: scene.mention(Article.objects.get(), "Moscow", moscow),
    )
    assert isinstance(other.raised, ValidationError)
    assert other.raised.message_dict == {
        "entity": ["These words are marked for this entity already."]
    }
    assert Mention.objects.count() == 1


def test_two_quotations_get_two_numbers():
    scene.draft()
    at_once(*[lambda: scene.quotation(Article.objects.get())] * 3)
    assert sorted(Quotation.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_a_circle_cannot_be_closed_from_both_sides():
    verdict, papers = scene.source("Verdict"), scene.source("Papers")
    other = while_uncommitted(
        lambda: scene.derivation(verdict, papers), lambda: scene.derivation(papers, verdict)
    )
    assert "“Verdict” → “Papers”" in other.raised.message_dict["derived_from"][0]
    assert Derivation.objects.count() == 1


def test_nor_can_a_circle_of_relations():
    city, country = scene.entity("Moscow"), scene.entity("Russia")
    other = while_uncommitted(
        lambda: scene.relation(city, country), lambda: scene.relation(country, city)
    )
    assert "“Moscow” → “Russia”" in other.raised.message_dict["other"][0]
    assert Relation.objects.count() == 1


def test_one_title_given_twice_makes_two_addresses():
    other = while_uncommitted(lambda: scene.source("Verdict"), lambda: scene.source("Verdict"))
    assert other.raised is None
    assert set(Source.objects.values_list("slug", flat=True)) == {"verdict", "verdict-2"}


def test_one_address_chosen_twice_is_refused_at_the_slug():
    other = while_uncommitted(
        lambda: scene.entity("Moscow", slug="moscow"),
        lambda: scene.entity("Moskva", slug="moscow"),
    )
    assert set(other.raised.message_dict) == {"slug"}


def test_an_address_just_given_up_is_not_taken():
    city = scene.known(scene.entity("Moscow"))

    def give_up():
        city.slug = "moskva"
        records.change(city, by=None, based_on=1)

    other = while_uncommitted(give_up, lambda: scene.entity("Moscow, Idaho", slug="moscow"))
    assert set(other.raised.message_dict) == {"slug"}


def test_one_identifier_given_to_two_entities_is_refused_at_the_value():
    union, ussr = scene.entity("Soviet Union"), scene.entity("USSR")

    def identify(entity):
        records.add(Identifier(entity=entity, scheme="wikidata", value="Q15180"), by=None)

    other = while_uncommitted(lambda: identify(union), lambda: identify(ussr))
    assert other.raised.message_dict == {
        "value": ["Wikidata Q15180 already identifies “Soviet Union”."]
    }


def test_a_span_placed_while_the_text_is_being_revised_is_refused():
    article, moscow = scene.draft(), scene.entity()
    claim = scene.derivation(scene.source("Verdict"), scene.source("Papers"))

    def revise():
        locked = Article.objects.select_for_update().get()
        text = TextVersion.objects.create(article=locked, number=2, body="Since then, Moscow.")
        Article.objects.update(current_text=text)

    other = while_uncommitted(
        revise, lambda: annotate.add_mention(article, 1, 7, moscow, by=None, based_on=1)
    )
    assert isinstance(other.raised, Stale)
    assert other.raised.record == TextVersion.objects.get(number=2)
    assert not Mention.objects.exists()
    TextVersion.objects.filter(number=2).update(number=3)
    with pytest.raises(Stale, match="at version 3"):
        scene.evidence(claim, article, "papers")


def test_an_annotator_does_not_slip_into_an_article_being_published():
    annotator = scene.user("Annotator")
    article, moscow = scene.draft(), scene.entity()
    named = scene.mention(article, "Moscow", moscow)
    other = while_uncommitted(
        lambda: scene.publish(Article.objects.get()),
        lambda: scene.mention(article, "東京", moscow, by=annotator),
    )
    assert isinstance(other.raised, PermissionDenied)
    assert list(Mention.objects.all()) == [named]


def test_of_using_an_entity_and_deleting_it_one_is_refused():
    article, moscow = scene.draft(), scene.entity()
    used, deleted = at_once(
        lambda: scene.mention(article, "Moscow", moscow),
        lambda: records.delete(Entity.objects.get(), by=None, based_on=1),
    )
    if used.raised is None:
        assert isinstance(deleted.raised, Stale | ValidationError)
        assert Mention.objects.get().entity == Entity.objects.get()
    else:
        assert isinstance(used.raised, Stale | ValidationError)
        assert deleted.raised is None
        assert not Mention.objects.exists()


def test_an_article_being_deleted_is_not_annotated():
    article, moscow = scene.draft(), scene.entity()
    other = while_uncommitted(
        lambda: articles.delete_article(
            Article.objects.get(), by=None, based_on=article.row_version
        ),
        lambda: scene.mention(article, "Moscow", moscow),
    )
    assert isinstance(other.raised, Stale)
    assert "deleted by somebody else" in str(other.raised)


def test_a_snapshot_stays_as_it_was_and_keeps_nobody_waiting():
    scene.entity()
    with snapshot():
        assert Entity.objects.count() == 1
        (other,) = at_once(lambda: scene.entity("Berlin"))
        assert other.raised is None
        assert Entity.objects.count() == 1
    assert Entity.objects.count() == 2
    scene.entity("Tokyo")


def newly_named(article, words: str) -> Change:
    """A new entity and its mention, in one Change."""
    with annotate.writing("add_mention", article, by=None, based_on=1) as change:
        scene.mention(article, words, scene.entity(words))
    return change


def test_changes_of_an_article_are_numbered_as_they_are_committed():
    """Whoever asks what is new since a Change must not miss one that was slower."""
    article = scene.draft()
    with transaction.atomic():
        lock_article(article)
        other = Other(lambda: newly_named(Article.objects.get(), "Moscow"))
        other.start()
        if connection.vendor == "postgresql":
            wait_until_it_waits(other)
        first = newly_named(article, "Bureau")
    assert other.finish().returned.pk > first.pk


def test_one_change_is_undone_once():
    scene.source()
    made = Change.objects.get()
    others = at_once(*[lambda: undo(Change.objects.get(pk=made.pk), by=None)] * 2)
    (refused,) = (other.raised for other in others if other.raised)
    assert refused.code == "undone"
    assert not Source.objects.exists()


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="on SQLite nobody waits inside")
def test_of_two_that_wait_for_each_other_one_is_told_so():
    article = scene.draft()
    barrier = Barrier(2)

    def take(*locks):
        with ledger.change("take", by=None):
            for lock in locks:
                lock()
                if lock is locks[0]:
                    barrier.wait(timeout=60)

    both = (lambda: lock_article(article)), lock_derivations
    others = [Other(lambda: take(*both)), Other(lambda: take(*reversed(both)))]
    for other in others:
        other.start()
    (refused,) = (other.raised for other in others if other.finish().raised)
    assert isinstance(refused, Stale)
    assert "Try again" in str(refused)
