"""What somebody asks of the timeline: a kind of entity, and a stretch of time."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from ..filters.base import FilterForm
from ..filters.fields import DateBoundField
from ..models import EntityKind
from ..text.dates import PartialDate, describe
from .periods import year_of

KINDS = {
    EntityKind.EVENT: "Events",
    EntityKind.PLACE: "Places",
    EntityKind.ORGANISATION: "Organisations",
    EntityKind.PERSON: "People",
    EntityKind.WORK: "Works",
}


class TimelineForm(FilterForm):
    """What is shown, and of which stretch of time."""

    kind = forms.ChoiceField(
        choices=list(KINDS.items()),
        required=False,
        error_messages={"invalid_choice": f"“%(value)s” is not one of: {', '.join(KINDS)}."},
    )

    def __init__(self, data: QueryDict):
        super().__init__(data, label_suffix="")
        # `from`, a word of Python, cannot be declared.
        for name, example in (("from", "1939"), ("until", "1945-09")):
            written = forms.TextInput(attrs={"placeholder": example})
            self.fields[name] = DateBoundField(
                required=False, label=name.capitalize(), widget=written
            )


@dataclass(frozen=True)
class Stretch:
    """What is asked for: a kind of entity, and from when until when it begins."""

    kind: str = EntityKind.EVENT
    start: PartialDate | None = None
    end: PartialDate | None = None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.start or self.end)

    @property
    def year(self) -> int | None:
        """The only year of it, if it is of one."""
        if self.start and self.end:
            first, last = year_of(self.start.earliest), year_of(self.end.latest)
            return first if first == last else None
        return None

    def query(self, kind: str = "") -> str:
        """What to ask for to see this stretch, of this kind or another."""
        times = {"from": self.start, "until": self.end}
        given = {name: date.value for name, date in times.items() if date}
        return urlencode({"kind": kind or self.kind, **given})

    def __str__(self) -> str:
        if self.start and self.end:
            same = self.start.value == self.end.value
            return describe(self.start.value if same else f"{self.start.value}/{self.end.value}")
        if self.start:
            return describe(f"{self.start.value}/..")
        return describe(f"../{self.end.value}") if self.end else ""
