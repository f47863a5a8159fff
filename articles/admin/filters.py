"""Filters of the lists: by year of a partial date, by one other record, by yes or no."""

from django.contrib import admin
from django.db.models import Exists, F, OuterRef

from ..text.dates import UNDATED_EARLIEST


def year_filter(date: str, heading: str):
    """Records whose partial date may fall in a year; the years offered are those they begin in."""
    earliest, latest = f"{date}_earliest", f"{date}_latest"

    class YearFilter(admin.SimpleListFilter):
        title = heading
        parameter_name = f"{date}_year"

        def lookups(self, request, model_admin):
            rows = model_admin.model._base_manager.order_by()
            dated = rows.filter(**{f"{earliest}__gte": 10000, f"{earliest}__lt": UNDATED_EARLIEST})
            years = dated.annotate(year=F(earliest) / 10000).values_list("year", flat=True)
            choices = [(str(year), str(year)) for year in sorted(set(years.distinct()))[::-1]]
            if rows.filter(**{earliest: UNDATED_EARLIEST}).exists():
                choices.append(("none", "date unknown"))
            return choices

        def queryset(self, request, queryset):
            if self.value() == "none":
                return queryset.filter(**{earliest: UNDATED_EARLIEST})
            if self.value() and self.value().isdecimal():
                first = int(self.value()[:4]) * 10000
                return queryset.filter(
                    **{f"{earliest}__lt": first + 10000, f"{latest}__gte": first}
                )
            return queryset

    return YearFilter


def one_record_filter(path: str, model, heading: str | None = None):
    """Records of one other record, as links from its page ask; not shown unless one is chosen."""

    class OneRecordFilter(admin.SimpleListFilter):
        title = heading or model._meta.verbose_name
        parameter_name = path

        def lookups(self, request, model_admin):
            if self.value() is None:
                return []
            chosen = self.value()
            found = model.objects.filter(pk=chosen).first() if _is_key(chosen) else None
            return [(chosen, str(found) if found else "none there is")]

        def queryset(self, request, queryset):
            if self.value() is None:
                return queryset
            if not _is_key(self.value()):
                return queryset.none()
            return queryset.filter(**{path: self.value()})

    return OneRecordFilter


def exists_filter(name: str, heading: str, model, field: str, labels=("yes", "no")):
    """Records that rows of `model` lead to by `field`, or those that none leads to."""

    class ExistsFilter(admin.SimpleListFilter):
        title = heading
        parameter_name = name

        def lookups(self, request, model_admin):
            return [("yes", labels[0]), ("no", labels[1])]

        def queryset(self, request, queryset):
            rows = Exists(model._base_manager.filter(**{field: OuterRef("pk")}))
            if self.value() == "yes":
                return queryset.filter(rows)
            return queryset.filter(~rows) if self.value() == "no" else queryset

    return ExistsFilter


def _is_key(value: str) -> bool:
    """Whether it can be a primary key on either database (64 bits)."""
    return value.isascii() and value.isdecimal() and len(value) < 19
