"""With the setting FOUR_EYES nobody publishes what only they have worked on."""

import pytest
from django.core.exceptions import ValidationError

from articles.editing import records
from articles.editing.articles import publish_article, submit_article, withdraw_article
from articles.models import Article
from tests.editing import scene

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def four_eyes(settings):
    settings.FOUR_EYES = True


def publish(by) -> Article:
    article = Article.objects.get()
    return publish_article(article, by=by, based_on=article.row_version)


def test_one_writes_and_another_publishes():
    writer, colleague = scene.user("Editor"), scene.user("Editor")
    article = scene.draft(by=writer)
    submit_article(article, by=colleague, based_on=article.row_version)  # no work on it
    with pytest.raises(ValidationError, match="somebody else has to look at it"):
        publish(writer)
    assert publish(colleague).is_public


def test_who_worked_on_it_with_others_may_publish():
    writer, colleague = scene.user("Editor"), scene.user("Editor")
    scene.mention(scene.draft(by=writer), "Moscow", scene.entity(), by=colleague)
    assert publish(writer).is_public


def test_after_a_withdrawal_what_was_done_since_counts():
    writer, colleague = scene.user("Editor"), scene.user("Editor")
    scene.draft(by=writer)
    article = publish(colleague)
    withdraw_article(article, by=colleague, based_on=article.row_version, reason="A slip.")
    article = Article.objects.get()
    article.note = "Mended."
    records.change(article, by=colleague, based_on=article.row_version)
    with pytest.raises(ValidationError, match="somebody else"):
        publish(colleague)
    assert publish(writer).is_public


def test_without_the_setting_and_for_a_command_it_does_not_matter(settings):
    writer = scene.user("Editor")
    scene.draft(by=writer)
    article = publish(None)
    withdraw_article(article, by=None, based_on=article.row_version, reason="A slip.")
    settings.FOUR_EYES = False
    assert publish(writer).is_public
