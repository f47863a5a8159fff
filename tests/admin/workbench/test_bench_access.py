"""Who may do what over the wire: nobody, without rights, Annotator, Editor, from elsewhere."""

import json

from django.test import Client
from django.urls import reverse

from articles.editing.articles import publish_article
from articles.models import Mention, Quotation, QuotationSpan
from tests.access.test_url_table import stored
from tests.admin.workbench.conftest import at

NEW_ENTITY = {"kind": "place", "name": "Berlin", "language": "en"}
PLACE = [4, 17]


def test_nobody_signed_in(bench, army):
    """A program is told; a person is led to the login."""
    bench.client.logout()
    told = bench.refused("add_mentions", 401, places=[PLACE], entity=army.public_id)
    assert told["error"] == "signed_out"
    assert bench.ask("news", seen=0, text_version=1).status_code == 401
    assert bench.client.get(bench.address("news")).status_code == 302


def test_somebody_else_signed_in(bench, editor, army):
    bench.client.force_login(editor)
    told = bench.refused("add_mentions", 403, places=[PLACE], entity=army.public_id)
    assert told["error"] == "other_editor"
    assert "signed in as editor" in told["message"]


def test_a_login_without_rights(bench, nobody, army, django_user_model):
    visitor = django_user_model.objects.create_user("visitor")
    for login in (nobody, visitor):
        bench.client.force_login(login)
        bench.editor = login.username
        told = bench.refused("add_mentions", 403, places=[PLACE], entity=army.public_id)
        assert told["error"] == "forbidden"
        for name in ("news", "entities", "sources", "occurrences"):
            assert bench.ask(name).status_code == 403


def test_an_annotator_and_what_readers_see(bench, other, published):
    mention, quotation = Mention.objects.get(), Quotation.objects.get()
    piece = QuotationSpan.objects.get()
    verbs = (
        ("add_mentions", {"places": [at("Nobody")], "new_entity": NEW_ENTITY}),
        ("change_mention", {"id": mention.public_id, "row": 1, "note": "x"}),
        ("change_mention", {"id": mention.public_id, "row": 1, "place": at("Nobody")}),
        ("change_quotation", {"id": quotation.public_id, "row": 1, "kind": "mixed"}),
        ("add_pieces", {"id": quotation.public_id, "pieces": [["cue", *at("said")]]}),
        ("change_piece", {"id": piece.public_id, "row": 1, "place": at("said")}),
        *(("delete", {"id": one.public_id, "row": 1}) for one in (mention, quotation)),
    )
    for verb, fields in verbs:
        told = bench.refused(verb, 403, **fields)
        assert told["error"] == "forbidden"
        assert "needs the rights of an Editor" in told["message"]
    verbs[-1][1]["reason"] = "Nobody said it."
    for verb, fields in (verbs[0], verbs[1], verbs[-1]):
        other.do(verb, **fields)


def test_what_was_done_before_publication_is_not_undone_after_it(bench, draft, army):
    done = bench.do("add_mentions", places=[PLACE], entity=army.public_id)
    draft.refresh_from_db()
    publish_article(draft, by=None, based_on=draft.row_version)
    assert bench.refused("undo", 403, change=done["change"])["error"] == "forbidden"


def test_only_ones_own_changes_are_undone(bench, other, army):
    done = other.do("add_mentions", places=[PLACE], entity=army.public_id)
    assert bench.refused("undo", 403, change=done["change"])["error"] == "forbidden"


def test_what_cannot_be_undone(bench, draft, army):
    done = bench.do("add_mentions", places=[PLACE], entity=army.public_id)
    bench.do("undo", change=done["change"])
    assert bench.refused("undo", 422, change=done["change"])["message"]


def test_a_post_from_elsewhere(annotator, bench, army):
    """Without the token of our own pages: JSON for whoever prefers it, else the page."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(annotator)
    address, body = bench.address("do", "add_mentions"), json.dumps(bench.body())
    before = stored()
    asked = {"data": body, "content_type": "application/json"}
    answer = client.post(address, **asked, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (403, "csrf")
    assert "<h1>" in client.post(address, **asked).text
    assert stored() == before
    page = client.get(reverse("admin:articles_article_annotate", args=[bench.article.pk]))
    headers = {"accept": "application/json", "X-CSRFToken": page.cookies["csrftoken"].value}
    assert client.post(address, **asked, headers=headers).status_code == 422, "this one is let in"
