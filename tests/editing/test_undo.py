"""Taking a change back, doing it again, and who may."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from articles.editing import annotate, ledger, records
from articles.editing.articles import publish_article
from articles.editing.undo import undo
from articles.models import Alias, Article, Change, Entity, Mention, Quotation, TextVersion
from tests.editing.scene import (
    BODY,
    draft,
    entity,
    latest,
    mention,
    place,
    publish,
    quotation,
    user,
)

pytestmark = pytest.mark.django_db


def test_what_comes_back_is_the_same_record_at_a_higher_version():
    article, by = draft(), user("Editor")
    said = quotation(article, by=by)
    annotate.add_pieces(said, [("cue", *place(article, "said"))], by=by, based_on=1)
    pieces = set(said.spans.values_list("pk", "public_id"))
    said.note = "Twice."
    records.change(said, by=by, based_on=1)
    was = said.pk, said.public_id, said.number, said.created_at
    records.delete(said, by=by, based_on=2)
    undo(latest(), by=by)
    again = Quotation.objects.get()
    assert (again.pk, again.public_id, again.number, again.created_at) == was
    assert again.row_version > 2
    assert set(again.spans.values_list("pk", "public_id")) == pieces
    rows = again.history.order_by("history_id")
    assert [row.history_type for row in rows] == ["+", "~", "-", "+"]


def test_back_and_forth():
    article, by = draft(), user("Editor")
    mention(article, "Moscow", entity(), by=by)
    change, versions = latest(), [1]
    for verb in ("undo", "redo", "undo", "redo"):
        change = undo(change, by=by)
        assert (change.verb, article.mentions.count()) == (verb, verb == "redo")
        versions += article.mentions.values_list("row_version", flat=True)
    assert versions == sorted(set(versions))


def test_what_stood_in_an_older_text_does_not_come_back():
    article, by = draft(), user("Editor")
    named = mention(article, "Moscow", entity(), by=by)
    records.delete(named, by=by, based_on=1)
    second = TextVersion.objects.create(article=article, number=2, body=f"Then: {BODY}")
    Article.objects.update(current_text=second)
    with pytest.raises(ledger.Stale, match="at version 2"):
        undo(latest(), by=by)
    assert not article.mentions.exists()


@pytest.mark.parametrize("then", ["change", "delete"])
def test_what_somebody_did_since_is_not_undone_with_it(then):
    article, by, other = draft(), user("Editor"), user("Editor")
    named = mention(article, "Moscow", entity(), by=by)
    made = latest()
    if then == "change":
        named.note = "Sure?"
        records.change(named, by=other, based_on=1)
    else:
        records.delete(named, by=other, based_on=1)
    before = list(Mention.objects.values()), Change.objects.count()
    with pytest.raises(ledger.Stale, match="in the meantime") as refused:
        undo(made, by=by)
    assert refused.value.record == (named if then == "change" else None)
    assert (list(Mention.objects.values()), Change.objects.count()) == before


def test_only_ones_own_changes_once_and_only_annotations():
    article, by = draft(), user("Editor")
    mention(article, "Moscow", entity(), by=by)
    made = latest()
    with pytest.raises(PermissionDenied):
        undo(made, by=user("Editor"))
    undo(made, by=by)
    with pytest.raises(ValidationError, match="undone already"):
        undo(made, by=by)
    article.refresh_from_db()
    publish_article(article, by=by, based_on=article.row_version)
    published = latest()
    with ledger.change("add_entity", by=by) as mixed:
        records.add(Alias(entity=entity("Tokyo", by=by), name="東京", language="ja"), by=by)
    for other in (published, mixed):
        with pytest.raises(ValidationError, match="Only annotations"):
            undo(other, by=by)


def test_an_annotator_does_not_undo_what_readers_see():
    article, by = draft(), user("Annotator")
    mention(article, "Moscow", entity(), by=by)
    made = latest()
    publish(article)
    with pytest.raises(PermissionDenied, match="Readers see"):
        undo(made, by=by)
    assert article.mentions.count() == 1


def test_what_a_restored_record_refers_to_must_be_there():
    article, by = draft(), user("Editor")
    moscow = entity()
    named = mention(article, "Moscow", moscow, by=by)
    records.delete(named, by=by, based_on=1)
    deleted = latest()
    records.delete(moscow, by=None, based_on=1)
    with pytest.raises(ledger.Stale, match="entity it refers to was deleted"):
        undo(deleted, by=by)


def test_a_request_is_carried_out_once():
    article, by = draft(), user("Editor")
    with annotate.writing("add_mention", article, by=by, based_on=1, request="one"):
        mention(article, "Moscow", entity(), by=by)
    assert latest().request == "one"
    again = {"by": by, "based_on": 1, "request": "one"}
    with pytest.raises(ledger.Stale), annotate.writing("add_mention", article, **again):
        mention(article, "Bureau", Entity.objects.get(), by=by)
    assert article.mentions.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.create(verb="x", request="one")
