"""`check_search` finds what differs, mends it, and says so with its exit code."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.editing.following import follow_all
from articles.models import Article
from articles.search.engines.tables import KEYS, table
from articles.search.indexing import is_outdated, rebuild
from articles.search.upgrading import bring_up_to_date
from tests.editing import scene
from tests.search.in_step import found, out_of_step

pytestmark = pytest.mark.django_db

KEY = {"sqlite": "rowid", "postgresql": "record_id"}


def check(*args) -> str:
    out = io.StringIO()
    call_command("check_search", *args, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def harm() -> None:
    """As if something had written past the verbs."""
    key = KEY[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table('entities')} WHERE title LIKE %s", ["moscow%"])
        cursor.execute(f"UPDATE {table('sources')} SET {key} = {key} + 1000")
        cursor.execute(f"DELETE FROM {KEYS}")
    Article.objects.filter(status="published").update(title="Other")


def test_what_differs_is_told_and_mended():
    scene.everything()
    assert "in order" in check()
    harm()
    with pytest.raises(CommandError, match="--repair") as error:
        check()
    assert error.value.returncode == 1
    told = check("--repair")
    assert "may not see it" in told
    assert "not found by readers" in told
    assert "not its own" in told
    assert out_of_step() == {}
    assert "in order" in check()


def test_an_index_of_another_version_is_made_anew(capsys):
    scene.everything()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE search_version SET version = 'older'")
    assert is_outdated()
    label = type("Articles", (), {"label": "articles"})
    bring_up_to_date(label, using="default", stdout=io.StringIO())
    assert not is_outdated()
    assert out_of_step() == {}


def test_rebuilding():
    scene.everything()
    harm()
    assert "made anew" in check("--rebuild")
    assert out_of_step() == {}
    assert found("other")


def test_fixtures_are_found(founding):
    assert found("siberia")
    assert out_of_step() == {}
    type(founding).objects.all().update(status="draft")
    follow_all()
    assert found("siberia") == {}
    rebuild()
    assert not is_outdated()
