"""The command: silent while all is well, one line for each problem, exit code 1 if there is any."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.editing.invariants import CHECKS
from articles.models import Mention
from tests.editing import scene


@pytest.fixture
def archive(db):
    return scene.everything()


def test_an_archive_made_by_the_verbs_is_in_order(archive):
    out, err = StringIO(), StringIO()
    call_command("check_archive", stdout=out, stderr=err)
    assert "in order" in out.getvalue()
    for title, _ in CHECKS:
        assert f"Checked {title}" in err.getvalue()


def test_each_problem_is_a_line_and_the_command_fails(archive):
    Mention.objects.update(exact="Mosco?")
    named = Mention.objects.get()
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("check_archive", stdout=out, stderr=err)
    assert failed.value.returncode == 1
    assert str(failed.value) == "2 problems found."
    assert out.getvalue().splitlines() == [
        f"mention {named.public_id}: Pact signed, text version 1 reads “Moscow” there, "
        "not “Mosco?”",
        f"mention {named.public_id}: its history does not know the present exact",
    ]
    assert "Checked history (25 read): 1 problem" in err.getvalue()


def test_the_help_tells_a_newcomer_what_is_proved(capsys):
    with pytest.raises(SystemExit):
        call_command("check_archive", "--help")
    said = " ".join(capsys.readouterr().out.split())
    assert "every span reads in its text exactly as recorded" in said
    assert "exit code 1" in said
