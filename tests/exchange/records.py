"""A small archive made by the verbs: one published article, one draft, what each rests on."""

from dataclasses import dataclass

from articles.editing import annotate, records
from articles.editing.articles import create_article, publish_article
from articles.editing.merging import merge
from articles.editing.reporting import report_error, subject
from articles.editing.transfers import note_export
from articles.models import (
    Alias,
    Article,
    Citation,
    CitationSpan,
    Derivation,
    DerivationSpan,
    Entity,
    EntityMerge,
    Identifier,
    Quotation,
    Relation,
    RelationSpan,
    Source,
    SourceAgent,
    SourceAgentSpan,
)
from tests.standing import made_once

TEXT = "“A fort,” the Court says, “B fort.”\nMoscow 😀 fell, as the papers released by the FSB say."
DRAFT = "In Atlantis the Secret Bureau says that Moscow burns."


@dataclass
class Archive:
    """What the tests speak of."""

    published: Article
    draft: Article
    court: Entity
    moscow: Entity
    bureau: Entity
    verdict: Source
    papers: Source
    leak: Source


def add(record):
    """Store one record as the operator."""
    return records.add(record, by=None)


def entity(name: str, kind: str = "organisation", **values) -> Entity:
    """Store an entity."""
    return add(Entity(name=name, kind=kind, **values))


def mention(article: Article, words: str, named: Entity, **values):
    """Mark the first occurrence of `words`."""
    start = article.current_text.body.index(words)
    return annotate.add_mention(
        article, start, start + len(words), named, by=None, based_on=1, **values
    )


def placed(span, article: Article, words: str):
    """Store a span over the first occurrence of `words`."""
    start = article.current_text.body.index(words)
    span.place(article.current_text, start, start + len(words))
    return add(span)


def quote(article: Article, pieces: list[tuple[str, str]], **values) -> Quotation:
    """Store a quotation with its pieces `(role, words)`."""
    body = article.current_text.body
    spans = [(role, body.index(words), body.index(words) + len(words)) for role, words in pieces]
    return annotate.add_quotation(Quotation(article=article, **values), spans, by=None, based_on=1)


def merge_into(known: Entity, other: Entity) -> EntityMerge:
    """Merge another entity into `known`."""
    seen = {"based_on": 1, "into_based_on": known.row_version}
    return merge(other, known, by=None, reason=f"Both are {known}.", **seen)


def publish(article: Article) -> Article:
    """Publish as the operator."""
    article.refresh_from_db()
    return publish_article(article, by=None, based_on=article.row_version)


@made_once
def make_archive(wikidata: str = "Q649") -> Archive:
    """The published article of 1946 by the Court Gazette, and a draft that names secrets."""
    gazette = entity("Court | Gazette")
    court = entity("The Court", description="A tribunal, with a comma.")
    moscow = entity("Moscow", "place")
    fsb = entity("FSB")
    bureau = entity("Secret Bureau", note="Nobody knows yet")
    atlantis = entity("Atlantis", "place")
    add(Alias(entity=court, name="Tribunal | of Tokyo"))
    add(Alias(entity=court, name="=IMTFE", language="en-GB"))
    add(Identifier(entity=moscow, scheme="wikidata", value=wikidata))

    verdict = add(Source(title="The verdict", kind="document"))
    papers = add(Source(title="Papers, released", kind="papers", date="1945"))
    leak = add(Source(title="A secret leak", kind="papers"))
    maker = SourceAgent(source=verdict, role="attributed_to", entity=court, basis="stated")
    add(maker)
    add(SourceAgent(source=papers, role="released_by", entity=fsb, basis="inferred", note="?"))
    derivation = Derivation(source=verdict, derived_from=papers, kind="was_derived_from")
    derivation.basis = "stated"
    add(derivation)

    within = Relation(entity=court, kind="located_in", other=moscow, date="1946", basis="stated")
    add(within)
    add(Relation(entity=fsb, kind="member_of", other=court, basis="inferred", note="=So | said"))

    published = create_article(
        Article(
            title="=Fort, or “tower”?",
            byline="N. N.",
            publisher=gazette,
            published="1946-05",
            language="en-GB",
            url="https://example.org/fort?a=1,2",
        ),
        TEXT,
        by=None,
    )
    mention(published, "Moscow", moscow, note="Stands for the Soviet government", certainty="low")
    mention(published, "Court", court)
    mention(published, "FSB", fsb)
    quote(
        published,
        [
            ("content", "“A fort,”"),
            ("content", "“B fort.”"),
            ("cue", "says"),
            ("attribution", "the Court"),
        ],
        kind="direct",
        speaker=court,
        source=verdict,
    )
    cited = add(Citation(article=published, source=papers, locator="p. 12"))
    placed(CitationSpan(citation=cited), published, "the papers released")
    placed(SourceAgentSpan(agent=maker), published, "the Court says")
    placed(DerivationSpan(derivation=derivation), published, "papers released by the FSB")
    placed(RelationSpan(relation=within), published, "the Court says")

    draft = create_article(Article(title="Unfinished secret", language="fr"), DRAFT, by=None)
    mention(draft, "Secret Bureau", bureau)
    mention(draft, "Atlantis", atlantis)
    mention(draft, "Moscow", moscow)
    quote(
        draft,
        [("content", "that Moscow burns"), ("cue", "says")],
        kind="indirect",
        speaker=bureau,
        source=leak,
    )
    hidden = add(Citation(article=draft, source=leak))
    placed(CitationSpan(citation=hidden), draft, "the Secret Bureau")
    hidden = SourceAgent(source=leak, role="held_by", entity=bureau, basis="stated", note="Hidden")
    placed(SourceAgentSpan(agent=add(hidden)), draft, "the Secret Bureau")
    add(Alias(entity=bureau, name="Secret Office"))
    add(Identifier(entity=bureau, scheme="viaf", value=f"{wikidata[1:]}77"))
    # A derivation that only the draft states: it must not draw the leak into the open.
    hidden = add(
        Derivation(source=verdict, derived_from=leak, kind="was_quoted_from", basis="stated")
    )
    placed(DerivationSpan(derivation=hidden), draft, "the Secret Bureau")
    # One of public entities that only the draft states, and one of an entity only it knows.
    hidden = add(Relation(entity=court, kind="part_of", other=fsb, basis="stated", note="Hidden"))
    placed(RelationSpan(relation=hidden), draft, "the Secret Bureau")
    add(Relation(entity=moscow, kind="part_of", other=atlantis, basis="inferred", note="Hidden"))
    mention(published, "Moscow", moskva := entity("Moskva", "event"))
    published = publish(published)
    report_error(subject(published.public_id), "It was 1940.", sender="reader")
    merge_into(moscow, moskva)
    merge_into(bureau, entity("Secrets Bureau"))
    _delete_a_quotation(published)
    for record in (published, papers, fsb, draft, leak, bureau):
        move_and_back(record)
    note_export(by=None, datasets=["articles"], filter="status=secret", rows=1)
    return Archive(published, draft, court, moscow, bureau, verdict, papers, leak)


def move_and_back(record) -> None:
    """Let a record have another address for a moment: it leads to what readers knew ever after."""
    usual = record.slug
    for slug in (f"{usual}-once", usual):
        record.refresh_from_db()
        record.slug = slug
        records.change(record, by=None, based_on=record.row_version)


def _delete_a_quotation(article: Article) -> None:
    """Readers saw it: it leaves a tombstone."""
    gone = quote(
        article, [("content", "the FSB say")], kind="indirect", speaker_description="It", number=9
    )
    records.delete(gone, by=None, based_on=gone.row_version, reason="Nobody says so.")
