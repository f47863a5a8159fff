"""Merging while others write: real threads, real transactions, on either engine."""

import pytest
from django.core.exceptions import ValidationError

from articles.editing import records
from articles.editing.ledger import Stale
from articles.models import Entity, Mention, Source, SourceAgent
from tests.editing import scene
from tests.editing.scene import problems
from tests.editing.test_merging import merged_into, undone
from tests.editing.test_two_at_once import at_once, while_uncommitted

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def cities():
    return scene.draft(), scene.entity(), scene.entity("Moskva")


def fresh(entity) -> Entity:
    return Entity.objects.get(pk=entity.pk)


def test_a_mention_being_added_is_waited_for_and_moves_along(cities):
    article, moscow, moskva = cities
    other = while_uncommitted(
        lambda: scene.mention(article, "Moscow", moskva),
        lambda: merged_into(fresh(moskva), fresh(moscow)),
    )
    assert other.raised is None
    assert Mention.objects.get().entity == moscow
    assert not problems()


def test_a_mention_of_an_entity_being_merged_is_refused(cities):
    article, moscow, moskva = cities
    other = while_uncommitted(
        lambda: merged_into(moskva, moscow),
        lambda: scene.mention(article, "Moscow", fresh(moskva)),
    )
    assert isinstance(other.raised, ValidationError)
    assert "was merged into “Moscow”" in str(other.raised)
    assert not Mention.objects.exists()


def test_a_part_being_changed_moves_with_what_was_changed(cities):
    """Nobody locks an article for it: the row itself is waited for."""
    _, moscow, moskva = cities
    part = scene.part(scene.source(), moskva, basis="inferred", note="So it seems.")

    def change():
        part.note = "So it is."
        records.change(part, by=None, based_on=1)

    other = while_uncommitted(change, lambda: merged_into(fresh(moskva), fresh(moscow)))
    assert other.raised is None
    part = SourceAgent.objects.get()
    assert (part.note, part.entity, part.row_version) == ("So it is.", moscow, 3)
    assert not problems()


def test_of_merging_two_into_each_other_one_is_refused(cities):
    _, moscow, moskva = cities
    both = at_once(
        lambda: merged_into(fresh(moskva), fresh(moscow)),
        lambda: merged_into(fresh(moscow), fresh(moskva)),
    )
    (refused,) = (one.raised for one in both if one.raised)
    assert isinstance(refused, ValidationError | Stale)
    assert Entity.objects.standing().count() == 1


def test_a_merge_is_undone_once(cities):
    _, moscow, moskva = cities
    done = merged_into(moskva, moscow)
    both = at_once(*[lambda: undone(type(done).objects.get())] * 2)
    (refused,) = (one.raised for one in both if one.raised)
    assert refused.code == "undone"
    assert not problems()


def test_a_circle_is_not_closed_by_a_derivation_added_meanwhile():
    verdict, papers, judgment = (scene.source(t) for t in ("Verdict", "Papers", "Judgment"))
    scene.derivation(verdict, papers, basis="inferred", note="By its hand.")

    def derive():
        scene.derivation(papers, judgment, basis="inferred", note="By its hand.")

    other = while_uncommitted(
        derive, lambda: merged_into(*(Source.objects.get(pk=s.pk) for s in (judgment, verdict)))
    )
    assert isinstance(other.raised, ValidationError)
    assert "derive from itself" in str(other.raised)
    assert not problems()
