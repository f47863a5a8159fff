"""Making elements of TEI, with dates and with characters that XML cannot write."""

import re

from lxml import etree

from ....text.dates import describe
from ..partial_dates import iso

TEI = "http://www.tei-c.org/ns/1.0"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# What XML 1.0 has no way to write. A carriage return it can write, as a character reference.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Element = etree._Element


def element(tag: str, *content: "str | Element | None", **attributes: str) -> Element:
    """A TEI element; `content` is texts and elements in turn, None is passed over.

    Attributes that are empty are left out; `id`, `lang` and `space` are those of XML, and a
    final underscore is dropped (`from_`), hyphens are written as underscores. Characters XML
    cannot write become U+FFFD: the verbatim text is written with `add_verbatim`.
    """
    made = etree.Element(f"{{{TEI}}}{tag}", nsmap={None: TEI})
    for name, value in attributes.items():
        if value:
            made.set(_name(name), writable(value))
    for part in content:
        if isinstance(part, str):
            add_text(made, writable(part))
        elif part is not None:
            made.append(part)
    return made


def writable(text: str) -> str:
    """`text` with U+FFFD in place of what XML cannot write."""
    return UNWRITABLE.sub("\ufffd", text)


def add_text(parent: Element, text: str) -> None:
    """Put `text` after all that `parent` holds already."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def add_verbatim(parent: Element, text: str, home: str) -> None:
    """As `add_text`, with a `g` for each character XML cannot write.

    `home` is the id of the document in whose header `declarations` stand.
    """
    done = 0
    for found in UNWRITABLE.finditer(text):
        add_text(parent, text[done : found.start()])
        parent.append(element("g", ref=f"#{_character_id(home, found[0])}"))
        done = found.end()
    add_text(parent, text[done:])


def declarations(text: str, home: str) -> Element | None:
    """The `charDecl` of the characters in `text` that XML cannot write; None if there are none."""
    found = sorted(set(UNWRITABLE.findall(text)))
    if not found:
        return None
    characters = (
        element(
            "char",
            element("localProp", name="code-point", value=f"U+{ord(character):04X}"),
            id=_character_id(home, character),
        )
        for character in found
    )
    return element("charDecl", *characters)


def character_of(g: Element) -> str:
    """The character a `g` of `add_verbatim` stands for."""
    return chr(int(g.get("ref").rpartition(".u")[2], 16))


def dated(tag: str, value: str, **attributes: str) -> Element | None:
    """An element that holds a date in words, with EDTF and ISO 8601 as attributes; None without."""
    if not value:
        return None
    return element(tag, describe(value), **attributes, **date_attributes(value))


def date_attributes(value: str, name: str = "when") -> dict[str, str]:
    """EDTF in `when-custom` (or `from-custom` …); plain ISO dates in `when` besides."""
    if not value:
        return {}
    return {f"{name}_": iso(value), f"{name}_custom": value, "datingMethod": EDTF}


EDTF = "https://www.loc.gov/standards/datetime/"


def _character_id(home: str, character: str) -> str:
    return f"{home}.u{ord(character):04x}"


def _name(name: str) -> str:
    known = {"id": XML_ID, "lang": XML_LANG, "space": XML_SPACE}
    return known.get(name) or name.rstrip("_").replace("_", "-")
