"""A text is revised: a new version of it, and every annotation is where it was, or waits."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles.editing import annotate, records
from articles.editing.ledger import Stale
from articles.editing.revising import fates, in_brief, revise, spans_of
from articles.models import (
    SPAN_MODELS,
    AnchorState,
    Article,
    Correction,
    Mention,
    QuotationSpan,
    TextVersion,
)
from tests.editing import scene

pytestmark = pytest.mark.django_db

BODY = (
    "Tokyo had drawn up plans against the Soviet Union, the tribunal found.\n"
    "The Kwantung Army was to carry them out in the summer of 1941.\n"
    "None of it was ever attempted, a ministry spokesperson told reporters in Moscow.\n"
)


def annotated() -> tuple[Article, Mention, Mention, QuotationSpan]:
    article = scene.draft(body=BODY)
    army = scene.mention(article, "Kwantung Army", scene.entity("Kwantung Army", "organisation"))
    moscow = scene.mention(article, "Moscow", scene.entity("Moscow"))
    quotation = scene.quotation(article, "None of it was ever attempted")
    return article, army, moscow, quotation.spans.get()


def test_what_was_not_touched_moves_along_with_the_text():
    article, army, moscow, piece = annotated()
    told = revise(
        article, "A line put first.\n" + BODY, by=None, based_on=1, reason="Title was missing."
    )
    assert [fate.state for fate in told] == ["ok"] * 3
    for span in (army, moscow, piece):
        was = span.start
        span.refresh_from_db()
        assert (span.start, span.state, span.text_version.number) == (was + 18, "ok", 2)
        assert span.row_version == 2
    article.refresh_from_db()
    text = article.current_text
    assert (text.number, text.reason, text.body) == (
        2,
        "Title was missing.",
        "A line put first.\n" + BODY,
    )
    assert article.text_versions.get(number=1).body == BODY
    assert scene.problems() == []
    change = scene.latest()
    assert (change.verb, change.article, change.based_on_text) == ("revise_article", article, 1)
    assert {row.change for row in Mention.history.filter(text_version=text)} == {change}


def test_changed_words_wait_with_what_they_were_and_deleted_ones_become_orphans():
    article, army, moscow, piece = annotated()
    body = BODY.replace("Kwantung Army", "Kwantung-Army").replace(
        "None of it was ever attempted, a ministry spokesperson told reporters in Moscow.\n", ""
    )
    revise(article, body, by=None, based_on=1, reason="A better scan.")
    army.refresh_from_db()
    assert (army.state, army.exact) == ("changed", "Kwantung Army")
    assert body[army.start : army.end] == "Kwantung-Army"
    for span, words in ((moscow, "Moscow"), (piece, "None of it was ever attempted")):
        span.refresh_from_db()
        assert (span.state, span.start, span.end, span.exact) == ("orphan", None, None, words)
        assert span.text_version.number == 1
        assert span.prefix or span.suffix
    assert scene.problems() == []


def test_what_was_deleted_by_mistake_is_found_again_and_waits_to_be_confirmed():
    article, _, moscow, piece = annotated()
    shorter = BODY[: BODY.index("None of it")]
    revise(article, shorter, by=None, based_on=1, reason="By mistake.")
    revise(article, BODY, by=None, based_on=2, reason="Put back.")
    for span in (moscow, piece):
        start = span.start
        span.refresh_from_db()
        assert (span.state, span.start, span.text_version.number) == ("moved", start, 3)
    assert scene.problems() == []


def test_an_orphan_is_not_found_again_where_its_surroundings_stand_twice():
    article = scene.draft(body="One.\nMoscow fell.\nTwo.\n")
    moscow = scene.mention(article, "Moscow", scene.entity())
    revise(article, "One.\nTwo.\n", by=None, based_on=1, reason="Cut.")
    revise(article, "One.\nMoscow fell.\nTwo.\n" * 2, by=None, based_on=2, reason="Doubled.")
    moscow.refresh_from_db()
    assert moscow.state == "orphan"


def test_changed_words_go_on_waiting_until_they_are_back():
    article, army, *_ = annotated()
    changed = BODY.replace("Kwantung Army", "Kwantung-Army")
    revise(article, changed, by=None, based_on=1, reason="Typo.")
    revise(article, "First.\n" + changed, by=None, based_on=2, reason="More.")
    army.refresh_from_db()
    assert (army.state, army.exact, army.text_version.number) == ("changed", "Kwantung Army", 3)
    revise(article, "First.\n" + BODY, by=None, based_on=3, reason="It was right.")
    army.refresh_from_db()
    assert (army.state, army.start) == ("ok", BODY.index("Kwantung Army") + 7)


def test_two_mentions_of_one_entity_never_come_to_the_same_place():
    body = "Army of Kwantung, once more the Kwantung.\n"
    article = scene.draft(body=body)
    army = scene.entity("Kwantung Army", "organisation")
    first = scene.mention(article, "Kwantung", army)
    second = annotate.add_mention(article, 32, 40, army, by=None, based_on=1)
    told = fates(body, "Kwantung.\n", spans_of(article))
    places = [(fate.start, fate.end) for fate in told if fate.start is not None]
    assert len(places) == len(set(places))
    revise(article, "Kwantung.\n", by=None, based_on=1, reason="Cut.")
    assert Mention.objects.filter(pk__in=[first.pk, second.pk]).count() == 2
    assert scene.problems() == []


@pytest.mark.parametrize(
    ("body", "reason", "field"),
    [
        (BODY, "Why not", "body"),
        ("\ufeff" + BODY.replace("\n", "\r\n"), "Only line ends", "body"),
        ("", "Empty", "body"),
        ("Half \ud83d", "Damaged", "body"),
        ("Other", "  ", "reason"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(body, reason, field):
    article, *_ = annotated()
    with pytest.raises(ValidationError) as refused:
        revise(article, body, by=None, based_on=1, reason=reason)
    assert list(refused.value.message_dict) == [field]
    assert TextVersion.objects.count() == 1
    assert scene.problems() == []


def test_who_edited_an_older_version_is_refused():
    article, *_ = annotated()
    revise(article, BODY + "More.\n", by=None, based_on=1, reason="More.")
    with pytest.raises(Stale, match="version 2"):
        revise(article, BODY + "Less.\n", by=None, based_on=1, reason="Less.")
    assert article.text_versions.count() == 2


def test_an_article_form_shown_before_cannot_publish_the_new_text_unseen():
    article, *_ = annotated()
    seen = Article.objects.get(pk=article.pk).row_version
    revise(article, BODY + "More.\n", by=None, based_on=1, reason="More.")
    assert Article.objects.get(pk=article.pk).row_version == seen + 1


def test_what_readers_see_only_an_editor_revises():
    article = scene.published()
    with pytest.raises(PermissionDenied):
        revise(article, "Other.", by=scene.user("Annotator"), based_on=1, reason="Better.")
    revise(article, "Other.", by=scene.user("Editor"), based_on=1, reason="Better.")


def test_readers_are_told_what_was_corrected_and_can_read_what_they_read():
    draft = scene.draft(body="First words.\nThe same line.\n")
    revise(draft, "Second words.\nThe same line.\n", by=None, based_on=1, reason="Before.")
    assert not Correction.objects.exists()
    article = scene.publish(draft)
    revise(article, "Third words.\nThe same line.\n", by=None, based_on=2, reason="Misprint.")
    correction = Correction.objects.public().get()
    assert (correction.kind, correction.reason) == ("text_corrected", "Misprint.")
    assert (correction.said_before, correction.said_now) == ("Second words.", "Third words.")
    shown = TextVersion.objects.public().filter(article=article)
    assert [text.number for text in shown.order_by("number")] == [2, 3]
    article.refresh_from_db()
    article.text_is_public = False
    records.change(article, by=None, based_on=article.row_version)
    assert not TextVersion.objects.public().exists()
    correction = Correction.objects.public().get(kind="text_corrected")
    assert (correction.said_before, correction.said_now) == ("", "")


def test_a_revision_costs_the_same_queries_however_many_annotations(django_assert_max_num_queries):
    body = "".join(f"Line {n} names Moscow once.\n" for n in range(300))
    article = scene.draft(body=body)
    places = [(i, i + 6) for i in range(len(body)) if body.startswith("Moscow", i)]
    annotate.add_mentions(article, places, scene.entity(), by=None, based_on=1)
    with django_assert_max_num_queries(60):
        told = revise(article, "Before.\n" + body, by=None, based_on=1, reason="More.")
    assert {fate.state for fate in told} == {AnchorState.OK}
    assert len(told) == 300
    assert all(not model.objects.exclude(state="ok").exists() for model in SPAN_MODELS)
    assert scene.problems() == []


def test_of_long_lines_the_log_tells_what_stands_beside_the_change():
    long = "What stayed as it was, word by word, for a long while. " * 9
    before, now = in_brief(long + "Moscow fell." + long + "\nSame.", long + "Moscow stood." + long)
    around = "…word by word, for a long while. {}What stayed as it was, word by word, …"
    assert before == around.format("Moscow fell.") + "\nSame."
    assert now == around.format("Moscow stood.")
