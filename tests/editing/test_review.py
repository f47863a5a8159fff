"""What waits because a text changed is confirmed, selected again or deleted with a reason."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles.editing import annotate, review
from articles.editing.ledger import Stale
from articles.editing.revising import revise
from articles.models import CitationSpan, DerivationSpan, Mention, Quotation, RelationSpan
from tests.editing import scene

pytestmark = pytest.mark.django_db

BODY = "The court sat in Moscow.\nIts papers came from the Bureau of Archives, as it said.\n"
CHANGED = BODY.replace("Bureau of Archives", "Bureau for Archives")
CUT = "The court sat in Moscow.\n"


def waiting_mention() -> Mention:
    article = scene.draft(body=BODY)
    bureau = scene.mention(article, "Bureau of Archives", scene.entity("Bureau", "organisation"))
    revise(article, CHANGED, by=None, based_on=1, reason="Misprint.")
    bureau.refresh_from_db()
    assert bureau.state == "changed"
    return bureau


def test_confirmed_the_words_of_the_new_text_are_its_words():
    span = waiting_mention()
    assert review.pending_count() == review.pending_count(span.article) == 1
    review.confirm(span, by=None, based_on=span.row_version, based_on_text=2)
    span.refresh_from_db()
    assert (span.state, span.exact) == ("ok", "Bureau for Archives")
    assert review.pending_count() == 0
    assert scene.latest().verb == "confirm_span"
    assert scene.problems() == []


def test_an_orphan_cannot_be_confirmed_but_selected_again():
    article = scene.draft(body=BODY)
    bureau = scene.mention(article, "Bureau of Archives", scene.entity("Bureau", "organisation"))
    revise(article, CUT, by=None, based_on=1, reason="Cut.")
    bureau.refresh_from_db()
    with pytest.raises(ValidationError, match="stands nowhere"):
        review.confirm(bureau, by=None, based_on=bureau.row_version, based_on_text=2)
    annotate.replace_span(bureau, 4, 9, by=None, based_on=bureau.row_version, based_on_text=2)
    bureau.refresh_from_db()
    assert (bureau.state, bureau.exact, bureau.text_version.number) == ("ok", "court", 2)
    assert scene.problems() == []


def test_what_somebody_confirmed_meanwhile_is_told():
    span = waiting_mention()
    seen = span.row_version
    review.confirm(span, by=None, based_on=seen, based_on_text=2)
    with pytest.raises(ValidationError, match="confirmed already"):
        review.confirm(span, by=None, based_on=seen, based_on_text=2)
    late = waiting_mention()
    with pytest.raises(Stale):
        review.confirm(late, by=None, based_on=late.row_version, based_on_text=1)


def test_deleted_with_a_reason_only():
    span = waiting_mention()
    with pytest.raises(ValidationError, match="Say why"):
        review.discard(span, by=None, based_on=span.row_version, reason=" ")
    review.discard(span, by=None, based_on=span.row_version, reason="No name any more.")
    assert not Mention.objects.exists()
    assert scene.latest().reason == "No name any more."


def test_the_last_content_of_a_quotation_and_the_last_evidence_of_a_claim_stay():
    article = scene.draft(body=BODY)
    piece = scene.quotation(article, "Its papers came").spans.get()
    claim = scene.derivation(scene.source(), scene.source("Papers"))
    evidence = scene.evidence(claim, article, "papers came from the Bureau")
    stands = scene.relation(scene.entity("Bureau"), scene.entity("Archives"))
    words = scene.evidence(stands, article, "Bureau of Archives")
    revise(article, CUT, by=None, based_on=1, reason="Cut.")
    for span in (piece, evidence, words):
        span.refresh_from_db()
        assert span.state == "orphan"
        with pytest.raises(ValidationError, match="last words"):
            review.discard(span, by=None, based_on=span.row_version, reason="Gone.")
    assert Quotation.objects.exists()
    assert DerivationSpan.objects.exists()
    assert RelationSpan.objects.exists()


def test_the_passage_of_a_citation_may_go():
    article = scene.draft(body=BODY)
    span = scene.evidence(scene.citation(article, scene.source()), article, "Its papers")
    revise(article, CUT, by=None, based_on=1, reason="Cut.")
    span.refresh_from_db()
    review.discard(span, by=None, based_on=span.row_version, reason="Gone.")
    assert not CitationSpan.objects.exists()


def test_what_readers_see_only_an_editor_reviews():
    article = scene.draft(body=BODY)
    span = scene.mention(article, "Moscow", scene.entity())
    scene.publish(article)
    revise(article, BODY.replace("Moscow", "Moskow"), by=None, based_on=1, reason="As printed.")
    span.refresh_from_db()
    known = {"based_on": span.row_version, "based_on_text": 2}
    with pytest.raises(PermissionDenied):
        review.confirm(span, by=scene.user("Annotator"), **known)
    review.confirm(span, by=scene.user("Editor"), **known)
