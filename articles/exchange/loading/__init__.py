"""Files into the archive: all rows of all tables or none, every problem told.

`load` reads tables one after the other in the order in which records depend on each other, twice:
the first time to store, the second to see that what is stored now reads as the file says.
"""

from .load import Loaded, load
from .problems import Problem
from .table import Table, UnreadableTable
from .tables import table_of, tables_in

__all__ = ["Loaded", "Problem", "Table", "UnreadableTable", "load", "table_of", "tables_in"]
