"""Rows of an inline: parts of a record, some of which somebody else may have deleted."""

from django.forms.models import BaseInlineFormSet

GONE = (
    "This row was deleted by somebody else in the meantime. Nothing was saved. Remove it here, "
    "or save again to add it anew."
)


class PartFormSet(BaseInlineFormSet):
    """Rows that are part of a record. Each form knows that record as `whole`, saved or not.

    A row deleted by somebody else comes back as a new one with what was typed, and is refused
    once, so that the editor decides what becomes of it.
    """

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        self._came_back = set()
        if self.is_bound and not self.save_as_new and self.management_form.is_valid():
            self._renumber()

    def _renumber(self) -> None:
        """Move rows whose record is gone behind those that still have theirs."""
        total, initial = self.total_form_count(), self.initial_form_count()
        stored = {str(part.pk) for part in self.get_queryset()}
        gone = [i for i in range(initial) if self.data.get(self._name(i, "id")) not in stored]
        if not gone:
            return
        kept = [i for i in range(initial) if i not in gone]
        back = [i for i in gone if not self.data.get(self._name(i, "DELETE"))]
        order = [*kept, *back, *range(initial, total)]
        rows = [self._row(i) for i in range(total)]
        for i in range(total):
            for name in rows[i]:
                del self.data[self._name(i, name)]
        for new, old in enumerate(order):
            row = {**rows[old], "id": ""} if old in back else rows[old]
            for name, value in row.items():
                self.data[self._name(new, name)] = value
        self.data[self.management_form.add_prefix("TOTAL_FORMS")] = str(len(order))
        self.data[self.management_form.add_prefix("INITIAL_FORMS")] = str(len(kept))
        self.__dict__.pop("management_form", None)
        self._came_back = set(range(len(kept), len(kept) + len(back)))

    def _name(self, row: int, field: str) -> str:
        return f"{self.add_prefix(row)}-{field}"

    def _row(self, row: int) -> dict[str, str]:
        start = self._name(row, "")
        return {
            name.removeprefix(start): self.data[name]
            for name in self.data
            if name.startswith(start)
        }

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.whole = self.instance
        if i in self._came_back:
            form.refusals = {**form.refusals, form.prefix: Exception(GONE)}
            form.empty_permitted = False
        return form

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = "Delete"
