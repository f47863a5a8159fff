"""Links between records, and how many there are, without a query for each row."""

from collections.abc import Callable

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.text import Truncator

LONGEST_LABEL = 60
CLAIMS = 50
"""So many are shown on the page of what they are about."""


def count_of(model, field: str) -> Coalesce:
    """How many rows of `model` lead to a row by `field`: a subquery to annotate with."""
    rows = model._base_manager.filter(**{field: OuterRef("pk")}).order_by().values(field)
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def list_address(model, **filters) -> str:
    """Address of a model's list, filtered."""
    address = reverse(f"admin:articles_{model._meta.model_name}_changelist")
    return f"{address}?{urlencode(filters)}" if filters else address


def add_address(model, **initial) -> str:
    """Address of a model's add form, with values filled in."""
    return f"{reverse(f'admin:articles_{model._meta.model_name}_add')}?{urlencode(initial)}"


def change_address(record) -> str:
    """Address of a record's own page in the admin."""
    return reverse(f"admin:articles_{record._meta.model_name}_change", args=[record.pk])


def counted(number: int, model) -> str:
    """A number of records in words: “1 quotation”, “12 quotations”."""
    meta = model._meta
    return f"{number:,} {meta.verbose_name if number == 1 else meta.verbose_name_plural}"


def link(record, text: str | None = None) -> str:
    """A link to a record's page in the admin; a dash for none."""
    if record is None:
        return "–"
    return format_html('<a href="{}">{}</a>', change_address(record), text or record)


def claims(rows: QuerySet, links: Callable, invitation: str, **about: int) -> str:
    """Claims on the page of what they are `about`: two links and the basis each; a link to add one
    with its evidence, for which a row of a form would have no room. Of very many the first.
    """
    shown = list(rows[: CLAIMS + 1])
    lines = [(*links(row), row.get_basis_display()) for row in shown[:CLAIMS]]
    listed = format_html_join("", "<li>{} {} ({})</li>", lines)
    more = ""
    if len(shown) > CLAIMS:
        whole = list_address(rows.model, **about)
        more = format_html('<li>… and more: <a href="{}">the list of all</a></li>', whole)
    return format_html(
        '<ul class="relations">{}{}<li><a href="{}">{}</a></li></ul>',
        listed, more, add_address(rows.model, **about), invitation,
    )  # fmt: skip


def linked_count(annotation: str, model, parameter: str, title: str):
    """A list column: an annotated count that leads to the records counted."""

    @admin.display(description=title, ordering=annotation)
    def column(record):
        number = getattr(record, annotation)
        if not number:
            return "–"
        address = list_address(model, **{parameter: record.pk})
        label = f"{number} {title} of {record}"
        return format_html('<a href="{}" aria-label="{}">{}</a>', address, label, number)

    column.__name__ = annotation
    return column


def linked(path: str, title: str, ordering: str | None = None):
    """A list column: the record at `path` (must be in `list_select_related`), as a link; a long
    title is cut, so that rows stay low.
    """

    @admin.display(description=title, ordering=ordering)
    def column(record):
        for name in path.split("__"):
            record = getattr(record, name) if record is not None else None
        return link(record, Truncator(str(record)).chars(LONGEST_LABEL))

    column.__name__ = path
    return column
