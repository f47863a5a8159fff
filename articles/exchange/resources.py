"""Import and export in the admin, from the columns declared in `exchange.datasets`.

What a ModelAdmin needs, and nothing else:

* ``resource_classes = [export_resource("corrections")]`` for kinds that are exported only,
  ``[import_resource("mentions")]`` for those that are imported too (`IMPORTABLE`).
* ``formats = FORMATS`` (from `exchange.formats`): our CSV, XLSX and JSON, which guard formulae
  and undo the guard on import. The library's own formats do not.
* `import_data` is all or nothing whatever arguments it is given. After a real run still check
  ``result.has_errors() or result.has_validation_errors()`` (a colleague may have changed a record
  between preview and confirmation) and show `problems(result)` instead of the success message.
"""

from functools import cache

from .datasets import DATASETS
from .exporting import DatasetResource
from .import_result import ImportRefused, problems
from .importing import IMPORTABLE, ImportResource
from .loading.kinds import LOADERS
from .loading.values import values_of

__all__ = [
    "IMPORTABLE",
    "ImportRefused",
    "ImportResource",
    "export_resource",
    "import_resource",
    "problems",
]


@cache
def export_resource(name: str) -> type[DatasetResource]:
    """The export of one dataset, with the columns editors get. Raises KeyError."""
    return _resource(name, "Export", DatasetResource)


@cache
def import_resource(name: str) -> type[ImportResource]:
    """Import and export of one dataset. Raises KeyError."""
    loader = LOADERS[name]
    settable = {n for n, value in values_of(DATASETS[name]).items() if value.is_settable}
    order = [column.name for column in DATASETS[name].columns_for(public=False)]
    written = [n for n in order if n in settable | loader.besides | {"slug"}]
    return _resource(name, "Import", ImportResource, written=(*written, *loader.extra))


def _resource(name: str, what: str, base: type, **values) -> type:
    dataset = DATASETS[name]
    meta = type("Meta", (), {"model": dataset.model})
    title = dataset.title.title().replace(" ", "")
    return type(f"{title}{what}", (base,), {"dataset": dataset, "Meta": meta, **values})
