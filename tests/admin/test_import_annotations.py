"""Annotations made elsewhere are uploaded for an article: a preview, then all of them or none."""

import re
from html import unescape

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Change, Mention, Quotation, Transfer

ANN = "T1\tOrg 4 17\tKwantung Army\nT2\tQuote 27 57\t“The Kwantung Army will stay,”\n"


def page(article) -> str:
    return reverse("admin:articles_article_annotate_import", args=[article.pk])


def upload(client, article, data=ANN, name="pact.ann", **values):
    sent = SimpleUploadedFile(name, data.encode())
    return client.post(page(article), {"file": sent, **values})


def confirm(client, article, answer):
    kept = unescape(re.search(r'name="carried" value="([^"]*)"', answer.text)[1])
    return client.post(page(article), {"carried": kept})


def test_a_file_is_previewed_and_then_imported_as_one_change(as_editor, draft, army, row_counts):
    before = row_counts()
    answer = upload(as_editor, draft)
    assert row_counts() == before
    assert "What would be imported" in answer.text
    done = confirm(as_editor, draft, answer)
    assert (done.context["report"].mentions, done.context["report"].quotations) == (1, 1)
    assert Mention.objects.get().entity == army
    assert Quotation.objects.get().no_speaker_reason == "The file pact.ann does not say who."
    change = Change.objects.get(verb="import_annotations")
    assert (change.by.username, change.article) == ("editor", draft)
    assert (Transfer.objects.get().new, Transfer.objects.get().file_name) == (2, "pact.ann")
    assert upload(as_editor, draft).context["report"].unchanged == 2


def test_what_is_wrong_is_listed_and_nothing_is_imported(as_editor, draft, row_counts):
    before = row_counts()
    answer = upload(as_editor, draft)
    assert "There is no entity “Kwantung Army” of the kind organisation." in answer.text
    assert 'name="carried"' not in answer.text
    assert "is no line of a brat file" in upload(as_editor, draft, "<script>").text
    assert "&lt;script&gt;" in upload(as_editor, draft, "<script>").text
    assert "is not TYPE=KIND" in upload(as_editor, draft, types="Quote").text
    assert "Only files of the kinds" in upload(as_editor, draft, name="a.xml").text
    assert "Choose a file." in as_editor.post(page(draft)).text
    assert row_counts() == before
    assert "New entity: Kwantung Army" in upload(as_editor, draft, create_entities="on").text


def test_a_preview_is_of_one_article_and_one_user(as_editor, admin_client, published, army):
    answer = upload(as_editor, published, "T1\tOrg 32 45\tKwantung Army\n")
    assert "made by somebody else" in confirm(admin_client, published, answer).text
    assert Mention.objects.count() == 1
    assert confirm(as_editor, published, answer).context["report"].mentions == 1


def test_only_who_may_import_annotations_comes_to_the_page(as_annotator, as_editor, draft):
    form = reverse("admin:articles_article_change", args=[draft.pk])
    assert as_annotator.get(page(draft)).status_code == 403
    assert page(draft) not in as_annotator.get(form).text
    assert page(draft) in as_editor.get(form).text
