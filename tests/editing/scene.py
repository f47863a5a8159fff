"""What the tests of models and verbs build their small archives from, by the verbs."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from articles.editing import annotate, records
from articles.editing.articles import create_article, publish_article
from articles.editing.invariants import CHECKS
from articles.models import (
    Alias,
    Article,
    Change,
    Citation,
    CitationSpan,
    Derivation,
    DerivationSpan,
    Entity,
    Identifier,
    Mention,
    Quotation,
    Relation,
    RelationSpan,
    Source,
    SourceAgent,
    SourceAgentSpan,
)
from tests.standing import made_once

BODY = "“Moscow 😀 will fall,” the court said.\n東京 answered: the papers came from the Bureau.\n"


def user(role: str = ""):
    """A login with a role: Annotator, Editor, or none."""
    users = get_user_model().objects
    login = users.create_user(f"{role or 'nobody'}-{users.count()}")
    if role:
        login.groups.add(Group.objects.get(name=role))
    return login


def draft(title: str = "Pact signed", body: str = BODY, by=None, **values) -> Article:
    """A draft with its text."""
    return create_article(Article(title=title, **values), body, by=by)


def published(title: str = "Pact signed", body: str = BODY, **values) -> Article:
    """A published article without annotations; add them as the operator."""
    article = draft(title, body, **values)
    return publish_article(article, by=None, based_on=article.row_version)


def publish(article: Article) -> Article:
    """Publish a draft as it stands now."""
    article.refresh_from_db()
    return publish_article(article, by=None, based_on=article.row_version)


def entity(name: str = "Moscow", kind: str = "place", by=None, **values) -> Entity:
    return records.add(Entity(name=name, kind=kind, **values), by=by)


def source(title: str = "The verdict", kind: str = "document", by=None, **values) -> Source:
    return records.add(Source(title=title, kind=kind, **values), by=by)


def mention(article: Article, words: str, named: Entity, by=None, **values) -> Mention:
    """Mark the first occurrence of `words`."""
    start, end = place(article, words)
    return annotate.add_mention(article, start, end, named, by=by, based_on=1, **values)


def quotation(article: Article, words: str = "Moscow 😀 will fall", by=None, **values) -> Quotation:
    """A quotation whose content is the first occurrence of `words`."""
    values = {"kind": "direct", "speaker_description": "the court", **values}
    return annotate.add_quotation(
        Quotation(article=article, **values),
        [("content", *place(article, words))],
        by=by,
        based_on=1,
    )


def citation(article: Article, cited: Source, by=None, **values) -> Citation:
    return records.add(Citation(article=article, source=cited, **values), by=by)


def known(record: Entity | Source) -> Entity | Source:
    """Let readers know an entity, as a publisher, or a source, as one cited."""
    if isinstance(record, Entity):
        published(title="Told", publisher=record)
    else:
        article = draft(title="Told")
        citation(article, record)
        publish(article)
    return record


def derivation(derived: Source, origin: Source, by=None, **values) -> Derivation:
    """A derivation; called stated unless told otherwise. See `evidence`."""
    values = {"kind": "was_derived_from", "basis": "stated", **values}
    return records.add(Derivation(source=derived, derived_from=origin, **values), by=by)


def part(cited: Source, of: Entity, by=None, **values) -> SourceAgent:
    """An entity's part in a source; called stated unless told otherwise. See `evidence`."""
    values = {"role": "released_by", "basis": "stated", **values}
    return records.add(SourceAgent(source=cited, entity=of, **values), by=by)


def relation(one: Entity, other: Entity, by=None, **values) -> Relation:
    """How one entity stands to another; called stated unless told otherwise. See `evidence`."""
    values = {"kind": "part_of", "basis": "stated", **values}
    return records.add(Relation(entity=one, other=other, **values), by=by)


def evidence(claim, article: Article, words: str, by=None):
    """The words of an article that state a derivation, an agent's part or a relation, or refer to
    a source.
    """
    model, owner = {
        Derivation: (DerivationSpan, "derivation"),
        SourceAgent: (SourceAgentSpan, "agent"),
        Relation: (RelationSpan, "relation"),
        Citation: (CitationSpan, "citation"),
    }[type(claim)]
    span = model(**{owner: claim})
    span.place(article.current_text, *place(article, words))
    return records.add(span, by=by)


def place(article: Article, words: str) -> tuple[int, int]:
    """Where `words` first stand in the article's text."""
    start = article.current_text.body.index(words)
    return start, start + len(words)


@made_once
def everything() -> Article:
    """A published article and a draft, with all that can hang on them; returns the former."""
    article, working = draft(), draft("Working paper", published="1940-09")
    moscow, bureau = entity(), entity("Bureau", "organisation", began="1918")
    verdict, papers, diary = (source(title) for title in ("Verdict", "Papers", "Diary"))
    records.add(Alias(entity=moscow, name="Moskva", language="ru"), by=None)
    records.add(Identifier(entity=moscow, scheme="wikidata", value="Q649"), by=None)
    mention(article, "Moscow", moscow)
    quotation(article, source=verdict)
    evidence(citation(article, papers), article, "papers")
    evidence(derivation(verdict, papers), article, "papers came")
    evidence(part(papers, bureau, date="1941"), article, "the Bureau")
    derivation(papers, diary, basis="inferred", note="By its hand.")
    evidence(relation(bureau, moscow, kind="located_in", date="1940"), article, "Bureau")
    quotation(working, "東京 answered")
    moscow.slug = "moskva"
    records.change(moscow, by=None, based_on=1)
    gone = quotation(working, "Moscow")
    records.delete(gone, by=None, based_on=1)
    return publish(article)


def latest() -> Change:
    """The Change of the verb carried out last."""
    return Change.objects.order_by("-pk").first()


def problems() -> list[str]:
    """What check_archive would find."""
    return [str(problem) for _, check in CHECKS for problem in check(lambda read: None)]


def said(models) -> dict[str, list[str]]:
    """Every value of every record of these kinds, but for versions and their times."""
    return {
        model.__name__: sorted(
            map(
                repr,
                model.objects.values_list(
                    *(
                        column.attname
                        for column in model._meta.concrete_fields
                        if column.name not in ("row_version", "modified_at")
                    )
                ),
            )
        )
        for model in models
    }
