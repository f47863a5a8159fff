"""Do what a newcomer does: clone, `make run`, read, download, come back later.

The clone holds exactly what git holds or would add. DATABASE_URL is passed on;
nothing else of the environment that the site is configured by.
"""

import csv
import io
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONFIGURATION = (
    "REPLICA_URLS",
    "SECRET_KEY",
    "DEBUG",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "SITE_URL",
    "VIRTUAL_ENV",
    "DJANGO_SETTINGS_MODULE",
    "PYTHONPATH",
    "MAKEFLAGS",
    "MAKELEVEL",
)


def clone(folder: Path) -> None:
    """Copy what git holds, without anything it ignores."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        source, target = ROOT / name, folder / name
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)


class Server:
    """One `make run`, from its start to Ctrl-C."""

    def __init__(self, folder: Path, port: int):
        self.address = f"http://127.0.0.1:{port}"
        self.log = folder / "run.log"
        environment = {k: v for k, v in os.environ.items() if k not in CONFIGURATION}
        started = time.monotonic()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                ["make", "run", f"PORT={port}"],
                cwd=folder,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > started + 300:
                self.stop()
                raise SystemExit(f"make run did not come to serve:\n{self.said()}")
            time.sleep(0.2)
        self.seconds = time.monotonic() - started

    def answers(self) -> bool:
        """Say whether anybody is there yet."""
        try:
            self.get("/", expect=None)
        except OSError:
            return False
        return True

    def said(self) -> str:
        """Return what `make run` printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def get(self, path: str, expect: int | None = 200):
        """Return headers and text of a page, and insist on its status."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=30) as answer:
                status, headers, body = answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as answer:
            status, headers, body = answer.code, answer.headers, answer.read()
        if expect is not None:
            check(status == expect, f"{path} answered {status}, not {expect}\n{self.said()}")
        return headers, body.decode("utf-8-sig")

    def stop(self) -> None:
        """Press Ctrl-C and wait."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()


def check(holds: bool, complaint: str) -> None:
    """Stop with the complaint unless it holds."""
    if not holds:
        raise SystemExit(complaint)


def free_port() -> int:
    """Return a port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def read_and_download(server: Server) -> None:
    """Visit what the README promises."""
    headers, home = server.get("/")
    check("Set-Cookie" not in headers, "A reader's page set a cookie.")
    check("Content-Security-Policy" in headers, "A page has no Content-Security-Policy.")
    styles = re.findall(r'href="(/static/[^"]+\.css)"', home)
    check(bool(styles), "The home page has no style sheet.")
    for style in styles:
        server.get(style)
    _, text = server.get("/articles.csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    check(len(rows) == 1, f"/articles.csv holds {len(rows)} articles, not the founding one.")
    check(
        rows[0]["url"].startswith(server.address + "/articles/"),
        f"The article's address is {rows[0]['url']}, which is not on {server.address}.",
    )
    _, page = server.get(rows[0]["url"].removeprefix(server.address))
    check("Declassified documents" in page, "The founding document is not on its page.")
    _, mentions = server.get("/mentions.csv")
    check(len(mentions.splitlines()) > 40, "/mentions.csv has too few rows.")
    server.get("/admin/login/")
    server.get("/no-such-page/", expect=404)


def main() -> None:
    """Come twice; the second time it must be quick and change nothing."""
    folder = Path(tempfile.mkdtemp(prefix="archive-site-clone-"))
    port = free_port()
    try:
        clone(folder)
        first = Server(folder, port)
        try:
            read_and_download(first)
            check("Password: " in first.said(), f"No login was made:\n{first.said()}")
        finally:
            first.stop()
        again = Server(folder, port)
        try:
            read_and_download(again)
            check("Password" not in again.said(), "A second login was made.")
            check(again.seconds < 30, f"The second start took {again.seconds:.0f} s.")
        finally:
            again.stop()
        command = subprocess.run(
            [folder / ".venv/bin/python", folder / "manage.py", "migrate", "--check"],
            cwd="/",
            env={k: v for k, v in os.environ.items() if k not in (*CONFIGURATION, "DATABASE_URL")},
            check=False,
        )
        check(command.returncode == 0, "manage.py does not work on the same archive afterwards.")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"make run: served after {first.seconds:.0f} s, the second time {again.seconds:.1f} s.")


if __name__ == "__main__":
    sys.exit(main())
