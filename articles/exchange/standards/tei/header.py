"""The header of an article's TEI document: what it is, where it stood, who and what is in it."""

from ....models import Article
from ....text.languages import language_name
from ..addresses import SITE_NAME, address_of, site_address, uri
from ..public_article import PublicArticle
from .elements import Element, dated, declarations, element
from .entities import IN_CLASSES, IN_PARTICIPANTS, IN_SETTING, entity_list
from .sources import source_list

CONVENTIONS = (
    "Each line of the text is a p; the lines joined by line feeds are the text, verbatim. An "
    "anchor stands where an annotation begins or ends; its n counts the Unicode code points "
    "before it. The annotations stand in standOff. Dates with a datingMethod are EDTF."
)


def header(one: PublicArticle, *, with_lists: bool = True) -> Element:
    """The `teiHeader`; without lists it is one of a corpus, whose own header has them."""
    entities = list(one.entities.values()) if with_lists else []
    return element(
        "teiHeader",
        _file(one, source_list(one.origins.steps.values()) if with_lists else None),
        _encoding(one, [entity_list(entities, kind) for kind in IN_CLASSES]),
        element(
            "profileDesc",
            element("langUsage", _language(one.article.language)),
            _around("particDesc", [entity_list(entities, kind) for kind in IN_PARTICIPANTS]),
            _around("settingDesc", [entity_list(entities, kind) for kind in IN_SETTING]),
        ),
        _revisions(one),
    )


def publication(*identifiers: Element, rights: Element | None = None) -> Element:
    """Who publishes the file."""
    return element("publicationStmt", element("publisher", SITE_NAME), *identifiers, rights)


def _file(one: PublicArticle, sources: Element | None) -> Element:
    article = one.article
    supplied = "supplied" if article.title_supplied else ""
    author = element("author", article.byline) if article.byline else None
    length = element("measure", f"{one.characters} characters", unit="character")
    length.set("quantity", str(one.characters))
    note = element("notesStmt", element("note", article.note, type="editor"))
    return element(
        "fileDesc",
        element("titleStmt", element("title", article.title, type=supplied), author),
        element("extent", length),
        publication(
            element("idno", article.public_id, type="archive"),
            element("idno", address_of(article), type="URI"),
            rights=_availability(one),
        ),
        note if article.note else None,
        element("sourceDesc", _original(article), sources),
    )


def _original(article: Article) -> Element:
    """The article as it was published."""
    publisher = article.publisher
    return element(
        "bibl",
        element(
            "title",
            article.title,
            level="a",
            type="supplied" if article.title_supplied else "",
        ),
        element("author", article.byline) if article.byline else None,
        element("publisher", publisher.name, ref=f"#{publisher.public_id}") if publisher else None,
        dated("date", article.published),
        element("ref", target=uri(article.url), type="original") if article.url else None,
    )


def _availability(one: PublicArticle) -> Element:
    status = "unknown" if one.body is not None else "restricted"
    rights = one.article.rights or "The holder of rights is not stated."
    return element("availability", element("p", rights), status=status)


def _encoding(one: PublicArticle, concepts: list[Element | None]) -> Element:
    words = [piece.exact for quotation in one.quotations for piece in quotation.pieces]
    words += [mention.exact for mention in one.mentions]
    return element(
        "encodingDesc",
        element("editorialDecl", element("p", CONVENTIONS)),
        _around("classDecl", concepts),
        declarations((one.body or "") + "".join(words), one.article.public_id),
    )


def _language(tag: str) -> Element:
    return element("language", language_name(tag), ident=tag)


def _revisions(one: PublicArticle) -> Element | None:
    """The text versions readers may see, the latest first, as TEI has it."""
    changes = [
        element(
            "change",
            version.reason or None,
            n=str(version.number),
            when_=version.since.isoformat(timespec="seconds").replace("+00:00", "Z"),
            source=site_address("version", one.article.slug, str(version.number)),
        )
        for version in reversed(one.versions)
    ]
    return element("revisionDesc", *changes) if changes else None


def _around(tag: str, parts: list[Element | None]) -> Element | None:
    found = [part for part in parts if part is not None]
    return element(tag, *found) if found else None
