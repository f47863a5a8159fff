"""An article as a TEI document, and its text out of one again."""

from collections.abc import Iterator

from lxml import etree

from ....text.occurrences import paragraphs
from ..public_article import PublicArticle
from .elements import TEI, Element, add_verbatim, character_of, element
from .header import header
from .stand_off import anchor_id, offsets, stand_off

_WITHHELD = "The text may not be shown. What it quotes stands in standOff."


def tei_document(one: PublicArticle) -> bytes:
    """The document as a file in UTF-8."""
    return etree.tostring(document(one), encoding="UTF-8", xml_declaration=True) + b"\n"


def document(one: PublicArticle, *, with_lists: bool = True) -> Element:
    """The `TEI` element; without lists (of entities, sources) it is one of a corpus."""
    article = one.article
    text = element("text", element("body", *_lines(one)), lang=article.language, space="preserve")
    return element(
        "TEI",
        header(one, with_lists=with_lists),
        stand_off(one, with_lists=with_lists),
        text,
        id=article.public_id,
        lang="en",
    )


def text_of(document: Element) -> str:
    """The text of a document of ours, to the character. The inverse of writing it."""
    lines = document.iterfind(f"{{{TEI}}}text/{{{TEI}}}body/{{{TEI}}}p")
    return "\n".join("".join(_characters(line)) for line in lines)


def _characters(line: Element) -> Iterator[str]:
    yield line.text or ""
    for child in line:
        if child.tag == f"{{{TEI}}}g":
            yield character_of(child)
        yield child.tail or ""


def _lines(one: PublicArticle) -> Iterator[Element]:
    """A `p` for every line of the text, with anchors where annotations begin or end."""
    if one.body is None:
        withheld = element("desc", _WITHHELD, lang="en")
        yield element("p", element("gap", withheld, reason="withheld"))
        return
    home = one.article.public_id
    places = offsets(one)
    next_place = 0
    for number, (start, end) in enumerate(paragraphs(one.body), start=1):
        line = element("p", id=f"{home}.p{number}")
        done = start
        # An offset at the very end of a line stands there, not at the head of the next.
        while next_place < len(places) and places[next_place] <= end:
            place = places[next_place]
            add_verbatim(line, one.body[done:place], home)
            line.append(element("anchor", id=anchor_id(home, place), n=str(place)))
            done = place
            next_place += 1
        add_verbatim(line, one.body[done:end], home)
        yield line
