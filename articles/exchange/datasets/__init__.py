"""The datasets, by name. The name of a public one is its address: `/articles.csv`."""

from ..dataset import Dataset
from .articles import ARTICLES, TEXT_VERSIONS
from .changes import CHANGES
from .citations import CITATION_SPANS, CITATIONS
from .corrections import CORRECTIONS
from .entities import ALIASES, ENTITIES, IDENTIFIERS
from .mentions import MENTIONS
from .merges import MERGES
from .quotations import QUOTATION_SPANS, QUOTATIONS
from .redirects import ARTICLE_REDIRECTS, ENTITY_REDIRECTS, SOURCE_REDIRECTS
from .relations import RELATION_SPANS, RELATIONS
from .reports import REPORTS
from .sources import DERIVATION_SPANS, DERIVATIONS, SOURCE_AGENT_SPANS, SOURCE_AGENTS, SOURCES
from .tombstones import TOMBSTONES
from .transfers import TRANSFERS

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        ARTICLES,
        SOURCES,
        QUOTATIONS,
        ENTITIES,
        MENTIONS,
        DERIVATIONS,
        CITATIONS,
        CORRECTIONS,
        MERGES,
        TEXT_VERSIONS,
        QUOTATION_SPANS,
        CITATION_SPANS,
        ALIASES,
        IDENTIFIERS,
        SOURCE_AGENTS,
        SOURCE_AGENT_SPANS,
        DERIVATION_SPANS,
        RELATIONS,
        RELATION_SPANS,
        ARTICLE_REDIRECTS,
        SOURCE_REDIRECTS,
        ENTITY_REDIRECTS,
        TOMBSTONES,
        REPORTS,
        CHANGES,
        TRANSFERS,
    )
}
PUBLIC: dict[str, Dataset] = {
    name: dataset for name, dataset in DATASETS.items() if dataset.is_public
}
