"""What `make run` does around Django: the first `.env`, and serving this machine alone.

python -m archive_site.local env           writes .env, once
python -m archive_site.local serve 8000    serves on 127.0.0.1:8000
"""

import os
import secrets
import socket
import sys
from pathlib import Path

from archive_site.environment import Environment

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"

# One process with several threads. SQLite takes one writer at a time, so more processes
# would only wait for each other; threads let readers go on meanwhile, and let a long
# download finish where a worker without threads would be killed for taking its time.
GUNICORN = [
    *("--workers", "1", "--worker-class", "gthread", "--threads", "8"),
    *("--no-control-socket", "--log-level", "warning"),
]


def write_env(path: Path) -> bool:
    """Write the variables the archive needs into `path`, unless it is there; say whether we did.

    Variables set in the environment are taken over, so that later commands work
    on the same archive. Only its owner can read the file: it holds the secret key.
    """
    values = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": "sqlite:///archive.sqlite3",
        "REPLICA_URLS": "",
        "SITE_URL": f"http://{HOST}:8000",
        "ALLOWED_HOSTS": f"{HOST},localhost",
    }
    lines = ["# Made by `make run`; never overwritten. docs/operators.md explains each line."]
    for name, value in values.items():
        value = os.environ.get(name) or value
        quoted = value.replace("\\", "\\\\").replace("'", "\\'")
        lines.append(f"{name}='{quoted}'" if value else f"# {name}=")
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return True


def serve(port: int) -> None:
    """Become gunicorn on `port` of this machine; say so plainly if the port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise SystemExit(
                f"Port {port} cannot be used ({error.strerror})."
                f" Choose another: make run PORT={port + 1}"
            ) from error
    address = f"http://{HOST}:{port}"
    site = Environment.of_project(ROOT).text("SITE_URL")
    if not site or site.startswith(f"http://{HOST}"):
        os.environ["SITE_URL"] = address
    print(f"The archive: {address}/    for editors: {address}/admin/    Ctrl-C stops it.")
    sys.stdout.flush()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"{HOST}:{port}", *GUNICORN]
    os.execv(sys.executable, [*command, "archive_site.wsgi"])  # noqa: S606


def main(arguments: list[str]) -> None:
    """Do what the command line asks for."""
    match arguments:
        case ["env"]:
            if write_env(ROOT / ".env"):
                print("Wrote .env: a secret key and where the archive is kept.")
        case ["serve", port] if port.isdigit():
            serve(int(port))
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
