"""Rows by the dozen, made without the verbs: how many there are is all that matters here."""

from django.utils import timezone

from articles.editing.following import follow_all
from articles.models import (
    Alias,
    Article,
    Citation,
    Correction,
    Entity,
    Mention,
    Quotation,
    QuotationSpan,
    Source,
    SourceAgent,
    Status,
    TextVersion,
)


def store(model, records: list) -> list:
    """Store records of one model as `save` would, without history."""
    for record in records:
        record.derive()
    return model.objects.bulk_create(records)


def make_articles(count: int) -> list[Article]:
    """Published articles, each with publisher, quotation, source, an agent of it, and a mention."""
    numbers = range(Article.objects.count(), Article.objects.count() + count)
    # Titles and names come in pairs, so that the order among equals is put to the test.
    entities = store(
        Entity,
        [Entity(slug=f"entity-{n}", name=f"Name {n // 2}", kind="organisation") for n in numbers],
    )
    store(Alias, [Alias(entity=entity, name=f"Alias of {entity.slug}") for entity in entities])
    sources = store(
        Source,
        [_source(n) for n in numbers],
    )
    articles = store(
        Article,
        [
            Article(
                slug=f"article-{n}",
                title=f"Title {n // 2}",
                publisher=entity,
                published=f"19{n % 30 + 10}",
                status=Status.PUBLISHED,
            )
            for n, entity in zip(numbers, entities, strict=True)
        ],
    )
    body = "“It is so,” somebody says of a thing."
    texts = store(TextVersion, [TextVersion(article=article, body=body) for article in articles])
    quotations, spans, mentions = [], [], []
    for article, text, entity, source in zip(articles, texts, entities, sources, strict=True):
        article.current_text = text
        quotation = Quotation(
            article=article, number=1, kind="direct", speaker=entity, source=source
        )
        quotations.append(quotation)
        spans.append(_placed(QuotationSpan(quotation=quotation), text, "“It is so,”"))
        mentions.append(_placed(Mention(article=article, entity=entity), text, "somebody"))
    Article.objects.bulk_update(articles, ["current_text"])
    store(Quotation, quotations)
    store(QuotationSpan, spans)
    store(Mention, mentions)
    store(
        SourceAgent,
        [
            SourceAgent(source=s, role="held_by", entity=e, basis="inferred", note="Because.")
            for s, e in zip(sources, entities, strict=True)
        ],
    )
    store(Citation, [Citation(article=a, source=s) for a, s in zip(articles, sources, strict=True)])
    correct(articles, 1)
    follow_all()
    return articles


def correct(records: list[Article | Entity | Source], count: int) -> None:
    """Tell `count` corrections of each record."""
    store(
        Correction,
        [
            Correction(
                kind="description_corrected",
                record=record.public_id,
                label=str(record),
                new=f"title: {n}",
                **{record._meta.model_name: record},
            )
            for record in records
            for n in range(count)
        ],
    )


def add_versions(article: Article, count: int) -> None:
    """Further texts that readers saw, not the current one."""
    first = article.text_versions.count() + 1
    store(
        TextVersion,
        [
            TextVersion(article=article, number=n, body=f"Text {n}.", shown_at=timezone.now())
            for n in range(first, first + count)
        ],
    )


def annotate_densely(article: Article, count: int) -> None:
    """Add `count` spans to an article's text: four mentions to one quotation of a source."""
    body = "\n".join(f"Line {n:04} says that number {n} is a number." for n in range(count))
    text = store(TextVersion, [TextVersion(article=article, number=2, body=body)])[0]
    Article.objects.filter(pk=article.pk).update(current_text=text)
    quotations, spans, mentions = [], [], []
    entities, sources = list(Entity.objects.all()), list(Source.objects.all())
    for n in range(count):
        line = body.index(f"Line {n:04}")
        if n % 5:
            mention = Mention(article=article, entity=entities[n % len(entities)])
            mention.place(text, line, line + 9)
            mentions.append(mention)
        else:
            quotation = Quotation(
                article=article,
                number=n + 2,
                kind="indirect",
                speaker=entities[n % len(entities)],
                source=sources[n % len(sources)],
            )
            quotations.append(quotation)
            span = QuotationSpan(quotation=quotation)
            span.place(text, line + 15, line + 25)
            spans.append(span)
    store(Quotation, quotations)
    store(QuotationSpan, spans)
    store(Mention, mentions)
    follow_all()


def _source(n: int) -> Source:
    return Source(slug=f"source-{n}", title=f"Source {n // 2}", kind="report")


def _placed(span, text: TextVersion, words: str):
    start = text.body.index(words)
    span.place(text, start, start + len(words))
    return span
