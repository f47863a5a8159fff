"""Generated texts, spans in them, and edits of which it is known what became of every span.

An edited text remembers for each character which character of the old text it is; what was
written anew, or pasted a second time, is none of them.
"""

import random
from dataclasses import dataclass
from itertools import accumulate

from articles.text.sequences import common

ANEW = -1
SYLLABLES = "ka ri to ne mu sha ber lin gor vo dan the er an is con tra de po li ro ment".split()
FOREIGN = (
    "Хабаровск Владивосток 東京 関東軍 大本営 서울 القدس ירושלים Ωμέγα Zürich 🗺️ 🏴‍☠️ 🇯🇵".split()
)
COMMON = "the of and a in to was that it for as on with by at from said which had were".split()
WORDS_OF_SPANS = 12

EDITS = {
    "typo": 50, "word": 40, "insert_sentence": 25, "delete_sentence": 20, "own_words": 15,
    "insert_paragraph": 10, "delete_paragraph": 8, "move_paragraph": 8, "swap_paragraphs": 4,
    "split": 8, "merge": 8, "duplicate": 4,
}  # fmt: skip


@dataclass
class Paragraph:
    text: str
    origins: list[int]

    def replace(self, start: int, end: int, text: str) -> None:
        """What both texts begin and end with stays: no reader could tell that it was retyped."""
        head = common(zip(self.text[start:end], text, strict=False))
        start, text = start + head, text[head:]
        tail = common(zip(self.text[start:end][::-1], text[::-1], strict=False))
        end, text = end - tail, text[: len(text) - tail]
        self.text = self.text[:start] + text + self.text[end:]
        self.origins[start:end] = [ANEW] * len(text)


class Writer:
    """Writes sentences in words of which few are frequent and most are rare (Zipf)."""

    def __init__(self, chance: random.Random):
        self.chance = chance
        made = {
            "".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 2, 3, 3, 4))))
            for _ in range(6000)
        }
        names = [word.capitalize() for word in chance.sample(sorted(made), 300)]
        rare = sorted(made) + names + FOREIGN * 3
        chance.shuffle(rare)
        self.words = COMMON + rare
        self.weights = list(accumulate(1 / rank for rank in range(3, len(self.words) + 3)))

    def some(self, count: int) -> list[str]:
        return self.chance.choices(self.words, cum_weights=self.weights, k=count)

    def sentence(self) -> str:
        words = self.some(self.chance.randint(6, 25))
        if self.chance.random() < 0.5:
            words[len(words) // 2] += ","
        sentence = " ".join(words)
        sentence = sentence[0].upper() + sentence[1:] + "."
        return f"“{sentence}”" if self.chance.random() < 0.1 else sentence

    def paragraph(self) -> str:
        size, sentences = self.chance.randint(300, 800), []
        while sum(map(len, sentences)) < size:
            sentences.append(self.sentence())
        return " ".join(sentences)


class Edited:
    """A text of about `characters`, `spans` runs of its words, and `edits` made to it."""

    def __init__(
        self, seed: int, characters: int = 1_000_000, spans: int = 5_000, edits: int = 200
    ):
        self.chance = random.Random(seed)
        self.writer = Writer(self.chance)
        texts, size = [], 0
        while size < characters:
            texts.append(self.writer.paragraph())
            size += len(texts[-1]) + 1
        self.old = "\n".join(texts)
        self.paragraphs, at = [], 0
        for text in texts:
            self.paragraphs.append(Paragraph(text, list(range(at, at + len(text)))))
            at += len(text) + 1
        self.spans = sorted({self._span() for _ in range(spans)})
        kinds = self.chance.choices(list(EDITS), weights=list(EDITS.values()), k=edits)
        for kind in kinds:
            getattr(self, kind)()
        self.new = "\n".join(paragraph.text for paragraph in self.paragraphs)

    def truth(self) -> list[tuple[int, int] | str | None]:
        """For each span its place in the new text, "changed", or None: nothing of it is left."""
        places, at = {}, 0
        for paragraph in self.paragraphs:
            for offset, origin in enumerate(paragraph.origins):
                if origin != ANEW:
                    places[origin] = at + offset
            at += len(paragraph.text) + 1
        return [self._fate(start, end, places) for start, end in self.spans]

    @staticmethod
    def _fate(start, end, places):
        kept = [places[origin] for origin in range(start, end) if origin in places]
        if not kept:
            return None
        whole = kept == list(range(kept[0], kept[0] + end - start))
        return (kept[0], kept[0] + end - start) if whole else "changed"

    def _span(self) -> tuple[int, int]:
        at = self.chance.randrange(len(self.paragraphs))
        text, first = self.paragraphs[at].text, self.paragraphs[at].origins[0]
        start, end = self._words(text, self.chance.randint(1, WORDS_OF_SPANS))
        return first + start, first + end

    def _words(self, text: str, count: int) -> tuple[int, int]:
        """The place of up to `count` words, without the punctuation around them."""
        starts = [0, *(at + 1 for at, character in enumerate(text) if character == " ")]
        first = self.chance.randrange(len(starts))
        last = min(first + count, len(starts))
        end = starts[last] - 1 if last < len(starts) else len(text)
        start = starts[first]
        while start + 1 < end and text[start] in "“”,.":
            start += 1
        while end - 1 > start and text[end - 1] in "“”,.":
            end -= 1
        return start, end

    def _sentence_at(self, text: str) -> tuple[int, int]:
        """The place of a sentence and the space after it."""
        starts = [0]
        for at in range(len(text) - 1):
            if text[at] == " " and text[at - 1] in ".”":
                starts.append(at + 1)
        number = self.chance.randrange(len(starts))
        end = starts[number + 1] if number + 1 < len(starts) else len(text)
        return starts[number], end

    def _any(self) -> Paragraph:
        return self.chance.choice(self.paragraphs)

    def _anywhere(self) -> int:
        return self.chance.randrange(len(self.paragraphs) + 1)

    def typo(self) -> None:
        paragraph = self._any()
        at = self.chance.randrange(len(paragraph.text) - 1)
        match self.chance.randrange(3):
            case 0:
                paragraph.replace(at, at + 1, "")
            case 1:
                beside = paragraph.text[max(0, at - 1) : at + 1]  # doubled, it could be either
                paragraph.replace(
                    at, at, self.chance.choice([c for c in "aeiou" if c not in beside])
                )
            case _:
                paragraph.replace(at, at + 2, paragraph.text[at + 1] + paragraph.text[at])

    def word(self) -> None:
        paragraph = self._any()
        start, end = self._words(paragraph.text, self.chance.randint(1, 3))
        paragraph.replace(start, end, " ".join(self.writer.some(self.chance.randint(1, 3))))

    def own_words(self) -> None:
        """One word of a span becomes another, or its capitals change, or two words are added."""
        start, end = self.chance.choice(self.spans)
        for paragraph in self.paragraphs:
            if start in paragraph.origins and end - 1 in paragraph.origins:
                break
        else:
            return
        low, high = paragraph.origins.index(start), paragraph.origins.index(end - 1) + 1
        if low >= high:
            return
        first, last = self._words(paragraph.text[low:high], 1)
        first, last = low + first, low + last
        match self.chance.randrange(3):
            case 0:
                paragraph.replace(first, last, self.writer.some(1)[0])
            case 1:
                paragraph.replace(first, last, paragraph.text[first:last].swapcase())
            case _:
                paragraph.replace(last, last, " " + " ".join(self.writer.some(2)))

    def insert_sentence(self) -> None:
        paragraph = self._any()
        at, _ = self._sentence_at(paragraph.text)
        paragraph.replace(at, at, self.writer.sentence() + " ")

    def delete_sentence(self) -> None:
        paragraph = self._any()
        start, end = self._sentence_at(paragraph.text)
        if end - start < len(paragraph.text):
            paragraph.replace(start, end, "")

    def insert_paragraph(self) -> None:
        text = self.writer.paragraph()
        self.paragraphs.insert(self._anywhere(), Paragraph(text, [ANEW] * len(text)))

    def delete_paragraph(self) -> None:
        self.paragraphs.remove(self._any())

    def move_paragraph(self) -> None:
        paragraph = self._any()
        self.paragraphs.remove(paragraph)
        self.paragraphs.insert(self._anywhere(), paragraph)

    def swap_paragraphs(self) -> None:
        at = self.chance.randrange(len(self.paragraphs) - 1)
        self.paragraphs[at : at + 2] = reversed(self.paragraphs[at : at + 2])

    def split(self) -> None:
        at = self.chance.randrange(len(self.paragraphs))
        paragraph = self.paragraphs[at]
        cut, _ = self._sentence_at(paragraph.text)
        if cut:
            self.paragraphs[at : at + 1] = [
                Paragraph(paragraph.text[: cut - 1], paragraph.origins[: cut - 1]),
                Paragraph(paragraph.text[cut:], paragraph.origins[cut:]),
            ]

    def merge(self) -> None:
        at = self.chance.randrange(len(self.paragraphs) - 1)
        one, other = self.paragraphs[at : at + 2]
        merged = Paragraph(f"{one.text} {other.text}", [*one.origins, ANEW, *other.origins])
        self.paragraphs[at : at + 2] = [merged]

    def duplicate(self) -> None:
        """A passage is pasted a second time, in some other place; the first stays what it was."""
        text = self._any().text
        self.paragraphs.insert(self._anywhere(), Paragraph(text, [ANEW] * len(text)))
