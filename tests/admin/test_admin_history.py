"""What was changed can be read afterwards: who, when, why, and the values before and after."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.admin.article_history import ArticleHistory
from articles.editing import annotate, records
from articles.editing.articles import delete_article
from articles.editing.undo import undo
from articles.models import Alias, Change, Entity, Mention, QuotationSpan
from tests.admin.conftest import TEXT


def change(record) -> str:
    return reverse(f"admin:articles_{record._meta.model_name}_change", args=[record.pk])


def history(record) -> str:
    return reverse(f"admin:articles_{record._meta.model_name}_history", args=[record.pk])


def test_correcting_a_mention_of_a_published_article(
    as_editor, editor, published, form_data, as_annotator
):
    other = Entity(name="Guandong Army", kind="organisation", slug="guandong")
    other.save()
    mention = Mention.objects.get()
    before = Change.objects.count()
    data = form_data(as_editor, change(mention))
    data |= {"entity": other.pk, "certainty": "medium", "change_reason": "another army"}
    assert as_editor.post(change(mention), data).status_code == 302
    assert Change.objects.count() == before + 1
    made = Change.objects.latest("pk")
    assert (made.verb, made.by, made.record) == ("change_mention", editor, mention.public_id)
    page = as_annotator.get(history(mention)).context["page"]
    entry = page.object_list[0]
    assert (entry.change, entry.change.reason) == (made, "another army")
    (deed,) = entry.deeds.told
    assert [(v.name, v.before, v.after) for v in deed.values] == [
        ("entity", "Kwantung Army", "Guandong Army"),
        ("certainty", "high", "medium"),
    ]
    journal = as_annotator.get(reverse("admin:articles_change_change", args=[made.pk]))
    for words in ("Guandong Army", "another army", mention.public_id):
        assert words in journal.content.decode()


def test_the_history_of_a_fixture_begins_with_what_was_found(founding, as_editor, form_data):
    mention = Mention.objects.first()
    assert as_editor.get(history(mention)).context["page"].object_list == []
    data = form_data(as_editor, change(mention)) | {"certainty": "low"}
    as_editor.post(change(mention), data)
    latest, first = as_editor.get(history(mention)).context["page"].object_list
    assert first.found
    assert [(v.name, v.before, v.after) for v in latest.deeds.told[0].values] == [
        ("certainty", "high", "low")
    ]


def test_the_history_of_an_entity_tells_of_its_names_and_survives_it(as_editor, army, form_data):
    data = form_data(as_editor, change(army))
    data |= {"aliases-0-name": "Guandong <Army>", "aliases-0-language": "en"}
    as_editor.post(change(army), data)
    data = form_data(as_editor, change(army)) | {"aliases-0-DELETE": "on"}
    as_editor.post(change(army), data)
    assert not Alias.objects.exists()
    html = as_editor.get(history(army)).content.decode()
    assert "Guandong &lt;Army&gt;" in html
    assert "Guandong <Army>" not in html
    deeds = [e.deeds.told[0] for e in as_editor.get(history(army)).context["page"].object_list]
    assert [(d.kind, d.done) for d in deeds[:2]] == [("alias", "deleted"), ("alias", "added")]
    key = army.pk
    as_editor.post(
        reverse("admin:articles_entity_delete", args=[key]),
        {"post": "yes", "row_version": army.row_version, "reason": "twice"},
    )
    assert not Entity.objects.exists()
    page = as_editor.get(reverse("admin:articles_entity_history", args=[key]))
    deletion = page.context["page"].object_list[0].change
    assert deletion.reason == "twice"
    journal = as_editor.get(reverse("admin:articles_change_change", args=[deletion.pk]))
    assert page.request["PATH_INFO"] in journal.content.decode()


def told(client, record, page: int = 1) -> list:
    return client.get(history(record), {"p": page}).context["page"].object_list


def verbs(entries) -> list[str]:
    return [entry.verb if entry.change else "found" for entry in entries]


def test_the_history_of_an_article_tells_of_its_annotations(as_editor, editor, annotated, army):
    mention, piece = Mention.objects.get(), QuotationSpan.objects.get()
    mention.certainty = "low"
    records.change(mention, by=editor, based_on=1, reason="which army?")
    annotate.add_pieces(piece.quotation, [("cue", 59, 63)], by=editor, based_on=1)
    records.delete(mention, by=editor, based_on=2)
    entries = told(as_editor, annotated)
    assert verbs(entries) == [
        "delete mention",
        "add pieces",
        "change mention",
        "add quotation",
        "add mention",
        "create article",
    ]
    gone, pieces, changed, *_ = [entry.deeds.told for entry in entries]
    assert [(v.name, v.before, v.after) for v in changed[0].values] == [
        ("certainty", "high", "low")
    ]
    assert ("entity", "Kwantung Army", "") in [(v.name, v.before, v.after) for v in gone[0].values]
    assert [(deed.kind, deed.record, deed.done) for deed in pieces] == [
        ("quotation span", TEXT[59:63], "added")
    ]
    html = as_editor.get(history(annotated)).content.decode()
    assert "which army?" in html
    assert "<ins>low</ins>" in html


@pytest.mark.parametrize("pages", [1, 3])
def test_the_history_of_an_article_is_read_a_page_at_a_time(
    as_editor, editor, founding, monkeypatch, pages
):
    monkeypatch.setattr("articles.admin.history.PER_PAGE", 4)
    entity = Entity.objects.first()
    for end in range(1, 4 * pages + 1):
        annotate.add_mention(founding, 0, end, entity, by=editor, based_on=1)
    founding.note = "A note."
    records.change(founding, by=editor, based_on=founding.row_version)
    as_editor.get(history(founding))
    with CaptureQueriesContext(connection) as queries:
        first = told(as_editor, founding)
    assert len(queries) <= 45
    assert verbs(first) == ["change article", *["add mention"] * 3]
    last = told(as_editor, founding, page=pages + 1)
    assert verbs(last) == ["add mention", "found"]
    seen = [e.change for p in range(1, pages + 2) for e in told(as_editor, founding, p) if e.change]
    assert seen == list(founding.changes.all())
    assert [entry.deeds.told[0].kind for entry in last] == ["mention", "article"]
    everything = ArticleHistory(str(founding.pk))
    assert everything[-1].found
    assert everything[len(everything) :] == []


def test_of_many_records_in_one_change_some_are_told_and_the_rest_counted(
    as_editor, editor, draft, army
):
    places = [(0, end) for end in range(1, 24)]
    annotate.add_mentions(draft, places, army, by=editor, based_on=1)
    bulk, created = [entry.deeds for entry in told(as_editor, draft)]
    assert [deed.record for deed in bulk.told] == [TEXT[:end] for end in range(1, 21)]
    assert (bulk.untold, created.untold) == (3, 0)
    assert "3 more records are not shown" in as_editor.get(history(draft)).content.decode()
    entry = Change.objects.get(verb="add_mentions")
    journal = as_editor.get(reverse("admin:articles_change_change", args=[entry.pk]))
    assert journal.content.decode().count("<h3>Mention") == 23


def test_what_was_taken_back_says_so_in_history_and_journal(as_editor, editor, draft, army):
    annotate.add_mention(draft, 4, 17, army, by=editor, based_on=1)
    done = Change.objects.get(verb="add_mention")
    taken_back = undo(done, by=editor)
    for change_, words, other in (
        (taken_back, "It takes back", done),
        (done, "It was taken back by", taken_back),
    ):
        address = reverse("admin:articles_change_change", args=[other.pk])
        link = f'{words} <a href="{address}">“{other.verb.replace("_", " ")}” of '
        journal = reverse("admin:articles_change_change", args=[change_.pk])
        for page in (history(draft), journal):
            assert link in as_editor.get(page).content.decode()


def test_the_history_of_an_article_survives_it(as_editor, editor, annotated):
    key = annotated.pk
    address = history(annotated)
    annotated.refresh_from_db()
    delete_article(annotated, by=editor, based_on=annotated.row_version)
    page = as_editor.get(address).context["page"]
    assert verbs(page) == ["delete article", "add quotation", "add mention", "create article"]
    missing = reverse("admin:articles_article_history", args=[key + 1])
    assert as_editor.get(missing).status_code == 404


def test_the_journal_is_only_read(as_editor, admin_client, published):
    entry = Change.objects.first()
    url = reverse("admin:articles_change_change", args=[entry.pk])
    for client in (as_editor, admin_client):
        assert client.get(url).status_code == 200
        assert client.post(url, {"reason": "another"}).status_code == 403
        assert client.get(reverse("admin:articles_change_add")).status_code == 403
        delete = reverse("admin:articles_change_delete", args=[entry.pk])
        assert client.post(delete, {"post": "yes"}).status_code == 403
    assert Change.objects.filter(pk=entry.pk, reason="").exists()
