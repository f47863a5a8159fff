"""Articles, with their text in the row itself or in a table of text versions."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from ...editing.articles import clean_body, create_article
from ...editing.bulk import arrived, insert_all
from ...models import Article, TextVersion
from .entries import Entry, Fate, chunks_of
from .finding import BATCH
from .records import Loader


class ArticleLoader(Loader):
    """Articles. A new one needs a `body`, unless its text versions come with it.

    The text of one that exists is not imported over.
    """

    extra = ("body",)

    @property
    def known(self) -> list[str]:
        return [*self.columns, *(() if self._texts_apart else self.extra)]

    @property
    def _texts_apart(self) -> bool:
        return "text_versions" in self.run.datasets

    def compare(self, entries: list[Entry]) -> None:
        super().compare(entries)
        given = {entry.key: entry for entry in entries if entry.cells.get("body")}
        texts = Article.objects.filter(pk__in=given)
        bodies = dict(texts.values_list("pk", "current_text__body"))
        for key, entry in given.items():
            if self._body(entry) != bodies.get(key) and not entry.is_refused:
                reason = (
                    "The text differs from the one in the archive. An import does not change "
                    "the text of an article, because its annotations stand on it."
                )
                self.problem(entry, "body", reason)

    def check(self, entry: Entry) -> None:
        errors: dict[str, list] = {}
        try:
            super().check(entry)
        except ValidationError as error:
            error.update_error_dict(errors)
        if not self._texts_apart and not self._body(entry).strip() and not entry.is_refused:
            errors["body"] = ["A new article needs its text."]
        if errors:
            raise ValidationError(errors)

    def _body(self, entry: Entry) -> str:
        try:
            return clean_body(entry.cells.get("body", ""))
        except ValidationError as error:
            self.refuse(entry, error)
            return ""

    def add(self, entry: Entry) -> None:
        create_article(entry.record, entry.cells["body"], by=self.run.by)
        entry.key, entry.fate = entry.record.pk, Fate.NEW

    def store_together(self, entries: list[Entry]) -> None:
        super().store_together(entries)
        stored = [entry for entry in entries if not entry.is_refused]
        if self._texts_apart or not stored:
            return
        now = timezone.now()
        texts = []
        for entry in stored:
            article = entry.record
            is_seen = article.is_public and article.text_is_public
            text = TextVersion(
                article=article,
                number=1,
                body=self._body(entry),
                created_at=article.created_at,
                shown_at=now if is_seen else None,
            )
            text.derive()
            texts.append(text)
        insert_all(texts)
        show_latest([entry.key for entry in stored])

    def record(self) -> None:
        super().record()
        if not self._texts_apart:
            for batch in self.batches():
                arrived(TextVersion.objects.filter(article__in=batch))

    def check_all(self) -> None:
        for batch in self.touched():
            for key in Article.objects.filter(pk__in=batch, current_text=None).values_list(
                "pk", flat=True
            ):
                reason = "None of the text versions is of this article."
                self.problem_of(key, "", reason)


class TextVersionLoader(Loader):
    """Text versions of articles that come in with them. They are never changed."""

    for_operator: ClassVar[bool] = True

    def prepare(self, entries: list[Entry]) -> None:
        articles = self.run.loaders.get("articles")
        for entry in entries:
            key = entry.record.article_id
            if key is None:
                if not entry.is_refused:
                    self.problem(entry, "article_id", "Say of which article it is.")
            elif articles is None or key not in articles.fresh:
                reason = "This article is in the archive already: revise its text instead."
                self.problem(entry, "article_id", reason)
        super().prepare([entry for entry in entries if not entry.is_refused])

    def check(self, entry: Entry) -> None:
        entry.record.body = clean_body(entry.record.body)
        super().check(entry)

    def change(self, entry: Entry) -> None:
        raise ValidationError(
            dict.fromkeys(entry.changed, "A text version cannot be changed; revise the text.")
        )

    def finish(self) -> None:
        articles = self.run.loaders.get("articles")
        for batch in chunks_of(articles.fresh if articles else (), BATCH):
            show_latest(batch)


def show_latest(articles: list[int]) -> None:
    """Let articles, by their keys, show the last of their text versions."""
    latest = TextVersion.objects.filter(article=OuterRef("pk")).order_by("-number").values("pk")
    Article.objects.filter(pk__in=articles).update(current_text=Subquery(latest[:1]))
