"""Text fragments: the end of an address that makes a browser scroll to words and mark them.

`#:~:text=[prefix-,]start[,end][,-suffix]` (WICG, Scroll To Text Fragment). Browsers compare whole
words only and take the first place that fits; so a passage is widened to whole words, and what
stands around it is told where its words occur before. Browsers without it follow the anchor.
"""

from urllib.parse import quote

from articles.text.words import runs_on

LONGEST = 100
"""Characters of a passage that are told in full; of longer ones, its beginning and its end."""
_END = 40  # characters of either


def text_directive(body: str, start: int, end: int) -> str:
    """The directive for a passage, such as `:~:text=the%20verdict`; goes after an anchor.

    Offsets are code points, end exclusive; the passage must not be empty or begin or end with
    white space.
    """
    while runs_on(body, start):
        start -= 1
    while runs_on(body, end):
        end += 1
    words = body[start:end]
    if len(words) <= LONGEST and "\n" not in words:
        told, first = [words], words
    else:
        first, last = _beginning(words), _ending(words)
        told = [first, last]
    parts = [_encoded(part) for part in told]
    if first.casefold() in body[:start].casefold():
        line_start = body.rfind("\n", 0, start) + 1
        line_end = body.find("\n", end)
        before = body[line_start:start].rstrip()
        after = body[end : len(body) if line_end == -1 else line_end].lstrip()
        if before:
            parts.insert(0, f"{_encoded(_ending(before))}-")
        if after:
            parts.append(f"-{_encoded(_beginning(after))}")
    return ":~:text=" + ",".join(parts)


def _beginning(words: str) -> str:
    """Whole words at the beginning of the first line of `words`: browsers find no halves."""
    line = words.partition("\n")[0].rstrip()
    cut = min(_END, len(line))
    while cut > 1 and runs_on(line, cut):
        cut -= 1
    while runs_on(line, cut):  # its first word is that long
        cut += 1
    return line[:cut].rstrip()


def _ending(words: str) -> str:
    """Whole words at the end of the last line of `words`."""
    line = words.rpartition("\n")[2].lstrip()
    cut = max(0, len(line) - _END)
    while cut < len(line) - 1 and runs_on(line, cut):
        cut += 1
    while runs_on(line, cut):
        cut -= 1
    return line[cut:].lstrip()


def _encoded(words: str) -> str:
    """Percent-encoded; a hyphen would be read as the sign of a prefix or suffix."""
    return quote(words, safe="").replace("-", "%2D")
