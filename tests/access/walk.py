"""Everything a reader can come to: by links from the front page, and by asking."""

import io
import json
import re
import zipfile
from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import urldefrag, urlencode, urljoin

from django.urls import reverse
from django_filters import ChoiceFilter

from articles.exchange.reconciliation.services import SERVICES
from articles.filters import FILTERS
from articles.filters.base import RecordLinkFilter, YearFilter
from articles.models import Article, Entity, Quotation, Source
from articles.pages.sitemaps import SITEMAPS
from tests.access.stories import Story

LISTS = ("articles", "sources", "quotations", "entities", "corrections")
START = "http://testserver"
# Another one each time a form is shown.
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
# When the data of the zip were taken.
_DATE = re.compile(r'"(created|dc:date)": "[^"]+"|it stood on [-:\w\s]+? UTC')


# `/articles/?year=1939&language=en`, `/articles.csv?year=1939`; what is reported is no list.
_NARROWED = re.compile(r"/(?!report/)[a-z_]+(/\?[^&]+&|\.[a-z]+\?)")


class _Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.found += [values[name] for name in ("href", "action") if values.get(name)]


def links(page: str, address: str) -> list[str]:
    """Addresses of this site that a page leads to, without fragments, in its order.

    The same rows in another order, lists narrowed twice and files of narrowed lists are left out:
    `asked_for` asks for every filter by itself, and together there would be no end of them.
    """
    parser = _Links()
    parser.feed(page)
    found = (urldefrag(urljoin(START + address, link)).url for link in parser.found)
    inside = (link.removeprefix(START) for link in found if link.startswith(START + "/"))
    elsewhere = ("/admin/", "/static/")
    return [
        link
        for link in inside
        if not link.startswith(elsewhere) and "sort=" not in link and not _NARROWED.match(link)
    ]


def walk(client, starts: Iterable[str] = ("/",), limit: int = 2000) -> dict[str, str]:
    """The `content` of every answer reached from `starts` by links, by address."""
    answers: dict[str, str] = {}
    waiting = list(starts)
    while waiting:
        address = waiting.pop()
        if address in answers:
            continue
        assert len(answers) < limit, f"no end of addresses: {address}"
        answer = client.get(address)
        answers[address] = content(answer)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            waiting += links(answer.text, address)
        if "Location" in answer.headers:
            waiting.append(answer.headers["Location"])
    return answers


def asked_for(story: Story) -> list[str]:
    """Every list and file, plain and through each of its filters, by records of `story`."""
    named = {
        Article: story.article,
        Source: story.records["source"],
        Entity: story.records["entity"],
        Quotation: story.records["quotation"],
    }
    found = []
    for name, filters in FILTERS.items():
        queries = [{}, {"q": "zq"}] if "q" in filters.base_filters else [{}]
        for field, one in filters.base_filters.items():
            if isinstance(one, RecordLinkFilter):
                queries.append({field: named[one.record_model].public_id})
            elif isinstance(one, ChoiceFilter):
                queries += [{field: value} for value, _ in one.extra["choices"]][-1:]
            elif isinstance(one, YearFilter):
                queries.append({field: "1939"})
        pages = [reverse(f"articles:{name}")] if name in LISTS else []
        feeds = [f"/{name}.atom"] if name in LISTS else []
        for address in [*pages, *feeds, reverse(f"articles:{name}-csv")]:
            found += [f"{address}?{urlencode(query)}" if query else address for query in queries]
    return found


def searched(story: Story, sealed: Story) -> list[str]:
    """Searches for words of what readers may see, and for a name nearly so."""
    words = [story.words[name] for name in ("title", "named", "said", "source", "describedspeaker")]
    words += [
        sealed.words["title"],
        sealed.words["said"],
        "zq*",
        "so",
        f"{story.words['named'][:-1]}",
    ]
    found = ["/search/", *(f"/search/?{urlencode({'q': word})}" for word in words)]
    kinds = ("entities", "sources", "quotations", "articles")
    narrowed = ({"in": kind, "q": word} for kind in kinds for word in ("zq*", words[0]))
    return [*found, *(f"/search/?{urlencode(query)}" for query in narrowed)]


def for_robots() -> list[str]:
    """What programs look for without being led there."""
    sections = [reverse("articles:sitemap-section", args=[name, 1]) for name in SITEMAPS]
    return ["/robots.txt", "/sitemap.xml", *sections, "/timeline/?from=1939&until=1939"]


def reconciled(story: Story) -> list[str]:
    """What OpenRefine asks about records of `story`, and about every name there is."""
    found = []
    for service, record in (("entities", "entity"), ("sources", "source")):
        asked, base = story.records[record], f"/reconcile/{service}/"
        names = (str(asked), f"{asked}x", asked.public_id, "zq", "Soviet")
        batch = {str(n): {"query": name, "limit": 50} for n, name in enumerate(names)}
        properties = [{"id": one} for one in SERVICES[service].properties]
        extension = {"ids": [asked.public_id], "properties": properties}
        found += [
            *(base, base[:-1], f"{base}properties/", f"{base}preview/{asked.public_id}/"),
            f"{base}?{urlencode({'queries': json.dumps(batch)})}",
            f"{base}?{urlencode({'extend': json.dumps(extension)})}",
            *(f"{base}suggest/{what}/?prefix=" for what in ("property", "type")),
            *(f"{base}suggest/entity/?prefix={prefix}" for prefix in ("zq", "s", asked.public_id)),
            f"{base}flyout/entity/?id={asked.public_id}",
            f"{base}flyout/property/?id=note",
            f"{base}flyout/type/?id={asked.kind}",
        ]
    return found


def passages(*stories: Story) -> list[str]:
    """A passage of every text version, whether readers may see it or not: page, file, by words."""
    found = []
    for story in stories:
        secret = story.words["secret"]
        for number in (1, 2, 3):
            address = f"{story.article.get_absolute_url()}versions/{number}/passage"
            found += [f"{address}{form}?start=0&end=40" for form in ("/", ".bib", ".ris")]
            found += [f"{address}/?words={secret}", f"{address}/?words=a"]
    return found


def content(answer) -> str:
    """Status, headers and body of an answer as one text in lower case."""
    headers = "\n".join(f"{name}: {value}" for name, value in sorted(answer.headers.items()))
    return f"{answer.status_code}\n{headers}\n\n{body(answer)}".lower()


def body(answer) -> str:
    """The body of an answer; of a zip, its files one after the other. Without the date of it."""
    found = answer.getvalue()
    if found and answer.headers.get("Content-Type") == "application/zip":
        with zipfile.ZipFile(io.BytesIO(found)) as files:
            found = b"\n".join(
                name.encode() + b"\n" + files.read(name) for name in files.namelist()
            )
    return _TOKEN.sub("", _DATE.sub("", found.decode()))
