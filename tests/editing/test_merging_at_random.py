"""Any merges of a small crowded world: what they leave is in order, and undone they never were."""

import random

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction

from articles.editing import records
from articles.editing.merging import merge, preview_merge
from articles.editing.separating import unmerge
from articles.models import Alias, Entity, EntityMerge, Identifier, Scheme, Source, SourceMerge
from articles.models.record import Record
from tests.editing import scene
from tests.editing.scene import problems, said

pytestmark = pytest.mark.django_db

WORDS = ("Moscow", "court", "東京", "papers", "Bureau")
RECORDS = [m for m in apps.get_app_config("articles").get_models() if issubclass(m, Record)]


class World:
    """Few records with so much in common that a merge meets everything it can meet."""

    def __init__(self, seed: int):
        self.chance = random.Random(seed)
        self.articles = [scene.draft(f"Article {number}") for number in range(2)]
        self.entities = [scene.entity(f"City {number}") for number in range(5)]
        self.sources = [scene.source(f"Source {number}") for number in range(5)]
        for attempt in (
            self.mention,
            self.quote,
            self.cite,
            self.part,
            self.derive,
            self.relate,
            self.name,
        ):
            for _ in range(9):
                try:
                    with transaction.atomic():
                        attempt()
                except ValidationError:
                    continue  # it is there already, or would close a circle

    def one(self, of):
        return self.chance.choice(of)

    def mention(self):
        scene.mention(self.one(self.articles), self.one(WORDS), self.one(self.entities))

    def quote(self):
        values = {"speaker": self.one(self.entities), "speaker_description": ""}
        article = self.one(self.articles)
        scene.quotation(article, self.one(WORDS), source=self.one(self.sources), **values)

    def cite(self):
        cited = scene.citation(
            self.one(self.articles), self.one(self.sources), locator=self.one(("", "p. 1"))
        )
        scene.evidence(cited, cited.article, self.one(WORDS))

    def part(self):
        self.state_it(scene.part(self.one(self.sources), self.one(self.entities)))

    def derive(self):
        self.state_it(scene.derivation(self.one(self.sources), self.one(self.sources)))

    def relate(self):
        kind = self.one(("part_of", "member_of"))
        one, other = self.one(self.entities[:3]), self.one(self.entities[3:])
        self.state_it(scene.relation(one, other, kind=kind))

    def state_it(self, claim):
        for words in self.chance.sample(WORDS, 2):
            scene.evidence(claim, self.one(self.articles), words)

    def name(self):
        entity = self.one(self.entities)
        name = self.one(("Town", "City 1", "City 2"))
        records.add(Alias(entity=entity, name=name), by=None)
        value = str(self.chance.randrange(1, 9))
        records.add(Identifier(entity=entity, scheme="geonames", value=value), by=None)

    def merge_some(self, leave=()):
        """Merge two that are left; None if that was refused, as it was foretold."""
        records_left = list(self.one((Entity, Source)).objects.standing().order_by("pk"))
        if len(records_left) < 2:
            return None
        one, other = self.chance.sample(records_left, 2)
        leave = frozenset(scheme for scheme in leave if self.chance.random() < 0.5)
        told = preview_merge(one, other, leave=leave)
        before = said(RECORDS)
        seen = {"based_on": one.row_version, "into_based_on": other.row_version}
        try:
            done = merge(one, other, by=None, reason="One.", leave=leave, **seen)
        except ValidationError as refused:
            assert refused.messages == told.refusals
            assert said(RECORDS) == before
            return None
        assert done.moved == told.told() | {"added": done.moved["added"]}
        return done


# On a second database two runs of chance are enough.
SEEDS = [*range(2), *(pytest.param(n, marks=pytest.mark.any_database) for n in range(2, 5))]


@pytest.mark.parametrize("seed", SEEDS)
def test_merges_undone_from_the_last_leave_everything_as_it_was(seed):
    world = World(seed)
    assert not problems()
    done, states = [], []
    for _ in range(8):
        before = said(RECORDS)
        if made := world.merge_some(leave=Scheme.values):
            done.append(made)
            states.append(before)
            assert not problems()
    assert done
    for made, before in zip(reversed(done), reversed(states), strict=True):
        assert unmerge(made, by=None, reason="Two.") == []
        assert said(RECORDS) == before
    assert not problems()


@pytest.mark.parametrize("seed", SEEDS)
def test_merges_undone_in_any_order_that_is_allowed_leave_everything_as_it_was(seed):
    world = World(seed)
    before = said(RECORDS)
    done = [made for _ in range(8) if (made := world.merge_some())]
    while done:
        made = world.one(done)
        try:
            assert unmerge(made, by=None, reason="Two.") == []
        except ValidationError as refused:
            assert refused.code == "merged_again"
            continue
        done.remove(made)
        assert not problems()
    assert said(RECORDS) == before
    for model in (EntityMerge, SourceMerge):
        assert not model.objects.standing().exists()
