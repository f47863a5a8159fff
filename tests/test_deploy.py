"""The site as an operator sets it up: what the environment says, and what follows from it."""

import os
import re
import secrets
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from dotenv import dotenv_values

from archive_site import local
from articles.models import Article

ROOT = Path(settings.BASE_DIR)
LONG_KEY = secrets.token_urlsafe(50)
NAMES = (
    "DATABASE_URL",
    "REPLICA_URLS",
    "SECRET_KEY",
    "DEBUG",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "SITE_URL",
)


def python(*arguments, **variables):
    """Run Python on the project with these variables and none from here or from `.env`."""
    environment = {**os.environ, **dict.fromkeys(NAMES, ""), **variables}
    environment["DJANGO_SETTINGS_MODULE"] = "archive_site.settings"
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # set for the browser tests
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def setting(expression, **variables):
    """Evaluate an expression on the settings that these variables make."""
    report = python(
        "-c", f"from django.conf import settings; print(repr({expression}))", **variables
    )
    assert report.returncode == 0, report.stderr
    return report.stdout.strip()


# --- Settings ----------------------------------------------------------------------------


def test_check_deploy_finds_nothing_in_production():
    report = python(
        *("manage.py", "check", "--deploy", "--fail-level", "DEBUG"),
        SECRET_KEY=LONG_KEY,
        SITE_URL="https://archive.example.org",
    )
    assert report.returncode == 0, report.stderr
    assert "no issues (0 silenced)" in report.stdout


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({}, "SECRET_KEY is not set. Give the site a long random string"),
        ({"SECRET_KEY": LONG_KEY, "DEBUG": "perhaps"}, "DEBUG is 'perhaps'; write 1"),
        ({"SECRET_KEY": LONG_KEY, "SITE_URL": "example.org"}, "write the address readers use"),
        ({"SECRET_KEY": LONG_KEY, "DATABASE_URL": "excel://x"}, "A database URL could not be"),
    ],
)
def test_a_wrong_variable_is_explained_in_a_sentence(variables, sentence):
    report = python("manage.py", "migrate", "--plan", **variables)
    assert report.returncode != 0
    assert sentence in report.stderr
    assert "Traceback" not in report.stderr


def test_https_is_enforced_as_the_site_address_says():
    names = (
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_HSTS_INCLUDE_SUBDOMAINS",
        "SECURE_HSTS_PRELOAD",
        "SECURE_HSTS_SECONDS > 0",
    )
    expression = f"[{', '.join('settings.' + name for name in names)}]"
    on, off = str([True] * len(names)), str([False] * len(names))
    assert setting(expression, SECRET_KEY=LONG_KEY) == on
    assert setting(expression, SECRET_KEY=LONG_KEY, SITE_URL="https://a.example") == on
    assert setting(expression, SECRET_KEY=LONG_KEY, SITE_URL="http://127.0.0.1:8000") == off
    assert setting(expression, DEBUG="1") == off


def test_hosts_and_origins_follow_the_site_address_unless_given():
    both = "(settings.ALLOWED_HOSTS, settings.CSRF_TRUSTED_ORIGINS)"
    address = "https://a.example:8443/"
    assert setting(both, SECRET_KEY=LONG_KEY, SITE_URL=address) == (
        "(['a.example'], ['https://a.example:8443'])"
    )
    given = {"ALLOWED_HOSTS": "b.example, c.example", "CSRF_TRUSTED_ORIGINS": "https://b.example"}
    assert setting(both, SECRET_KEY=LONG_KEY, SITE_URL=address, **given) == (
        "(['b.example', 'c.example'], ['https://b.example'])"
    )


def test_databases_and_replicas_come_from_their_urls():
    databases = (
        "{alias: (database['ENGINE'].rpartition('.')[2], database['NAME'])"
        " for alias, database in settings.DATABASES.items()}"
    )
    assert setting(databases, SECRET_KEY=LONG_KEY) == str(
        {"default": ("sqlite3", str(ROOT / "archive.sqlite3"))}
    )
    assert setting(
        databases,
        SECRET_KEY=LONG_KEY,
        DATABASE_URL="postgres://user:word@db.example/archive",
        REPLICA_URLS="postgres://db2.example/archive,sqlite:////tmp/copy.sqlite3",
    ) == str(
        {
            "default": ("postgresql", "archive"),
            "replica_1": ("postgresql", "archive"),
            "replica_2": ("sqlite3", "/tmp/copy.sqlite3"),
        }
    )


# --- The first `make run` ----------------------------------------------------------------


@pytest.fixture
def bare_environment(monkeypatch):
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_env_is_written_once_for_its_owner_only(tmp_path, bare_environment):
    path = tmp_path / ".env"
    assert local.write_env(path) is True
    values = dotenv_values(path)
    assert len(values["SECRET_KEY"]) > 50
    assert values["DATABASE_URL"] == "sqlite:///archive.sqlite3"
    assert values["SITE_URL"] == "http://127.0.0.1:8000"
    assert values["ALLOWED_HOSTS"] == "127.0.0.1,localhost"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    written = path.read_bytes()
    assert local.write_env(path) is False
    assert path.read_bytes() == written


def test_env_takes_over_what_the_environment_says(tmp_path, bare_environment, monkeypatch):
    url = "postgres://me:it's#a\\b@db.example/archive"
    monkeypatch.setenv("DATABASE_URL", url)
    local.write_env(tmp_path / ".env")
    assert dotenv_values(tmp_path / ".env")["DATABASE_URL"] == url


def test_a_port_in_use_is_explained():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Port {port} cannot be used.*PORT={port + 1}"):
            local.serve(port)


@pytest.mark.django_db
def test_a_new_archive_gets_its_document_and_an_editor_who_can_sign_in(capsys):
    if not (ROOT / "fixtures" / "founding_document.json").exists():
        pytest.skip("fixtures/founding_document.json has not been made yet")
    call_command("set_up_archive")
    said = capsys.readouterr().out
    password = re.search(r"Password: (\S+)", said)[1]
    assert Article.objects.count() == 1
    user = get_user_model().objects.get()
    assert user.username == "editor"
    assert user.is_staff
    assert not user.is_superuser
    assert [group.name for group in user.groups.all()] == ["Editor"]
    client = Client()
    answer = client.post(
        "/admin/login/", {"username": "editor", "password": password, "next": "/admin/"}
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200

    call_command("set_up_archive")
    assert capsys.readouterr().out == ""
    assert Article.objects.count() == 1
    assert get_user_model().objects.count() == 1


@pytest.mark.django_db
def test_an_archive_in_use_is_left_alone(capsys):
    get_user_model().objects.create_user("colleague")
    call_command("set_up_archive", no_document=True)
    assert capsys.readouterr().out == ""
    assert get_user_model().objects.count() == 1
    assert not Article.objects.exists()
