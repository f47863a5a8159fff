"""Finding a record by what an address says of it: its last part, past ones included, or an id."""

from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.urls import reverse

from ..models import Entity, Source


class Moved(Exception):
    """The record has another address now."""

    def __init__(self, record: Model):
        super().__init__(record.get_absolute_url())
        self.record = record

    def redirect(self) -> HttpResponsePermanentRedirect:
        return HttpResponsePermanentRedirect(self.record.get_absolute_url())

    def redirect_to(self, request: HttpRequest, page: str, *more) -> HttpResponsePermanentRedirect:
        """To `page`, another one of the record, with the query string kept.

        `more` is what its address has after the slug.
        """
        address = reverse(f"articles:{page}", args=[self.record.slug, *more])
        query = request.GET.urlencode()
        return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def with_name(rows: QuerySet, **name: str) -> QuerySet:
    """The rows with this slug or id, given as `slug` or `public_id`, as a query string has it.

    None for one with NUL in it, for which PostgreSQL cannot even be asked.
    """
    return rows.none() if "\0" in "".join(name.values()) else rows.filter(**name)


def by_slug(queryset: QuerySet, slug: str) -> Model:
    """The record of `queryset` with this slug.

    Raises Moved when it is a past slug or the public id of one, or when what has this slug was
    merged into one, however often; Http404 otherwise.
    """
    record = queryset.filter(slug=slug).first()
    if record is not None:
        return record
    for lookup in ("past_slugs__slug", "public_id"):
        record = queryset.filter(**{lookup: slug}).first()
        if record is not None:
            raise Moved(record)
    if (record := _merged_into(queryset, slug)) is not None:
        raise Moved(record)
    raise Http404(f"There is no {queryset.model._meta.verbose_name} at this address.")


def _merged_into(queryset: QuerySet, slug: str) -> Model | None:
    """The record of `queryset` that a merged one with this slug, past slug or id has become."""
    model = queryset.model
    if not issubclass(model, Entity | Source):
        return None
    named = Q(slug=slug) | Q(past_slugs__slug=slug) | Q(public_id=slug)
    record = model.objects.filter(named).first()
    while record is not None and record.merged_into_id is not None:
        record = record.merged_into
    return record and queryset.filter(pk=record.pk).first()


def permalink(record: Model) -> str:
    """The absolute address of a record, for citing it."""
    return settings.SITE_URL + record.get_absolute_url()
