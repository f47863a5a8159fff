"""Import of records from a table, all or nothing, through the verbs of `editing`.

A row names its record by `id`, or by `slug`; a slug nobody has makes a new record. Names and
titles never identify anything. A column that is missing changes nothing; an empty cell empties
the field. Columns that follow from others (labels, addresses, counts) may stand in the file, so
that an export can be imported again: where they say something else than the record, the row is
refused rather than ignored.
"""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from import_export.results import RowResult

from ..editing import records
from ..editing.ledger import Stale, change
from ..models import Entity
from .cells import cell_text
from .exporting import DatasetResource
from .imported_columns import ImportedColumn
from .preview import CellDiff
from .rows import rows

FOLLOWING = {"url", "created_at", "modified_at"}
"""Columns whose cells are not even compared: they change with the site and with time."""
