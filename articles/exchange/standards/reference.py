"""What is cited: an article, one of its text versions, a passage or a single quotation in it.

The same facts as in “To cite this text” on the page: byline, title (in square brackets if the
archive supplied it), publisher, date, archive, text version, permanent address.
"""

from dataclasses import dataclass
from typing import Any

from ...models import Article, Quotation, TextVersion
from ...text.dates import describe
from .addresses import SITE_NAME, address_of, passage_address, uri, version_address
from .partial_dates import points
from .public_article import words_of

LONGEST_WORDS = 1000
"""Characters of a passage that a citation quotes."""


@dataclass(frozen=True)
class Reference:
    """One entry of a bibliography; each style writes of it what it can say.

    `published` is EDTF, `byline` free text as printed. `words` are those of the quotation cited,
    `remarks` sentences for the reader.
    """

    key: str
    title: str
    byline: str
    publisher: str
    published: str
    language: str
    address: str
    version: int
    original: str
    rights: str
    words: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def notes(self) -> list[str]:
        """What no field of a citation style holds, as sentences."""
        notes = list(self.remarks)
        if self.published and not points(self.published):
            notes.append(f"Published: {describe(self.published)}.")
        notes.append(f"{SITE_NAME}, text version {self.version}.")
        if self.original:
            notes.append(f"Original: {self.original}")
        return notes


def of_article(article: Article, number: int | None = None) -> Reference:
    """The reference to an article, or to the text version `number` of it.

    Needs the article's publisher and current text; the text's body is not looked at.
    """
    if number is None:
        return Reference(
            key=article.public_id,
            address=address_of(article),
            version=article.current_text.number,
            **_facts(article),
        )
    return Reference(
        key=f"{article.public_id}-{number}",
        address=version_address(article, number),
        version=number,
        **_facts(article),
    )


def of_passage(article: Article, text: TextVersion, start: int, end: int) -> Reference:
    """The reference to the passage `start:end` (code points) of a text version of the article.

    No citation style has a field for where in a text something stands: the notes say it.
    """
    where = paragraphs_in_words(text.body, start, end)
    return Reference(
        key=f"{article.public_id}-{text.number}-{start}-{end}",
        address=passage_address(article, text.number, start, end),
        version=text.number,
        words=shortened(text.body[start:end]),
        remarks=(f"{where[:1].upper()}{where[1:]}, characters {start} to {end} of the text.",),
        **_facts(article),
    )


def paragraphs_in_words(body: str, start: int, end: int) -> str:
    """Where a passage stands: `paragraph 3`, `paragraphs 3–5`, counted by lines from 1."""
    first = body.count("\n", 0, start) + 1
    last = first + body.count("\n", start, end)
    return f"paragraph {first}" if first == last else f"paragraphs {first}–{last}"


def shortened(words: str) -> str:
    """A passage as a citation quotes it: of a long one, how it begins and ends."""
    if len(words) <= LONGEST_WORDS:
        return words
    half = LONGEST_WORDS // 2
    begins, ends = words[:half].rsplit(maxsplit=1), words[-half:].split(maxsplit=1)
    return f"{begins[0]} … {ends[-1]}"


def of_quotation(quotation: Quotation) -> Reference:
    """The reference to a quotation (with its `pieces`): its article, its words, who says them."""
    said = f"Quotation {quotation.number}, {quotation.get_kind_display()}."
    remarks = [said, f"Speaker: {_speaker(quotation)}."]
    if quotation.source:
        remarks.append(f"Stands in: {quotation.source.title}.")
    return Reference(
        key=quotation.public_id,
        address=address_of(quotation),
        version=quotation.article.current_text.number,
        words=words_of(quotation),
        remarks=tuple(remarks),
        **_facts(quotation.article),
    )


def _facts(article: Article) -> dict[str, Any]:
    return {
        "title": f"[{article.title}]" if article.title_supplied else article.title,
        "byline": article.byline,
        "publisher": article.publisher.name if article.publisher else "",
        "published": article.published,
        "language": article.language,
        "original": uri(article.url),
        "rights": article.rights,
    }


def _speaker(quotation: Quotation) -> str:
    if quotation.speaker:
        return quotation.speaker.name
    if quotation.speaker_description:
        return f"{quotation.speaker_description} (not named)"
    return f"none ({quotation.no_speaker_reason.rstrip('.')})"
