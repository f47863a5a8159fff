"""What readers saw and now see otherwise is in the corrections log; what they never saw is not."""

import pytest
from django.core.exceptions import ValidationError

from articles.editing import articles, records
from articles.models import Correction, Mention, Quotation
from tests.editing import scene

pytestmark = pytest.mark.django_db


def logged() -> list[tuple]:
    """Kind, what about, before and after; the earliest first."""
    return [
        (entry.kind, entry.label, entry.said_before, entry.said_now)
        for entry in Correction.objects.order_by("pk")
    ]


def seen():
    """A published article with a quotation in a source that derives from another, and a mention."""
    article, verdict, papers = scene.draft(), scene.source("Verdict"), scene.source("Papers")
    quotation = scene.quotation(article, source=verdict)
    mention = scene.mention(article, "Moscow", scene.entity())
    claim = scene.derivation(verdict, papers)
    scene.evidence(claim, article, "papers")
    return scene.publish(article), quotation, mention, claim


def test_attributions_and_identifications_with_what_they_said_before():
    _, quotation, mention, claim = seen()
    quotation.speaker, quotation.speaker_description = scene.entity("Court", "organisation"), ""
    records.change(quotation, by=None, based_on=1, reason="It is named further down.")
    mention.entity = scene.entity("Moscow Oblast")
    records.change(mention, by=None, based_on=1)
    claim.kind = "was_quoted_from"
    records.change(claim, by=None, based_on=1)
    quotation.note = "No correction."
    records.change(quotation, by=None, based_on=2)
    assert logged() == [
        ("attribution_corrected", str(quotation), "speaker: the court", "speaker: Court"),
        ("identification_corrected", "“Moscow”", "entity: Moscow", "entity: Moscow Oblast"),
        (
            *("attribution_corrected", "Verdict was quoted from Papers"),
            *("kind: was derived from", "kind: was quoted from"),
        ),
    ]
    first = Correction.objects.order_by("pk").first()
    assert first.reason == "It is named further down."
    assert (first.about, first.record) == (quotation.article, quotation.public_id)
    assert first.change.verb == "change_quotation"
    assert {entry.pk for entry in Correction.objects.public()} == {
        entry.pk for entry in Correction.objects.all()
    }


def test_how_one_entity_stands_to_another_is_told_at_the_one_it_begins_at():
    article = scene.draft()
    city, country, union = (scene.entity(name) for name in ("Moscow", "Russia", "Soviet Union"))
    for words, named in (("Moscow", city), ("東京", country)):
        scene.mention(article, words, named)
    stands = scene.relation(city, country)
    scene.evidence(stands, article, "Moscow")
    scene.publish(article)
    stands.kind, stands.date = "located_in", "1940"
    records.change(stands, by=None, based_on=1)
    stands.other = union  # readers do not know it
    records.change(stands, by=None, based_on=2)
    stands.other = country
    records.change(stands, by=None, based_on=3)
    records.delete(stands, by=None, based_on=4)
    before = "entity: Moscow; kind: located in; other: Russia; date: 1940; basis: stated in a text"
    assert logged() == [
        (
            *("attribution_corrected", "Moscow located in Russia"),
            *("kind: part of", "kind: located in; date: 1940"),
        ),
        ("deleted", "Moscow located in Russia", before, ""),
        ("restored", "Moscow located in Russia", "", ""),
        ("deleted", "Moscow located in Russia", before, ""),
    ]
    assert {entry.about for entry in Correction.objects.all()} == {city}


def test_of_a_draft_nothing_is_logged():
    article = scene.draft()
    quotation = scene.quotation(article)
    quotation.speaker_description = "a clerk"
    records.change(quotation, by=None, based_on=1)
    records.delete(quotation, by=None, based_on=2)
    article.refresh_from_db()
    article.title = "Other"
    records.change(article, by=None, based_on=article.row_version)
    assert logged() == []


def test_a_quotation_goes_with_a_reason_and_comes_back():
    _, quotation, *_ = seen()
    with pytest.raises(ValidationError, match="Say why") as refused:
        records.delete(quotation, by=None, based_on=1, reason=" ")
    assert set(refused.value.message_dict) == {"reason"}
    assert Quotation.objects.exists()
    values = {
        field.attname: getattr(quotation, field.attname)
        for field in quotation._meta.concrete_fields
        if field.name != "id"
    }
    records.delete(quotation, by=None, based_on=1, reason="Nobody said it.")
    (kind, _, before, now) = logged()[-1]
    assert (kind, now) == ("deleted", "")
    assert before == "kind: direct; medium: speech; speaker: the court; source: Verdict"
    records.add(Quotation(**values), by=None)
    assert logged()[-1][0] == "restored"


def test_a_claim_that_only_a_draft_would_state_is_not_named():
    """Its words in the published text go; the new origin, which only a draft knows, is secret."""
    article, _, _, claim = seen()
    secret = scene.source("Secret diary")
    scene.evidence(claim, scene.draft("Secret"), "papers")
    claim.spans.filter(text_version__article=article).delete()
    claim.refresh_from_db()
    claim.derived_from = secret
    records.change(claim, by=None, based_on=claim.row_version)
    assert "Secret diary" not in str(logged())
    assert not Correction.objects.filter(new__contains="Secret").exists()


def test_descriptions_withdrawals_and_returns():
    article, *_ = seen()
    article.title = "Pact signed in Berlin"
    article = records.change(article, by=None, based_on=article.row_version, reason="As printed.")
    known = {"by": None, "reason": "Forged."}
    article = articles.withdraw_article(article, based_on=article.row_version, **known)
    public = Correction.objects.public()
    assert [entry.kind for entry in public] == ["withdrawn"]
    articles.publish_article(article, by=None, based_on=article.row_version, reason="Genuine.")
    assert logged() == [
        ("description_corrected", article.title, "title: Pact signed", f"title: {article.title}"),
        ("withdrawn", article.title, "", ""),
        ("restored", article.title, "", ""),
    ]
    assert [entry.reason for entry in public.all()] == ["Genuine.", "Forged.", "As printed."]


def test_where_the_text_may_not_be_shown_mentions_are_not_told():
    article, _, mention, _ = seen()
    article.text_is_public = False
    records.change(article, by=None, based_on=article.row_version)
    mention = Mention.objects.get()
    mention.entity = scene.entity("Moscow Oblast")
    records.change(mention, by=None, based_on=1)
    assert logged() == []
