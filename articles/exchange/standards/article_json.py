"""An article with everything public about it, as plain JSON: the archive's own words and names.

What is a column too has the column's name. What is not known is null or empty, so every article
has the same keys. Offsets are Unicode code points into `text.body`, end exclusive.
"""

from datetime import datetime
from typing import Any

from ...lineage import Step
from ...models import (
    Article,
    Citation,
    Correction,
    Entity,
    Mention,
    Quotation,
    Relation,
    Source,
    SourceAgent,
    Span,
)
from .addresses import address_of, site_address, version_address
from .evidence import Evidence
from .public_article import PublicArticle, Version

Node = dict[str, Any]


def article_json(one: PublicArticle) -> Node:
    """The whole file as one object."""
    article = one.article
    return {
        **_reference(article),
        "title": article.title,
        "title_supplied": article.title_supplied,
        "byline": article.byline,
        "publisher": _named(article.publisher),
        "address": article.url,
        "published": article.published,
        "language": article.language,
        "rights": article.rights,
        "text_is_public": article.text_is_public,
        "note": article.note,
        "text": {
            "version": one.version,
            "characters": one.characters,
            "sha256": next((v.sha256 for v in one.versions if v.number == one.version), None),
            "body": one.body,
        },
        "versions": [_version(article, version) for version in one.versions],
        "quotations": [_quotation(one, quotation) for quotation in one.quotations],
        "mentions": [_mention(one, mention) for mention in one.mentions],
        "citations": [_citation(one, citation) for citation in one.citations],
        "evidence": [_evidence(one, evidence) for evidence in one.evidence],
        "entities": [_entity(entity) for entity in one.entities.values()],
        "relations": [_relation(relation) for relation in one.relations],
        "sources": [_source(step) for step in one.origins.steps.values()],
        "corrections": [_correction(correction) for correction in one.corrections],
    }


def _reference(record: Article | Entity | Quotation | Source) -> Node:
    return {"id": record.public_id, "url": address_of(record)}


def _named(record: Entity | Source | None) -> Node | None:
    return None if record is None else {**_reference(record), "label": str(record)}


def _version(article: Article, version: Version) -> Node:
    return {
        "number": version.number,
        "url": version_address(article, version.number),
        "shown_at": _moment(version.since),
        "characters": version.characters,
        "sha256": version.sha256,
        "reason": version.reason,
    }


def _span(one: PublicArticle, span: Span) -> Node:
    """Where the words are; what stands around them only with the text."""
    shown = one.body is not None
    return {
        "id": span.public_id,
        "text_version": one.version,
        "start": span.start,
        "end": span.end,
        "exact": span.exact,
        "prefix": span.prefix if shown else "",
        "suffix": span.suffix if shown else "",
        "state": span.state,
    }


def _quotation(one: PublicArticle, quotation: Quotation) -> Node:
    return {
        **_reference(quotation),
        "number": quotation.number,
        "kind": quotation.kind,
        "medium": quotation.medium,
        "speaker": _named(quotation.speaker),
        "speaker_description": quotation.speaker_description,
        "no_speaker_reason": quotation.no_speaker_reason,
        "source": _named(quotation.source),
        "note": quotation.note,
        "pieces": [
            {**_span(one, piece), "role": piece.role, "order": piece.order}
            for piece in quotation.pieces
        ],
    }


def _mention(one: PublicArticle, mention: Mention) -> Node:
    return {
        **_span(one, mention),
        "entity": _named(mention.entity),
        "certainty": mention.certainty,
        "note": mention.note,
    }


def _citation(one: PublicArticle, citation: Citation) -> Node:
    return {
        "id": citation.public_id,
        "source": _named(citation.source),
        "role": citation.role,
        "stance": citation.stance,
        "locator": citation.locator,
        "note": citation.note,
        "words": [_span(one, span) for span in citation.words],
    }


def _evidence(one: PublicArticle, evidence: Evidence) -> Node:
    """The id of the claim and the words for it: `der-…` and `agt-…` are explained with their
    source, `rel-…` among the relations, and have none.
    """
    claim = evidence.claim
    return {
        "claim": claim.public_id,
        "source": None if isinstance(claim, Relation) else _named(claim.source),
        "words": [_span(one, span) for span in evidence.spans],
    }


def _entity(entity: Entity) -> Node:
    return {
        **_reference(entity),
        "name": entity.name,
        "name_language": entity.name_language,
        "kind": entity.kind,
        "description": entity.description,
        "began": entity.began,
        "ended": entity.ended,
        "note": entity.note,
        "aliases": [{"name": alias.name, "language": alias.language} for alias in entity.names],
        "identifiers": [
            {
                "scheme": identifier.scheme,
                "value": identifier.value,
                "url": identifier.get_absolute_url(),
            }
            for identifier in entity.authorities
        ],
    }


def _relation(relation: Relation) -> Node:
    return {
        "id": relation.public_id,
        "entity": _named(relation.entity),
        "kind": relation.kind,
        "other": _named(relation.other),
        "date": relation.date,
        "basis": relation.basis,
        "note": relation.note,
    }


def _source(step: Step) -> Node:
    source = step.source
    return {
        **_reference(source),
        "title": source.title,
        "kind": source.kind,
        "description": source.description,
        "date": source.date,
        "language": source.language,
        "address": source.url,
        "note": source.note,
        "is_root": step.is_root,
        "agents": [_agent(agent) for agent in step.agents],
        "derivations": [
            {
                "id": derivation.public_id,
                "kind": derivation.kind,
                "derived_from": _named(derivation.derived_from),
                "basis": derivation.basis,
                "note": derivation.note,
            }
            for derivation in step.derivations
        ],
    }


def _agent(agent: SourceAgent) -> Node:
    return {
        "id": agent.public_id,
        "role": agent.role,
        "entity": _named(agent.entity),
        "date": agent.date,
        "basis": agent.basis,
        "note": agent.note,
    }


def _correction(correction: Correction) -> Node:
    return {
        "id": correction.public_id,
        "url": site_address("correction", correction.public_id),
        "kind": correction.kind,
        "at": _moment(correction.at),
        "record": correction.record,
        "label": correction.label,
        "previous": correction.said_before,
        "new": correction.said_now,
        "reason": correction.reason,
    }


def _moment(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
