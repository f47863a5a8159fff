"""What was exported and imported is noted as it was, whatever names and results look like."""

import io

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.editing.transfers import LONGEST_RESULT, note_export, note_import
from articles.models import Transfer
from tests.editing import scene

ANYTHING = st.text(st.characters(codec=None), max_size=400)


def stored(transfer: Transfer) -> Transfer:
    return Transfer.objects.get(pk=transfer.pk)


def test_an_export_and_an_import(db):
    editor = scene.user("Editor")
    taken = stored(
        note_export(
            by=editor,
            datasets=["articles", "mentions"],
            filter="q=moscow",
            file_name="articles.zip",
            rows=3,
        )
    )
    assert (taken.kind, taken.by, taken.rows) == ("export", editor, 3)
    assert (taken.datasets, taken.filter) == ("articles, mentions", "q=moscow")
    brought = stored(
        note_import(
            by=None, datasets=["entities"], file_name="e.csv", rows=4, new=1, changed=2, unchanged=1
        )
    )
    assert (brought.kind, brought.by, brought.is_refused) == ("import", None, False)
    assert (brought.new, brought.changed, brought.unchanged) == (1, 2, 1)


def test_of_a_refused_import_nothing_counts_but_the_problems(db):
    refused = stored(
        note_import(
            by=None, datasets=["entities"], rows=2, new=2, result="Row 2: no.", is_refused=True
        )
    )
    assert (refused.rows, refused.new, refused.result) == (2, 0, "Row 2: no.")


@pytest.mark.django_db(transaction=True)
def test_it_is_not_noted_inside_a_transaction_that_may_be_rolled_back():
    with pytest.raises(RuntimeError), transaction.atomic():
        note_import(by=None, datasets=["entities"], is_refused=True)


def test_what_is_too_long_is_cut_and_says_so(db):
    noted = stored(
        note_import(
            by=None,
            datasets=[f"dataset_number_{number}" for number in range(60)],
            file_name=f"{'folder/' * 60}last.csv",
            result="Row 2: no.\n" * 10_000,
            is_refused=True,
        )
    )
    assert len(noted.datasets) <= 500
    kept, _, more = noted.datasets.rpartition(", ")
    assert f"{60 - len(kept.split(', '))} more" == more
    assert len(noted.file_name) == 300
    assert noted.file_name.endswith("folder/last.csv")
    left = 11 * 10_000 - LONGEST_RESULT
    assert noted.result.endswith(f"[{left:,} more characters are not kept.]")


class AnyNames(TestCase):
    @given(ANYTHING, ANYTHING, ANYTHING)
    def test_any_name_filter_and_result_can_be_noted(self, name, query, result):
        taken = note_export(
            by=None, datasets=["articles"], file_name=name, filter=query, result=result
        )
        assert stored(taken).rows == 0


def test_the_command_notes_what_is_not_public_alone(db, tmp_path):
    scene.entity("Moscow")
    call_command("export_data", "--dataset", "entities", "--out", tmp_path, stdout=io.StringIO())
    assert not Transfer.objects.exists()
    chosen = ("--dataset", "entities", "--filter", "kind=place", "--editorial")
    call_command("export_data", *chosen, "--out", tmp_path, stdout=io.StringIO())
    noted = Transfer.objects.get()
    assert (noted.by, noted.datasets, noted.filter, noted.rows) == (
        None,
        "entities",
        "kind=place",
        1,
    )
    assert noted.file_name == str(tmp_path)
