"""Absolute addresses of records, and of their other formats."""

import re
from functools import cache
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse

from ...models import Article, Entity, Quotation, Source

SITE_NAME = "Archive Site"

_PAGES = {
    Article: ("article", "slug"),
    Entity: ("entity", "slug"),
    Quotation: ("quotation", "public_id"),
    Source: ("source", "slug"),
}

# What a URI may hold as it is; everything else is percent-encoded (RFC 3986, 2.2 and 2.3).
_IN_URI = "%/:?#@!$&'()*+,;=~-._"
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def address_of(record: Article | Entity | Quotation | Source) -> str:
    """The permanent address of a record's page."""
    name, argument = _PAGES[type(record)]
    before, after = _around(name)
    return f"{settings.SITE_URL}{before}{getattr(record, argument)}{after}"


def version_address(article: Article, number: int) -> str:
    """The permanent address of one text version's page."""
    before, after = _around("version", "0")
    return f"{settings.SITE_URL}{before}{article.slug}{after.replace('/0/', f'/{number}/')}"


def passage_address(article: Article, number: int, start: int, end: int) -> str:
    """The permanent address of a passage of one text version."""
    return f"{version_address(article, number)}passage/?start={start}&end={end}"


def format_address(article: Article, name: str) -> str:
    """The address of an article in another format; `name` is that of the format's URL."""
    before, after = _around(f"article-{name}")
    return f"{settings.SITE_URL}{before}{article.slug}{after}"


def site_address(name: str, *arguments: str) -> str:
    """The address of any page or file, by the name of its URL."""
    return settings.SITE_URL + reverse(f"articles:{name}", args=arguments)


@cache
def _around(name: str, *more: str) -> tuple[str, str]:
    """What stands before and after the first argument of an address: worked out once for all."""
    before, after = reverse(f"articles:{name}", args=["slug-here", *more]).split("slug-here")
    return before, after


def uri(address: str) -> str:
    """An address somebody entered as a URI: what a URI may not hold is percent-encoded."""
    return quote(_STRAY_PERCENT.sub("%25", address), safe=_IN_URI)
