"""An import that is killed leaves nothing, on the database in use; the next one is clean."""

import os
import subprocess
import sys

from django.conf import settings

from tests.editing.test_killed import empty_database  # noqa: F401 - a fixture

KILLS = 4
"""In CI; `python -m tests.exchange.loading.killed --kills 100` takes its time."""


def test_killed_midway_nothing_is_imported(empty_database):  # noqa: F811
    ran = subprocess.run(
        f"{sys.executable} -m tests.exchange.loading.killed --kills {KILLS} --articles 40".split(),
        env=os.environ
        | {"DATABASE_URL": empty_database, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert f"{KILLS} killed, 0 left something; then imported: all" in ran.stdout
