"""Deleting: one record or many, through the verbs; all or nothing, with its reason kept."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from articles.admin import deleting
from articles.editing import annotate, records
from articles.models import Article, Change, Entity, Mention, Quotation, TextVersion


def told(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def delete(client, record, version: int | None = None, **more):
    version = type(record).objects.get(pk=record.pk).row_version if version is None else version
    url = reverse(f"admin:articles_{record._meta.model_name}_delete", args=[record.pk])
    return client.post(url, {"post": "yes", "row_version": version, **more})


def delete_selected(client, chosen, **more):
    model = type(chosen[0])
    url = reverse(f"admin:articles_{model._meta.model_name}_changelist")
    data = {"action": "delete_selected", "_selected_action": [r.pk for r in chosen]}
    return client.post(url, data | more)


@pytest.fixture
def three(annotated, army) -> list[Mention]:
    body = annotated.current_text.body
    for start in (body.index("Kwantung", 20), body.rindex("Kwantung")):
        annotate.add_mention(annotated, start, start + 8, army, by=None, based_on=1)
    return list(Mention.objects.all())


def test_a_record_is_deleted_with_its_reason(as_annotator, annotator, annotated):
    mention = Mention.objects.get()
    assert delete(as_annotator, mention, reason="not a name").status_code == 302
    change = Change.objects.latest("pk")
    assert (change.verb, change.by, change.reason) == ("delete_mention", annotator, "not a name")
    assert mention.history.filter(history_type="-", change=change).exists()


def test_many_records_are_deleted_in_one_change(as_annotator, three):
    page = delete_selected(as_annotator, three)
    assert page.status_code == 200
    versions = {f"row_version_{m.pk}": m.row_version for m in three}
    for name in versions:
        assert f'name="{name}"' in page.content.decode()
    before = Change.objects.count()
    assert delete_selected(as_annotator, three, post="yes", **versions).status_code == 302
    assert not Mention.objects.exists()
    assert Change.objects.count() == before + 1


def test_of_many_records_all_or_none_are_deleted(as_annotator, three, row_counts):
    """One was changed by somebody else since the confirmation page was made."""
    versions = {f"row_version_{m.pk}": m.row_version for m in three}
    fresh = Mention.objects.get(pk=three[-1].pk)
    fresh.certainty = "low"
    records.change(fresh, by=None, based_on=fresh.row_version)
    before = row_counts()
    answer = delete_selected(as_annotator, three, post="yes", **versions)
    assert "Nothing was deleted" in told(answer)
    assert row_counts() == before


def test_too_many_at_once_are_refused_before_a_form_overflows(as_editor, three, monkeypatch):
    monkeypatch.setattr(deleting, "MOST", 2)
    assert "up to 2 at once" in told(delete_selected(as_editor, three))
    assert Mention.objects.count() == 3


def test_an_annotator_deletes_nothing_that_readers_see(as_annotator, published, row_counts):
    before = row_counts()
    assert delete(as_annotator, Mention.objects.get()).status_code == 403
    page = delete_selected(as_annotator, list(Mention.objects.all()))
    assert page.context["perms_lacking"]
    answer = delete_selected(as_annotator, list(Mention.objects.all()), post="yes")
    assert answer.status_code == 403
    assert row_counts() == before


def test_a_stale_deletion_is_refused(as_editor, annotated, row_counts):
    before = row_counts()
    answer = delete(as_editor, Quotation.objects.get(), version=0)
    assert answer.status_code == 302
    assert "changed by somebody else" in told(answer)
    assert row_counts() == before


def test_what_is_in_use_is_kept_and_the_page_says_by_whom(as_editor, annotated, army):
    url = reverse("admin:articles_entity_delete", args=[army.pk])
    assert "Mention: “Kwantung Army”" in as_editor.get(url).content.decode()
    delete(as_editor, army)
    assert Entity.objects.exists()


def test_a_draft_goes_with_its_text_and_annotation(as_editor, annotated):
    url = reverse("admin:articles_article_delete", args=[annotated.pk])
    counts = dict(as_editor.get(url).context["model_count"])
    assert (counts["mentions"], counts["quotations"], counts["text versions"]) == (1, 1, 1)
    assert delete(as_editor, annotated).status_code == 302
    assert not Article.objects.exists()
    assert not TextVersion.objects.exists()
    assert Change.objects.latest("pk").verb == "delete_article"


def test_what_readers_have_seen_is_withdrawn_instead(as_editor, published):
    answer = delete(as_editor, published)
    assert "withdraw it instead" in told(answer)
    assert Article.objects.exists()
