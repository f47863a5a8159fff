"""What readers could see last, of articles and of quotations, newest first."""

from collections.abc import Iterable

from django.db.models import F, Min, Model, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from ..models import Article, Change, Quotation, QuotationSpan, SpanRole, TextVersion


def first_shown(article: str = "pk") -> Coalesce:
    """When readers could first see an article; `article` leads to its key.

    That is when its text was first shown, or, where the text itself is not, when the article was
    published. One that came in published, from somebody's file, has been there since it came.
    """
    of_it = {"article": OuterRef(article)}
    texts = TextVersion.objects.filter(**of_it, shown_at__isnull=False).order_by()
    moves = Change.objects.filter(**of_it, verb="publish_article").order_by()
    entered = "created_at" if article == "pk" else "article__created_at"
    return Coalesce(
        Subquery(texts.values("article").annotate(first=Min("shown_at")).values("first")),
        Subquery(moves.values("article").annotate(first=Min("at")).values("first")),
        F(entered),
    )


def newest_articles(rows: QuerySet, count: int) -> list[Article]:
    """The `count` articles of `rows` that readers could see last; each tells its `shown`."""
    newest = rows.order_by().annotate(shown=first_shown()).order_by("-shown", "-pk")
    return _in_order(rows, newest.values_list("pk", "shown")[:count])


def newest_quotations(rows: QuerySet, count: int) -> list[Quotation]:
    """The `count` quotations of `rows` that readers could see last; each tells its `shown`, and
    its words (`content_spans`).

    A quotation is seen when it is entered, or when its article is first shown, whichever is later.
    So the newest are among those entered last and those of the articles shown last, and no others
    need be looked at.
    """
    rows = rows.order_by()
    quoting = Article.objects.filter(pk__in=rows.values("article")).annotate(shown=first_shown())
    articles = quoting.order_by("-shown", "-pk").values_list("pk", flat=True)[:count]
    entered = rows.order_by("-pk").values_list("pk", flat=True)[:count]
    among = rows.filter(article__in=list(articles)) | rows.filter(pk__in=list(entered))
    shown = Greatest("created_at", first_shown("article_id"))
    newest = among.annotate(shown=shown).order_by("-shown", "-article", "number")
    found = list(newest.values_list("pk", "shown", "article")[:count])
    # Of which articles they are is said in so many words: SQLite would go through all there are.
    articles = {article for _, _, article in found}
    pieces = QuotationSpan.objects.public().filter(quotation__article__in=articles)
    content = pieces.filter(role=SpanRole.CONTENT).order_by("order", "pk")
    whole = rows.filter(article__in=articles).prefetch_related(
        Prefetch("spans", queryset=content, to_attr="content_spans")
    )
    return _in_order(whole, [(key, moment) for key, moment, _ in found])


def newest_records(rows: QuerySet, count: int) -> list[Model]:
    """The `count` records of `rows` that came into the archive last; each tells its `shown`."""
    found = list(rows.order_by("-pk")[:count])
    for record in found:
        record.shown = record.created_at
    return found


def _in_order(rows: QuerySet, keys: Iterable[tuple]) -> list:
    """The records, whole, of `rows` with these keys, in their order, as far as they are there."""
    moments = dict(keys)
    whole = rows.order_by().in_bulk(moments)
    found = [whole[key] for key in moments if key in whole]
    for record in found:
        record.shown = moments[record.pk]
    return found
