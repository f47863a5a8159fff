"""Marking spans of the current text as mentions and quotations."""

import pytest
from django.core.exceptions import ValidationError

from articles.editing import annotate, records
from articles.editing.ledger import Stale
from articles.models import (
    Article,
    Change,
    Entity,
    Mention,
    Quotation,
    QuotationSpan,
    SpanRole,
    TextVersion,
)
from tests.editing import scene


def revise(article: Article, body: str) -> TextVersion:
    """A second version of the text, as another editor would make it."""
    text = TextVersion.objects.create(article=article, number=2, body=body)
    Article.objects.filter(pk=article.pk).update(current_text=text)
    return text


def test_offsets_are_code_points_and_words_and_context_are_copied(db):
    article = scene.draft(body="“Moscow 😀 will fall,” the 東京 court said.")
    named = annotate.add_mention(article, 26, 28, scene.entity("Tokyo"), by=None, based_on=1)
    assert (named.exact, named.prefix, named.suffix) == (
        "東京",
        "“Moscow 😀 will fall,” the ",
        " court said.",
    )
    assert (named.text_version, named.state) == (article.current_text, "ok")
    change = Change.objects.get(verb="add_mention")
    assert (change.article, change.based_on_text, change.record) == (article, 1, named.public_id)


def test_a_quotation_comes_with_its_pieces_in_order_in_one_change(db):
    article = scene.draft(body="“A,” she said, “B.”")
    said = annotate.add_quotation(
        Quotation(article=article, kind="direct", speaker_description="she"),
        [("content", 0, 4), ("attribution", 5, 8), ("cue", 9, 13), ("content", 15, 19)],
        by=None,
        based_on=1,
    )
    pieces = [(span.role, span.order, span.exact) for span in said.spans.order_by("start")]
    assert pieces == [
        ("content", 1, "“A,”"),
        ("attribution", 1, "she"),
        ("cue", 1, "said"),
        ("content", 2, "“B.”"),
    ]
    change = Change.objects.get(verb="add_quotation")
    assert {row.change for row in QuotationSpan.history.all()} == {change}
    assert Quotation.history.get().change == change


@pytest.mark.parametrize(
    ("spans", "field"),
    [
        ([("content", 0, 4), ("cue", 9, 99)], "start"),
        ([("content", 0, 4), ("cue", 9, 9)], "end"),
        ([("content", 0, 4), ("content", 0, 4)], "exact"),
        ([("content", 0, 4), ("refrain", 9, 13)], "role"),
        ([("content", 4, 5)], "exact"),  # white space
    ],
)
def test_a_quotation_with_a_wrong_piece_is_not_half_saved(db, spans, field):
    article = scene.draft(body="“A,” she said, “B.”")
    said = Quotation(article=article, kind="direct", speaker_description="she")
    with pytest.raises(ValidationError) as refused:
        annotate.add_quotation(said, spans, by=None, based_on=1)
    assert set(refused.value.message_dict) == {field}
    assert (said.pk, said.number) == (None, None)
    assert not Quotation.objects.exists()
    assert not Quotation.history.exists()
    assert not Change.objects.filter(verb="add_quotation").exists()


def test_a_quotation_without_content_is_refused(db):
    said = Quotation(article=scene.draft(), kind="direct", speaker_description="she")
    for spans in ([], [("cue", 9, 13)]):
        with pytest.raises(ValidationError, match="what is said"):
            annotate.add_quotation(said, spans, by=None, based_on=1)


def test_marking_the_same_words_twice_is_refused_for_the_same_entity_only(db):
    article, moscow = scene.draft(), scene.entity()
    scene.mention(article, "Moscow", moscow)
    with pytest.raises(ValidationError) as refused:
        scene.mention(article, "Moscow", moscow)
    assert refused.value.message_dict == {
        "entity": ["These words are marked for this entity already."]
    }
    scene.mention(article, "Moscow", scene.entity("Moscow, Idaho"), certainty="low")
    assert Mention.objects.count() == 2


def test_offsets_from_another_version_of_the_text_are_refused(db):
    article, moscow = scene.draft(), scene.entity()
    named = scene.mention(article, "Moscow", moscow)
    second = revise(article, "Since then, Moscow.")
    said = Quotation(article=article, kind="direct", speaker_description="the court")
    for attempt in (
        lambda: annotate.add_mention(article, 1, 7, moscow, by=None, based_on=1),
        lambda: annotate.add_quotation(said, [("content", 1, 7)], by=None, based_on=1),
        lambda: annotate.replace_span(named, 1, 7, by=None, based_on=1, based_on_text=1),
        lambda: records.change(named, by=None, based_on=1),
    ):
        with pytest.raises(Stale, match="at version 2") as refused:
            attempt()
        assert refused.value.record == second
    assert (said.pk, Mention.objects.count()) == (None, 1)
    moved = annotate.replace_span(named, 12, 18, by=None, based_on=1, based_on_text=2)
    assert (moved.exact, moved.text_version, moved.row_version) == ("Moscow", second, 2)


def test_evidence_placed_in_an_older_text_is_refused(db):
    """Its claim belongs to a source; the text it stands in is an article's all the same."""
    article = scene.draft()
    claim = scene.derivation(scene.source("Verdict"), scene.source("Papers"))
    old_copy = Article.objects.select_related("current_text").get()
    revise(article, "Another text.")
    with pytest.raises(Stale, match="at version 2"):
        scene.evidence(claim, old_copy, "papers")


def test_a_span_that_was_refused_keeps_its_place(db):
    article, moscow = scene.draft(), scene.entity()
    named = scene.mention(article, "Moscow", moscow)
    with pytest.raises(ValidationError):
        annotate.replace_span(named, 1, 999, by=None, based_on=1, based_on_text=1)
    with pytest.raises(Stale):
        annotate.replace_span(named, 2, 5, by=None, based_on=9, based_on_text=1)
    assert (named.start, named.end, named.exact, named.row_version) == (1, 7, "Moscow", 1)


def test_the_note_of_an_orphan_can_still_be_changed(db):
    article = scene.draft()
    named = scene.mention(article, "Moscow", scene.entity())
    revise(article, "No longer named.")
    Mention.objects.update(state="orphan", start=None, end=None)
    named.refresh_from_db()
    named.note = "Gone since the second version."
    records.change(named, by=None, based_on=1)
    assert Mention.objects.get().note.startswith("Gone")


def test_an_article_without_a_text_cannot_be_annotated(db):
    bare = Article(title="Bare", slug="bare")
    bare.derive()
    (bare,) = Article.objects.bulk_create([bare])
    with pytest.raises(ValidationError, match="no text yet"):
        annotate.add_mention(bare, 0, 1, scene.entity(), by=None, based_on=1)


def test_many_mentions_are_one_change_and_all_or_nothing(db):
    article, moscow = scene.draft(body="Moscow, Moscow, Moscow."), scene.entity()
    places = [(0, 6), (8, 14)]
    annotate.add_mentions(article, places, moscow, by=None, based_on=1, certainty="low", note="?")
    assert list(Mention.objects.values_list("start", "end", "certainty", "note")) == [
        (start, end, "low", "?") for start, end in places
    ]
    change = Change.objects.get(verb="add_mentions")
    assert (change.article, change.based_on_text) == (article, 1)
    assert {row.change for row in Mention.history.all()} == {change}
    for last in ((0, 6), (16, 99)):  # marked already; outside the text
        with pytest.raises(ValidationError):
            annotate.add_mentions(article, [(16, 22), last], moscow, by=None, based_on=1)
    assert Mention.objects.count() == 2


def test_work_that_belongs_together_is_one_change_under_its_request(db):
    article, by = scene.draft(), scene.user("Annotator")
    with annotate.writing("name", article, by=by, based_on=1, request="r1") as change:
        assert change.pk is None  # until something is written, under the article's lock
        scene.mention(article, "Moscow", scene.entity(by=by), by=by)
    assert Change.objects.get(by=by) == change
    assert (change.verb, change.article, change.request) == ("name", article, "r1")
    assert Mention.history.get().change == Entity.history.get().change == change
    revise(article, "Another text.")
    with (
        pytest.raises(Stale, match="at version 2"),
        annotate.writing("name", article, by=by, based_on=1),
    ):
        scene.entity("Never made", by=by)
    assert Entity.objects.count() == 1


def test_pieces_are_added_after_those_of_their_role(db):
    article = scene.draft(body="“A,” she said, “B.” “C.”")
    said = scene.quotation(article, "“A,”")
    pieces = [("content", 15, 19), ("cue", 9, 13), ("content", 20, 24)]
    added = annotate.add_pieces(said, pieces, by=None, based_on=1)
    assert [(piece.role, piece.order, piece.exact) for piece in added] == [
        ("content", 2, "“B.”"),
        ("cue", 1, "said"),
        ("content", 3, "“C.”"),
    ]
    change = Change.objects.get(verb="add_pieces")
    assert {piece.history.get().change for piece in added} == {change}
    annotate.delete_piece(added[0], by=None, based_on=1)
    (again,) = annotate.add_pieces(said, [("content", 15, 19)], by=None, based_on=1)
    assert again.order == 4
    gone = Quotation.objects.get()
    records.delete(said, by=None, based_on=1)
    with pytest.raises(Stale, match="deleted by somebody else"):
        annotate.add_pieces(gone, pieces[1:2], by=None, based_on=1)


def test_the_last_piece_of_content_is_not_deleted(db):
    article = scene.draft()
    said = scene.quotation(article)
    pieces = [("cue", *scene.place(article, "said")), ("content", *scene.place(article, "papers"))]
    cue, more = annotate.add_pieces(said, pieces, by=None, based_on=1)
    first = said.spans.get(role=SpanRole.CONTENT, order=1)
    annotate.delete_piece(first, by=None, based_on=1)
    with pytest.raises(ValidationError, match="Delete the quotation instead"):
        annotate.delete_piece(more, by=None, based_on=1)
    assert QuotationSpan.objects.get(role=SpanRole.CONTENT) == more
    annotate.delete_piece(cue, by=None, based_on=1)
    assert Change.objects.get(record=cue.public_id, verb="delete_piece").article == article
