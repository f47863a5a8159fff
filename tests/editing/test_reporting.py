"""What becomes of a reader's report."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles.editing.ledger import Stale
from articles.editing.reporting import (
    HOURLY_OF_ALL,
    HOURLY_OF_ONE,
    TooMany,
    answer_report,
    report_error,
    sender_key,
    subject,
)
from articles.models import Report
from tests.editing.scene import (
    BODY,
    draft,
    entity,
    latest,
    mention,
    place,
    problems,
    publish,
    published,
    quotation,
    user,
)

pytestmark = pytest.mark.django_db


def about(article, words: str = ""):
    return subject(article.public_id, 1, place(article, words) if words else None)


def report(message: str = "It was 1940.", sender: str = "somebody", words: str = "", **values):
    found = values.get("about") or about(published())
    return report_error(found, message, sender=sender, words=words)


def test_a_passage_is_kept_with_version_words_and_offsets():
    article = published()
    stored = report(about=about(article, "😀 will"))
    start = BODY.index("😀")
    assert (stored.start, stored.end, stored.exact) == (start, start + 6, "😀 will")
    assert (stored.article, stored.text_version) == (article, article.current_text)
    assert (stored.record, stored.label) == (article.public_id, "Pact signed")
    change = latest()
    assert (change.verb, change.record, change.by) == ("report_error", stored.public_id, None)
    assert change.article is None, "nobody at work on the article is interrupted"
    assert problems() == []


def test_typed_words_become_the_passage_if_they_stand_there_once():
    article = published(body="A fort, a fort, a tower.")
    assert report(about=about(article), words=" a tower ").start == article.current_text.body.index(
        "a tower"
    )
    twice = report(about=about(article), words="fort")
    assert (twice.start, twice.exact) == (None, "fort")
    nowhere = report(about=about(article), words="a castle")
    assert (nowhere.start, nowhere.exact) == (None, "a castle")


def test_white_space_at_the_ends_of_a_passage_is_left_out():
    article = published(body="One.\nTwo.\n")
    assert subject(article.public_id, 1, (4, 10)).passage == (5, 9)


@pytest.mark.parametrize("passage", [(0, 10**6), (5, 5), (9, 5), (4, 5)])
def test_what_is_no_passage_is_none(passage):
    article = published(body="One.\nTwo.\n")
    assert subject(article.public_id, 1, passage) is None


def test_only_what_readers_see_can_be_reported():
    hidden = draft("Hidden", by=None)
    named, said = mention(hidden, "Moscow", entity()), quotation(hidden)
    unseen = [hidden, hidden.current_text, named, said, named.entity]
    assert [subject(record.public_id) for record in unseen] == [None] * 5
    publish(hidden)
    assert [subject(record.public_id).record for record in unseen] == unseen
    assert subject(named.entity.public_id, 1) is None, "an entity has no text"
    assert subject(hidden.public_id, 2) is None
    assert subject("rep-1") is subject("nonsense") is subject("") is None
    sealed = published("Sealed", text_is_public=False)
    assert subject(sealed.public_id).text is None
    assert subject(sealed.public_id, 1) is None


def test_one_sender_and_all_together_are_limited_by_the_hour():
    found = about(published())
    for _ in range(HOURLY_OF_ONE):
        report(about=found)
    with pytest.raises(TooMany):
        report(about=found)
    assert Report.objects.count() == HOURLY_OF_ONE
    report(about=found, sender="another")
    Report.objects.update(created_at=Report.objects.first().created_at - timedelta(minutes=61))
    report(about=found)
    many = [Report(record="x", label="x", message="x", sender=str(n)) for n in range(HOURLY_OF_ALL)]
    for one in many:
        one.derive()
    Report.objects.bulk_create(many)
    with pytest.raises(TooMany):
        report(about=found, sender="a third")


def test_senders_are_told_apart_for_a_day_and_not_named():
    day = date(2026, 8, 1)
    assert sender_key("192.0.2.1", day) == sender_key("192.0.2.1", day)
    assert sender_key("192.0.2.1", day) != sender_key("192.0.2.2", day)
    assert sender_key("192.0.2.1", day) != sender_key("192.0.2.1", day + timedelta(days=1))
    assert sender_key("2001:db8::1", day) == sender_key("2001:db8::2:1", day)
    assert sender_key("2001:db8:0:1::1", day) != sender_key("2001:db8::1", day)
    assert len(sender_key("", day)) == 64


def test_a_report_says_what_is_wrong():
    with pytest.raises(ValidationError) as refused:
        report("  ")
    assert "message" in refused.value.message_dict
    with pytest.raises(ValidationError) as refused:
        report("x" * 4001)
    assert "message" in refused.value.message_dict
    assert not Report.objects.exists()


def test_an_editor_answers_and_nobody_else():
    stored, editor = report(), user("Editor")
    answer_report(stored, "accepted", "Corrected.", by=editor, based_on=1)
    stored.refresh_from_db()
    assert (stored.status, stored.answer, stored.handled_by) == ("accepted", "Corrected.", editor)
    assert stored.handled_at
    change = latest()
    assert (change.verb, change.record, change.by) == ("answer_report", stored.public_id, editor)
    assert problems() == []
    for nobody in (user("Annotator"), user()):
        with pytest.raises(PermissionDenied):
            answer_report(stored, "declined", "No.", by=nobody, based_on=2)


def test_two_editors_do_not_overwrite_each_others_answer():
    stored, editor = report(), user("Editor")
    seen = Report.objects.get()
    answer_report(stored, "accepted", "", by=editor, based_on=1)
    with pytest.raises(Stale):
        answer_report(seen, "declined", "It is right.", by=editor, based_on=1)
    assert seen.status == "open", "the caller’s copy is as it was"
    assert Report.objects.get().status == "accepted"


@pytest.mark.parametrize(("status", "field"), [("declined", "answer"), ("open", "status")])
def test_declining_needs_a_word_and_an_answer_is_one(status, field):
    with pytest.raises(ValidationError) as refused:
        answer_report(report(), status, " ", by=user("Editor"), based_on=1)
    assert field in refused.value.message_dict
