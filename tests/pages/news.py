"""Published articles in a line each, with whom they name and what they quote."""

from articles.editing import annotate, records
from articles.editing.articles import create_article, publish_article
from articles.models import Article, Entity, Quotation, Source
from articles.text.occurrences import locate, occurrences


def entity(name: str, kind: str = "place", **values) -> Entity:
    return records.add(Entity(name=name, kind=kind, **values), by=None)


def source(title: str, **values) -> Source:
    return records.add(Source(title=title, kind="papers", **values), by=None)


def draft(title: str, body: str, names=(), said=(), **values) -> Article:
    """An article in which every occurrence of the entities' names is marked; `said` has the words
    of quotations with their source or None.
    """
    values.setdefault("language", "en")
    article = create_article(Article(title=title, **values), body, by=None)
    for named in names:
        for start in occurrences(body, named.name):
            place = start, start + len(named.name)
            annotate.add_mention(article, *place, named, by=None, based_on=1)
    for words, origin in said:
        record = Quotation(
            article=article, kind="direct", source=origin, no_speaker_reason="None is named."
        )
        pieces = [("content", *locate(body, words))]
        annotate.add_quotation(record, pieces, by=None, based_on=1)
    return Article.objects.get(pk=article.pk)


def news(title: str, body: str, names=(), said=(), **values) -> Article:
    """The same, published."""
    article = draft(title, body, names, said, **values)
    return publish_article(article, by=None, based_on=article.row_version)
