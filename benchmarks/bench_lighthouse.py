"""Promise: Lighthouse gives the readers' pages 100 for accessibility, best practices and SEO, and
at least 95 for performance.

The yardstick is Lighthouse itself (an npm package, fetched once into the user's cache) in its
standard setting, a slow telephone on a slow network, on the founding document as `make run`'s
server gives it: gunicorn, compressed static files. It needs npm and a Chromium.
"""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from served import browser, served

PACKAGE = "lighthouse@12.8.2"  # the last that runs on Node.js 20
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "archive-site"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
)
TARGETS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
PAGES = {
    "home": "/",
    "list": "/articles/",
    "article": "/articles/declassified-documents-on-japans-plans-to-occupy-siberia-"
    "the-far-east-of-the-ussr-during-wwii/",
    "entity": "/entities/soviet-union/",
    "search": "/search/?q=Kwantung",
}


def main() -> None:
    chromium = browser()
    if chromium is None or shutil.which("npm") is None:
        print("Lighthouse: not measured; it needs npm and a Chromium.")
        return
    program = _installed()
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as address:
        for name, path in PAGES.items():
            scores, failed = _audit(program, chromium, address + path, Path(folder))
            told = ", ".join(f"{category} {score}" for category, score in scores.items())
            met = all(scores[category] >= target for category, target in TARGETS.items())
            print(f"{name}: {told} ({'met' if met else 'MISSED: ' + '; '.join(failed)})")


def _installed() -> Path:
    folder = CACHE / PACKAGE.replace("@", "-")
    program = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        quiet = ("--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
        subprocess.run(["npm", "install", "--prefix", str(folder), *quiet, PACKAGE], check=True)
    return program


def _audit(program: Path, chromium: str, address: str, folder: Path) -> tuple[dict, list[str]]:
    """Scores by category, and what cost points."""
    report = folder / "report.json"
    subprocess.run(
        [
            *("node", str(program), address, "--quiet", "--output=json"),
            *(f"--output-path={report}", f"--chrome-flags={FLAGS}"),
            f"--only-categories={','.join(TARGETS)}",
        ],
        check=True,
        env={**os.environ, "CHROME_PATH": chromium},
    )
    found = json.loads(report.read_text(encoding="utf-8"))
    scores = {name: round(found["categories"][name]["score"] * 100) for name in TARGETS}
    short = [name for name, target in TARGETS.items() if scores[name] < target]
    weighed = [
        reference["id"]
        for name in short
        for reference in found["categories"][name]["auditRefs"]
        if reference["weight"]
    ]
    audits = [found["audits"][name] for name in weighed]
    failed = [
        f"{audit['title']} {audit.get('displayValue', '')}".strip()
        for audit in audits
        if audit["score"] not in (1, None)
    ]
    return scores, failed


if __name__ == "__main__":
    main()
