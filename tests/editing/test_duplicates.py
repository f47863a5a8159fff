"""What may be there already is found, by name, by web address, by text."""

import pytest

from articles.editing import records
from articles.editing.duplicates import like_entities, same_articles
from articles.models import Alias
from tests.editing import scene
from tests.editing.test_merging import merged_into

pytestmark = pytest.mark.django_db


def test_entities_of_nearly_the_same_name():
    moscow, bureau = scene.entity(), scene.entity("Bureau", "organisation")
    records.add(Alias(entity=moscow, name="Московское"), by=None)
    assert [one.entity for one in like_entities("Möscow")] == [moscow]
    assert [one.name for one in like_entities("московское")] == ["Московское"]
    assert not like_entities("Möscow", but=moscow)
    assert not like_entities("Tokyo")
    merged_into(bureau, scene.entity("Office", "organisation"))
    assert [one.entity.name for one in like_entities("Bureau")] == ["Office"]


def test_articles_at_the_same_address_or_of_the_same_text():
    address = "https://www.example.org/pact/?utm_source=letter#top"
    first = scene.draft("First", "One text.\n", url=address)
    assert same_articles(url="http://example.org/pact") == [first]
    assert same_articles(body="One text.\r\n") == [first]
    assert same_articles(url="http://example.org/pact", body="One text.\n") == [first]
    assert not same_articles(url="http://example.org/pact", but=first)
    assert not same_articles(url="http://example.org/other", body="Another.")
    assert not same_articles()
