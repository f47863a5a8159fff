"""One filter per record kind: page, CSV and command line ask the same question the same way."""

from .article import ArticleFilter
from .base import RecordFilter, Sort
from .citation import CitationFilter
from .correction import CorrectionFilter
from .derivation import DerivationFilter
from .entity import EntityFilter
from .mention import MentionFilter
from .merge import MergeFilter
from .part import AliasFilter, IdentifierFilter, SourceAgentFilter
from .quotation import QuotationFilter
from .redirect import ArticleRedirectFilter, EntityRedirectFilter, SourceRedirectFilter
from .relation import RelationFilter
from .source import SourceFilter
from .span import (
    CitationSpanFilter,
    DerivationSpanFilter,
    QuotationSpanFilter,
    RelationSpanFilter,
    SourceAgentSpanFilter,
)
from .text_version import TextVersionFilter
from .tombstone import TombstoneFilter

FILTERS: dict[str, type[RecordFilter]] = {
    "articles": ArticleFilter,
    "sources": SourceFilter,
    "quotations": QuotationFilter,
    "entities": EntityFilter,
    "mentions": MentionFilter,
    "derivations": DerivationFilter,
    "citations": CitationFilter,
    "corrections": CorrectionFilter,
    "merges": MergeFilter,
    "text_versions": TextVersionFilter,
    "quotation_spans": QuotationSpanFilter,
    "citation_spans": CitationSpanFilter,
    "aliases": AliasFilter,
    "identifiers": IdentifierFilter,
    "source_agents": SourceAgentFilter,
    "source_agent_spans": SourceAgentSpanFilter,
    "derivation_spans": DerivationSpanFilter,
    "relations": RelationFilter,
    "relation_spans": RelationSpanFilter,
    "article_redirects": ArticleRedirectFilter,
    "source_redirects": SourceRedirectFilter,
    "entity_redirects": EntityRedirectFilter,
    "tombstones": TombstoneFilter,
}
"""By name of the dataset, which is also its address: `/articles/`, `/articles.csv` …"""

__all__ = [
    "FILTERS",
    "ArticleFilter",
    "CitationFilter",
    "CorrectionFilter",
    "DerivationFilter",
    "EntityFilter",
    "MentionFilter",
    "MergeFilter",
    "QuotationFilter",
    "RecordFilter",
    "RelationFilter",
    "Sort",
    "SourceFilter",
]
