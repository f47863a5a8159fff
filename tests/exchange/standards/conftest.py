"""What the tests of the formats of the field share: the standards' own schemas, kept here."""

import json
import lzma
from pathlib import Path

import pytest
from lxml import etree

from articles.exchange.standards.public_article import PublicArticle, gather, readable
from articles.models import Article

SCHEMAS = Path(__file__).parent / "schemas"


@pytest.fixture(scope="session")
def tei_errors():
    """A function: a TEI element → what the schema tei_all holds against it, as one text.

    Reading the schema takes seconds: use it in few tests.
    """
    packed = lzma.decompress((SCHEMAS / "tei_all.rng.xz").read_bytes())
    schema = etree.RelaxNG(etree.fromstring(packed))

    def errors(document) -> str:
        # Once parsed again, because a tree made by hand need not be one that can be read.
        schema.validate(etree.fromstring(etree.tostring(document)))
        return str(schema.error_log)

    return errors


@pytest.fixture(scope="session")
def load_context():
    """The document loader of JSON-LD: the W3C's context from a file, the network never."""
    context = json.loads((SCHEMAS / "anno.jsonld").read_text(encoding="utf-8"))

    def load(address, options):
        assert address == "http://www.w3.org/ns/anno.jsonld"
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": address,
            "document": context,
        }

    return load


@pytest.fixture(scope="session")
def csl_schema():
    return json.loads((SCHEMAS / "csl-data.json").read_text(encoding="utf-8"))


@pytest.fixture
def gathered():
    """A function: an article → what is public about it."""

    def read(article: Article) -> PublicArticle:
        return gather(readable(Article.objects.all()).get(pk=article.pk))

    return read
