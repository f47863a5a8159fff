"""Reading printed HTML back, as a browser would."""

from html.parser import HTMLParser


class Reading(HTMLParser):
    """The text of HTML with its nesting checked: no element left open, no link inside a link."""

    VOID = frozenset(("meta", "link", "input", "br", "hr", "img"))

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.ids: list[str] = []
        self.links: list[str] = []
        self.elements: list[tuple[str, dict]] = []
        self.by_id: dict[str, str] = {}
        self._open: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.elements.append((tag, attributes))
        if tag == "a":
            assert "a" not in [name for name, _ in self._open], "a link inside a link"
            self.links.append(attributes["href"])
        name = attributes.get("id", "")
        if name:
            self.ids.append(name)
            self.by_id[name] = ""
        if tag not in self.VOID:
            self._open.append((tag, name))

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag

    def handle_data(self, data):
        self.text += data
        for _, name in self._open:
            if name:
                self.by_id[name] += data

    def of_class(self, name: str) -> list[dict]:
        return [a for _, a in self.elements if name in (a.get("class") or "").split()]
