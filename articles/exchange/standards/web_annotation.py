"""Annotations of an article after the W3C Web Annotation Data Model, as JSON-LD.

Every target is a passage of one text version, selected twice over: by position (Unicode code
points, as the model demands) and by quotation with context. A quotation in several pieces has
several targets, in reading order, each saying by `archive:part` what it is to the quotation; it
is the targets together that are annotated. Of a text that may not be shown there are only the
words that are quotations, without context.
"""

from typing import Any

from ...models import (
    AnchorState,
    Certainty,
    Citation,
    Derivation,
    Entity,
    Mention,
    Quotation,
    Relation,
    Source,
    SourceAgent,
    Span,
)
from ...text.occurrences import context as words_around
from .addresses import SITE_NAME, address_of, format_address, site_address, uri, version_address
from .evidence import Evidence
from .json_text import without_blanks
from .public_article import PublicArticle
from .vocabulary import AGENT_TERMS, PROV_DERIVATIONS, RELATION_TERMS, SCHEMA_TYPES, context

Node = dict[str, Any]


def collection(one: PublicArticle) -> Node:
    """All annotations of an article as an AnnotationCollection with its one page in it."""
    return _collection_of(one, annotations(one), format_address(one.article, "jsonld"))


def quotation_collection(one: PublicArticle, quotation: Quotation) -> Node:
    """The annotation of a single quotation, likewise."""
    address = site_address("quotation-jsonld", quotation.public_id)
    return _collection_of(one, [_of_quotation(one, quotation)], address)


def head(address: str, label: str) -> Node:
    """What stands before the page of a collection."""
    return {
        "@context": context(),
        "id": address,
        "type": "AnnotationCollection",
        "label": label,
        "creator": {"id": site_address("home"), "type": "Organization", "name": SITE_NAME},
    }


def annotations(one: PublicArticle) -> list[Node]:
    """Quotations, citations, evidence for claims about sources and entities, and mentions."""
    return [
        *(_of_quotation(one, quotation) for quotation in one.quotations),
        *(_of_citation(one, citation) for citation in one.citations),
        *(_of_evidence(one, evidence) for evidence in one.evidence),
        *(_of_mention(one, mention) for mention in one.mentions),
    ]


def _collection_of(one: PublicArticle, items: list[Node], address: str) -> Node:
    return {
        **head(address, f"Annotations of “{one.article.title}”, text version {one.version}"),
        "total": len(items),
        "first": {
            "id": f"{address}#page",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }


def _annotation(one: PublicArticle, place: str, **values: Any) -> Node:
    """An annotation whose id is its place on the article's page."""
    return {
        "id": f"{address_of(one.article)}#{place}",
        "type": "Annotation",
        **without_blanks(values),
    }


def _of_mention(one: PublicArticle, mention: Mention) -> Node:
    certainty = "" if mention.certainty == Certainty.HIGH else mention.certainty
    named = {"type": "SpecificResource", "purpose": "identifying"}
    named["source"] = _entity(one, mention.entity)
    return _annotation(
        one,
        mention.public_id,
        motivation="identifying",
        **{"archive:certainty": certainty},
        body=[named, *_note(mention.note)],
        target=_passage(one, mention),
    )


def _of_quotation(one: PublicArticle, quotation: Quotation) -> Node:
    speaker, source = quotation.speaker, quotation.source
    said = {
        "id": address_of(quotation),
        "type": "schema:Quotation",
        "schema:identifier": quotation.public_id,
        "archive:number": quotation.number,
        "archive:kind": quotation.kind,
        "archive:medium": quotation.medium,
        "schema:spokenByCharacter": _entity(one, speaker) if speaker else None,
        "archive:describedSpeaker": quotation.speaker_description,
        "archive:noSpeakerReason": quotation.no_speaker_reason,
        "schema:isBasedOn": _source(source) if source else None,
    }
    targets = [{**_passage(one, piece), "archive:part": piece.role} for piece in quotation.pieces]
    return _annotation(
        one,
        quotation.public_id,
        motivation="describing",
        body=[without_blanks(said), *_note(quotation.note)],
        target=targets or _whole(one),
    )


def _of_citation(one: PublicArticle, citation: Citation) -> Node:
    cited = {
        "type": "SpecificResource",
        "purpose": "linking",
        "source": _source(citation.source),
        "archive:role": citation.role,
        "archive:stance": citation.stance,
        "archive:locator": citation.locator,
    }
    return _annotation(
        one,
        citation.public_id,
        motivation="linking",
        body=[without_blanks(cited), *_note(citation.note)],
        target=[_passage(one, span) for span in citation.words] or _whole(one),
    )


def _of_evidence(one: PublicArticle, evidence: Evidence) -> Node:
    claim = evidence.claim
    stated = _entity(one, claim.entity) if isinstance(claim, Relation) else _source(claim.source)
    if isinstance(claim, Relation):
        stated[RELATION_TERMS[claim.kind]] = _entity(one, claim.other)
    elif isinstance(claim, Derivation):
        stated[PROV_DERIVATIONS[claim.kind]] = _source(claim.derived_from)
    elif isinstance(claim, SourceAgent):
        stated[AGENT_TERMS[claim.role]] = _entity(one, claim.entity)
    return _annotation(
        one,
        claim.public_id,
        motivation="describing",
        **{"archive:basis": claim.basis},
        body=[stated, *_note(claim.note)],
        target=[_passage(one, span) for span in evidence.spans],
    )


def _passage(one: PublicArticle, span: Span) -> Node:
    exact, prefix, suffix = span.exact, "", ""
    if one.body is not None:
        # Of words that changed under an annotation: those that stand there now.
        exact = one.body[span.start : span.end]
        prefix, suffix = words_around(one.body, span.start, span.end)
    state = "" if span.state == AnchorState.OK else span.state
    quoted = {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}
    return {
        **_whole(one),
        **without_blanks({"archive:anchorState": state}),
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            without_blanks(quoted),
        ],
    }


def _whole(one: PublicArticle) -> Node:
    """The text version as a target; the article where the text has no page of its own."""
    if one.body is None:
        return {"type": "SpecificResource", "source": address_of(one.article)}
    since = next(shown.since for shown in one.versions if shown.number == one.version)
    return {
        "type": "SpecificResource",
        "source": version_address(one.article, one.version),
        "scope": address_of(one.article),
        "state": {
            "type": "TimeState",
            "sourceDateStart": since.isoformat(timespec="seconds").replace("+00:00", "Z"),
            "cached": format_address(one.article, "json"),
        },
    }


def _entity(one: PublicArticle, entity: Entity) -> Node:
    known = one.entities.get(entity.pk)
    authorities = known.authorities if known else []
    node = {
        "id": address_of(entity),
        "type": f"schema:{SCHEMA_TYPES[entity.kind]}",
        "schema:name": {"@value": entity.name, "@language": entity.name_language},
        "schema:sameAs": [{"id": authority.get_absolute_url()} for authority in authorities],
    }
    return without_blanks(node)


def _source(source: Source) -> Node:
    node = {
        "id": address_of(source),
        "type": f"schema:{SCHEMA_TYPES[source.kind]}",
        "schema:name": source.title,
        "schema:url": {"id": uri(source.url)} if source.url else None,
    }
    return without_blanks(node)


def _note(note: str) -> list[Node]:
    if not note:
        return []
    return [{"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": note}]
