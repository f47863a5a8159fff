"""Articles in the admin: entered verbatim, described, moved from draft to published and back."""

from django.urls import reverse

from articles.models import Article, Change, Status, TextVersion

ADD = reverse("admin:articles_article_add")


def change_address(article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def move(client, article, name: str, reason: str = "", version: int | None = None):
    version = Article.objects.get(pk=article.pk).row_version if version is None else version
    return client.post(
        reverse("admin:articles_article_move", args=[article.pk]),
        {"move": name, "reason": reason, "row_version": version},
    )


def test_a_new_article_keeps_every_character_of_its_text(as_annotator, annotator, form_data):
    body = "  “Curly” quotes – and a 🙂,\r\n\r\n\ttabs, trailing spaces  \r\nand e\u0301.\r\n"
    data = form_data(as_annotator, ADD) | {"title": "New", "language": "en", "body": body}
    data["change_reason"] = "handed in by post"
    assert as_annotator.post(ADD, data).status_code == 302
    article = Article.objects.get()
    assert article.current_text.body == body.replace("\r\n", "\n")
    assert (article.status, article.slug) == (Status.DRAFT, "new")
    change = Change.objects.get()
    assert (change.verb, change.by, change.reason) == (
        "add_article",
        annotator,
        "handed in by post",
    )
    assert (change.article, change.record) == (article, article.public_id)


def test_a_nul_character_and_a_byte_order_mark_are_no_part_of_a_text(as_editor, form_data):
    data = form_data(as_editor, ADD) | {"title": "New", "body": "\ufeffOne\x00 line"}
    assert as_editor.post(ADD, data).status_code == 302
    assert TextVersion.objects.get().body == "One line"


def test_the_text_of_an_article_is_shown_and_not_changed(as_editor, draft, form_data):
    url = change_address(draft)
    page = as_editor.get(url)
    assert "body" not in page.context["adminform"].form.fields
    assert "the Kwantung Army 🙂 again" in page.content.decode()
    data = form_data(as_editor, url) | {"title": "Another title", "body": "Another text"}
    assert as_editor.post(url, data).status_code == 302
    draft.refresh_from_db()
    assert draft.title == "Another title"
    assert "Kwantung" in draft.current_text.body


def test_saving_a_form_untouched_changes_nothing(as_editor, annotated, form_data):
    changes = Change.objects.count()
    as_editor.post(change_address(annotated), form_data(as_editor, change_address(annotated)))
    assert Change.objects.count() == changes
    assert Article.objects.get().row_version == annotated.row_version


def test_the_way_from_draft_to_published_to_withdrawn(as_annotator, as_editor, draft):
    draft.row_version = Article.objects.get().row_version
    assert move(as_annotator, draft, "submit").status_code == 302
    assert move(as_editor, draft, "return", "two names are missing").status_code == 302
    assert move(as_editor, draft, "publish").status_code == 302
    assert Article.objects.get().status == Status.PUBLISHED
    assert move(as_editor, draft, "withdraw", "It was a hoax.").status_code == 302
    article = Article.objects.get()
    assert (article.status, article.status_reason) == (Status.WITHDRAWN, "It was a hoax.")
    verbs = Change.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[1:] == [
        "submit_article",
        "return_article",
        "publish_article",
        "withdraw_article",
    ]


def test_moves_are_offered_to_those_who_may_make_them(as_annotator, as_editor, draft):
    def offered(client):
        return [m.name for m in client.get(change_address(draft)).context["moves"]]

    assert offered(as_annotator) == ["submit"]
    assert offered(as_editor) == ["submit", "publish"]
    assert move(as_annotator, draft, "publish").status_code == 403
    assert Article.objects.get().status == Status.DRAFT


def test_a_withdrawal_without_a_reason_is_asked_for_again(as_editor, published, row_counts):
    before = row_counts()
    answer = move(as_editor, published, "withdraw")
    assert answer.context["form"].errors == {"reason": ["Say why; readers are told."]}
    assert [m.name for m in answer.context["moves"]] == ["withdraw"]
    assert row_counts() == before


def test_what_stands_in_the_way_of_publishing_is_listed(as_editor, annotated):
    annotated.quotations.get().spans.all().delete()
    page = as_editor.get(change_address(annotated))
    assert page.context["problems"] == ["Quotation 1 has no content span."]
    answer = move(as_editor, annotated, "publish")
    assert "Quotation 1 has no content span." in str(answer.context["form"].errors)
    assert Article.objects.get().status == Status.DRAFT


def test_a_move_is_refused_when_the_article_was_changed_meanwhile(as_editor, draft):
    answer = move(as_editor, draft, "publish", version=0)
    assert "changed by somebody else" in str(answer.context["form"].errors)
    assert Article.objects.get().status == Status.DRAFT


def test_only_published_articles_lead_to_the_site(as_editor, annotated):
    address = annotated.get_absolute_url()
    assert address not in as_editor.get(change_address(annotated)).content.decode()
    move(as_editor, annotated, "publish")
    assert address in as_editor.get(change_address(annotated)).content.decode()
