"""After `migrate`: the index is of this version, and there for records that were there before."""

import sys

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.loader import MigrationLoader

from .indexing import is_outdated, rebuild


def bring_up_to_date(
    sender, *, using: str, verbosity: int = 1, stdout=sys.stdout, **kwargs
) -> None:
    """Make the index anew if it is not of this version, or if it or the archive is empty.

    Receives `post_migrate`. Does nothing while migrations are outstanding: the records may lack
    columns then.
    """
    if using != DEFAULT_DB_ALIAS or not _is_migrated(sender.label, using) or not is_outdated():
        return
    if verbosity > 0:
        stdout.write("Making the search index anew …\n")
    rebuild()


def _is_migrated(app: str, using: str) -> bool:
    loader = MigrationLoader(connections[using])
    return all(leaf in loader.applied_migrations for leaf in loader.graph.leaf_nodes(app))
