"""What is read from a file of annotations, whatever its format, before it meets the archive."""

from dataclasses import dataclass, field

from ...models import SpanRole
from ...text.foreign_offsets import Claimed


class UnreadableAnnotations(ValueError):
    """The file as a whole is not what it should be; the message says why."""


@dataclass(frozen=True)
class Named:
    """Who or what is named: addresses (ours, or an authority's), names, and a kind if told."""

    uris: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    kind: str = ""
    language: str = ""

    def __str__(self) -> str:
        return " / ".join((*self.names, *self.uris)) or "nobody"


@dataclass(frozen=True)
class Piece:
    """A passage and, in a quotation, its role."""

    passage: Claimed
    role: str = SpanRole.CONTENT


@dataclass
class GivenMention:
    """A passage that names an entity. `where` tells people which annotation of the file it is."""

    where: str
    piece: Piece
    named: Named
    certainty: str = ""
    note: str = ""


@dataclass
class GivenQuotation:
    """A quotation with its pieces in reading order, as far as the file tells about it."""

    where: str
    pieces: list[Piece]
    speaker: Named | None = None
    speaker_description: str = ""
    no_speaker_reason: str = ""
    kind: str = ""
    medium: str = ""
    source: str = ""
    note: str = ""


Given = GivenMention | GivenQuotation


@dataclass
class Reading:
    """What a file holds: annotations by what they are of (an address; "" if it does not say),
    what was left out and why (told once each, with a number), and what is wrong with it.
    """

    given: list[tuple[str, Given]] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def leave_out(self, why: str, number: int = 1) -> None:
        """Count something that is left out."""
        self.left_out[why] = self.left_out.get(why, 0) + number
