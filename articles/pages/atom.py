"""Atom feeds (RFC 4287): what every feed of the archive has in common."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from ..exchange.standards.addresses import SITE_NAME
from ..exchange.standards.tei.elements import writable
from ..filters import RecordFilter
from ..models.identity import Identified

ENTRIES = 50
"""So many are in a feed, the newest."""

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    """What a feed says of a record.

    `record` became what it is at `since`, a moment that stays the same. `summary` is HTML.
    `language` is that of the title, where it is not the feed's own English. `related` holds
    further files: title, media type, path.
    """

    record: Identified
    title: str
    path: str
    summary: str
    since: datetime
    published: datetime
    updated: datetime
    language: str = ""
    author: str = ""
    author_path: str = ""
    related: tuple[tuple[str, str, str], ...] = ()


def tag(record: Identified, since: datetime) -> str:
    """The permanent id of a record in feeds (RFC 4151)."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},{since:%Y-%m-%d}:{record.public_id}"


def atom_answer(
    name: str, path: str, found: RecordFilter, title: str, subtitle: str, entries: Iterable[Entry]
) -> HttpResponse:
    """The feed at `path` of the list `name`, narrowed as `found` is; `entries` newest first.

    However a query was written, the same filters make the same feed, with the same id; as long as
    the records it names keep their addresses.
    """
    site = settings.SITE_URL
    query = f"?{urlencode(found.canonical)}" if found.canonical else ""
    csv = site + reverse(f"articles:{name}-csv") + query
    feed = _Atom(
        title=f"{title} · {SITE_NAME}",
        link=site + reverse(f"articles:{name}") + query,
        description=subtitle,
        subtitle=subtitle,
        language="en",
        author_name=SITE_NAME,
        author_link=site + reverse("articles:home"),
        feed_url=site + path + query,
        links=[{"rel": "alternate", "type": "text/csv", "title": "CSV", "href": csv}],
    )
    for entry in entries:
        feed.add_item(
            title=writable(entry.title),
            link=site + entry.path,
            description=writable(entry.summary),
            unique_id=tag(entry.record, entry.since),
            pubdate=entry.published,
            updateddate=max(entry.published, entry.updated),
            author_name=writable(entry.author) or None,
            author_link=site + entry.author_path if entry.author_path else None,
            language=entry.language,
            links=[
                {"rel": "related", "type": media_type, "title": label, "href": site + path}
                for label, media_type, path in entry.related
            ],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


class _Atom(Atom1Feed):
    """Django's feed, with the languages of titles and with more links."""

    def add_root_elements(self, handler) -> None:
        super().add_root_elements(handler)
        _add_links(handler, self.feed["links"])

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]} if item["language"] else {}

    def add_item_elements(self, handler, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        _add_links(handler, item["links"])

    def latest_post_date(self) -> datetime:
        # Django says “now” of an empty feed: each answer would be another.
        return super().latest_post_date() if self.items else _NEVER


def _add_links(handler, links: Iterable[dict[str, str]]) -> None:
    for link in links:
        handler.addQuickElement("link", None, link)
