"""brat standoff (.ann): text-bound annotations, events, relations, normalisations, notes.

https://brat.nlplab.org/standoff.html. Names become mentions; a text-bound annotation of a type
that means a quotation becomes one, and an event or relation on it tells speaker, cue, addressee.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from ...models import SpanRole
from ...text.encodings import UndecidedEncoding, decode
from ...text.foreign_offsets import Claimed
from .given import GivenMention, GivenQuotation, Named, Piece, Reading, UnreadableAnnotations
from .kinds import QUOTATION, kind_of

_PLACES = re.compile(r"\d{1,12} \d{1,12}(;\d{1,12} \d{1,12})*", re.ASCII)
_OTHERS = {"A": "attributes", "M": "attributes", "*": "equivalences"}
_SPEAKER = {"speaker", "source", "saidby", "said_by", "attributedto", "sayer", "author"}
_ROLES = {
    "cue": SpanRole.CUE,
    "addressee": SpanRole.ADDRESSEE,
    "content": SpanRole.CONTENT,
    **dict.fromkeys(_SPEAKER, SpanRole.ATTRIBUTION),
}
_AUTHORITIES = {
    "wikidata": "https://www.wikidata.org/wiki/{}",
    "viaf": "https://viaf.org/viaf/{}",
    "geonames": "https://www.geonames.org/{}",
    "isni": "https://isni.org/isni/{}",
    "gnd": "https://d-nb.info/gnd/{}",
    "lcnaf": "https://id.loc.gov/authorities/names/{}",
}


@dataclass
class _Bound:
    """A T line: its type, places in reading order, and words."""

    where: str
    type: str
    places: list[tuple[int, int]]
    words: str


@dataclass
class _Lines:
    """The lines of a file, by what they are."""

    bound: dict[str, _Bound] = field(default_factory=dict)
    parts: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    uris: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    notes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    triggers: dict[str, str] = field(default_factory=dict)
    quotations: set[str] = field(default_factory=set)
    further: set[str] = field(default_factory=set)  # more content of a quotation
    events: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)


def read_brat(data: bytes, types: dict[str, str] | None = None) -> Reading:
    """Read a .ann file. `types` maps its types to our kinds. Raises UnreadableAnnotations."""
    try:
        text = decode(data).text
    except UndecidedEncoding as error:
        raise UnreadableAnnotations(str(error)) from error
    reading, lines = Reading(), _Lines()
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if line.strip():
            _take(line, f"line {number}", lines, reading)
    types = types or {}
    lines.quotations |= {
        key for key, bound in lines.bound.items() if kind_of(bound.type, types) == QUOTATION
    }
    for trigger, arguments in lines.events:
        _hang_on(trigger, arguments, lines)
    _make(lines, types, reading)
    return reading


def _hang_on(trigger: str, arguments: list[tuple[str, str]], lines: _Lines) -> None:
    """Put an event's arguments to its quotation: its trigger, or the content its trigger cues."""
    # An argument may be another event: its trigger is meant.
    parts = [(role, lines.triggers.get(to, to)) for role, to in arguments]
    contents = [to for role, to in parts if _role(role) == SpanRole.CONTENT]
    if trigger not in lines.quotations and contents:
        head, *contents = contents
        lines.quotations.add(head)
        parts = [("Cue", trigger), *(part for part in parts if part[1] != head)]
        trigger = head
    lines.further |= set(contents)
    lines.parts[trigger] += parts


def _role(name: str) -> str | None:
    """The role of an argument: `Content2` is content."""
    return _ROLES.get(name.rstrip("0123456789").lower())


def _take(line: str, where: str, lines: _Lines, reading: Reading) -> None:
    key, tab, rest = line.partition("\t")
    middle, _, words = rest.partition("\t")
    fields = middle.split(" ")
    if key[:1] in _OTHERS:
        reading.leave_out(_OTHERS[key[0]])
    elif not tab or not key:
        reading.problems.append(f"{where}: “{line[:60]}” is no line of a brat file.")
    elif key[0] == "T":
        type_, _, places = middle.partition(" ")
        if not _PLACES.fullmatch(places) or key in lines.bound:
            told = "is there twice" if key in lines.bound else f"has no offsets in “{middle[:60]}”"
            reading.problems.append(f"{where}: {key} {told}.")
            return
        pairs = [tuple(map(int, pair.split(" "))) for pair in places.split(";")]
        lines.bound[key] = _Bound(f"{key} in {where}", type_, sorted(pairs), words)
    elif key[0] == "E" and middle.strip():
        (_, _, trigger), *arguments = (field.partition(":") for field in middle.split())
        lines.triggers[key] = trigger
        lines.events.append((trigger, [(role, to) for role, _, to in arguments]))
    elif key[0] == "R":
        ends = [field.partition(":")[2] for field in fields[1:] if ":" in field]
        if fields[0].lower() in _ROLES and len(ends) == 2:
            lines.parts[ends[0]].append((fields[0], ends[1]))
        else:
            reading.leave_out(f"relations of type {fields[0]}")
    elif key[0] == "N" and len(fields) >= 3:
        scheme, _, value = fields[2].partition(":")
        uri = _AUTHORITIES.get(scheme.lower())
        lines.uris[fields[1]].append(uri.format(value) if uri else fields[2])
        if words.strip():
            lines.names[fields[1]].append(words.strip())
    elif key[0] == "#" and len(fields) >= 2:
        lines.notes[fields[1]].append(words)
    else:
        reading.problems.append(f"{where}: “{line[:60]}” is no line of a brat file.")


def _make(lines: _Lines, types: dict[str, str], reading: Reading) -> None:
    """Mentions and quotations of the lines, in the order of the file."""
    helpers = {to for key in lines.quotations for role, to in lines.parts[key] if _role(role)}
    for key, bound in lines.bound.items():
        kind = kind_of(bound.type, types)
        if key in lines.further:
            continue
        if key in lines.quotations:
            _make_quotation(key, bound, lines, types, reading)
        elif kind and len(bound.places) > 1:
            reading.leave_out("names in several pieces")
        elif kind:
            piece = Piece(Claimed(*bound.places[0], exact=bound.words))
            named = _named(key, bound, kind, lines)
            note = "\n".join(lines.notes[key])
            reading.given.append(("", GivenMention(bound.where, piece, named, note=note)))
        elif key not in helpers:
            reading.leave_out(f"of type {bound.type} (say what that is: {bound.type}=…)")


def _make_quotation(
    key: str, bound: _Bound, lines: _Lines, types: dict[str, str], reading: Reading
) -> None:
    pieces, speaker, described = _pieces(bound, SpanRole.CONTENT, reading), None, ""
    for name, to in lines.parts[key]:
        role, other = _role(name), lines.bound.get(to)
        if role is None:
            reading.leave_out(f"arguments {name} of quotations")
        elif other is None:
            reading.problems.append(f"{bound.where}: its {name} {to} is not in the file.")
        else:
            pieces += _pieces(other, role, reading)
            if role == SpanRole.ATTRIBUTION and kind_of(other.type, types) in ("", QUOTATION):
                described = other.words
            elif role == SpanRole.ATTRIBUTION:
                speaker = _named(to, other, kind_of(other.type, types), lines)
    reading.given.append(
        (
            "",
            GivenQuotation(
                bound.where,
                pieces,
                speaker=speaker,
                speaker_description="" if speaker else described,
                note="\n".join(lines.notes[key]),
            ),
        )
    )


def _named(key: str, bound: _Bound, kind: str, lines: _Lines) -> Named:
    names = dict.fromkeys([*lines.names[key], bound.words])
    return Named(tuple(lines.uris[key]), tuple(names), kind)


def _pieces(bound: _Bound, role: str, reading: Reading) -> list[Piece]:
    """The places with their own words: the file has those of all places, joined by spaces."""
    for codec, width in (("utf-32-le", 4), ("utf-16-le", 2)):  # code points, else UTF-16 units
        data = bound.words.encode(codec, "surrogatepass")
        lengths = [(end - start) * width for start, end in bound.places]
        if sum(lengths) + (len(lengths) - 1) * width != len(data) and len(lengths) > 1:
            continue
        pieces, at = [], 0
        for (start, end), length in zip(bound.places, lengths, strict=True):
            words = data[at : at + length] if len(lengths) > 1 else data
            exact = words.decode(codec, "replace")
            pieces.append(Piece(Claimed(start, end, exact=exact), role))
            at += length + width
        return pieces
    reading.problems.append(f"{bound.where}: its words are not as long as its offsets say.")
    return []
