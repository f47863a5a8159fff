"""How articles come in and go through draft → in review → published → withdrawn."""

import hashlib

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles.editing import articles, records
from articles.editing.ledger import Stale
from articles.models import Article, Change, Derivation, QuotationSpan, TextVersion
from tests.editing import scene


def test_an_article_comes_in_with_its_text_in_one_change(db):
    annotator = scene.user("Annotator")
    article = scene.draft("Pact signed", "\ufeff“A”\r\n日本 😀 \x00", by=annotator)
    text = article.current_text
    assert (text.body, text.number, text.characters) == ("“A”\n日本 😀 ", 1, 9)
    assert text.sha256 == hashlib.sha256("“A”\n日本 😀 ".encode()).hexdigest()
    assert (article.slug, article.status, text.created_by) == ("pact-signed", "draft", annotator)
    change = Change.objects.get()
    assert (change.verb, change.article, change.record) == (
        "create_article",
        article,
        article.public_id,
    )
    assert {row.change for row in Article.history.all()} == {change}
    assert TextVersion.history.get().change == change


@pytest.mark.parametrize("body", ["", " \n\u3000\n", "\ufeff\x00", "broken \ud83d"])
def test_an_article_without_a_body_is_not_half_saved(db, body):
    article = Article(title="Pact signed")
    with pytest.raises(ValidationError) as refused:
        articles.create_article(article, body, by=None)
    assert set(refused.value.message_dict) == {"body"}
    assert (article.pk, article.slug) == (None, "")
    for model in (Article, TextVersion, Change):
        assert not model.objects.exists()


def test_a_bad_value_is_named_and_nothing_is_saved(db):
    article = Article(title="Pact signed", published="in September")
    with pytest.raises(ValidationError) as refused:
        articles.create_article(article, "A body.", by=None)
    assert set(refused.value.message_dict) == {"published"}
    assert "1940-09" in refused.value.message_dict["published"][0]
    assert not Article.objects.exists()


def test_new_articles_are_drafts_whatever_they_were_given_as(db):
    article = articles.create_article(
        Article(title="Pact", status="published", status_reason="x"), "A body.", by=None
    )
    assert (article.status, article.status_reason) == ("draft", "")


def test_the_way_of_an_article(db):
    annotator, editor = scene.user("Annotator"), scene.user("Editor")
    article = scene.draft(by=annotator)

    def move(verb, by, **kwargs):
        nonlocal article
        article = verb(article, by=by, based_on=article.row_version, **kwargs)
        return article.status

    assert move(articles.submit_article, annotator) == "in_review"
    assert move(articles.return_article, annotator) == "draft"
    assert move(articles.submit_article, annotator) == "in_review"
    with pytest.raises(PermissionDenied):
        move(articles.publish_article, annotator)
    assert move(articles.publish_article, editor) == "published"
    assert article.is_public
    for verb in (articles.submit_article, articles.return_article, articles.publish_article):
        with pytest.raises(ValidationError, match="The article is published; only one that is"):
            move(verb, editor)
    with pytest.raises(ValidationError) as refused:
        move(articles.withdraw_article, editor, reason=" ")
    assert set(refused.value.message_dict) == {"reason"}
    with pytest.raises(PermissionDenied):
        move(articles.withdraw_article, annotator, reason="Forged.")
    assert move(articles.withdraw_article, editor, reason="Forged.") == "withdrawn"
    assert article.status_reason == "Forged."
    assert move(articles.publish_article, editor) == "published"
    verbs = Change.objects.filter(article=article).order_by("pk").values_list("verb", flat=True)
    assert [verb.removesuffix("_article") for verb in verbs] == [
        *("create", "submit", "return", "submit", "publish", "withdraw", "publish")
    ]


def test_moving_an_article_needs_a_role(db):
    article, former = scene.draft(), scene.user("Editor")
    former.is_active = False
    for user in (scene.user(), former):
        for verb in (articles.submit_article, articles.publish_article):
            with pytest.raises(PermissionDenied):
                verb(article, by=user, based_on=article.row_version)


def test_a_move_based_on_an_older_state_is_refused(db):
    article = scene.draft()
    same = Article.objects.get()
    same.note = "Looked up."
    records.change(same, by=None, based_on=same.row_version)
    with pytest.raises(Stale) as refused:
        articles.publish_article(article, by=None, based_on=article.row_version)
    assert refused.value.record.note == "Looked up."
    assert Article.objects.get().status == "draft"


def test_what_is_missing_is_told_before_publishing(db):
    article, moscow, court = scene.draft(), scene.entity(), scene.entity("Court", "organisation")
    verdict, papers, diary = (scene.source(title) for title in ("Verdict", "Papers", "Diary"))
    empty = scene.quotation(article, source=verdict)
    records.delete(empty.spans.get(), by=None, based_on=1)
    scene.mention(article, "Moscow", moscow)
    article.mentions.update(state="orphan", start=None, end=None)
    scene.derivation(verdict, papers)
    stated = scene.derivation(papers, diary)
    scene.evidence(stated, article, "papers")
    scene.part(diary, court)
    with pytest.raises(ValidationError) as refused:
        articles.publish_article(article, by=None, based_on=article.row_version)
    assert refused.value.messages == [
        "Quotation 1 has no content span.",
        "Mention “Moscow” is not confirmed (orphan).",
        "“Verdict was derived from Papers” is called stated, but no words are given that state it.",
        "“Diary, released by Court” is called stated, but no words are given that state it.",
    ]
    assert Article.objects.get().status == "draft"


def test_deleting_needs_more_than_writing(db):
    article = scene.draft(by=(annotator := scene.user("Annotator")))
    with pytest.raises(PermissionDenied, match="may not delete articles"):
        articles.delete_article(article, by=annotator, based_on=article.row_version)
    articles.delete_article(article, by=scene.user("Editor"), based_on=article.row_version)
    assert not QuotationSpan.objects.exists() and not Derivation.objects.exists()
    assert not Article.objects.exists()
