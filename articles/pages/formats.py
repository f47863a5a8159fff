"""Articles, quotations and text versions in the formats of the field, at addresses beside theirs.

They answer as the pages do: an earlier address redirects, keeping the format; what was withdrawn
or deleted says so (410); what readers may not see is not there (404).
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from ..exchange.standards.article_json import article_json
from ..exchange.standards.bibtex import bibtex_entry
from ..exchange.standards.csl import csl_item
from ..exchange.standards.json_text import json_bytes
from ..exchange.standards.public_article import PublicArticle, gather, pieces_of
from ..exchange.standards.reference import Reference, of_article, of_quotation
from ..exchange.standards.ris import ris_record
from ..exchange.standards.tei import tei_document
from ..exchange.standards.web_annotation import collection, quotation_collection
from ..models import Article, Quotation, TextVersion
from .addresses import Moved, by_slug
from .readers import readers_page
from .tombstones import deleted, withdrawn

JSON_LD = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
TEI = "application/tei+xml"
CSL = "application/vnd.citationstyles.csl+json"
BIBTEX = "application/x-bibtex; charset=utf-8"
RIS = "application/x-research-info-systems; charset=utf-8"


@dataclass(frozen=True)
class Format:
    """A format: its name in the names of URLs, the end of its address, its type, its writer.

    `is_saved`: browsers are told to save it as a file.
    """

    name: str
    extension: str
    content_type: str
    write: Callable[..., bytes]
    is_saved: bool = False


CITATIONS = (
    Format("csl", "csl.json", CSL, lambda reference: json_bytes([csl_item(reference)])),
    Format("bib", "bib", BIBTEX, lambda reference: bibtex_entry(reference).encode(), is_saved=True),
    Format("ris", "ris", RIS, lambda reference: ris_record(reference).encode(), is_saved=True),
)
"""Formats made of a `Reference`."""

WHOLE = (
    Format("json", "json", "application/json", lambda one: json_bytes(article_json(one))),
    Format("tei", "tei.xml", TEI, tei_document),
    Format("jsonld", "jsonld", JSON_LD, lambda one: json_bytes(collection(one))),
)
"""Formats made of a `PublicArticle`."""


def article_view(form: Format, url_name: str, bodies: bool, read: Callable[[Article], object]):
    """The view of an article in a format; `read` makes of the article what the format writes."""

    @readers_page
    def view(request: HttpRequest, slug: str) -> HttpResponse:
        try:
            article = by_slug(_articles(bodies), slug)
        except Moved as moved:
            return moved.redirect_to(request, url_name)
        if not article.is_public:
            return withdrawn(request, article)
        return answer_file(request, form, form.write(read(article)), article.slug)

    return view


def version_view(form: Format, url_name: str):
    """The view of the citation of one text version."""

    @readers_page
    def view(request: HttpRequest, slug: str, number: int) -> HttpResponse:
        try:
            article = by_slug(_articles(bodies=False), slug)
        except Moved as moved:
            return moved.redirect_to(request, url_name, number)
        if not article.is_public:
            return withdrawn(request, article, "version of the text")
        if not TextVersion.objects.public().filter(article=article, number=number).exists():
            raise Http404("There is no such version of the text.")
        cited = of_article(article, number)
        return answer_file(request, form, form.write(cited), f"{article.slug}-version-{number}")

    return view


def quotation_view(form: Format, bodies: bool, read: Callable[[Quotation], object]):
    """The view of a quotation in a format."""

    @readers_page
    def view(request: HttpRequest, public_id: str) -> HttpResponse:
        article = "article__current_text", "article__publisher"
        known = Quotation.objects.with_address().select_related("speaker", "source", *article)
        if not bodies:
            known = known.defer("article__current_text__body")
        record = known.filter(public_id=public_id).first()
        if record is None:
            return deleted(request, public_id)
        if not record.article.is_public:
            return withdrawn(request, record.article, "quotation")
        record.pieces = pieces_of(record)
        return answer_file(request, form, form.write(read(record)), record.public_id)

    return view


def _articles(bodies: bool) -> QuerySet:
    found = Article.objects.with_address().select_related("publisher", "current_text")
    return found if bodies else found.defer("current_text__body")


def answer_file(request: HttpRequest, form: Format, body: bytes, name: str) -> HttpResponse:
    """The file; or 304, if the caller has these very bytes."""
    response = HttpResponse(body, content_type=form.content_type)
    response.headers["ETag"] = quote_etag(sha256(body).hexdigest())
    if form.is_saved:
        kept = f'attachment; filename="{name}.{form.extension}"'
        response.headers["Content-Disposition"] = kept
    return get_conditional_response(
        request, etag=response.headers["ETag"], response=response
    )  # fmt: skip


def _only(quotation: Quotation) -> tuple[PublicArticle, Quotation]:
    """The article of a quotation, and the quotation as it was gathered there."""
    one = gather(quotation.article)
    return one, next(found for found in one.quotations if found.pk == quotation.pk)


def _reference(article: Article) -> Reference:
    return of_article(article)


_QUOTATION_JSON_LD = Format(
    "jsonld", "jsonld", JSON_LD, lambda both: json_bytes(quotation_collection(*both))
)


def _patterns() -> list[URLPattern]:
    found = []
    for form, bodies, read in (
        *((form, True, gather) for form in WHOLE),
        *((form, False, _reference) for form in CITATIONS),
    ):
        name = f"article-{form.name}"
        view = article_view(form, name, bodies, read)
        found.append(path(f"articles/<slug:slug>.{form.extension}", view, name=name))
    for form in CITATIONS:
        name = f"version-{form.name}"
        address = f"articles/<slug:slug>/versions/<int:number>.{form.extension}"
        found.append(path(address, version_view(form, name), name=name))
    for form, bodies, read in (
        (_QUOTATION_JSON_LD, True, _only),
        *((form, False, of_quotation) for form in CITATIONS),
    ):
        address = f"quotations/<slug:public_id>.{form.extension}"
        view = quotation_view(form, bodies, read)
        found.append(path(address, view, name=f"quotation-{form.name}"))
    return found


urlpatterns: list[URLPattern] = _patterns()
