"""Two editors at once: the later one is refused, sees both values, and loses nothing."""

from django.urls import reverse

from articles.editing import records
from articles.models import Alias, Article, Entity, QuotationSpan


def change(record) -> str:
    return reverse(f"admin:articles_{record._meta.model_name}_change", args=[record.pk])


def rename(record, by, **values):
    fresh = type(record).objects.get(pk=record.pk)
    for name, value in values.items():
        setattr(fresh, name, value)
    records.change(fresh, by=by, based_on=fresh.row_version)


def test_a_stale_form_shows_both_values_and_then_may_replace(
    as_editor, annotator, army, form_data, messages_of, row_counts
):
    data = form_data(as_editor, change(army)) | {"description": "Mine.", "note": "My note"}
    rename(army, annotator, description="Hers.")
    before = row_counts()
    answer = as_editor.post(change(army), data)
    assert row_counts() == before
    errors = messages_of(answer)
    assert "annotator changed this entity" in errors["__all__"][0]
    assert errors["description"] == ["Stored now: “Hers.”"]
    assert errors["note"] == ["Stored now: nothing"]
    form = answer.context["adminform"].form
    assert form["description"].value() == "Mine."
    shown_again = data | {"seen_version": form["seen_version"].value()}
    assert as_editor.post(change(army), shown_again).status_code == 302
    army.refresh_from_db()
    assert (army.description, army.note) == ("Mine.", "My note")


def test_a_form_without_its_version_is_refused(as_editor, army, form_data, row_counts):
    data = form_data(as_editor, change(army)) | {"description": "Mine."}
    del data["seen_version"]
    before = row_counts()
    assert as_editor.post(change(army), data).status_code == 200
    assert row_counts() == before


def test_a_stale_row_of_an_inline(as_editor, annotator, army, form_data, messages_of):
    alias = records.add(Alias(entity=army, name="KA"), by=None)
    data = form_data(as_editor, change(army)) | {"aliases-0-name": "Mine"}
    rename(alias, annotator, name="Hers")
    errors = messages_of(as_editor.post(change(army), data))
    assert errors["aliases-0-name"] == ["Stored now: “Hers”"]
    assert Alias.objects.get().name == "Hers"


def test_deleting_a_row_that_somebody_changed(as_editor, annotator, army, form_data, messages_of):
    alias = records.add(Alias(entity=army, name="KA"), by=None)
    data = form_data(as_editor, change(army)) | {"aliases-0-DELETE": "on"}
    rename(alias, annotator, name="Hers")
    errors = messages_of(as_editor.post(change(army), data))
    assert "annotator changed this alias" in errors["aliases-0-__all__"][0]
    assert errors["aliases-0-name"] == ["Stored now: “Hers”"]
    assert Alias.objects.get().name == "Hers"


def test_changing_a_row_that_somebody_deleted(as_editor, army, form_data, messages_of):
    alias = records.add(Alias(entity=army, name="KA"), by=None)
    data = form_data(as_editor, change(army)) | {"aliases-0-name": "Mine"}
    records.delete(alias, by=None, based_on=1)
    answer = as_editor.post(change(army), data)
    assert "deleted by somebody else" in messages_of(answer)["aliases-0-__all__"][0]
    assert not Alias.objects.exists()
    formset = answer.context["inline_admin_formsets"][0].formset
    again = {name: value for name, value in data.items() if not name.startswith("aliases")}
    for form in (formset.management_form, *formset.forms):
        again |= {bound.html_name: bound.value() or "" for bound in form}
    assert as_editor.post(change(army), again).status_code == 302
    assert Alias.objects.get().name == "Mine"


def test_a_stale_span_shows_the_words_stored_now(
    as_editor, annotated, annotator, form_data, messages_of
):
    span = QuotationSpan.objects.get()
    quotation = span.quotation
    data = form_data(as_editor, change(quotation)) | {"spans-0-words": "for a year"}
    rename(span, annotator, role="cue")
    errors = messages_of(as_editor.post(change(quotation), data))
    assert errors["spans-0-role"] == ["Stored now: “cue”"]
    assert errors["spans-0-words"] == [f"Stored now: “{span.exact}”"]


def test_different_records_do_not_get_in_each_others_way(as_editor, annotated, army, form_data):
    data = form_data(as_editor, change(army)) | {"description": "Mine."}
    article = Article.objects.get()
    rename(article, None, byline="Hers")
    assert as_editor.post(change(army), data).status_code == 302
    assert Entity.objects.get().description == "Mine."
