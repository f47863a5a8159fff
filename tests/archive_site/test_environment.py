"""Variables are read in the type they are needed in."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from archive_site import databases
from archive_site.environment import Environment


def test_the_process_wins_over_the_file_even_with_nothing(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text("ONE='from the file'\nTWO=2\nTHREE=3\n", encoding="utf-8")
    monkeypatch.setenv("TWO", "two")
    monkeypatch.setenv("THREE", "")
    environment = Environment.of_project(tmp_path)
    assert environment.text("ONE") == "from the file"
    assert environment.text("TWO") == "two"
    assert environment.text("THREE", "default") == "default"


@pytest.mark.parametrize("value", ["1", "true", "TRUE", "yes", "on", " 1 "])
def test_yes(value):
    assert Environment({"X": value}).flag("X") is True


@pytest.mark.parametrize("value", ["0", "false", "no", "Off", "", None])
def test_no(value):
    assert Environment({"X": value}).flag("X") is False


def test_neither_yes_nor_no():
    with pytest.raises(ImproperlyConfigured, match="X is '2'; write 1"):
        Environment({"X": "2"}).flag("X")


@pytest.mark.parametrize("value", ["a,b c", " a, b , c,", "a\nb\tc"])
def test_words(value):
    assert Environment({"X": value}).words("X") == ["a", "b", "c"]
    assert Environment({}).words("X") == []


def test_a_relative_sqlite_path_counts_from_the_project(tmp_path):
    def name(url):
        return databases.from_url(url, tmp_path)["NAME"]

    assert name("sqlite:///data/a.sqlite3") == str(tmp_path / "data" / "a.sqlite3")
    assert name("sqlite:////srv/a.sqlite3") == "/srv/a.sqlite3"
    assert name("sqlite://:memory:") == ":memory:"


def test_sqlite_serves_many_writers_unless_told_otherwise(tmp_path):
    options = databases.from_url("sqlite:///a.sqlite3?timeout=5", tmp_path)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert options["timeout"] == 5


def test_postgresql_options_are_passed_on(tmp_path):
    database = databases.from_url("postgres://u:p%40w@h:5433/a?sslmode=require", tmp_path)
    assert database["PASSWORD"] == "p@w"
    assert database["OPTIONS"] == {"sslmode": "require", "options": "-c jit=off"}
    assert database["CONN_MAX_AGE"] > 0
    assert database["CONN_HEALTH_CHECKS"] is True
