"""The screenshots in docs/screenshots: `make screenshots` takes one of every kind of readers' page.

Wide, on a telephone, in the dark and on paper, an article from right to left among them. The
archive holds the founding document and the records the browser tests look at.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from django.utils.text import slugify
from served import PROJECT, browser, served

FOLDER = PROJECT / "docs" / "screenshots"
QUALITY = 60

VIEWS = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "print": {"viewport": {"width": 794, "height": 1123}},  # A4 at 96 dots to the inch
}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]

ADD_KINDS = """
import json, sys
from articles.models import Article
from tests.browser.kinds import make_kinds
json.dump(make_kinds(Article.objects.get()), open(sys.argv[1], "w"))
"""


def main(chosen: list[str]) -> None:
    """Take them all, or those of the kinds named on the command line."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as name:
        folder, kinds = Path(name), Path(name) / "kinds.json"

        def fill(environment: dict) -> None:
            code = f"import sys; sys.argv = ['', {str(kinds)!r}]\n{ADD_KINDS}"
            command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", code]
            subprocess.run(command, cwd=PROJECT, env=environment, check=True)

        with served(folder, fill) as address, sync_playwright() as playwright:
            addresses = json.loads(kinds.read_text(encoding="utf-8"))
            chromium = playwright.chromium.launch(executable_path=browser(), args=FLAGS)
            FOLDER.mkdir(exist_ok=True)
            for kind in chosen or SHOWN:
                for view, settings in VIEWS.items():
                    context = chromium.new_context(locale="en-GB", **settings)
                    page = context.new_page()
                    page.emulate_media(media="print" if view == "print" else "screen")
                    page.goto(address + addresses[kind])
                    stem = f"{slugify(kind)}-{view}"
                    page.screenshot(
                        path=FOLDER / f"{stem}.jpg", quality=QUALITY, type="jpeg", scale="css"
                    )
                    context.close()
                print(kind)


SHOWN = (
    *("home", "search, of every kind", "articles", "quotations", "sources", "entities"),
    *(
        "timeline of a time",
        "lineage",
        "article",
        "article in Arabic",
        "direct quotation",
        "source",
    ),
    *("entity", "passages of an entity", "passage", "corrections", "data"),
)


if __name__ == "__main__":
    os.environ.pop("DATABASE_URL", None)
    main(sys.argv[1:])
