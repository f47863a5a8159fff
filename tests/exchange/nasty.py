"""An archive of any size in many scripts, with every string that files are known to break.

`make_nasty_archive(2000)` stores it in few statements (also for benchmarks), `tests.exchange.past`
adds what only the verbs leave behind. The same `seed` gives the same texts, not the same ids.
"""

import random
from collections.abc import Sequence
from datetime import timedelta

from django.contrib.auth import get_user_model

from articles.editing import ledger
from articles.editing.bulk import arrived
from articles.models import (
    Alias,
    Article,
    ArticlePastSlug,
    Entity,
    EntityKind,
    EntityPastSlug,
    Identifier,
    Source,
    SourceKind,
    SourcePastSlug,
    Status,
    TextVersion,
)
from tests.exchange.nasty_annotations import BEGAN, Annotations
from tests.exchange.nasty_strings import DATES, IN_SPREADSHEETS, LONG, NASTY, SCRIPTS

__all__ = ["IN_SPREADSHEETS", "NASTY", "make_nasty_archive"]


def make_nasty_archive(articles: int, seed: int = 1, strings: Sequence[str] = NASTY) -> None:
    """Store so many articles, with half as many entities, a quarter as many sources and all that
    hangs on them, as one Change.
    """
    with ledger.change("import", by=None):
        _Archive(articles, random.Random(seed), strings).store()


class _Archive(Annotations):
    """The records of one archive, made kind by kind in the order they depend on each other."""

    def store(self) -> None:
        users = get_user_model().objects
        self.people = [users.get_or_create(username=name)[0] for name in ("ann", "b@b.org", "c+d")]
        self.entities, self.sources = self._entities(), self._sources()
        self._names()
        self.articles = self._articles()
        self.texts = self._texts()
        self._past_slugs()
        self._annotations()
        self._claims()
        self._told()

    def _entities(self):
        return self.keep(
            [
                self.make(
                    Entity,
                    slug=f"e-{n}" if n else "e" * 100,
                    name=self.words() if n % 2 else f"Entity {n}",
                    name_language=self.chance.choice(["en", "ru", "ja", "zh-Hant"]),
                    kind=self.chance.choice(EntityKind.values),
                    description=self.remark(),
                    began=self.chance.choice(DATES[:4]),
                    note=self.remark(),
                )
                for n in range(self.size // 2)
            ]
        )

    def _sources(self):
        return self.keep(
            [
                self.make(
                    Source,
                    slug=f"s-{n}" if n else "s" * 100,
                    title=self.words() if n % 2 else f"Source {n}",
                    kind=self.chance.choice(SourceKind.values),
                    description=self.remark(),
                    date=self.chance.choice(DATES),
                    language=self.chance.choice(["", "en", "sr-Latn"]),
                    url=self.chance.choice(["", "https://example.org/a?b=1,2&c='d'#e|f"]),
                    note="x" * LONG if n == 1 else self.remark(),
                )
                for n in range(self.size // 4)
            ]
        )

    def _names(self) -> None:
        aliases, identifiers = [], []
        for n, entity in enumerate(self.entities):
            for name in sorted({self.words() for _ in range(n % 4)}):
                aliases.append(self.make(Alias, entity=entity, name=name, language="en"))
            if n % 3 == 0:
                for scheme, value in (("wikidata", f"Q{n + 10**6}"), ("isni", f"{n:015}X")):
                    identifiers.append(
                        self.make(Identifier, entity=entity, scheme=scheme, value=value)
                    )
        self.keep(aliases)
        self.keep(identifiers)

    def _articles(self):
        statuses = [Status.PUBLISHED] * 6 + [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN]
        made = []
        for n in range(self.size):
            status = self.chance.choice(statuses)
            withdrawn = status == Status.WITHDRAWN
            made.append(
                self.make(
                    Article,
                    slug=f"a-{n}" if n else "a" * 100,
                    title=self.words(),
                    title_supplied=n % 7 == 0,
                    byline=self.remark(),
                    publisher=self.chance.choice(self.entities) if n % 3 else None,
                    url="" if n % 2 else f"https://example.org/{n}?q=a,b",
                    published=self.chance.choice(DATES),
                    language=self.chance.choice(list(SCRIPTS)),
                    rights=self.remark(),
                    text_is_public=n % 5 != 0,
                    status=status,
                    status_reason=self.words() if withdrawn else self.remark(),
                    note="\n" * LONG if n == 2 else self.remark(),
                )
            )
        return self.keep(made)

    def _texts(self):
        texts = []
        for n, article in enumerate(self.articles):
            for number in range(1, 4 if n % 10 == 0 else 2):
                seen = article.is_public and article.text_is_public
                text = self.make(
                    TextVersion,
                    article=article,
                    number=number,
                    body=self._body(article, n, number),
                    created_at=BEGAN + timedelta(seconds=n, microseconds=number),
                    created_by=self.chance.choice([None, *self.people]),
                    reason=self.remark(),
                    shown_at=BEGAN + timedelta(days=number, seconds=n) if seen else None,
                    origin=self.remark(),
                    origin_sha256="0" * 64 if n % 4 == 0 else "",
                )
                texts.append(text)
        self.keep(texts)
        for text in texts:  # the last one is the current one
            text.article.current_text = text
        Article.objects.bulk_update(self.articles, ["current_text"], batch_size=500)
        arrived(Article.objects.filter(pk__in=[article.pk for article in self.articles]))
        return texts

    def _body(self, article: Article, n: int, number: int) -> str:
        line = SCRIPTS[article.language]
        lines = [
            line,
            *(self.chance.choice(self.strings) for _ in range(self.chance.randint(1, 6))),
        ]
        if n == 3:
            lines += [line] * (LONG // len(line))
        text = "\n".join([*lines, f"Article {n}, text {number}.", line]).replace("\r", "")
        return text.lstrip("\ufeff")

    def _past_slugs(self) -> None:
        for model, records in (
            (ArticlePastSlug, self.articles),
            (SourcePastSlug, self.sources),
            (EntityPastSlug, self.entities),
        ):
            slugs = enumerate(self.chance.sample(list(records), len(records) // 10))
            self.keep(
                [
                    self.make(model, slug=f"past-{n}", record=r, retired_at=r.created_at)
                    for n, r in slugs
                ]
            )
