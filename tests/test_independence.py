"""How far claims rest on different roots: of one article, and of the archive, by the definition."""

import random

import pytest
from django.db import DEFAULT_DB_ALIAS

from articles import graph
from articles.editing.following import follow_all
from articles.independence import independence, of_archive
from articles.lineage import lineage
from articles.models import (
    Article,
    Citation,
    Derivation,
    Entity,
    Quotation,
    Source,
    Stance,
    TextVersion,
)
from tests.editing import scene
from tests.pages.many import store

GUESS = {"basis": "inferred", "note": "So it seems."}


def of_article(article: Article):
    quotations = list(article.quotations.select_related("source").order_by("number"))
    citations = list(article.citations.select_related("source"))
    sources = [claim.source for claim in (*quotations, *citations) if claim.source]
    return independence(lineage(sources), quotations, citations)


def test_the_founding_document_makes_five_attributions_to_two_roots(founding):
    found = of_article(founding)
    assert (found.attributions, found.unsourced, found.root_count) == (5, 0, 2)
    assert found.sole is found.sole_of_quotations is None
    report = of_archive(DEFAULT_DB_ALIAS)
    (standing,) = report.standings
    assert (standing.attributions, standing.unsourced, standing.citations) == (5, 0, 2)
    assert (standing.roots, standing.root) == (2, None)
    assert (report.sole_claims, report.several) == (7, 0)
    assert [one[1:] for one in report.carried] == [(1, 1, 0, 0, 2), (1, 1, 0, 0, 5)]


def test_quotations_of_one_root_are_told_from_a_citation_of_another(db):
    report, verdict, papers = (scene.source(title) for title in ("Report", "Verdict", "Papers"))
    scene.derivation(report, verdict, **GUESS)
    article = scene.draft()
    scene.quotation(article, source=report)
    scene.quotation(article, "東京 answered", source=verdict)
    scene.quotation(article, "Bureau")
    article = scene.publish(article)
    found = of_article(article)
    assert (found.attributions, found.sourced, found.unsourced) == (3, 2, 1)
    assert found.sole == found.sole_of_quotations == verdict
    scene.citation(article, papers)
    found = of_article(article)
    assert (found.root_count, found.sole, found.sole_of_quotations) == (2, None, verdict)


def test_an_article_does_not_rest_on_what_contradicts_it(db):
    verdict, papers = scene.source("Verdict"), scene.source("Papers")
    article, other = scene.draft(), scene.draft("Denied")
    scene.quotation(article, source=verdict)
    for one in (article, other):
        scene.citation(one, papers, stance="contradicts")
        scene.publish(one)
    found = of_article(article)
    assert (found.root_count, found.sole, found.sole_of_quotations) == (1, verdict, verdict)
    report = of_archive(DEFAULT_DB_ALIAS)
    assert [(one.citations, one.roots) for one in report.standings] == [(0, 0), (0, 1)]
    assert [one.root for one in report.carried] == [verdict.pk]
    assert (report.sole_claims, report.several) == (1, 0)


def archive(seed: int) -> None:
    """Articles, published and not, that quote and cite sources which derive from one another."""
    chance = random.Random(seed)
    sources = store(
        Source, [Source(slug=f"s{n}", title=f"S {n % 5}", kind="report") for n in range(14)]
    )
    pairs = {tuple(sorted(chance.sample(range(14), 2))) for _ in range(chance.randrange(20))}
    store(
        Derivation,
        [
            Derivation(source=sources[a], derived_from=sources[b], kind="was_derived_from", **GUESS)
            for a, b in sorted(pairs)
        ],
    )
    publishers = store(
        Entity, [Entity(slug=f"p{n}", name=f"P {n}", kind="organisation") for n in range(3)]
    )
    articles = store(
        Article,
        [
            Article(
                slug=f"a{n}",
                title=f"A {n % 4}",
                publisher=chance.choice([None, *publishers]),
                status=chance.choice(["published", "published", "draft"]),
            )
            for n in range(12)
        ],
    )
    for article in articles:
        article.current_text = store(TextVersion, [TextVersion(article=article, body="Text.")])[0]
    Article.objects.bulk_update(articles, ["current_text"])
    quotations, citations = [], []
    for article in articles:
        for number in range(chance.randrange(4)):
            source = chance.choice([None, *sources])
            quotations.append(
                Quotation(
                    article=article,
                    number=number + 1,
                    kind="direct",
                    speaker_description="somebody",
                    source=source,
                )
            )
        cited = chance.sample(sources, chance.randrange(3))
        citations += [
            Citation(article=article, source=source, stance=chance.choice(Stance.values))
            for source in cited
        ]
    store(Quotation, quotations)
    store(Citation, citations)
    follow_all()


@pytest.mark.parametrize("seed", range(4))
def test_the_report_is_what_the_definition_says(db, seed):
    archive(seed)
    edges = list(Derivation.objects.public().values_list("source_id", "derived_from_id"))
    derived = {derived for derived, _ in edges}

    def roots_of(source: int) -> set[int]:
        return ({source} | graph.ancestors(edges, source)) - derived

    articles = list(Article.objects.public().order_by("title_folded", "pk"))
    claims = [
        (model, claim.pk, claim.article_id, claim.source_id)
        for model in (Quotation, Citation)
        for claim in model.objects.public()
        if claim.source_id and getattr(claim, "stance", "") != "contradicts"
    ]
    report = of_archive(DEFAULT_DB_ALIAS)
    assert [one.article for one in report.standings] == [article.pk for article in articles]
    rooted = {}
    for article, standing in zip(articles, report.standings, strict=True):
        mine = [roots_of(source) for _, _, of, source in claims if of == article.pk]
        roots = rooted[article.pk] = set().union(*mine)
        assert standing.publisher == article.publisher_id
        assert standing.attributions == article.quotations.count()
        assert standing.unsourced == article.quotations.filter(source=None).count()
        assert standing.citations == article.citations.filter(stance="supports").count()
        assert standing.claims == len(mine)
        assert standing.roots == len(roots)
        assert standing.root == (min(roots) if len(roots) == 1 else None)
    publisher = {article.pk: article.publisher_id for article in articles}
    for one in report.carried:
        on_it = [pk for pk, roots in rooted.items() if one.root in roots]
        alone = [pk for pk in on_it if len(rooted[pk]) == 1]
        assert one.articles == len(on_it)
        assert one.publishers == len({publisher[pk] for pk in on_it} - {None})
        assert one.sole_articles == len(alone)
        assert one.sole_publishers == len({publisher[pk] for pk in alone} - {None})
        assert one.sole_claims == sum(roots_of(source) == {one.root} for *_, source in claims)
    assert {one.root for one in report.carried} == set().union(*rooted.values())
    numbers = [one.articles for one in report.carried]
    assert numbers == sorted(numbers, reverse=True)
    for model, found in ((Quotation, report.sole_quotations), (Citation, report.sole_citations)):
        assert dict(zip(found.keys, found.roots, strict=True)) == {
            pk: min(roots_of(source))
            for kind, pk, _, source in claims
            if kind is model and len(roots_of(source)) == 1
        }
    assert report.sole_claims + report.several == len(claims)


def test_only_what_is_public_counts(db):
    article, working = scene.draft(), scene.draft("Working paper")
    verdict, papers = scene.source("Verdict"), scene.source("Papers")
    scene.quotation(article, source=verdict)
    scene.quotation(working, source=papers)
    scene.evidence(scene.derivation(verdict, papers), working, "papers")
    scene.publish(article)
    report = of_archive(DEFAULT_DB_ALIAS)
    assert [(one.article, one.root) for one in report.standings] == [(article.pk, verdict.pk)]
    assert [one.root for one in report.carried] == [verdict.pk]
    scene.publish(working)
    report = of_archive(DEFAULT_DB_ALIAS)
    assert [one.root for one in report.carried] == [papers.pk]
    assert report.carried[0].sole_articles == 2


def test_the_number_of_queries_is_fixed(db, django_assert_num_queries):
    archive(1)
    with django_assert_num_queries(5):
        of_archive(DEFAULT_DB_ALIAS)
