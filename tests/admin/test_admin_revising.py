"""Revising a text in the admin: nothing is saved unseen, and what waits is dealt with."""

import re

import pytest
from django.urls import reverse

from articles.editing import annotate
from articles.editing.revising import revise
from articles.models import AnchorState, Article, CitationSpan, Mention, TextVersion
from articles.text.normalise import fingerprint
from tests.admin.conftest import TEXT
from tests.editing import scene

CUT = TEXT[TEXT.index("Nobody") :]


def address(article: Article, page: str) -> str:
    return reverse(f"admin:articles_article_{page}", args=[article.pk])


def asked(body: str, version: int = 1, previewed: str = "", **more) -> dict:
    return {
        "body": body.replace("\n", "\r\n"),
        "reason": "A better scan.",
        "text_version": version,
        "previewed": previewed and fingerprint(previewed),
    } | more


def text_of(answer) -> str:
    """What a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_preview_tells_what_becomes_of_each_annotation_and_saves_nothing(
    as_annotator, annotated, row_counts
):
    before = row_counts()
    answer = as_annotator.post(
        address(annotated, "revise"),
        asked(TEXT.replace("Kwantung Army marched", "Kwangtung Army marched"), preview="Preview"),
    )
    told = text_of(answer)
    assert "words changed: 1" in told
    assert "Mention of “Kwantung Army” words changed" in told
    assert "Kwangtung" in told
    assert answer.context["preview"].listed[0].then.words == "Kwantung Army"
    assert answer.context["preview"].listed[0].now.words == "Kwangtung Army"
    assert row_counts() == before
    assert TextVersion.objects.count() == 1


def test_only_what_was_previewed_is_saved(as_annotator, annotated):
    page = address(annotated, "revise")
    for previewed in ("", TEXT, CUT + "More."):
        answer = as_annotator.post(page, asked(CUT, previewed=previewed, save="Save"))
        assert answer.context["preview"] is not None
        assert TextVersion.objects.count() == 1
    answer = as_annotator.post(page, asked(CUT, previewed=CUT, save="Save"))
    assert answer.url == address(annotated, "review")
    annotated.refresh_from_db()
    assert annotated.current_text.body == CUT
    assert annotated.current_text.created_by.username == "annotator"
    assert Mention.objects.get().state == "orphan"


def test_a_revision_that_moves_nothing_leads_back_to_the_article(as_annotator, annotated):
    body = "First.\n" + TEXT
    answer = as_annotator.post(
        address(annotated, "revise"), asked(body, previewed=body, save="Save"), follow=True
    )
    assert "All annotations are in place." in text_of(answer)


def test_somebody_else_revised_it_meanwhile_both_texts_are_shown(as_annotator, annotated):
    revise(annotated, "Hers first.\n" + TEXT, by=None, based_on=1, reason="Hers.")
    mine = TEXT + "\nMine last."
    for button in ({"preview": "Preview"}, {"save": "Save", "previewed": fingerprint(mine)}):
        answer = as_annotator.post(address(annotated, "revise"), asked(mine) | button)
        told = text_of(answer)
        assert "it is at version 2, you edited version 1. Nothing was saved" in told
        assert "Hers first." in told
        form = answer.context["form"]
        assert form["body"].value().replace("\r\n", "\n") == mine
        assert str(form["text_version"].value()) == "2"
    assert TextVersion.objects.count() == 2


@pytest.mark.parametrize(
    ("body", "more", "message"),
    [
        ("", {}, "An article has a body"),
        (TEXT, {}, "The text is the same as in version 1."),
        ("Other", {"reason": " "}, "This field is required."),
    ],
)
def test_wrong_input_is_told_at_its_field(as_annotator, annotated, body, more, message):
    sent = asked(body, preview="Preview") | more
    answer = as_annotator.post(address(annotated, "revise"), sent)
    assert answer.status_code == 200
    assert message in text_of(answer)
    assert TextVersion.objects.count() == 1


def test_an_annotator_does_not_revise_what_readers_see(as_annotator, as_editor, annotated):
    scene.publish(annotated)
    for answer in (
        as_annotator.get(address(annotated, "revise")),
        as_annotator.post(address(annotated, "revise"), asked(CUT, previewed=CUT, save="Save")),
    ):
        assert answer.status_code == 403
    assert as_editor.get(address(annotated, "revise")).status_code == 200
    revise(annotated, CUT, by=None, based_on=1, reason="Cut.")
    told = text_of(as_annotator.get(address(annotated, "review")))
    assert "an Editor has to look at it" in told
    assert "Confirm" not in told.replace("Confirm the new place", "")


def test_the_queue_is_counted_on_the_front_page_and_emptied_one_by_one(as_editor, annotated):
    scene.evidence(scene.citation(annotated, scene.source()), annotated, "marched")
    changed = TEXT.replace("Kwantung Army marched", "Kwangtung Army moved")
    revise(annotated, changed, by=None, based_on=1, reason="Misprint.")
    front = text_of(as_editor.get(reverse("admin:index")))
    assert "Annotations to review 2" in front
    page = address(annotated, "review")
    assert "Confirm" in text_of(as_editor.get(page))

    mention, passage = Mention.objects.get(), CitationSpan.objects.get()
    assert (mention.state, passage.state) == (AnchorState.CHANGED, AnchorState.ORPHAN)

    def act(span, action, **more):
        values = {"span": span.public_id, "action": action, "text_version": 2, **more}
        return as_editor.post(page, {"row_version": span.row_version, **values}, follow=True)

    assert "An orphan stands nowhere" in text_of(act(passage, "confirm"))
    assert "Say why it is deleted." in text_of(act(passage, "discard"))
    assert "was changed by somebody else" in text_of(
        act(mention, "discard", row_version=9, reason="x")
    )
    assert "your offsets are from version 1" in text_of(act(mention, "confirm", text_version=1))
    assert "Confirmed" in text_of(act(mention, "confirm"))
    mention.refresh_from_db()
    assert (mention.state, mention.exact) == ("ok", "Kwangtung Army")
    assert "Deleted" in text_of(act(passage, "discard", reason="No longer said."))
    assert "somebody else dealt with" in text_of(act(passage, "discard", reason="x")).lower()
    assert "all annotations are in place" in text_of(as_editor.get(page))
    assert "Annotations to review 0" in text_of(as_editor.get(reverse("admin:index")))


def test_the_whole_queue_is_told_article_by_article_in_pages(
    as_editor, annotated, django_assert_max_num_queries
):
    body = "Moscow fell.\n" * 60
    other = scene.draft("Another article", body)
    moscow = scene.entity()
    places = [(i, i + 6) for i in range(len(body)) if body.startswith("Moscow", i)]
    annotate.add_mentions(other, places, moscow, by=None, based_on=1)
    revise(other, "Nothing.\n", by=None, based_on=1, reason="Cut.")
    revise(annotated, CUT, by=None, based_on=1, reason="Cut.")
    queue = reverse("admin:articles_article_reviews")
    with django_assert_max_num_queries(40):
        first = as_editor.get(queue)
    assert "Page 1 of 2" in text_of(first)
    second = text_of(as_editor.get(queue, {"p": 2}))
    assert "Another article" in second
    titles = first.context["items"]
    assert len(titles) == 50
    assert titles[0][0].span.text_version.article == annotated


def test_what_stands_in_the_way_of_publishing_leads_to_the_queue(as_editor, annotated):
    revise(annotated, CUT, by=None, based_on=1, reason="Cut.")
    article = reverse("admin:articles_article_change", args=[annotated.pk])
    page = as_editor.get(article).content.decode()
    assert "Mention “Kwantung Army” is not confirmed (orphan)." in page
    assert f'href="{address(annotated, "review")}"' in page
