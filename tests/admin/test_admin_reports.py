"""Readers' reports in the admin: the queue, what each tells, its answer."""

import pytest
from django.urls import reverse

from articles.editing.reporting import answer_report, report_error, subject
from articles.editing.revising import revise
from articles.models import Change, Report
from tests.admin.conftest import TEXT

LIST = reverse("admin:articles_report_changelist")


@pytest.fixture
def report(published) -> Report:
    """“😀”-like trouble included: the passage stands after an emoji's line."""
    start = TEXT.index("Nobody")
    about = subject(published.public_id, 1, (start, start + 6))
    return report_error(about, "Somebody did.", sender="x")


def address(report) -> str:
    return reverse("admin:articles_report_change", args=[report.pk])


def test_the_open_ones_stand_first_and_are_counted_on_the_desk(report, as_editor, editor):
    article = subject(report.record)
    for number in range(2):
        later = report_error(article, f"Later {number}", sender="x")
        answer_report(later, "accepted", "", by=editor, based_on=1)
    shown = as_editor.get(LIST).context["cl"].result_list
    assert [one.status for one in shown] == ["open", "accepted", "accepted"]
    desk = as_editor.get(reverse("admin:index")).context["overview"]
    (told,) = [row for row in desk if row[1] == "Reports to answer"]
    assert told[0] == 1
    assert len(as_editor.get(told[2]).context["cl"].result_list) == 1


def test_it_leads_to_record_version_and_passage(report, published, as_editor):
    page = as_editor.get(address(report)).text
    assert reverse("admin:articles_article_change", args=[published.pk]) in page
    assert reverse("admin:articles_textversion_change", args=[published.current_text_id]) in page
    bench = reverse("admin:articles_article_annotate", args=[published.pk])
    assert f'href="{bench}#p3"' in page
    assert f'href="/articles/{published.slug}/versions/1/#p3"' in page
    assert "<mark>Nobody</mark> else spoke" in page
    assert "Somebody did." in page
    revise(published, TEXT + "\nMore.", by=None, based_on=1, reason="There was more.")
    later = as_editor.get(address(report)).text
    assert bench not in later, "the workbench has another text now"
    assert "<mark>Nobody</mark> else spoke" in later


def test_it_is_answered_by_one_change(report, as_editor, editor, form_data):
    data = form_data(as_editor, address(report))
    before = Change.objects.count()
    answer = as_editor.post(address(report), data | {"status": "accepted", "answer": "Mended."})
    assert answer.status_code == 302
    report.refresh_from_db()
    assert (report.status, report.answer, report.handled_by) == ("accepted", "Mended.", editor)
    assert Change.objects.count() == before + 1
    assert (
        as_editor.get(reverse("admin:articles_report_history", args=[report.pk])).status_code == 200
    )


@pytest.mark.parametrize(
    ("given", "field"),
    [({"status": "declined", "answer": ""}, "answer"), ({"answer": "?"}, "status")],
)
def test_what_is_missing_is_said(
    report, as_editor, form_data, messages_of, row_counts, given, field
):
    data = form_data(as_editor, address(report))
    data.pop("status", None)
    before = row_counts()
    assert field in messages_of(as_editor.post(address(report), data | given))
    assert row_counts() == before


def test_a_colleagues_answer_is_not_overwritten_unseen(
    report, as_editor, editor, form_data, messages_of
):
    data = form_data(as_editor, address(report)) | {"status": "declined", "answer": "It is right."}
    answer_report(report, "accepted", "Mended.", by=editor, based_on=1)
    refused = messages_of(as_editor.post(address(report), data))
    assert "editor changed this report in the meantime" in refused["__all__"][0]
    assert refused["answer"] == ["Stored now: “Mended.”"]
    assert Report.objects.get().status == "accepted"


def test_an_annotator_sees_no_reports(report, as_annotator):
    assert as_annotator.get(LIST).status_code == 403
    assert as_annotator.get(address(report)).status_code == 403
    desk = as_annotator.get(reverse("admin:index")).context["overview"]
    assert "Reports to answer" not in [row[1] for row in desk]
