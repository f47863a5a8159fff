"""What an import may write: how a cell becomes a value of the record, and the other way round."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from import_export.fields import Field

from .cells import split_list

_TRUE, _FALSE = {"true", "yes", "1"}, {"false", "no", "0"}


class ImportedColumn(Field):
    """A column whose cell is a text attribute of the record, verbatim."""

    def __init__(self, name: str, attribute: str | None = None):
        super().__init__(attribute=attribute or name, column_name=name)

    @property
    def name(self) -> str:
        return self.column_name

    def parse(self, cell: str) -> Any:
        """The value a cell stands for. Raises ValueError with a message for editors."""
        return cell

    def show(self, record: Model) -> str:
        """The record's value as a cell."""
        return getattr(record, self.attribute) or ""

    def put(self, record: Model, cell: str) -> None:
        """Set the record's value. Raises ValueError."""
        setattr(record, self.attribute, self.parse(cell))

    def export(self, instance: Model, **kwargs) -> str:
        return self.show(instance)


class WordColumn(ImportedColumn):
    """A code, date, tag or address: white space around it is a slip."""

    def parse(self, cell: str) -> str:
        return cell.strip()


class ChoiceColumn(WordColumn):
    """One of a closed list of values."""

    def __init__(self, name: str, choices):
        super().__init__(name)
        self.choices = choices

    def parse(self, cell: str) -> str:
        value = cell.strip()
        if value not in self.choices.values:
            raise ValueError(f"“{value}” is not one of: {', '.join(self.choices.values)}.")
        return value


class BooleanColumn(ImportedColumn):
    """True or false."""

    def parse(self, cell: str) -> bool:
        value = cell.strip().lower()
        if value not in _TRUE | _FALSE:
            raise ValueError(f"“{cell}” is neither true nor false.")
        return value in _TRUE

    def show(self, record: Model) -> str:
        return "true" if getattr(record, self.attribute) else "false"


class ReferenceColumn(ImportedColumn):
    """Another record, by its id; an empty cell means none."""

    def __init__(self, attribute: str, model: type[Model]):
        super().__init__(f"{attribute}_id", attribute)
        self.model = model

    def parse(self, cell: str) -> Model | None:
        public_id = cell.strip()
        if not public_id:
            return None
        found = self.model.objects.filter(public_id=public_id).first()
        if found is None:
            what = self.model._meta.verbose_name
            raise ValueError(f"There is no {what} with the id “{public_id}”.")
        return found

    def show(self, record: Model) -> str:
        referred = getattr(record, self.attribute)
        return referred.public_id if referred else ""


class PartsColumn(ImportedColumn):
    """A list of parts that are records of their own. `current` gives them as a cell.

    What the file asks for is kept aside (`wanted`) for the resource to carry out.
    """

    def __init__(self, name: str, current: Callable[[Model], str]):
        super().__init__(name)
        self.current = current

    def parse(self, cell: str) -> list[str]:
        return split_list(cell)

    def show(self, record: Model) -> str:
        return self.current(record) if record.pk else ""

    def put(self, record: Model, cell: str) -> None:
        wanted(record)[self.name] = self.parse(cell)


def wanted(record: Model) -> dict[str, list[str]]:
    """The parts the file asks for, by column; a column that is not in the file is not in it."""
    return record.__dict__.setdefault("_wanted_parts", {})
