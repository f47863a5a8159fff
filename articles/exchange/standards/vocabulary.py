"""Terms of our own, where Web Annotation, schema.org and PROV have none.

Each is explained at its address, `/data/#<term>`.
"""

from typing import Any

from ...models import AgentRole, DerivationKind, EntityKind, RelationKind, SourceKind
from .addresses import site_address

PREFIX = "archive"

TERMS = (
    *("certainty", "anchorState", "number", "kind", "medium", "part", "describedSpeaker"),
    *("noSpeakerReason", "role", "stance", "locator", "basis", "releasedBy", "accessedThrough"),
    *("publishedBy", "heldBy", "successorOf", "partOf", "memberOf", "locatedIn", "partyTo"),
    "tookPartIn",
)

SCHEMA_TYPES = {
    EntityKind.PERSON: "Person",
    EntityKind.ORGANISATION: "Organization",
    EntityKind.PLACE: "Place",
    EntityKind.EVENT: "Event",
    EntityKind.WORK: "CreativeWork",
    EntityKind.CONCEPT: "DefinedTerm",
    SourceKind.DOCUMENT: "DigitalDocument",
    SourceKind.PAPERS: "Collection",
    SourceKind.DATASET: "Dataset",
    SourceKind.REPORT: "Report",
    SourceKind.STATEMENT: "CreativeWork",
}
"""What a record is to schema.org."""

PROV_DERIVATIONS = {
    DerivationKind.WAS_DERIVED_FROM: "prov:wasDerivedFrom",
    DerivationKind.WAS_QUOTED_FROM: "prov:wasQuotedFrom",
    DerivationKind.HAD_PRIMARY_SOURCE: "prov:hadPrimarySource",
}

AGENT_TERMS = {
    AgentRole.ATTRIBUTED_TO: "prov:wasAttributedTo",
    AgentRole.RELEASED_BY: "archive:releasedBy",
    AgentRole.ACCESSED_THROUGH: "archive:accessedThrough",
    AgentRole.PUBLISHED_BY: "archive:publishedBy",
    AgentRole.HELD_BY: "archive:heldBy",
}

RELATION_TERMS = {
    RelationKind.SUCCESSOR_OF: "archive:successorOf",
    RelationKind.PART_OF: "archive:partOf",
    RelationKind.MEMBER_OF: "archive:memberOf",
    RelationKind.LOCATED_IN: "archive:locatedIn",
    RelationKind.PARTY_TO: "archive:partyTo",
    RelationKind.TOOK_PART_IN: "archive:tookPartIn",
}


def context() -> list[Any]:
    """The JSON-LD context of annotations: the W3C's own, and the prefixes it lacks."""
    return [
        "http://www.w3.org/ns/anno.jsonld",
        {
            "prov": "http://www.w3.org/ns/prov#",
            PREFIX: site_address("data") + "#",
        },
    ]
