"""Everything out, the archive emptied, everything in again: nothing differs."""

import pytest

from articles.editing.separating import unmerge
from articles.models import Entity, Mention
from tests.editing.scene import problems
from tests.exchange.loading.pages import readers_pages
from tests.exchange.loading.rounds import empty, exported, imported
from tests.exchange.nasty import make_nasty_archive
from tests.exchange.past import live, undoable


@pytest.fixture
def lived(founding):
    """The founding document, and an archive in which everything happened that can."""
    return live()


def test_two_thousand_articles_go_round(lived, tmp_path):
    make_nasty_archive(2000)
    before, seen = exported(tmp_path / "before"), readers_pages()
    empty()
    imported(tmp_path / "before")
    after = exported(tmp_path / "after")
    assert [name for name in before if after[name] != before[name]] == []
    assert after.keys() == before.keys()
    again = readers_pages()
    assert [address for address in seen if again.get(address) != seen[address]] == []
    twice = imported(tmp_path / "after")
    assert (twice.total("new"), twice.total("changed")) == (0, 0)
    assert twice.total("unchanged") > 25_000


def test_a_zip_goes_round_and_merges_are_undone_in_it(lived, tmp_path):
    make_nasty_archive(60)
    before, seen = exported(tmp_path / "before.zip"), readers_pages(every=20)
    assert sum(answer.startswith(b"200") for answer in seen.values()) > 120
    empty()
    imported(tmp_path / "before.zip")
    assert exported(tmp_path / "after.zip") == before
    assert problems() == []
    again = readers_pages(every=20)
    assert [address for address in seen if again.get(address) != seen[address]] == []
    told = [said for merge in undoable() for said in unmerge(merge, by=None, reason="Two.")]
    assert [said.partition(" do not come back")[0] for said in told] == [
        "Derivations that the merge removed",
        "Derivation spans that the merge removed",
        "Relations that the merge removed",
        "Mentions that the merge removed",
        "Relation spans that the merge removed",
        "Mentions that the merge removed",
    ]
    assert "because this archive was imported and never had their values: 1 (men-" in told[-1]
    town = Entity.objects.get(name="Moskva city")
    assert town.merged_into is None
    assert list(Mention.objects.filter(entity=town).values_list("exact", flat=True)) == ["Moskva"]
    assert town.identifiers.get().value == "12345"
    assert problems() == []
