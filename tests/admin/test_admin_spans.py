"""Spans are placed by pasting words and choosing the occurrence; offsets are never typed."""

import pytest
from django.urls import reverse

from articles.models import (
    Change,
    Citation,
    Derivation,
    DerivationSpan,
    Entity,
    Mention,
    Quotation,
    QuotationSpan,
)

ADD = reverse("admin:articles_mention_add")


def change(record) -> str:
    return reverse(f"admin:articles_{record._meta.model_name}_change", args=[record.pk])


def places(spans) -> list[tuple[str, int, str]]:
    return [(span.role, span.order, span.exact) for span in spans]


def test_words_that_occur_once_need_no_occurrence(as_annotator, draft, army, form_data):
    words = "the Kwantung Army 🙂 again"
    data = form_data(as_annotator, f"{ADD}?article={draft.pk}") | {"entity": army.pk}
    assert as_annotator.post(ADD, data | {"words": f" {words}\r\n"}).status_code == 302
    mention = Mention.objects.get()
    assert mention.exact == words == draft.current_text.body[mention.start : mention.end]
    assert (mention.prefix, mention.suffix) == ("r a year.”\nNobody else spoke of ", ".")
    assert Change.objects.latest("pk").verb == "add_mention"


def test_an_editor_chooses_among_occurrences_shown_in_context(
    as_annotator, draft, army, form_data, messages_of
):
    data = form_data(as_annotator, ADD) | {"article": draft.pk, "entity": army.pk}
    data["words"] = "Kwantung Army"
    listed = messages_of(as_annotator.post(ADD, data))["occurrence"]
    assert listed[0] == "The words occur 3 times: choose one."
    assert listed[2].startswith("2: …")
    assert "“The [Kwantung Army] will stay" in listed[2]
    assert listed[3].endswith("(paragraph 3)")
    assert as_annotator.post(ADD, data | {"occurrence": "3"}).status_code == 302
    start = Mention.objects.get().start
    assert start == draft.current_text.body.rindex("Kwantung Army")


def test_words_typed_with_other_quotation_marks_get_a_hint(
    as_annotator, draft, army, form_data, messages_of
):
    data = form_data(as_annotator, ADD) | {"article": draft.pk, "entity": army.pk}
    told = messages_of(as_annotator.post(ADD, data | {"words": '"for a year."'}))["words"]
    assert "It has ““for a year.””" in told[0]


def test_a_mention_is_moved_and_its_offsets_follow(as_editor, annotated, form_data):
    mention = Mention.objects.get()
    data = form_data(as_editor, change(mention))
    assert (data["words"], data["occurrence"]) == ("Kwantung Army", 1)
    assert "start" not in data
    assert as_editor.post(change(mention), data | {"occurrence": "2"}).status_code == 302
    moved = Mention.objects.get()
    assert moved.start == annotated.current_text.body.index("Kwantung Army", 20)
    assert moved.row_version == mention.row_version + 1
    latest = Change.objects.latest("pk")
    assert (latest.verb, latest.record) == ("change_mention", mention.public_id)


def test_the_words_around_a_span_are_escaped(as_editor, army, form_data):
    add = reverse("admin:articles_article_add")
    body = "<script>alert(1)</script> Kwantung Army <b>&amp;</b>"
    as_editor.post(add, form_data(as_editor, add) | {"title": "<i>T</i>", "body": body})
    data = form_data(as_editor, ADD) | {"article": 1, "entity": army.pk, "words": "Kwantung Army"}
    mention_article = army.published_articles.model.objects.get()
    as_editor.post(ADD, data | {"article": mention_article.pk})
    mention = Mention.objects.get()
    for url in (change(mention), reverse("admin:articles_mention_changelist")):
        html = as_editor.get(url).content.decode()
        assert "<script>alert" not in html
        assert "&lt;b&gt;&amp;amp;&lt;/b&gt;" in html
        assert "<i>T" not in html


def test_a_quotation_with_its_pieces_in_one_form(as_annotator, annotator, draft, form_data):
    url = reverse("admin:articles_quotation_add")
    data = form_data(as_annotator, f"{url}?article={draft.pk}") | {
        "kind": "direct",
        "speaker_description": "the ministry",
        "spans-TOTAL_FORMS": "4",
        "spans-0-words": "“The Kwantung Army will stay,”",
        "spans-1-words": "said",
        "spans-2-words": "the ministry",
        "spans-3-role": "content",
        "spans-3-words": "“for a year.”",
    }
    before = Change.objects.count()
    assert as_annotator.post(url, data).status_code == 302
    quotation = Quotation.objects.get()
    assert places(quotation.spans.all()) == [
        ("attribution", 1, "the ministry"),
        ("content", 1, "“The Kwantung Army will stay,”"),
        ("content", 2, "“for a year.”"),
        ("cue", 1, "said"),
    ]
    made = Change.objects.latest("pk")
    assert Change.objects.count() == before + 1
    assert (made.verb, made.record) == ("add_quotation", quotation.public_id)
    assert {row.change for row in QuotationSpan.history.all()} == {made}


def test_pieces_are_changed_added_and_removed_in_one_change(as_editor, annotated, form_data):
    quotation = Quotation.objects.get()
    data = form_data(as_editor, change(quotation))
    data |= {
        "spans-TOTAL_FORMS": "2",
        "spans-0-words": "“The Kwantung Army will stay",
        "spans-1-role": "cue",
        "spans-1-words": "said",
        "change_reason": "a comma too many",
    }
    before = Change.objects.count()
    assert as_editor.post(change(quotation), data).status_code == 302
    assert Change.objects.count() == before + 1
    made = Change.objects.latest("pk")
    assert (made.record, made.reason) == (quotation.public_id, "a comma too many")
    assert made.article == annotated
    assert places(quotation.spans.all()) == [
        ("content", 1, "“The Kwantung Army will stay"),
        ("cue", 1, "said"),
    ]
    data = form_data(as_editor, change(quotation)) | {"spans-1-DELETE": "on"}
    assert as_editor.post(change(quotation), data).status_code == 302
    assert places(quotation.spans.all()) == [("content", 1, "“The Kwantung Army will stay")]


def test_a_stated_derivation_with_its_evidence(as_annotator, draft, source, root, form_data):
    url = reverse("admin:articles_derivation_add")
    data = form_data(as_annotator, f"{url}?source={source.pk}") | {
        "derived_from": root.pk,
        "kind": "was_quoted_from",
        "basis": "stated",
        "spans-0-article": draft.pk,
        "spans-0-words": "for a year",
    }
    assert as_annotator.post(url, data).status_code == 302
    span = DerivationSpan.objects.get()
    assert (span.exact, span.text_version) == ("for a year", draft.current_text)
    derivation = Derivation.objects.get()
    data = form_data(as_annotator, change(derivation)) | {"spans-0-DELETE": "on"}
    answer = as_annotator.post(change(derivation), data)
    assert "basis" in answer.context["adminform"].form.errors
    assert DerivationSpan.objects.exists()


def test_evidence_moves_to_another_article(as_editor, annotated, derivation, form_data):
    add = reverse("admin:articles_article_add")
    as_editor.post(add, form_data(as_editor, add) | {"title": "Other", "body": "The Kwantung."})
    other = annotated.__class__.objects.get(title="Other")
    data = form_data(as_editor, change(derivation))
    data |= {"spans-0-article": other.pk, "spans-0-words": "Kwantung"}
    assert as_editor.post(change(derivation), data).status_code == 302
    assert DerivationSpan.objects.get().text_version == other.current_text


@pytest.mark.parametrize("model", [Mention, Quotation, Citation])
def test_what_stands_in_an_article_stays_in_it(model, as_editor, annotated, source, form_data):
    Citation(article=annotated, source=source).save()
    record = model.objects.first()
    other = Entity._meta.apps.get_model("articles", "Article")(title="Other", slug="other")
    other.save()
    data = form_data(as_editor, change(record)) | {"article": other.pk, "note": "moved?"}
    assert as_editor.post(change(record), data).status_code == 302
    record.refresh_from_db()
    assert (record.article, record.note) == (annotated, "moved?")
