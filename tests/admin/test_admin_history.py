"""What was changed can be read afterwards: who, when, why, and the values before and after."""

from django.urls import reverse

from articles.models import Alias, Change, Entity, Mention


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
    (deed,) = entry.deeds
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
    assert [(v.name, v.before, v.after) for v in latest.deeds[0].values] == [
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
    deeds = [e.deeds[0] for e in as_editor.get(history(army)).context["page"].object_list]
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
