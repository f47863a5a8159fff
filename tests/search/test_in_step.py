"""Whatever is done to the archive, by whichever verb: readers find what they may see, by the words
it has now.
"""

import pytest

from articles import visibility
from articles.editing import annotate, following, records
from articles.editing.articles import delete_article, withdraw_article
from articles.editing.merging import merge
from articles.editing.revising import revise
from articles.editing.separating import unmerge
from articles.editing.undo import undo
from articles.models import Alias, Article, Entity
from tests.editing import scene
from tests.editing.test_merging_at_random import World
from tests.editing.test_undo_at_random import Work
from tests.exchange.loading.rounds import empty, exported, imported
from tests.exchange.past import live
from tests.search.in_step import found, out_of_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def very_many(monkeypatch):
    """Changes of very many rows are followed otherwise than small ones."""
    monkeypatch.setattr(following, "MANY", 0)


@pytest.fixture(params=["a few rows", "very many", "a few that lead to very many"])
def rows(request, monkeypatch):
    """All three ways."""
    if request.param == "very many":
        request.getfixturevalue("very_many")
    elif request.param != "a few rows":
        monkeypatch.setattr(visibility, "MANY", 1)


def test_the_life_of_an_article(rows):
    city = scene.entity("Moscow", description="A city of towers.")
    article = scene.draft("Pact signed", "Moscow 😀 will fall,” the court said.\nPeking went.\n")
    scene.mention(article, "Moscow", city)
    said = scene.quotation(article, "Moscow 😀 will fall", source=scene.source("The verdict"))
    for text in ("moscow", "pact", "verdict", "towers", "fall", "court"):
        assert found(text) == {}, text
    assert not out_of_step()

    article = scene.publish(article)
    assert found("moscow") == {
        "entities": ["Moscow"],
        "quotations": [str(said)],
        "articles": ["Pact signed"],
    }
    assert found("verdict") == {"sources": ["The verdict"]}
    assert found("towers") == {"entities": ["Moscow"]}
    assert not out_of_step()

    records.add(Alias(entity=city, name="Moskva"), by=None)
    assert found("moskva") == {"entities": ["Moscow"]}
    alias = city.aliases.get()
    records.delete(alias, by=None, based_on=alias.row_version)
    assert found("moskva") == {}

    body = article.current_text.body.replace("Peking", "Nanking")
    revise(article, body, by=None, based_on=1, reason="Misread.")
    assert found("peking") == {}
    assert found("nanking") == {"articles": ["Pact signed"]}
    assert not out_of_step()

    article = Article.objects.get()
    article.title, article.text_is_public = "Treaty", False
    records.change(article, by=None, based_on=article.row_version)
    assert found("nanking") == {}
    assert found("treaty") == {"articles": ["Treaty"]}
    assert found("moscow") == {"quotations": [str(said).replace("Pact signed", "Treaty")]}
    assert not out_of_step()

    article.refresh_from_db()
    withdraw_article(article, by=None, based_on=article.row_version, reason="Forged.")
    for text in ("moscow", "treaty", "verdict", "fall"):
        assert found(text) == {}, text
    assert not out_of_step()


def test_merged_and_parted_deleted_and_undone(rows):
    editor = scene.user("Editor")
    city, town = (scene.known(scene.entity(name)) for name in ("Moskau", "Moskva"))
    seen = {"based_on": town.row_version, "into_based_on": city.row_version}
    done = merge(town, city, by=None, reason="One.", **seen)
    assert found("moskva") == {"entities": ["Moskau"]}
    assert not out_of_step()
    assert unmerge(done, by=None, reason="Two.") == []
    assert found("moskva") == {"entities": ["Moskva"]}
    assert not out_of_step()

    article = scene.published("News")
    scene.quotation(article, "will fall", by=editor)
    assert set(found("fall")) == {"quotations", "articles"}
    undo(scene.latest(), by=editor)
    assert set(found("fall")) == {"articles"}
    undo(scene.latest(), by=editor)
    assert set(found("fall")) == {"quotations", "articles"}
    assert not out_of_step()

    draft = scene.draft("Draft")
    scene.quotation(draft, "will fall")
    delete_article(draft, by=None, based_on=Article.objects.get(pk=draft.pk).row_version)
    assert not out_of_step()


def test_words_of_a_quotation_that_are_given_up_are_not_found():
    article = scene.published("News")
    said = scene.quotation(article, "will fall")
    annotate.add_pieces(said, [("content", *scene.place(article, "papers"))], by=None, based_on=1)
    assert "quotations" in found("papers")
    piece = said.spans.get(exact="papers")
    annotate.delete_piece(piece, by=None, based_on=piece.row_version)
    assert "quotations" not in found("papers")
    revise(article, "All of it is new here.", by=None, based_on=1, reason="Another text.")
    assert found("fall") == {}, "its words stand nowhere now"
    assert not out_of_step()


def test_anything_an_editor_does(rows, seed=1):
    article, by = scene.published(), scene.user("Editor")
    scene.entity(), scene.quotation(article)
    work, done = Work(article, by, seed), []
    while len(done) < 10:
        if work.do():
            done.append(scene.latest())
            assert not out_of_step()
    for change in reversed(done):
        undo(change, by=by)
        assert not out_of_step()


def test_any_merges(seed=1):
    world = World(seed)
    for article in world.articles:
        scene.publish(article)
    done = [made for _ in range(4) if (made := world.merge_some())]
    assert done
    assert not out_of_step()
    for made in reversed(done):
        unmerge(made, by=None, reason="Two.")
        assert not out_of_step()


def test_what_is_exported_and_imported_again(very_many, tmp_path):
    live()
    assert not out_of_step()
    exported(tmp_path / "all")
    empty()
    following.follow_all()
    assert not out_of_step()
    imported(tmp_path / "all")
    assert Entity.objects.public().exists()
    assert not out_of_step()
