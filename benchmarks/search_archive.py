"""Many articles to search in: words as frequent as in real language, some with accents, some
without spaces.
"""

import random
from itertools import accumulate

VOCABULARY = 60_000
LENGTH = 330  # words of an article, about 2 kB
_SYLLABLES = (
    "ka to mi ra sen dor vel un ti ar po les gra min ter al on ve si ne ro da ch il".split()
)
_HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 2500)]
_KANA = [chr(code) for code in range(0x3042, 0x3094)]
_THAI = [chr(code) for code in range(0x0E01, 0x0E2F)]
_ACCENTS = str.maketrans("aeiou", "áèïöü")


def _spelt(number: int) -> str:
    """A word of its own for every number; frequent words are short."""
    base, word = len(_SYLLABLES), ""
    number += 1
    while number:
        number, rest = divmod(number, base)
        word += _SYLLABLES[rest]
    return word


WORDS = [_spelt(number) for number in range(VOCABULARY)]
_WEIGHTS = list(accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))


def _spaced(chance: random.Random) -> str:
    words = chance.choices(WORDS, cum_weights=_WEIGHTS, k=LENGTH)
    for at in range(0, LENGTH, 14):
        words[at] = words[at].capitalize()
        words[at - 1] += "." if at % 5 else ".”\n“"
    return " ".join(words)


def _accented(chance: random.Random) -> str:
    words = (
        word.translate(_ACCENTS) if len(word) % 4 == 0 else word
        for word in _spaced(chance).split(" ")
    )
    return " ".join(words)


def _unspaced(chance: random.Random) -> str:
    letters = chance.choice([_HAN, _HAN + _KANA * 20, _THAI])
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(letters))))
    found = chance.choices(letters, cum_weights=weights, k=700)
    for at in range(0, 700, 30):
        found[at] = "。\n" if at % 4 else "。"
    return "".join(found)


_KINDS = [_unspaced, *[_accented] * 2, *[_spaced] * 7]


def add_searchable_articles(count: int) -> None:
    """`count` published articles, not in the index yet."""
    from articles.models import Article, Status, TextVersion

    chance = random.Random(1)
    for first in range(0, count, 5000):
        numbers = range(first, min(first + 5000, count))
        articles = [
            Article(
                public_id=f"art-{n}",
                slug=f"article-{n}",
                title=" ".join(chance.choices(WORDS, cum_weights=_WEIGHTS, k=8)),
                status=Status.PUBLISHED,
            )
            for n in numbers
        ]
        Article.objects.bulk_create(articles)
        texts = [
            TextVersion(
                public_id=f"txt-{n}",
                article=article,
                body=_KINDS[n % 10](chance),
                characters=0,
            )
            for n, article in zip(numbers, articles, strict=True)
        ]
        TextVersion.objects.bulk_create(texts)
        for article, text in zip(articles, texts, strict=True):
            article.current_text = text
        Article.objects.bulk_update(articles, ["current_text"], batch_size=1000)


def queries(chance: random.Random, each: int = 40) -> dict[str, list[str]]:
    """What is asked, by kind; every query finds something."""
    from articles.models import TextVersion

    bodies = list(TextVersion.objects.order_by("pk").values_list("body", flat=True)[:2000])
    spaced = [body.split() for at, body in enumerate(bodies) if at % 10 > 2]
    unspaced = [body for at, body in enumerate(bodies) if not at % 10]

    def phrase() -> str:
        words = chance.choice(spaced)
        at = chance.randrange(len(words) - 3)
        return '"' + " ".join(words[at : at + chance.choice((2, 3))]) + '"'

    def east_asian() -> str:
        body = chance.choice(unspaced)
        at = chance.randrange(len(body) - 5)
        return body[at : at + chance.choice((2, 2, 3, 4))]

    return {
        "rare": chance.sample(WORDS[20_000:40_000], each),
        "common": chance.sample(WORDS[:100], each),
        "two words": [" ".join(chance.sample(WORDS[50:2000], 2)) for _ in range(each)],
        "phrase": [phrase() for _ in range(each)],
        "prefix": [f"{word[:4]}*" for word in chance.sample(WORDS[1000:20_000], each)],
        "East Asian": [east_asian() for _ in range(each)],
    }
