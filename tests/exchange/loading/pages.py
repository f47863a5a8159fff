"""What readers get, by address: every list, file and feed, and a sample of the pages."""

from collections.abc import Iterator
from itertools import islice

from django.test import Client
from django.urls import reverse

from articles.exchange.datasets import PUBLIC
from articles.models import Article, Correction, Entity, Quotation, Source
from articles.pages import urls

LISTS = ("articles", "sources", "quotations", "entities", "corrections")
_OF_THIS_ARCHIVE = {
    "report": "the form has a token",
    "report-received": "says thanks",
    "archive": "has the moment it was made in it",
    "datapackage": "the same",
}
"""Pages that never read the same twice, and why."""
_LONG = {
    *("data-tei", "data-jsonld", "data-csl", "data-bib", "data-ris"),
    *(f"{name}-jsonl" for name in PUBLIC),
}


def readers_pages(every: int = 0) -> dict[str, bytes]:
    """Answers by address: lists and files; of records the first ones, and then one in `every`.

    Without `every` there are no pages of records, and each table is there as CSV only.
    """
    client = Client()
    found = {}
    for address in (*_lists(whole=bool(every)), *(_records(every) if every else ())):
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        found[address] = b"%d %s\n%s" % (
            response.status_code,
            response.headers.get("Location", "").encode(),
            body,
        )
    return found


def _lists(*, whole: bool) -> Iterator[str]:
    for pattern in urls.urlpatterns:
        address = pattern.pattern.describe()
        if "<" in address or pattern.name in _OF_THIS_ARCHIVE:
            continue
        if whole or pattern.name not in _LONG:
            yield reverse(f"articles:{pattern.name}")
    for name in LISTS:
        for query in ("?page=2", "?sort=-title", "?page=last", "?q=%27"):
            yield reverse(f"articles:{name}") + query


def _records(every: int) -> Iterator[str]:
    suffixes = ("json", "tei.xml", "jsonld", "bib", "ris")
    for article in _some(Article.objects.with_address(), every):
        yield article.get_absolute_url()
        yield f"{article.get_absolute_url()}versions/"
        yield f"{article.get_absolute_url()}versions/1/"
        yield f"{article.get_absolute_url()}versions/1/2/"
        yield from (f"{article.get_absolute_url().rstrip('/')}.{suffix}" for suffix in suffixes)
    for model in (Source, Entity):
        for record in _some(model.objects.all(), every):
            yield record.get_absolute_url()
        past = model._meta.get_field("past_slugs").related_model.objects.order_by("slug")
        for redirect in past[:5]:
            yield reverse(f"articles:{model._meta.model_name}", args=[redirect.slug])
    for quotation in _some(Quotation.objects.with_address(), every):
        yield quotation.get_absolute_url()
    for correction in _some(Correction.objects.all(), every):
        yield reverse("articles:correction", args=[correction.public_id])
        if correction.record.startswith("quo-"):
            yield reverse("articles:quotation", args=[correction.record])


def _some(records, every: int):
    """The first ones, which went through the verbs, and a few of the others."""
    found = list(records.order_by("pk"))
    yield from found[:6]
    yield from islice(found, 6, None, every)
