"""A page of HTML as a tree, to ask what stands in it and in what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Element:
    """An element with its attributes; children are elements and strings."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its text content: every character of it, and nothing else."""
        return "".join(c if isinstance(c, str) else c.text for c in self.children)

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    def elements(self) -> Iterator[Element]:
        """Itself and every element inside, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.elements()

    def all(self, tag: str = "", *classes: str, **attributes: str) -> list[Element]:
        """The elements inside with this tag, all these classes and these attributes."""
        return [
            found
            for found in self.elements()
            if found is not self
            and tag in ("", found.tag)
            and found.classes.issuperset(classes)
            and attributes.items() <= found.attributes.items()
        ]

    def one(self, tag: str = "", *classes: str, **attributes: str) -> Element:
        """The only element inside that `all` finds."""
        found = self.all(tag, *classes, **attributes)
        assert len(found) == 1, f"{len(found)} × {tag} {classes} {attributes}"
        return found[0]

    def links(self) -> list[str]:
        """Where its links lead, in order."""
        return [link.attributes["href"] for link in self.all("a") if "href" in link.attributes]


class _Builder(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = [Element("#page")]

    def handle_starttag(self, tag, attributes):
        names = [name for name, _ in attributes]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attributes})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        opened = self.open.pop().tag
        assert opened == tag, f"</{tag}> closes <{opened}>"

    def handle_data(self, data):
        self.open[-1].children.append(data)


def parse(html: str) -> Element:
    """The tree of a page whose every element is closed in its turn (nothing is mended)."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert len(builder.open) == 1, f"never closed: {[e.tag for e in builder.open]}"
    return builder.open[0]


def page_at(client, address: str, status: int = 200, **query) -> Element:
    """The tree of the page at an address."""
    answer = client.get(address, query)
    assert answer.status_code == status, f"{address}: {answer.status_code}"
    return parse(answer.text)
