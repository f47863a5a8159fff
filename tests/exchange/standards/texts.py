"""Articles made in memory, of any text and with spans anywhere in it."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from articles.exchange.standards.public_article import PublicArticle, Version
from articles.models import (
    Article,
    Citation,
    CitationSpan,
    Entity,
    EntityKind,
    Mention,
    Quotation,
    QuotationSpan,
    Source,
    TextVersion,
)
from articles.text.occurrences import context

MOMENT = datetime(2026, 8, 1, tzinfo=UTC)

# All that a body may hold: anything but NUL, carriage returns and halves of characters.
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r")
NASTY = st.sampled_from(
    [
        "\n",
        "\n\n",
        "\x01",
        "\x1b",
        "\ufffe",
        "]]>",
        "<p>",
        "&amp;",
        "😀",
        "👨‍👩‍👧",
        "\u202e",
        "e\u0301",
        "\t ",
    ]
)
BODIES = st.lists(st.one_of(NASTY, st.text(CHARACTERS, max_size=9)), min_size=1, max_size=9).map(
    "".join
)


@st.composite
def public_articles(draw) -> PublicArticle:
    """An article with a mention of every kind of entity, a quotation in pieces and a citation."""
    body = draw(BODIES.filter(bool))
    words = draw(st.text(CHARACTERS, min_size=1, max_size=12))
    places = st.tuples(st.integers(0, len(body)), st.integers(0, len(body)))
    spans = draw(
        st.lists(
            places.map(sorted).filter(lambda place: place[0] < place[1]), min_size=1, max_size=8
        )
    )
    return in_memory(body, spans, words)


def in_memory(body: str, spans: list[tuple[int, int]], words: str = "Words") -> PublicArticle:
    """An article of `body`; each span is a mention, a piece of a quotation and a citation’s."""
    text = TextVersion(number=1, body=body, characters=len(body))
    article = Article(
        public_id="art-x",
        slug="x",
        title=words,
        byline=words,
        note=words,
        rights=words,
        url="https://example.org/ü?a=[1]&b=100%|{x}",
        language="en",
        published="194X",
        current_text=text,
    )
    kinds = list(EntityKind)
    entities = [_entity(number, kinds[number % len(kinds)], words) for number in range(len(kinds))]
    source = Source(pk=1, public_id="src-x", slug="s", title=words, kind="report")
    quotation = Quotation(
        pk=1,
        public_id="quo-x",
        article=article,
        number=1,
        kind="mixed",
        medium="thought",
        speaker_description=words,
        source=source,
        note=words,
    )
    quotation.pieces = [_placed(QuotationSpan(role="content"), body, *span) for span in spans]
    citation = Citation(public_id="cit-x", article=article, source=source, locator=words)
    citation.words = [_placed(CitationSpan(), body, *span) for span in spans]
    mentions = [
        _placed(Mention(entity=entities[n % len(entities)], note=words), body, *span)
        for n, span in enumerate(spans)
    ]
    return PublicArticle(
        article=article,
        body=body,
        version=1,
        characters=len(body),
        versions=[Version(1, len(body), "0" * 64, MOMENT, "")],
        quotations=[quotation],
        mentions=mentions,
        citations=[citation],
        entities={entity.pk: entity for entity in entities},
    )


def _entity(number: int, kind: EntityKind, words: str) -> Entity:
    entity = Entity(pk=number, public_id=f"ent-{number}", slug=f"e{number}", name=words, kind=kind)
    entity.description = entity.note = words
    entity.began, entity.ended = "1901", "1941-07/1941-09"
    entity.names, entity.authorities = [], []
    return entity


def _placed(span, body: str, start: int, end: int):
    span.public_id = f"{span.ID_PREFIX}-{start}-{end}-{id(span)}"
    span.start, span.end, span.exact = start, end, body[start:end]
    span.prefix, span.suffix = context(body, start, end)
    return span
