"""Everything a reader can come to: by links from the front page, and by asking."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import urldefrag, urlencode, urljoin

from django.urls import reverse
from django_filters import ChoiceFilter

from articles.filters import FILTERS
from articles.filters.base import RecordLinkFilter, YearFilter
from articles.models import Article, Entity, Source
from tests.access.stories import Story

LISTS = ("articles", "sources", "quotations", "entities", "corrections")
START = "http://testserver"
# Another one each time a form is shown.
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


class _Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.found += [values[name] for name in ("href", "action") if values.get(name)]


def links(page: str, address: str) -> list[str]:
    """Addresses of this site that a page leads to, without fragments, in its order.

    The same rows in another order are left out: they would be most of the addresses.
    """
    parser = _Links()
    parser.feed(page)
    found = (urldefrag(urljoin(START + address, link)).url for link in parser.found)
    inside = (link.removeprefix(START) for link in found if link.startswith(START + "/"))
    elsewhere = ("/admin/", "/static/")
    return [link for link in inside if not link.startswith(elsewhere) and "sort=" not in link]


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
        for address in [*pages, reverse(f"articles:{name}-csv")]:
            found += [f"{address}?{urlencode(query)}" if query else address for query in queries]
    return found


def content(answer) -> str:
    """Status, headers and body of an answer as one text in lower case."""
    headers = "\n".join(f"{name}: {value}" for name, value in sorted(answer.headers.items()))
    body = _TOKEN.sub("", answer.getvalue().decode())
    return f"{answer.status_code}\n{headers}\n\n{body}".lower()
