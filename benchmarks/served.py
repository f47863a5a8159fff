"""The archive on a server of its own, as in production but for https, and gone afterwards."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def browser() -> str | None:
    """Path of the system's Chromium, if it has one."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next(filter(None, map(shutil.which, names)), None)


@contextmanager
def served(folder: Path, fill: Callable[[dict], None] | None = None) -> Iterator[str]:
    """Address of a server that has the founding document, its database in `folder`.

    `fill` is called with the server's environment before it starts, to add to the archive.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder}/archive.sqlite3",
        "SECRET_KEY": "signs-nothing-the-database-is-thrown-away",
        "SITE_URL": address,
        "REPLICA_URLS": "",
        "DEBUG": "",
    }
    for command in (
        ["migrate", "--verbosity", "0"],
        ["collectstatic", "--noinput", "--verbosity", "0"],
        ["set_up_archive", "--no-login"],
    ):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=PROJECT,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    if fill is not None:
        fill(environment)
    arguments = ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "8"]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *arguments, "--log-level", "error", "archive_site.wsgi"],
        cwd=PROJECT,
        env=environment,
    )
    try:
        _wait(address)
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait(address: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
