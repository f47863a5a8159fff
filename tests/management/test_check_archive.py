"""The command: silent while all is well, one line for each problem, exit code 1 if there is any."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.editing.invariants import CHECKS
from articles.models import Entity, Mention
from tests.editing import scene
from tests.search.in_step import found


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


def test_what_is_shown_against_the_rules_can_be_mended(db):
    article = scene.draft()
    shown = scene.entity()
    scene.mention(article, "Moscow", shown)
    hidden = scene.known(scene.entity("Kyoto"))
    # As an old process would have left them, that knows nothing of what follows.
    Entity.objects.filter(pk=shown.pk).update(is_public=True)
    Entity.objects.filter(pk=hidden.pk).update(is_public=False)
    with pytest.raises(CommandError, match="2 problems"):
        call_command("check_archive", stdout=StringIO(), stderr=StringIO())
    out = StringIO()
    call_command("check_archive", "--repair", stdout=out, stderr=StringIO())
    assert "Shown or hidden as they must be: 2." in out.getvalue()
    assert "entities" not in found("moscow")
    assert found("kyoto") == {"entities": ["Kyoto"]}


def test_the_help_tells_a_newcomer_what_is_proved(capsys):
    with pytest.raises(SystemExit):
        call_command("check_archive", "--help")
    said = " ".join(capsys.readouterr().out.split())
    assert "every span reads in its text exactly as recorded" in said
    assert "exit code 1" in said
