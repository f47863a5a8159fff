"""Files come in once each, also when two people bring the same at once."""

import pytest
from django.core.exceptions import PermissionDenied

from articles.editing.arrivals import AlreadyThere, take_in
from articles.models import Article, Change, TextVersion
from tests.editing import scene
from tests.editing.test_two_at_once import while_uncommitted

FILE = {"origin": "pact.txt", "origin_sha256": "a" * 64}


def bring(body="The pact was signed.", by=None, url="", **file):
    return take_in(Article(title="Pact", url=url), body, by=by, **(FILE | file))


@pytest.mark.django_db
def test_the_same_file_text_or_address_is_refused_and_named():
    article = bring(by=scene.user("Annotator"), url="https://herald.example/pact")
    text = article.current_text
    assert (text.origin, text.origin_sha256) == ("pact.txt", "a" * 64)
    assert TextVersion.history.get().origin == "pact.txt"
    assert Change.objects.get().article == article
    for other, why in (
        ({"body": "Another."}, "The same file was taken in before:"),
        ({"body": "\ufeffThe pact was signed.", "origin_sha256": "b" * 64}, "The same text"),
        (
            {"body": "A", "url": "http://www.herald.example/pact/", "origin_sha256": ""},
            "The same web address",
        ),
    ):
        with pytest.raises(AlreadyThere, match=why) as refused:
            bring(**other)
        assert refused.value.there.article == article
    with pytest.raises(PermissionDenied):
        bring("Another.", by=scene.user(), origin_sha256="c" * 64)
    assert (Article.objects.count(), Change.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_who_bring_the_same_file_at_once_make_one_article():
    other = while_uncommitted(bring, bring)
    assert isinstance(other.raised, AlreadyThere)
    assert Article.objects.count() == 1
