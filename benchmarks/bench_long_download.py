"""Promise: a long download is not cut by the server's time limit and keeps nobody from writing.

A reader takes a download over several times the server's time limit, while somebody else writes.
The server is gunicorn as docs/operators.md starts it, but for a time limit of a few seconds;
yardstick: the same with workers that have no threads, as gunicorn has them by default.
"""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request

from archive import PROJECT, add_articles, open_archive

ARTICLES = 40_000
LIMIT = 3
"""Seconds after which gunicorn takes a worker for dead; 30 if not told otherwise."""
LASTS = 4 * LIMIT
"""Seconds the reader takes, more or less."""


def documented_options() -> list[str]:
    """The options of gunicorn in docs/operators.md, but for the address."""
    guide = (PROJECT / "docs" / "operators.md").read_text(encoding="utf-8")
    command = re.search(r"ExecStart=\S+/gunicorn (.*?)\n\w+=", guide, re.DOTALL)[1]
    words = command.replace("\\\n", " ").split()
    place = words.index("--bind")
    return words[:place] + words[place + 2 :]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(options: list[str], port: int) -> subprocess.Popen:
    """Start gunicorn and wait until it answers."""
    address = ["--bind", f"127.0.0.1:{port}", "--timeout", str(LIMIT), "--log-level", "critical"]
    command = [sys.executable, "-m", "gunicorn", *options, *address]
    server = subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.DEVNULL)
    for _ in range(100):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/data/datapackage.json").read()
        except OSError:
            time.sleep(0.2)
        else:
            return server
    server.terminate()
    raise SystemExit("gunicorn does not answer.")


def read_slowly(port: int, size: int, write) -> tuple[int, float]:
    """Bytes that came of /articles.csv and seconds that took; `write` is called in the middle."""
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024)
        connection.connect(("127.0.0.1", port))
        request = "GET /articles.csv HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n"
        connection.sendall(request.encode())
        came, begin, written = b"", time.monotonic(), False
        while True:
            try:
                piece = connection.recv(256 * 1024)
            except ConnectionResetError:
                break
            if not piece:
                break
            came += piece
            due = len(came) / size * LASTS
            time.sleep(max(0.0, due - (time.monotonic() - begin)))
            if not written and len(came) > size / 2:
                write()
                written = True
        return len(came.partition(b"\r\n\r\n")[2]), time.monotonic() - begin


def main() -> None:
    with open_archive():
        from django.db import connection

        from articles.exchange.datasets import PUBLIC
        from articles.exchange.writing.csv_stream import stream_csv
        from articles.models import Entity

        if connection.vendor != "sqlite":
            print("Measured on SQLite alone, which has one writer at a time.")
            return
        add_articles(ARTICLES)
        articles = PUBLIC["articles"]
        size = sum(map(len, stream_csv(articles, articles.queryset(public=True))))
        os.environ |= {"SITE_URL": "http://127.0.0.1", "DEBUG": "", "ALLOWED_HOSTS": "127.0.0.1"}
        shift = len("http://localhost") - len("http://127.0.0.1")
        size -= ARTICLES * shift
        print(f"{size / 1e6:.0f} MB, read in about {LASTS} s; time limit of the server: {LIMIT} s")
        documented = documented_options()
        for name, options in (
            (" ".join(documented), documented),
            ("archive_site.wsgi (no threads)", ["archive_site.wsgi", "--no-control-socket"]),
        ):
            waits: list[float] = []

            def write(waits=waits) -> None:
                begin = time.monotonic()
                Entity.objects.filter(slug="publisher-0").update(note=str(begin))
                waits.append(time.monotonic() - begin)

            port = free_port()
            server = serve(options, port)
            try:
                came, seconds = read_slowly(port, size, write)
            finally:
                server.terminate()
                server.wait()
            whole = "whole" if came == size else f"CUT after {came / size:.0%}"
            wrote = f"; a write meanwhile took {waits[0] * 1000:.0f} ms" if waits else ""
            print(f"  gunicorn {name}: {whole} in {seconds:.0f} s{wrote}")


if __name__ == "__main__":
    main()
