from tests.pages.many import make_articles
def test_shot(page, live_server, founding):
    make_articles(4)
    for w in (1280, 834):
        page.set_viewport_size({"width":w,"height":900})
        for n in ("articles","sources","entities"):
            page.goto(live_server.url+f"/{n}/"); page.screenshot(path=f"/tmp/shot-{n}-{w}.png")
