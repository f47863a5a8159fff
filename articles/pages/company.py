"""Who an entity appears with: the entities named in the same paragraphs."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import accumulate, takewhile

from ..models import AnchorState, Article, Entity, Mention, TextVersion
from ..text.company import company
from .ranked import Ranked, most_frequent
from .where_named import Naming

SHOWN = 20
MOST_ARTICLES = 500
MOST_CHARACTERS = 3_000_000
"""Of so many of the newest articles the paragraphs are read, or of fewer if they are long."""


@dataclass(frozen=True, slots=True)
class Company:
    """The most frequent companions, by paragraphs shared, of how many; and in how many of the
    articles that name the entity they were counted.
    """

    companions: list[Ranked]
    total: int
    articles_read: int
    articles: int

    @property
    def is_whole(self) -> bool:
        return self.articles_read == self.articles


def newest_texts(namings: list[Naming]) -> dict[int, int]:
    """The newest articles, as far as they are read at once, and their current texts (primary
    keys). One query.
    """
    newest = [naming.article for naming in namings[:MOST_ARTICLES]]
    rows = Article.objects.public().filter(pk__in=newest).order_by()
    found = {
        article: (text, characters)
        for article, text, characters in rows.values_list(
            "pk", "current_text", "current_text__characters"
        )
    }
    inside = [article for article in newest if article in found]
    lengths = accumulate(found[article][1] for article in inside)
    fitting = sum(1 for _ in takewhile(lambda length: length <= MOST_CHARACTERS, lengths))
    return {article: found[article][0] for article in inside[: max(fitting, 1)]}


def company_of(entity: Entity, texts: dict[int, int], articles: int) -> Company:
    """Who stands beside `entity` in the `texts` of some articles, of so many `articles` in all.
    Three queries.

    The texts are read some at a time; memory holds the places of names.
    """
    named = defaultdict(list)
    # The articles are public already. To ask once more leads SQLite to read all that are.
    places = Mention.objects.filter(article__in=texts).exclude(state=AnchorState.ORPHAN).order_by()
    for text, start, key in places.values_list("text_version", "start", "entity"):
        named[text].append((start, key))
    together: Counter[int] = Counter()
    bodies = TextVersion.objects.filter(pk__in=texts.values()).order_by().values_list("pk", "body")
    for text, body in bodies.iterator(chunk_size=20):
        together.update(company(body, named[text], entity.pk))
    return Company(most_frequent(together, SHOWN), len(together), len(texts), articles)
