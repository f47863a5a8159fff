"""What loads each dataset, in the order in which records depend on each other."""

from .articles import ArticleLoader, TextVersionLoader
from .claims import ClaimLoader, DerivationLoader, RelationLoader
from .named import EntityLoader, SourceLoader
from .placing import SpanLoader
from .quotations import QuotationLoader
from .records import Loader
from .traces import CorrectionLoader, MergeLoader, RedirectLoader, ReportLoader

LOADERS: dict[str, type[Loader]] = {
    "entities": EntityLoader,
    "aliases": Loader,
    "identifiers": Loader,
    "relations": RelationLoader,
    "sources": SourceLoader,
    "source_agents": ClaimLoader,
    "derivations": DerivationLoader,
    "articles": ArticleLoader,
    "text_versions": TextVersionLoader,
    "citations": Loader,
    "quotations": QuotationLoader,
    "citation_spans": SpanLoader,
    "quotation_spans": SpanLoader,
    "mentions": SpanLoader,
    "source_agent_spans": SpanLoader,
    "derivation_spans": SpanLoader,
    "relation_spans": SpanLoader,
    "article_redirects": RedirectLoader,
    "source_redirects": RedirectLoader,
    "entity_redirects": RedirectLoader,
    "merges": MergeLoader,
    "corrections": CorrectionLoader,
    "reports": ReportLoader,
}

NOT_LOADED = {
    "tombstones": "What is gone follows from articles and corrections.",
    "changes": "The journal of an archive stays with it.",
    "transfers": "The list of exports and imports stays with the archive.",
}
"""Datasets that are written but not read, and why."""
