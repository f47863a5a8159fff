"""The screenshots in docs/screenshots: `make screenshots` takes one of every kind of readers' page.

Wide, on a telephone, in the dark and on paper, an article from right to left among them. The
archive holds the founding document and a few lines of Arabic, made up for this.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

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

ADD_ARABIC = """
from tests.browser.kinds import ARABIC, in_arabic
article = in_arabic(ARABIC.replace(" 👩‍🚀", ""))
print(article.get_absolute_url())
"""

ARTICLE = (
    "/articles/declassified-documents-on-japans-plans-to-occupy-siberia-"
    "the-far-east-of-the-ussr-during-wwii/"
)
PAGES = {
    "home": "/",
    "search": "/search/?q=japan",
    "articles": "/articles/",
    "quotations": "/quotations/",
    "sources": "/sources/",
    "entities": "/entities/",
    "timeline": "/timeline/?from=1940&until=1949",
    "lineage": "/lineage/",
    "article": ARTICLE,
    "quotation": "/quotations/quo-92hckk75yw4x/",
    "source": "/sources/verdict-documents-of-the-tokyo-tribunal/",
    "entity": "/entities/soviet-union/",
    "passages": "/entities/soviet-union/concordance/?sort=left",
    "passage": f"{ARTICLE}versions/1/passage/?start=21&end=104",
    "corrections": "/corrections/",
    "data": "/data/",
}


def main(chosen: list[str]) -> None:
    """Take them all, or those of the kinds named on the command line."""
    from playwright.sync_api import sync_playwright

    pages = dict(PAGES)

    def fill(environment: dict) -> None:
        command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", ADD_ARABIC]
        added = subprocess.run(
            command, cwd=PROJECT, env=environment, check=True, capture_output=True, text=True
        )
        pages["article-in-arabic"] = added.stdout.strip()

    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder), fill) as address,
        sync_playwright() as playwright,
    ):
        chromium = playwright.chromium.launch(executable_path=browser(), args=FLAGS)
        FOLDER.mkdir(exist_ok=True)
        for kind in chosen or pages:
            for view, settings in VIEWS.items():
                context = chromium.new_context(locale="en-GB", **settings)
                page = context.new_page()
                answer = page.goto(address + pages[kind])
                if not answer.ok:
                    sys.exit(f"{pages[kind]} answered {answer.status}.")
                clip = None
                if view == "print":
                    page.emulate_media(media="print")
                    # What stands between the margins; media queries go by the whole sheet.
                    page.evaluate("document.documentElement.style.width = '635px'")
                    clip = {"x": 0, "y": 0, "width": 635, "height": 970}
                path = FOLDER / f"{kind}-{view}.jpg"
                page.screenshot(path=path, quality=QUALITY, type="jpeg", scale="css", clip=clip)
                context.close()
            print(kind)


def write_index() -> None:
    """A page that shows them all."""
    lines = ["# The readers’ pages", "", "Taken by `make screenshots`."]
    for kind in sorted({path.stem.rsplit("-", 1)[0] for path in FOLDER.glob("*.jpg")}):
        name = kind.replace("-", " ").capitalize().replace("arabic", "Arabic")
        others = " · ".join(f"[{view}]({kind}-{view}.jpg)" for view in VIEWS)
        lines += ["", f"## {name}", "", f"![{name}]({kind}-wide.jpg)", "", others]
    (FOLDER / "README.md").write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    os.environ.pop("DATABASE_URL", None)
    main(sys.argv[1:])
    write_index()
