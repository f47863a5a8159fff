"""One filter per record kind: page, CSV and command line ask the same question the same way."""

from .article import ArticleFilter
from .base import RecordFilter, Sort
from .citation import CitationFilter
from .correction import CorrectionFilter
from .derivation import DerivationFilter
from .entity import EntityFilter
from .mention import MentionFilter
from .merge import MergeFilter
from .quotation import QuotationFilter
from .source import SourceFilter

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
    "Sort",
    "SourceFilter",
]
