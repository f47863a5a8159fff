"""Promise: one annotation saved, from key press to painted, p95 ≤ 100 ms in 20 kB with 85
annotations and ≤ 300 ms in 1 MB with 5,000; the latter opens in under 3 s and scrolls smoothly.

In a real Chromium against a real server. Yardstick, in the same run: asking that server for news
when there are none, from key press to the next frame, which is what any write pays at least.
"""

import shutil
import sys
import time
from contextlib import contextmanager

from archive import add_annotated_article, open_archive, text

ROUNDS = 60
SIZES = ((20_000, 85, 100), (1_000_000, 5_000, 300))

WATCH = """() => {
  window.measured = [];
  const afterPaint = (act) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = act;
    port2.postMessage(null);
  });
  let pressed = 0;
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Enter") pressed = performance.now();
  }, true);
  const watch = new MutationObserver(() => {
    if (pressed) {
      const begun = pressed;
      pressed = 0;
      afterPaint(() => window.measured.push(performance.now() - begun));
    }
  });
  watch.observe(document.getElementById("bench-text"), { childList: true, subtree: true });
  window.bare = async () => {
    const begun = performance.now();
    await fetch(`${bench.state.addresses.news}?seen=${bench.store.seen}&text_version=1`);
    return new Promise((done) => afterPaint(() => done(performance.now() - begun)));
  };
}"""

SCROLL = """async () => {
  const frames = [];
  let last = performance.now();
  for (let step = 0; step < 120; step += 1) {
    window.scrollBy(0, 600);
    await new Promise(requestAnimationFrame);
    frames.push(performance.now() - last);
    last = performance.now();
  }
  return frames;
}"""


def p95(measured: list[float]) -> float:
    return sorted(measured)[int(len(measured) * 0.95)]


@contextmanager
def served():
    """The archive on an address of its own, one thread a request, static files included."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.test.testcases import LiveServerThread

    server = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.terminate()


def measure(page, address: str, size: int) -> dict[str, float]:
    """Open a workbench, mark ROUNDS words, and say how long everything took, in milliseconds."""
    begun = time.perf_counter()
    page.goto(address)
    page.wait_for_function("() => window.bench")
    page.evaluate("() => new Promise(requestAnimationFrame)")
    opened = (time.perf_counter() - begun) * 1000
    page.evaluate(WATCH)
    page.focus("#bench-text")
    for number in range(ROUNDS):
        at = size * (number + 1) // (ROUNDS + 2)
        page.evaluate("at => bench.selection.set(...bench.text.nextWord(at))", at)
        page.keyboard.press("m")
        page.keyboard.type(f"Fresh {number}")
        page.wait_for_function(
            f"() => bench.mention.entity.combobox.choices[0]?.label === 'Fresh {number}'"
        )
        page.keyboard.press("Enter")
        page.wait_for_function(f"() => window.measured.length === {number + 1}")
        page.wait_for_selector("#mention-panel", state="hidden")
    bare = [page.evaluate("bare()") for _ in range(ROUNDS)]
    page.evaluate("window.scrollTo(0, 0)")
    return {
        "opened": opened,
        "saved": p95(page.evaluate("measured")),
        "bare": p95(bare),
        "scrolled": p95(page.evaluate(SCROLL)),
    }


def main() -> int:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if chromium is None:
        print("No Chromium on this machine, so nothing is measured.")
        return 0
    with open_archive():
        from django.conf import settings
        from django.contrib.auth import get_user_model
        from django.test import Client
        from django.urls import reverse
        from playwright.sync_api import sync_playwright

        from articles.models import Entity

        settings.ALLOWED_HOSTS = ["127.0.0.1"]
        user = get_user_model().objects.create_superuser("bench")
        client = Client()
        client.force_login(user)
        for number in range(ROUNDS):
            Entity.objects.create(slug=f"fresh-{number}", name=f"Fresh {number}", kind="place")
        articles = [
            (add_annotated_article(f"text-{size}", text(size), count), size, count, target)
            for size, count, target in SIZES
        ]
        with served() as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            context = browser.new_context(viewport={"width": 1280, "height": 800})
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server}]
            )
            page = context.new_page()
            for article, size, count, target in articles:
                address = server + reverse("admin:articles_article_annotate", args=[article.pk])
                took = measure(page, address, size)
                verdict = "met" if took["saved"] <= target else "MISSED"
                print(
                    f"{size // 1000:5} kB, {count:5} annotations: saved and painted, p95 "
                    f"of {ROUNDS}: {took['saved']:.0f} ms (target ≤ {target}, {verdict}); "
                    f"asking for no news: {took['bare']:.0f} ms; "
                    f"ratio {took['saved'] / took['bare']:.1f}\n"
                    f"  opened in {took['opened']:.0f} ms; a frame while scrolling, p95: "
                    f"{took['scrolled']:.0f} ms"
                )
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
