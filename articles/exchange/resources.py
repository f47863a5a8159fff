"""Import and export in the admin, from the columns declared in `exchange`.

What a ModelAdmin needs, and nothing else:

* ``resource_classes = [export_resource("mentions")]`` for kinds that are exported only. Names are
  those of `exchange.datasets.DATASETS`: articles, text_versions, sources, source_agents,
  source_agent_spans, derivations, derivation_spans, citations, citation_spans, quotations,
  quotation_spans, entities, aliases, identifiers, mentions, corrections, reports.
* ``resource_classes = [ArticleResource]``, `SourceResource`, `EntityResource` for import and
  export.
* ``formats = FORMATS`` (from `exchange.formats`): our CSV, XLSX and JSON, which guard formulae
  and undo the guard on import. The library's own formats do not.
* `import_data` is all or nothing whatever arguments it is given. After a real run still check
  ``result.has_errors() or result.has_validation_errors()`` (a colleague may have changed a record
  between preview and confirmation) and show `problems(result)` instead of the success message.
"""

from functools import cache

from django.core.exceptions import ValidationError
from django.db.models import Model, prefetch_related_objects

from ..editing import records
from ..editing.articles import clean_body, create_article
from ..models import Article, Entity, EntityKind, Scheme, Source, SourceKind
from .datasets import DATASETS
from .entity_parts import (
    ALIASES,
    LANGUAGES,
    Plan,
    alias_languages_cell,
    aliases_cell,
    identifiers_cell,
    plan_parts,
)
from .exporting import DatasetResource
from .import_result import ImportRefused, problems
from .imported_columns import (
    BooleanColumn,
    ChoiceColumn,
    ImportedColumn,
    PartsColumn,
    ReferenceColumn,
    WordColumn,
    wanted,
)
from .importing import ImportResource

__all__ = [
    "IMPORTABLE",
    "ArticleResource",
    "EntityResource",
    "ImportRefused",
    "ImportResource",
    "SourceResource",
    "export_resource",
    "problems",
]


@cache
def export_resource(name: str) -> type[DatasetResource]:
    """The export of one dataset, with the columns editors get. Raises KeyError."""
    dataset = DATASETS[name]
    meta = type("Meta", (), {"model": dataset.model})
    title = dataset.title.title().replace(" ", "")
    return type(f"{title}Export", (DatasetResource,), {"dataset": dataset, "Meta": meta})


class ArticleResource(ImportResource):
    """Articles. A new one needs a `body`; the text of one that exists is not imported over."""

    dataset = DATASETS["articles"]
    extra_columns = ("body",)
    columns = (
        WordColumn("slug"),
        ImportedColumn("title"),
        BooleanColumn("title_supplied"),
        ImportedColumn("byline"),
        ReferenceColumn("publisher", Entity),
        WordColumn("address", "url"),
        WordColumn("published"),
        WordColumn("language"),
        ImportedColumn("rights"),
        BooleanColumn("text_is_public"),
        ImportedColumn("note"),
    )

    class Meta:
        model = Article

    def import_instance(self, instance, row, **kwargs) -> None:
        errors = {}
        try:
            super().import_instance(instance, row, **kwargs)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        try:
            self._check_body(instance, row.get("body", ""))
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def _check_body(self, article: Article, given: str) -> None:
        body = clean_body(given)
        if article._state.adding:
            if not body.strip():
                raise ValidationError({"body": "A new article needs its text."}, code="no_body")
        elif given and (article.current_text is None or body != article.current_text.body):
            raise ValidationError(
                {
                    "body": "The text differs from the one in the archive. An import does not "
                    "change the text of an article, because its annotations stand on it."
                },
                code="body_differs",
            )

    def write(self, record, row, *, by, is_new) -> None:
        if is_new:
            create_article(record, row["body"], by=by)
        else:
            super().write(record, row, by=by, is_new=is_new)


class SourceResource(ImportResource):
    """Sources. Their agents and derivations are recorded in the admin."""

    dataset = DATASETS["sources"]
    columns = (
        WordColumn("slug"),
        ImportedColumn("title"),
        ChoiceColumn("kind", SourceKind),
        ImportedColumn("description"),
        WordColumn("date"),
        WordColumn("language"),
        WordColumn("address", "url"),
        ImportedColumn("note"),
    )

    class Meta:
        model = Source


class EntityResource(ImportResource):
    """Entities with their aliases and identifiers; a list given is the whole list."""

    dataset = DATASETS["entities"]
    columns = (
        WordColumn("slug"),
        ImportedColumn("name"),
        WordColumn("name_language"),
        ChoiceColumn("kind", EntityKind),
        ImportedColumn("description"),
        WordColumn("began"),
        WordColumn("ended"),
        PartsColumn(ALIASES, aliases_cell),
        PartsColumn(LANGUAGES, alias_languages_cell),
        *(PartsColumn(scheme, identifiers_cell(scheme)) for scheme in Scheme.values),
        ImportedColumn("note"),
    )
    _plan: Plan

    class Meta:
        model = Entity

    def get_instance(self, instance_loader, row) -> Model | None:
        found = super().get_instance(instance_loader, row)
        if found is not None:
            prefetch_related_objects([found], "aliases", "identifiers")
        return found

    def import_instance(self, instance, row, **kwargs) -> None:
        self._plan = Plan()
        super().import_instance(instance, row, **kwargs)
        self._plan = plan_parts(instance, wanted(instance))

    def skip_row(self, instance, original, row, import_validation_errors=None) -> bool:
        unchanged = super().skip_row(instance, original, row, import_validation_errors)
        return unchanged and not self._plan

    def write(self, record, row, *, by, is_new) -> None:
        if not is_new and not self._changed:
            based_on = self.based_on(record, row)
            if based_on != record.row_version:
                records.change(record, by=by, based_on=based_on)  # refused, with the reason
        super().write(record, row, by=by, is_new=is_new)
        self._plan.carry_out(record, by=by)
        record.__dict__.pop("_prefetched_objects_cache", None)


IMPORTABLE: dict[str, type[ImportResource]] = {
    "articles": ArticleResource,
    "sources": SourceResource,
    "entities": EntityResource,
}
"""By name of the dataset."""
