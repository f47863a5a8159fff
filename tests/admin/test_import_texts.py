"""Text files are uploaded in the admin: a preview, then drafts of what is ticked."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article, Change, TextVersion, Transfer

PAGE = "/admin/articles/article/import-texts/"
LONG = "The pact was signed in Moscow on Sunday, the ministry said to all the papers there."


def upload(client, **files):
    values = {name: files.pop(name) for name in ("language", "publisher") if name in files}
    sent = [
        SimpleUploadedFile(
            name.replace("_", ".", 1), data.encode() if isinstance(data, str) else data
        )
        for name, data in files.items()
    ]
    return client.post(PAGE, {"files": sent, **values})


def confirm(client, page, *ticked):
    kept = unescape(re.search(r'name="carried" value="([^"]*)"', page.text)[1])
    return client.post(PAGE, {"carried": kept, "take": ticked})


def test_files_are_previewed_and_what_is_ticked_becomes_drafts(as_editor, army, row_counts):
    before = row_counts()
    page = upload(
        as_editor,
        a_txt=f"Pact signed\n\n{LONG}\n“日本 😀”",
        b_txt="Nothing but <b>words</b>.",
        bad_txt=b"\x00\x01",
        metadata_csv="file,published,publisher\nb.txt,1941-04,Kwantung Army\n",
        language="en-GB",
    )
    assert row_counts() == before
    fates = {one.name: str(one.fate) for one in page.context["preview"]}
    assert fates == {"a.txt": "new", "b.txt": "new", "bad.txt": "failed"}
    assert "Line 1 holds a NUL byte" in page.text
    assert "&lt;b&gt;words" in page.text
    done = confirm(as_editor, page, "a.txt", "b.txt")
    assert [one.fate for one in done.context["done"]] == ["new", "new"]
    first, second = Article.objects.order_by("pk")
    assert (first.title, first.title_supplied, first.language) == ("Pact signed", False, "en-GB")
    assert first.current_text.body == f"Pact signed\n\n{LONG}\n“日本 😀”"
    assert (second.title, second.title_supplied, second.publisher) == ("b", True, army)
    assert (second.published, second.status) == ("1941-04", "draft")
    assert second.current_text.origin == "b.txt"
    changes = Change.objects.filter(verb="take_in_article")
    assert {(change.by.username, change.article) for change in changes} == {
        ("editor", first),
        ("editor", second),
    }
    assert (Transfer.objects.get().new, Transfer.objects.get().by.username) == (2, "editor")
    again = confirm(as_editor, page, "a.txt")
    assert [one.fate for one in again.context["done"]] == ["known already"]
    assert TextVersion.objects.count() == 2


def test_what_is_nearly_the_same_is_left_out_unless_ticked(as_editor):
    confirm(as_editor, upload(as_editor, a_txt=LONG), "a.txt")
    page = upload(as_editor, b_txt=LONG.replace("Sunday", "Monday"))
    assert "the same as “a”" in page.text
    assert 'aria-label="Take in b.txt">' in page.text
    assert "No file was ticked" in confirm(as_editor, page).text
    assert Article.objects.count() == 1
    confirm(as_editor, page, "b.txt")
    assert Article.objects.count() == 2


def test_a_preview_is_only_for_whoever_made_it(as_editor, admin_client):
    page = upload(as_editor, a_txt=LONG)
    assert "made by somebody else" in confirm(admin_client, page, "a.txt").text
    answer = as_editor.post(PAGE, {"carried": "forged:1:x", "take": ["a.txt"]})
    assert "did not arrive whole" in answer.text
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "Choose at least one file."),
        ({"a_txt": "x", "language": "klingonish"}, "is not a language code"),
        ({"a_txt": "x", "publisher": "Nobody"}, "There is no entity “Nobody”"),
        ({"a_txt": "x", "metadata_csv": "file,titel\nb.txt,T\n"}, "Did you mean “title”?"),
        ({f"a{number}_txt": "x" for number in range(51)}, "51 files; this page takes up to 50."),
        ({"a_txt": "x" * (5 * 1024 * 1024 + 1)}, "5.0 MB together"),
    ],
)
def test_what_is_wrong_is_told_at_the_form(as_editor, sent, told):
    answer = upload(as_editor, **sent)
    assert told in unescape(answer.text)
    assert not Article.objects.exists()


def test_only_who_may_import_articles_comes_to_the_page(as_annotator, as_nobody, as_editor):
    assert {client.get(PAGE).status_code for client in (as_annotator, as_nobody)} == {403}
    listed = reverse("admin:articles_article_changelist")
    assert PAGE in as_editor.get(listed).text
    assert PAGE not in as_annotator.get(listed).text
