"""What of each kind of record is searched: a title and a body, of what readers may see only.

The pieces of a quotation, and the names of an entity, follow one another: a phrase is found across
them, as “we will fight to the end” in “We will fight,” he said, “to the end.”
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.db.models import Case, QuerySet, TextField, Value, When

from ..models import Alias, Article, Entity, Quotation, QuotationSpan, Source, SpanRole


@dataclass(frozen=True)
class Documents:
    """The public records of a model, and how a row of some columns becomes title and body."""

    model: type
    columns: tuple
    read: Callable[[list[tuple]], Iterable[tuple[int, str, str]]]

    def of(self, keys: Collection[int]) -> list[tuple[int, str, str]]:
        """Primary key, title and body of those among `keys` that are public, by key."""
        return self._read(self.model.objects.public().filter(pk__in=keys))

    def after(self, key: int, most: int) -> list[tuple[int, str, str]]:
        """The same for the next public records after `key`."""
        return self._read(self.model.objects.public().filter(pk__gt=key), most)

    def _read(self, records: QuerySet, most: int | None = None) -> list[tuple[int, str, str]]:
        rows = records.order_by("pk").values_list("pk", *self.columns)
        return list(self.read(list(rows[:most])))


def _article(rows: list[tuple]) -> Iterable[tuple[int, str, str]]:
    return ((key, f"{title}\n{byline}", body) for key, title, byline, body in rows)


def _quotation(rows: list[tuple]) -> Iterable[tuple[int, str, str]]:
    """The words quoted; who says so, if a description is all that is known of them."""
    content = (
        QuotationSpan.objects.public()
        .filter(quotation__in=[key for key, _ in rows], role=SpanRole.CONTENT)
        .order_by("quotation", "order", "pk")
        .values_list("quotation", "exact")
    )
    words = _by_owner(content if rows else ())
    return ((key, speaker, "\n".join(words[key])) for key, speaker in rows)


def _entity(rows: list[tuple]) -> Iterable[tuple[int, str, str]]:
    aliases = Alias.objects.filter(entity__in=[key for key, *_ in rows]).order_by("entity", "pk")
    names = _by_owner(aliases.values_list("entity", "name") if rows else ())
    return ((key, "\n".join([name, *names[key]]), about) for key, name, about in rows)


def _source(rows: list[tuple]) -> Iterable[tuple[int, str, str]]:
    return iter(rows)


def _by_owner(rows: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found = defaultdict(list)
    for owner, text in rows:
        found[owner].append(text)
    return found


_SHOWN_TEXT = Case(
    When(text_is_public=True, then="current_text__body"),
    default=Value(""),
    output_field=TextField(),
)

DOCUMENTS = {
    "entities": Documents(Entity, ("name", "description"), _entity),
    "sources": Documents(Source, ("title", "description"), _source),
    "quotations": Documents(Quotation, ("speaker_description",), _quotation),
    "articles": Documents(Article, ("title", "byline", _SHOWN_TEXT), _article),
}
"""By kind; names as in addresses and datasets."""
