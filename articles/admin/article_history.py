"""The history of an article: everything done on it, annotations included, a page at a time."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property

from ..models import Article, Change, Citation, Mention, Quotation, QuotationSpan, TextVersion
from .deeds import deeds_of
from .history import Entry, entries

TOLD = 20
"""Of each kind of record, so many rows are told of one Change; the journal tells more."""


class ArticleHistory(Sequence):
    """The Changes of an article, the latest first, then what was found before the first of them.

    `key` is the primary key of the article, which may be gone. Only what is sliced is read: an
    article has as many Changes as annotations.
    """

    def __init__(self, key: str):
        self.key = key

    def __len__(self) -> int:
        return self._number + len(self._found)

    def __getitem__(self, place):
        if not isinstance(place, slice):
            start = range(len(self))[place]
            return self[start : start + 1][0]
        start, stop, _ = place.indices(len(self))
        changes = list(self._changes[start:stop]) if start < self._number else []
        deeds = deeds_of(changes, TOLD)
        told = [Entry(change, change.at, deeds[change.pk]) for change in changes]
        return told + self._found[max(0, start - self._number) : max(0, stop - self._number)]

    @property
    def _changes(self) -> QuerySet[Change]:
        related = Change.objects.select_related("by", "undoes").prefetch_related("undone_by")
        return related.filter(self._mine)

    @cached_property
    def _number(self) -> int:
        return Change.objects.filter(self._mine).count()

    @cached_property
    def _mine(self) -> Q:
        if Article.objects.filter(pk=self.key).exists():
            return Q(article=self.key)
        # Changes of an article that is gone name none any more; the rows they left do.
        quotations = Quotation.history.filter(article=self.key)
        rows = (
            Article.history.filter(id=self.key),
            *(m.history.filter(article=self.key) for m in (TextVersion, Mention, Citation)),
            quotations,
            QuotationSpan.history.filter(quotation__in=quotations.values("id")),
        )
        return Q(pk__in={key for found in rows for key in found.values_list("change", flat=True)})

    @cached_property
    def _found(self) -> list[Entry]:
        """The states of the article and its texts that nothing recorded came before."""
        own = Article.history.filter(id=self.key, change=None)
        texts = TextVersion.history.filter(article=self.key, change=None)
        return entries([*own, *texts])
