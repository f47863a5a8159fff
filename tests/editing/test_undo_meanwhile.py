"""Undo after others went on working: what is theirs stays, and the archive stays in order."""

import pytest
from django.core.exceptions import ValidationError

from articles.editing import annotate, ledger, records
from articles.editing.undo import undo
from articles.models import (
    Alias,
    Change,
    Derivation,
    DerivationSpan,
    Entity,
    Mention,
    Quotation,
    QuotationSpan,
    Source,
)
from tests.editing.scene import (
    derivation,
    draft,
    entity,
    evidence,
    known,
    latest,
    mention,
    part,
    place,
    problems,
    published,
    quotation,
    source,
    user,
)

pytestmark = pytest.mark.django_db


def newly_named(article, by, words: str = "Bureau") -> tuple[Change, Entity]:
    """A new entity and its mention, in one Change."""
    with annotate.writing("add_mention", article, by=by, based_on=1) as made:
        named = records.add(Entity(name=words, kind="organisation"), by=by)
        annotate.add_mention(article, *place(article, words), named, by=by, based_on=1)
    return made, named


def newly_sourced(article, by) -> tuple[Change, Derivation]:
    """A quotation from a new source that stems from another new one, in one Change."""
    with annotate.writing("add_quotation", article, by=by, based_on=1) as made:
        claim = derivation(source("Verdict", by=by), source("Papers", by=by), by=by)
        evidence(claim, article, "papers", by=by)
        quotation(article, source=claim.source, by=by)
    return made, claim


@pytest.mark.parametrize("then", ["used", "changed", "neither"])
def test_a_new_entity_stays_if_others_came_to_need_it(then):
    article, by, other = draft(), user("Editor"), user("Editor")
    made, named = newly_named(article, by)
    if then == "used":
        mention(draft("Another"), "Bureau", named, by=other)
    elif then == "changed":
        named.description = "An office."
        records.change(named, by=other, based_on=1)
    undo(made, by=by)
    assert not article.mentions.exists()
    assert Entity.objects.filter(pk=named.pk).exists() == (then != "neither")


@pytest.mark.parametrize("how", ["alias", "part in a source", "read by the public"])
def test_a_new_entity_stays_with_what_others_tied_to_it(how):
    article, by = draft(), user("Annotator")
    made, named = newly_named(article, by)
    if how == "alias":
        records.add(Alias(entity=named, name="Kyoku", language="ja"), by=user("Editor"))
    elif how == "part in a source":
        part(source(), named)
    else:
        mention(published("Another"), "Bureau", named)
    undo(made, by=by)
    assert not article.mentions.exists()
    assert Entity.objects.get() == named
    assert named.aliases.count() == (how == "alias")


def test_a_new_entity_goes_when_what_was_changed_to_it_is_changed_back():
    article, by, moscow = draft(), user("Editor"), entity()
    named = mention(article, "Moscow", moscow)
    with annotate.writing("change_mention", article, by=by, based_on=1) as changed:
        named.entity = records.add(Entity(name="Moscow, Idaho", kind="place"), by=by)
        records.change(named, by=by, based_on=1)
    undone = undo(changed, by=by)
    assert list(Entity.objects.all()) == [moscow]
    assert Mention.objects.get().entity == moscow
    undo(undone, by=by)
    assert Mention.objects.get().entity.name == "Moscow, Idaho"
    assert problems() == []


def test_sources_made_for_a_quotation_go_or_stay_with_where_they_come_from():
    article, by = draft(), user("Editor")
    made, _ = newly_sourced(article, by)
    undo(made, by=by)
    assert not Source.objects.exists()
    made, claim = newly_sourced(article, by)
    quotation(draft("Another"), source=claim.source, by=user("Editor"))
    undo(made, by=by)
    assert not article.quotations.exists()
    assert set(Source.objects.all()) == {claim.source, claim.derived_from}
    assert claim.spans.count() == 1


@pytest.mark.parametrize(
    "how", ["note on the derivation", "more evidence", "less evidence", "agent", "behind another"]
)
def test_new_sources_stay_as_a_whole_if_somebody_went_on_with_them(how):
    article, by = draft(), user("Editor")
    made, claim = newly_sourced(article, by)
    if how == "note on the derivation":
        claim.note = "So it seems."
        records.change(claim, by=user("Editor"), based_on=1)
    elif how == "more evidence":
        evidence(claim, article, "the papers came")
    elif how == "less evidence":
        records.delete(claim.spans.get(), by=None, based_on=1)
    elif how == "agent":
        part(claim.source, entity())
    else:
        derivation(source("Commentary"), claim.source)
    spans = claim.spans.count()
    undo(made, by=by)
    assert not article.quotations.exists()
    assert set(Source.objects.all()) >= {claim.source, claim.derived_from}
    assert Derivation.objects.filter(pk=claim.pk).exists()
    assert claim.spans.count() == spans


def test_a_quotation_does_not_take_the_pieces_of_others_with_it():
    article, by = draft(), user("Editor")
    said = quotation(article, by=by)
    made = latest()
    annotate.add_pieces(said, [("cue", *place(article, "said"))], by=user("Editor"), based_on=1)
    with pytest.raises(ledger.Stale, match="Pieces were added"):
        undo(made, by=by)
    assert said.spans.count() == 2


def test_evidence_of_others_does_not_go_with_a_derivation():
    article, by = draft(), user("Editor")
    claim = derivation(source("Verdict"), source("Papers"), by=by)
    made = latest()
    evidence(claim, article, "papers", by=user("Editor"))
    with pytest.raises(ledger.Stale, match="were added to this derivation") as refused:
        undo(made, by=by)
    assert refused.value.record == claim
    assert DerivationSpan.objects.count() == 1


def test_a_quotation_is_not_left_without_content():
    article, by = draft(), user("Editor")
    said = quotation(article)
    (more,) = annotate.add_pieces(
        said, [("content", *place(article, "the papers"))], by=by, based_on=1
    )
    made = latest()
    first = said.spans.exclude(pk=more.pk).get()
    annotate.delete_piece(first, by=user("Editor"), based_on=1)
    with pytest.raises(ledger.Stale, match="content") as refused:
        undo(made, by=by)
    assert refused.value.record == said
    assert said.spans.get() == more


def test_pieces_without_a_history_come_back_with_their_quotation():
    """Those of a fixture have none before their first change."""
    article, by = draft(), user("Editor")
    said = quotation(article)
    annotate.add_pieces(said, [("cue", *place(article, "said"))], by=None, based_on=1)
    Quotation.history.all().delete()
    QuotationSpan.history.all().delete()
    pieces = list(said.spans.values("pk", "public_id", "role", "order", "start", "end", "exact"))
    records.delete(said, by=by, based_on=1)
    undo(latest(), by=by)
    assert list(Quotation.objects.get().spans.values(*pieces[0])) == pieces
    assert problems() == []


def test_an_entity_whose_address_was_taken_comes_back_at_another():
    article, by = draft(), user("Editor")
    made, named = newly_named(article, by)
    undone = undo(made, by=by)
    other = entity("Bureau", kind="organisation")
    assert other.slug == named.slug
    undo(undone, by=by)
    again = article.mentions.get().entity
    assert (again.pk, again.public_id, again.slug) == (named.pk, named.public_id, "bureau-2")
    assert problems() == []


def test_words_that_others_marked_alike_since_are_not_marked_twice():
    article, by, moscow = draft(), user("Editor"), entity()
    named = mention(article, "Moscow", moscow, by=by)
    records.delete(named, by=by, based_on=1)
    deleted = latest()
    mention(article, "Moscow", moscow, by=user("Editor"))
    with pytest.raises(ValidationError, match="marked for this entity already"):
        undo(deleted, by=by)
    assert Mention.objects.count() == 1


def test_what_was_done_in_turn_is_undone_in_reverse():
    """Each step takes the place the step before it left."""
    article, by = draft(), user("Editor")
    said = quotation(article)
    places = [place(article, words) for words in ("Moscow", "court", "said", "papers")]
    (a, b, c) = annotate.add_pieces(
        said, [("cue", *one) for one in places[:3]], by=None, based_on=1
    )
    before = list(QuotationSpan.objects.values("pk", "start"))
    with annotate.writing("change_quotation", article, by=by, based_on=1) as made:
        annotate.delete_piece(c, by=by, based_on=1)
        for piece, there in ((b, places[2]), (a, places[1])):
            annotate.replace_span(piece, *there, by=by, based_on=1, based_on_text=1)
        annotate.add_pieces(said, [("cue", *places[0])], by=by, based_on=1)
    after = list(QuotationSpan.objects.values("pk", "start"))
    undone = undo(made, by=by)
    assert list(QuotationSpan.objects.values("pk", "start")) == before
    undo(undone, by=by)
    assert list(QuotationSpan.objects.values("pk", "start")) == after
    assert problems() == []


def test_a_change_of_a_source_is_undone_with_its_address():
    by = user("Editor")
    stored = known(source("Verdict", by=by))
    stored.title, stored.slug = "The verdict", "the-verdict"
    records.change(stored, by=by, based_on=1)
    undo(latest(), by=by)
    stored.refresh_from_db()
    assert (stored.title, stored.slug) == ("Verdict", "verdict")
    assert list(stored.past_slugs.values_list("slug", flat=True)) == ["the-verdict"]
    assert problems() == []
