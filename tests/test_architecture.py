"""The rooms' import direction, and models that migrations have caught up with."""

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)


def run(*command):
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_each_room_imports_only_from_the_rooms_below_it():
    linter = shutil.which("lint-imports", path=sysconfig.get_path("scripts"))
    report = run(linter, "--no-cache")
    assert report.returncode == 0, report.stdout + report.stderr


@pytest.mark.parametrize("module", ["articles.text", "articles.graph"])
def test_the_pure_core_runs_without_django(module):
    code = (
        "import importlib, pkgutil, sys; sys.modules['django'] = None;"
        f" room = importlib.import_module({module!r});"
        " [importlib.import_module(f'{room.__name__}.{found.name}')"
        "  for found in pkgutil.walk_packages(getattr(room, '__path__', []))]"
    )
    report = run(sys.executable, "-c", code)
    assert report.returncode == 0, report.stderr


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_required_packages_are_pinned_with_hashes_and_without_addresses():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pins = [line for line in text.splitlines() if "==" in line and line[0] != "#"]
        assert len(pins) > 20
        assert all(line.endswith("\\") for line in pins), f"a pin in {name} has no hash"
        for unwanted in ("://", "--index-url", "--find-links", " @ "):
            assert unwanted not in text


def test_every_pin_is_compiled_from_its_list():
    for name in ("requirements", "requirements-dev"):
        compiled = (ROOT / f"{name}.txt").read_text(encoding="utf-8").lower()
        for line in (ROOT / f"{name}.in").read_text(encoding="utf-8").lower().splitlines():
            if line and not line.startswith(("#", "-r")):
                package, _, version = line.partition("==")
                pin = f"\n{package.partition('[')[0]}=={version} "
                assert pin in compiled, f"run `make requirements`: {line} is not in {name}.txt"
