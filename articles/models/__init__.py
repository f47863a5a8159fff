"""The records of the archive. Every queryset has `public()`: the only gate to what readers see."""

from .agent import AgentRole, SourceAgent, SourceAgentSpan
from .article import Article, Status, TextVersion
from .basis import Basis
from .change import Change
from .citation import Citation, CitationRole, CitationSpan, Stance
from .correction import Correction, CorrectionKind
from .derivation import Derivation, DerivationKind, DerivationSpan
from .entity import Alias, Entity, EntityKind
from .identifier import Identifier, Scheme
from .identity import ArticlePastSlug, EntityPastSlug, SourcePastSlug
from .mention import Certainty, Mention
from .merge import EntityMerge, Merge, SourceMerge
from .quotation import Medium, Quotation, QuotationKind, QuotationSpan, SpanRole
from .relation import INVERSE, ONE_WAY, Relation, RelationKind, RelationSpan
from .report import Report, ReportStatus
from .source import Source, SourceKind
from .span import AnchorState, Span
from .transfer import Transfer, TransferKind

# Every model that holds spans, with the field that leads to what owns them.
SPAN_MODELS = (Mention, QuotationSpan, CitationSpan, DerivationSpan, SourceAgentSpan, RelationSpan)

__all__ = [
    "INVERSE",
    "ONE_WAY",
    "SPAN_MODELS",
    "AgentRole",
    "Alias",
    "AnchorState",
    "Article",
    "ArticlePastSlug",
    "Basis",
    "Certainty",
    "Change",
    "Citation",
    "CitationRole",
    "CitationSpan",
    "Correction",
    "CorrectionKind",
    "Derivation",
    "DerivationKind",
    "DerivationSpan",
    "Entity",
    "EntityKind",
    "EntityMerge",
    "EntityPastSlug",
    "Identifier",
    "Medium",
    "Mention",
    "Merge",
    "Quotation",
    "QuotationKind",
    "QuotationSpan",
    "Relation",
    "RelationKind",
    "RelationSpan",
    "Report",
    "ReportStatus",
    "Scheme",
    "Source",
    "SourceAgent",
    "SourceAgentSpan",
    "SourceKind",
    "SourceMerge",
    "SourcePastSlug",
    "Span",
    "SpanRole",
    "Stance",
    "Status",
    "TextVersion",
    "Transfer",
    "TransferKind",
]
