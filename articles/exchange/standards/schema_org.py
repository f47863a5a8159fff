"""What the readers' pages tell search engines about themselves, in the words of schema.org.

Made of what a page has fetched for its readers already: no function here asks the database.
"""

from collections.abc import Iterable
from typing import Any

from ...lineage import Lineage
from ...models import (
    AgentRole,
    Alias,
    Article,
    Entity,
    EntityKind,
    Identifier,
    Quotation,
    Relation,
    RelationKind,
    Source,
)
from .addresses import address_of, uri
from .json_text import without_blanks
from .partial_dates import iso
from .vocabulary import SCHEMA_TYPES

Node = dict[str, Any]

_AGENTS = {
    AgentRole.ATTRIBUTED_TO: "creator",
    AgentRole.PUBLISHED_BY: "publisher",
    AgentRole.RELEASED_BY: "provider",
    AgentRole.ACCESSED_THROUGH: "provider",
    AgentRole.HELD_BY: "maintainer",
}
_DATES = {
    EntityKind.PERSON: ("birthDate", "deathDate"),
    EntityKind.ORGANISATION: ("foundingDate", "dissolutionDate"),
    EntityKind.EVENT: ("startDate", "endDate"),
    EntityKind.WORK: ("dateCreated", ""),
}

_RELATIONS = {
    (RelationKind.PART_OF, EntityKind.ORGANISATION): "parentOrganization",
    (RelationKind.PART_OF, EntityKind.PLACE): "containedInPlace",
    (RelationKind.PART_OF, EntityKind.EVENT): "superEvent",
    (RelationKind.PART_OF, EntityKind.WORK): "isPartOf",
    (RelationKind.MEMBER_OF, EntityKind.PERSON): "memberOf",
    (RelationKind.MEMBER_OF, EntityKind.ORGANISATION): "memberOf",
    (RelationKind.LOCATED_IN, EntityKind.PLACE): "containedInPlace",
    (RelationKind.LOCATED_IN, EntityKind.ORGANISATION): "location",
    (RelationKind.LOCATED_IN, EntityKind.EVENT): "location",
}
"""Properties for relations of an entity, by its kind; the others have none there."""


def news_article(
    article: Article, version: int, quotations: Iterable[Quotation], sources: Iterable[Source],
    named: Iterable[Entity],
) -> Node:  # fmt: skip
    """The page of an article: what it is, rests on, names and quotes."""
    return _page(
        {
            **_article(article),
            "identifier": article.public_id,
            "version": version,
            "sameAs": uri(article.url),
            "copyrightNotice": article.rights,
            "isBasedOn": [_source(source) for source in sources],
            "mentions": [_entity(entity) for entity in named],
            "hasPart": [
                {"@type": "Quotation", "@id": address_of(quotation), "position": quotation.number}
                for quotation in quotations
            ],
        }
    )


def quotation(record: Quotation, words: str) -> Node:
    """The page of a quotation: its words, who says them, where they stand."""
    return _page(
        {
            "@type": "Quotation",
            "@id": address_of(record),
            "url": address_of(record),
            "identifier": record.public_id,
            "text": words,
            "inLanguage": record.article.language,
            "position": record.number,
            "spokenByCharacter": _entity(record.speaker) if record.speaker else None,
            "isPartOf": _article(record.article),
            "isBasedOn": _source(record.source) if record.source else None,
        }
    )


def source(record: Source, origins: Lineage) -> Node:
    """The page of a source: what it comes from, and who had a part in it."""
    step = origins.steps[record.pk]
    parts: dict[str, list[Node]] = {}
    for agent in step.agents:
        parts.setdefault(_AGENTS[agent.role], []).append(_entity(agent.entity))
    return _page(
        {
            **_source(record),
            "url": address_of(record),
            "identifier": record.public_id,
            "description": record.description,
            "dateCreated": iso(record.date),
            "inLanguage": record.language,
            "sameAs": uri(record.url),
            "isBasedOn": [_source(derivation.derived_from) for derivation in step.derivations],
            **parts,
        }
    )


def entity(
    record: Entity, names: Iterable[Alias], authorities: Iterable[Identifier],
    relations: Iterable[Relation] = (),
) -> Node:  # fmt: skip
    """The page of an entity: its names, dates, its entries in authority files, and those of its
    own `relations` (with `other`) that schema.org has a word for; what others have to it is left.
    """
    related: dict[str, list[Node]] = {}
    for relation in relations:
        name = _RELATIONS.get((relation.kind, record.kind))
        if name and relation.entity_id == record.pk:
            related.setdefault(name, []).append(_entity(relation.other))
    began, ended = _DATES.get(record.kind, ("", ""))
    dates = {began: iso(record.began), ended: iso(record.ended)}
    return _page(
        {
            **_entity(record),
            "url": address_of(record),
            "identifier": record.public_id,
            "alternateName": [alias.name for alias in names],
            "description": record.description,
            **{name: date for name, date in dates.items() if name},
            "sameAs": [identifier.get_absolute_url() for identifier in authorities],
            **related,
        }
    )


def _page(node: Node) -> Node:
    return {"@context": "https://schema.org", **without_blanks(node)}


def _article(article: Article) -> Node:
    node = {
        "@type": "NewsArticle",
        "@id": address_of(article),
        "url": address_of(article),
        "headline": article.title,
        # Free text: a person, several, or an agency, so it is not said which.
        "author": {"name": article.byline} if article.byline else None,
        "publisher": _entity(article.publisher) if article.publisher else None,
        "datePublished": iso(article.published),
        "inLanguage": article.language,
    }
    return without_blanks(node)


def _entity(entity: Entity) -> Node:
    return {"@type": SCHEMA_TYPES[entity.kind], "@id": address_of(entity), "name": entity.name}


def _source(source: Source) -> Node:
    return {"@type": SCHEMA_TYPES[source.kind], "@id": address_of(source), "name": source.title}
