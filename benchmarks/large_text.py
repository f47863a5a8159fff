"""Texts of the large archive, with passages that name entities and quote them."""

import random
from collections.abc import Iterator

from chance import often

FILLERS = (
    "the treaty was signed in the capital",
    "officers of the Army considered the railway",
    "documents of the agency were released",
    "the verdict of the tribunal says as much",
    "the headquarters between two wars",
    "a plan for the territory in the East",
    "the report came late and said little",
)


class Text:
    """A text with its passages, in the columns of their tables."""

    def __init__(self, article: int, names: list[str], many: tuple[float, float], chance):
        self.article, self.at, self.parts = article, 0, []
        self.mentions, self.spans, self.speakers = [], [], []
        named, said = (round(mean * chance.uniform(0.5, 1.5)) for mean in many)
        for number in range(named):
            self._add(f"In {chance.choice(FILLERS)} it was ")
            entity = often(len(names), chance)
            self.mentions.append({"article_id": article, "entity_id": entity})
            self._span(self.mentions[-1], names[entity - 1])
            self._add(f" that {chance.choice(FILLERS)}.{'' if number % 4 else chr(10)} ")
            if len(self.speakers) < said * (number + 1) // named:
                self.speakers.append(entity)
                self.spans.append({"role": "content"})
                self._span(self.spans[-1], f"“{chance.choice(FILLERS).capitalize()},”")
                self._add(" says somebody. ")
        self._add("That is all.")
        self._finish()

    def _add(self, words: str) -> None:
        self.parts.append(words)
        self.at += len(words)

    def _span(self, row: dict, words: str) -> None:
        row |= {"start": self.at, "end": self.at + len(words), "exact": words}
        self._add(words)

    def _finish(self) -> None:
        from articles.text.normalise import fingerprint
        from articles.text.occurrences import context

        body = "".join(self.parts)
        self.version = {
            "article_id": self.article,
            "body": body,
            "sha256": fingerprint(body),
            "characters": len(body),
        }
        for row in (*self.mentions, *self.spans):
            row["text_version_id"] = self.article
            row["prefix"], row["suffix"] = context(body, row["start"], row["end"])
        del self.parts

    def quotations(self, sources: int, chance: random.Random) -> Iterator[dict]:
        for number, speaker in enumerate(self.speakers, 1):
            kind, who = chance.random(), chance.random()
            yield {
                "article_id": self.article,
                "number": number,
                "kind": "direct" if kind < 0.3 else "indirect" if kind < 0.9 else "mixed",
                "medium": "writing" if chance.random() < 0.3 else "speech",
                "speaker_id": speaker if who < 0.7 else None,
                "speaker_description": "a spokesperson" if 0.7 <= who < 0.9 else "",
                "no_speaker_reason": "" if who < 0.9 else "Nobody is named.",
                "source_id": often(sources, chance) if chance.random() < 0.6 else None,
            }
