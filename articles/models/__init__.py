"""The records of the archive. Every queryset has `public()`: the only gate to what readers see."""

from .agent import AgentRole, SourceAgent, SourceAgentSpan
from .article import Article, Status, TextVersion
from .basis import Basis
from .change import Change
from .citation import Citation, CitationRole, CitationSpan, Stance
from .derivation import Derivation, DerivationKind, DerivationSpan
from .entity import Alias, Entity, EntityKind
from .identifier import Identifier, Scheme
from .identity import ArticlePastSlug, EntityPastSlug, SourcePastSlug
from .mention import Certainty, Mention
from .quotation import Medium, Quotation, QuotationKind, QuotationSpan, SpanRole
from .source import Source, SourceKind
from .span import AnchorState, Span

# Every model that holds spans, with the field that leads to what owns them.
SPAN_MODELS = (Mention, QuotationSpan, CitationSpan, DerivationSpan, SourceAgentSpan)

__all__ = [
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
    "Derivation",
    "DerivationKind",
    "DerivationSpan",
    "Entity",
    "EntityKind",
    "EntityPastSlug",
    "Identifier",
    "Medium",
    "Mention",
    "Quotation",
    "QuotationKind",
    "QuotationSpan",
    "Scheme",
    "Source",
    "SourceAgent",
    "SourceAgentSpan",
    "SourceKind",
    "SourcePastSlug",
    "Span",
    "SpanRole",
    "Stance",
    "Status",
    "TextVersion",
]
