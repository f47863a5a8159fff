"""One page of every kind a reader can meet, over records that are hard on a page."""

from django.urls import reverse

from articles.editing import annotate, records
from articles.editing.articles import create_article, publish_article
from articles.editing.revising import revise
from articles.models import Article, Citation, Derivation, Entity, Quotation, Source
from tests.access.stories import correct, publish, tell, withdraw

ENDLESS = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
ARABIC = "قال المتحدث «لن نوقّع هذا الاتفاق»، ثم غادر القاعة في القاهرة.\n\nانتهى الخبر 👩‍🚀."


def make_kinds(founding: Article) -> dict[str, str]:
    """Add what the founding document lacks; name of a kind of page → its address."""
    story = correct(publish(tell("open", number=1)))
    sealed = publish(tell("sealed", number=2, text_is_public=False))
    gone = withdraw(tell("gone", number=3))
    endless = _endless(story.records["source"])
    arabic = in_arabic()
    lists = ("home", "articles", "sources", "quotations", "entities", "corrections", "data")
    sources = {name: Source.objects.get(slug=slug) for name, slug in SOURCES.items()}
    entities = {name: Entity.objects.get(slug=slug) for name, slug in ENTITIES.items()}
    return {
        **{name: reverse(f"articles:{name}") for name in lists},
        "articles narrowed": "/articles/?q=a&publisher=frontier-india&year=&sort=date",
        "articles misunderstood": "/articles/?year=soon&entity=nobody&from=1950&until=1940",
        "quotations, none found": "/quotations/?kind=mixed&medium=thought",
        "entities from a row that is lost": "/entities/?kind=place&after=nobody",
        "article": founding.get_absolute_url(),
        "article without its text": sealed.article.get_absolute_url(),
        "article in Arabic": arabic.get_absolute_url(),
        "article of endless words": endless.get_absolute_url(),
        "direct quotation": founding.quotations.get(number=3).get_absolute_url(),
        "quotation without a speaker": founding.quotations.get(number=1).get_absolute_url(),
        "quotation without its text": sealed.records["quotation"].get_absolute_url(),
        "quotation of endless words": endless.quotations.get().get_absolute_url(),
        **{name: source.get_absolute_url() for name, source in sources.items()},
        "source with a chain": endless.quotations.get().source.get_absolute_url(),
        **{name: entity.get_absolute_url() for name, entity in entities.items()},
        "passages of an entity": _concordance(entities["entity"], "sort=left"),
        "passages of an entity by article": _concordance(entities["entity"], "sort=article"),
        "passages in Arabic": _concordance(Entity.objects.get(name="القاهرة"), "sort=right"),
        "entity of endless words": endless.publisher.get_absolute_url(),
        "withdrawn article": gone.article.get_absolute_url(),
        "quotation of a withdrawn article": gone.records["quotation"].get_absolute_url(),
        **_versions(endless, "of endless words"),
        **_versions(arabic, "in Arabic"),
        "article that was corrected": story.article.get_absolute_url(),
        "correction": reverse("articles:correction", args=[story.records["correction"].public_id]),
        "corrections narrowed": "/corrections/?kind=deleted&from=2020&sort=at",
        "passage": _passage(founding, "start=0&end=40"),
        "passage in Arabic": _passage(arabic, "start=2&end=40"),
        "passage of endless words": _passage(endless, "start=0&end=9"),
        "passages to choose from": _passage(founding, "words=ussr"),
        "passage not found": _passage(arabic, "words=nowhere"),
        **{f"timeline of {kind}s": f"/timeline/?kind={kind}" for kind in ("event", "place")},
        "timeline of a time": "/timeline/?kind=organisation&from=1940&until=1949",
        "search": "/search/",
        "search, of every kind": "/search/?q=japan",
        "search, of one kind": "/search/?q=japan&in=articles&language=en&year=2021",
        "search, of endless words": f"/search/?q={ENDLESS[:20]}*",
        "search in Arabic": "/search/?q=%D8%A7%D9%84%D9%82%D8%A7%D9%87%D8%B1%D8%A9",
        "search, nothing found": "/search/?q=sibiria&in=quotations&kind=direct",
        "search, misspelt": "/search/?q=sibiria",
        "search, misunderstood": "/search/?q=japan&in=articles&year=soon",
        "search, only what must not occur": "/search/?q=-japan",
        "timeline misunderstood": "/timeline/?kind=thing&from=soon&until=XXXX",
        "lineage": "/lineage/",
        **{f"lineage, {part}": f"/lineage/{part}/" for part in ("roots", "single", "claims")},
        "deleted quotation": story.addresses["deleted"],
        "report": f"/report/?record={story.records['source'].public_id}",
        "report of a passage": f"/report/?record={arabic.public_id}&version=1&start=2&end=40",
        "report received": "/report/received/",
        "nothing there": "/articles/no-such-article/",
    }


def _versions(article: Article, which: str) -> dict[str, str]:
    """Pages of an article’s first two texts."""
    numbers = {"versions": [], "earlier version": [1], "current version": [2], "changes": [1, 2]}
    names = {0: "versions", 1: "version", 2: "difference"}
    return {
        f"{name} {which}": reverse(f"articles:{names[len(args)]}", args=[article.slug, *args])
        for name, args in numbers.items()
    }


def _concordance(entity: Entity, query: str) -> str:
    return f"{reverse('articles:concordance', args=[entity.slug])}?{query}"


def _passage(article: Article, query: str) -> str:
    return f"{reverse('articles:passage', args=[article.slug, 1])}?{query}"


SOURCES = {"source": "verdict-documents-of-the-tokyo-tribunal"}
ENTITIES = {
    "entity": "soviet-union",
    "entity that speaks": "international-military-tribunal-for-the-far-east",
    "entity that publishes": "frontier-india",
}


def in_arabic(body: str = ARABIC) -> Article:
    """A published article from right to left, with a quotation and a mention, revised once."""
    article = create_article(Article(title="خبر من القاهرة", language="ar"), body, by=None)
    start, end = body.index("«"), body.index("»") + 1
    annotate.add_quotation(
        Quotation(article=article, kind="direct", speaker_description="المتحدث"),
        [("content", start, end), ("cue", 0, 3), ("attribution", 4, 11)],
        by=None,
        based_on=1,
    )
    cairo = records.add(Entity(name="القاهرة", kind="place", name_language="ar"), by=None)
    start = body.index("القاهرة")
    annotate.add_mention(article, start, start + 7, cairo, by=None, based_on=1)
    return _publish(article)


def _endless(behind: Source) -> Article:
    """Words longer than a telephone is wide, in every place; a chain of three sources."""
    entity = records.add(
        Entity(name=ENDLESS, kind="organisation", description=ENDLESS, note=ENDLESS), by=None
    )
    source = records.add(Source(title=ENDLESS, kind="report", note=ENDLESS), by=None)
    for origin in (behind, records.add(Source(title=f"{ENDLESS}en", kind="papers"), by=None)):
        derivation = Derivation(source=source, derived_from=origin, kind="had_primary_source")
        derivation.basis, derivation.note = "inferred", ENDLESS
        records.add(derivation, by=None)
    article = create_article(
        Article(
            title=ENDLESS,
            byline=ENDLESS,
            publisher=entity,
            url=f"https://example.org/{ENDLESS}?{ENDLESS}",
            rights=ENDLESS,
            note=ENDLESS,
            language="de",
        ),
        f"„{ENDLESS}“ sagt {ENDLESS}. {ENDLESS}",
        by=None,
    )
    length = len(ENDLESS)
    annotate.add_quotation(
        Quotation(article=article, kind="direct", speaker=entity, source=source, note=ENDLESS),
        [("content", 0, length + 2), ("cue", length + 3, length + 7)],
        by=None,
        based_on=1,
    )
    annotate.add_mention(article, length + 8, 2 * length + 8, entity, by=None, based_on=1)
    records.add(Citation(article=article, source=source, locator=ENDLESS[:150]), by=None)
    return _publish(article)


def _publish(article: Article) -> Article:
    article.refresh_from_db()
    article = publish_article(article, by=None, based_on=article.row_version)
    body = article.current_text.body
    last = body.split()[-1]
    revise(article, f"{body} {last}", by=None, based_on=1, reason=f"It has another {last}.")
    return Article.objects.get(pk=article.pk)
