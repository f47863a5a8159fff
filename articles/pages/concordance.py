"""Every passage that names an entity, in concordance form (keyword in context), sortable."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..models import Article, Entity, Mention
from ..rendering.passage import Passage, passage
from ..text.concordance import left_key, right_key
from .addresses import Moved, by_slug
from .readers import readers_page
from .where_named import Naming, passages_in, where_named

ROWS = 100
MOST_SORTED = 20_000
"""More passages than that are not sorted by the words beside them."""


@dataclass(frozen=True, slots=True)
class Order:
    """A way to sort, as readers call it; `grouped`: the passages of an article stay together."""

    name: str
    label: str
    grouped: bool = True


ORDERS = [
    Order("-date", "newest article first"),
    Order("date", "oldest article first"),
    Order("article", "article, A to Z"),
    Order("left", "words before", grouped=False),
    Order("right", "words after", grouped=False),
]


@readers_page
def concordance(request: HttpRequest, slug: str) -> HttpResponse:
    """The concordance of one entity. At most five queries, on every page as many."""
    try:
        entity = by_slug(Entity.objects.public(), slug)
    except Moved as moved:
        return moved.redirect_to(request, "concordance")
    namings = where_named(entity)
    total = passages_in(namings)
    orders = orders_for(total)
    order = next((o for o in orders if o.name == request.GET.get("sort")), orders[0])
    page = Paginator(range(total), ROWS).get_page(request.GET.get("page"))
    context = {
        "section": "entities",
        "entity": entity,
        "total": total,
        "articles": len(namings),
        "orders": orders,
        "order": order,
        "most_sorted": MOST_SORTED,
        "passages": _passages(entity, namings, order, page),
        "page": page,
        "permalink": None if request.GET else settings.SITE_URL + request.path,
    }
    return render(request, "articles/concordance.html", context)


def orders_for(total: int) -> list[Order]:
    """The ways in which so many passages can be sorted, the one that no `sort` means first."""
    return [order for order in ORDERS if order.grouped or total <= MOST_SORTED]


def first_passages(entity: Entity, namings: list[Naming], count: int) -> list[Passage]:
    """The first passages of the articles `namings`, in the order of the articles. One query."""
    return _of_articles(entity, namings, 0, count)


def _passages(entity: Entity, namings: list[Naming], order: Order, page: Page) -> list[Passage]:
    rows = page.object_list  # a range
    if order.grouped:
        return _of_articles(entity, _in_order(namings, order), rows.start, rows.stop)
    return _beside(entity, order, rows.start, rows.stop)


def _in_order(namings: list[Naming], order: Order) -> list[Naming]:
    """The articles sorted; `where_named` has the newest first."""
    if order.name == "date":
        return sorted(namings, key=lambda naming: (naming.earliest, naming.article))
    if order.name == "article":
        keys = [naming.article for naming in namings]
        titles = dict(_public(keys).values_list("pk", "title_folded"))
        return sorted(namings, key=lambda naming: (titles.get(naming.article, ""), naming.article))
    return namings


def _public(keys: list[int]):
    # Thousands of keys would be too many for a statement: then every title is read.
    rows = Article.objects.public().order_by()
    return rows.filter(pk__in=keys) if len(keys) <= ROWS else rows


def _of_articles(entity: Entity, namings: list[Naming], start: int, stop: int) -> list[Passage]:
    """Passages number `start` to `stop` (exclusive) of the articles in their order."""
    place: dict[int, int] = {}
    before = skipped = 0
    for naming in namings:
        if before >= stop:
            break
        if before + naming.passages > start:
            place[naming.article] = len(place)
        else:
            skipped += naming.passages
        before += naming.passages
    found = list(_with_articles(entity).filter(article__in=place))
    found.sort(key=lambda m: (place[m.article_id], m.start, -m.end, m.pk))
    return _shown(found[start - skipped : stop - skipped])


def _beside(entity: Entity, order: Order, start: int, stop: int) -> list[Passage]:
    """Passages number `start` to `stop` by the words beside them, then by those on the other side;
    equals by primary key. Two queries.
    """
    contexts = Mention.objects.public().filter(entity=entity).order_by()
    keyed = []
    for pk, prefix, suffix in contexts.values_list("pk", "prefix", "suffix"):
        left, right = left_key(prefix), right_key(suffix)
        keyed.append((left, right, pk) if order.name == "left" else (right, left, pk))
    keyed.sort()
    wanted = [pk for *_, pk in keyed[start:stop]]
    found = _with_articles(entity).in_bulk(wanted)
    return _shown(found[pk] for pk in wanted if pk in found)


def _with_articles(entity: Entity):
    return (
        Mention.objects.public()
        .filter(entity=entity)
        .select_related("article", "text_version")
        .defer("text_version__body")
    )


def _shown(mentions: Iterable[Mention]) -> list[Passage]:
    return [passage(mention) for mention in mentions]
