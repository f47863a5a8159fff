"""Two at once who change what readers see and find: neither misses what the other did."""

import pytest
from django.db import IntegrityError, connection, transaction

from articles.editing import articles, following, records
from articles.management.commands.check_search import rebuild_index, repair_index
from articles.models import Alias, Article, Entity, Source
from articles.search.engines import engine_of
from tests.editing import scene
from tests.editing.test_two_at_once import while_uncommitted
from tests.search.in_step import found, out_of_step

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def at_large(monkeypatch):
    """A function that carries a verb out as if it had written very many rows."""

    def carry_out(verb):
        with monkeypatch.context() as patched:
            patched.setattr(following, "MANY", 0)
            verb()

    return carry_out


def withdraw(article: Article) -> None:
    article.refresh_from_db()
    articles.withdraw_article(article, by=None, based_on=article.row_version, reason="Not genuine.")


def two_articles() -> tuple[Article, Article]:
    """Both name Moscow and cite the verdict."""
    moscow, verdict = scene.entity(), scene.source("Verdict")
    both = scene.draft("First"), scene.draft("Second")
    for article in both:
        scene.mention(article, "Moscow", moscow)
        scene.citation(article, verdict)
        scene.publish(article)
    assert Entity.objects.public().get() == moscow
    assert Source.objects.public().get() == verdict
    return both


@pytest.mark.parametrize("first_is_large", [False, True])
@pytest.mark.parametrize("second_is_large", [False, True])
def test_the_last_two_articles_that_show_a_record_go(first_is_large, second_is_large, at_large):
    """Neither may count on the other: then nothing would say that the record is hidden now."""
    first, second = two_articles()

    def go(article: Article, is_large: bool):
        return lambda: at_large(lambda: withdraw(article)) if is_large else withdraw(article)

    other = while_uncommitted(go(first, first_is_large), go(second, second_is_large))
    assert other.raised is None
    assert not Entity.objects.public().exists()
    assert not Source.objects.public().exists()
    assert not out_of_step()


@pytest.mark.parametrize("hidden_first", [True, False])
def test_a_source_is_hidden_while_another_comes_to_stand_behind_it(hidden_first):
    """Who hides a source hides what is behind it, also what somebody adds at that moment."""
    verdict, papers = scene.source("Verdict"), scene.source("Papers")
    article = scene.draft()
    scene.citation(article, verdict)
    scene.publish(article)
    verbs = (
        lambda: withdraw(article),
        lambda: scene.derivation(verdict, papers, basis="inferred", note="By its words."),
    )
    other = while_uncommitted(*(verbs if hidden_first else reversed(verbs)))
    assert other.raised is None
    assert not Source.objects.public().exists()


def test_an_entity_gets_two_names(at_large):
    """Each is found, although each was indexed by somebody who did not see the other."""
    moscow = scene.known(scene.entity())
    other = while_uncommitted(
        lambda: at_large(lambda: records.add(Alias(entity=moscow, name="Moskva"), by=None)),
        lambda: records.add(Alias(entity=moscow, name="Moskau"), by=None),
    )
    assert other.raised is None
    assert found("moskva") == found("moskau") == {"entities": ["Moscow"]}
    assert not out_of_step()


def test_an_article_is_withdrawn_while_its_index_is_mended():
    article = scene.published()
    other = while_uncommitted(
        lambda: repair_index("articles", [article.pk]), lambda: withdraw(article)
    )
    assert other.raised is None
    assert not out_of_step()
    assert found("pact") == {}


def test_an_article_is_published_while_the_index_is_made_anew():
    article = scene.draft()
    other = while_uncommitted(rebuild_index, lambda: scene.publish(article))
    assert other.raised is None
    assert not out_of_step()
    assert "articles" in found("pact")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="COPY is PostgreSQL's")
def test_what_the_index_refuses_is_told_as_any_refusal():
    rows = [(1, "pact", "signed")] * 2
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        engine_of(connection).put(cursor, "articles", rows)
