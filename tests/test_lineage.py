"""The graph above a source: steps, agents along the way, roots; and what readers see of it."""

from articles.editing.following import follow_all
from articles.filters.behind import resting_on
from articles.lineage import lineage
from articles.models import Derivation, SourceAgent
from tests.editing import scene

GUESS = {"basis": "inferred", "note": "So it seems."}


def titles(sources) -> list[str]:
    return [source.title for source in sources]


def family():
    """Report and Verdict from the Papers, these from the Diary; the Letter stands alone."""
    report, verdict, papers, diary, letter = (
        scene.source(title) for title in ("Report", "Verdict", "Papers", "Diary", "Letter")
    )
    scene.derivation(report, papers, **GUESS)
    scene.derivation(verdict, papers, **GUESS)
    scene.derivation(papers, diary, **GUESS)
    return report, verdict, papers, diary, letter


def test_five_attributions_come_down_to_two_roots(db):
    report, verdict, papers, diary, letter = family()
    above = lineage([report, verdict, report, letter, papers], public_only=False)
    assert titles(above.starts) == ["Report", "Verdict", "Letter", "Papers"]
    assert titles(above.roots) == ["Diary", "Letter"]
    assert above.root_keys([letter, letter]) == [letter.pk]
    assert above.steps[diary.pk].is_root
    assert not above.steps[papers.pk].is_root


def test_agents_stand_along_the_way_and_are_no_roots(db):
    _, verdict, papers, diary, _ = family()
    for cited, name in ((papers, "Bureau"), (diary, "Diarist"), (diary, "Heir")):
        scene.part(cited, scene.entity(name), **GUESS)
    above = lineage([verdict], public_only=False)
    agents = {step.source.title: step.agents for step in above.steps.values()}
    assert {title: [agent.entity.name for agent in of] for title, of in agents.items()} == {
        "Verdict": [],
        "Papers": ["Bureau"],
        "Diary": ["Diarist", "Heir"],
    }
    assert titles(above.roots) == ["Diary"]


def test_ways_that_part_and_meet_come_down_to_one_root(db):
    verdict, one, two, root = (scene.source(title) for title in ("Verdict", "A", "B", "Root"))
    for derived, origin in ((verdict, one), (verdict, two), (one, root), (two, root)):
        scene.derivation(derived, origin, **GUESS)
    above = lineage([verdict], public_only=False)
    assert titles(above.roots) == ["Root"]
    assert len(above.steps) == 4


def test_readers_see_no_step_that_only_a_draft_states(db):
    article, working = scene.draft(), scene.draft("Working paper")
    verdict, papers, leak, spy = (scene.source(t) for t in ("Verdict", "Papers", "Leak", "Spy"))
    scene.citation(article, verdict)
    scene.evidence(scene.derivation(verdict, papers), article, "papers")
    scene.evidence(scene.derivation(papers, leak), working, "papers")
    scene.derivation(leak, spy, **GUESS)
    scene.evidence(scene.part(papers, scene.entity("Mole")), working, "Bureau")
    scene.evidence(scene.part(papers, scene.entity("Bureau")), article, "Bureau")
    scene.publish(article)
    public, known = lineage([verdict]), lineage([verdict], public_only=False)
    assert titles(step.source for step in public.steps.values()) == ["Verdict", "Papers"]
    assert titles(public.roots) == ["Papers"]
    assert [agent.entity.name for agent in public.steps[papers.pk].agents] == ["Bureau"]
    assert titles(known.roots) == ["Spy"]
    assert [agent.entity.name for agent in known.steps[papers.pk].agents] == ["Mole", "Bureau"]
    assert titles(resting_on(papers).order_by("title")) == ["Papers", "Verdict"]
    assert not resting_on(spy).exists()
    scene.publish(working)
    assert titles(lineage([verdict]).roots) == ["Spy"]
    assert titles(resting_on(spy).order_by("title")) == ["Leak", "Papers", "Spy", "Verdict"]


def test_a_step_whose_words_are_gone_is_hidden_everywhere_alike(db):
    article, verdict, papers = scene.draft(), scene.source("Verdict"), scene.source("Papers")
    scene.citation(article, verdict)
    claim = scene.derivation(verdict, papers)
    span = scene.evidence(claim, article, "papers")
    article = scene.publish(article)
    assert titles(resting_on(papers)) == ["Papers", "Verdict"]
    type(span).objects.update(state="orphan", start=None, end=None)
    follow_all()
    assert titles(lineage([verdict]).roots) == ["Verdict"]
    assert not resting_on(papers).exists()
    assert not Derivation.objects.public().exists()


def test_evidence_comes_along_when_asked_for_as_readers_may_see_it(db):
    article, working = scene.draft(), scene.draft("Working paper")
    verdict, papers = scene.source("Verdict"), scene.source("Papers")
    scene.citation(article, verdict)
    claim, part = scene.derivation(verdict, papers), scene.part(verdict, scene.entity("Bureau"))
    for owner, words in ((claim, "papers"), (part, "Bureau")):
        scene.evidence(owner, article, words)
        scene.evidence(owner, working, words)
    scene.publish(article)
    for public_only, expected in ((True, 1), (False, 2)):
        step = lineage([verdict], public_only=public_only, evidence=True).steps[verdict.pk]
        for held in (*step.derivations, *step.agents):
            assert len(held.spans.all()) == expected


def test_the_number_of_queries_does_not_grow_with_the_lineage(db, django_assert_num_queries):
    report, verdict, *_ = family()
    with django_assert_num_queries(2):
        lineage([report, verdict], public_only=False)
    youngest = verdict
    for number in range(10):
        older = scene.source(f"Older {number}")
        scene.part(youngest, scene.entity("Owner"), **GUESS)
        scene.derivation(youngest, older, **GUESS)
        youngest = older
    with django_assert_num_queries(2):
        above = lineage([report, verdict], public_only=False)
        assert len(above.steps) == 14
    with django_assert_num_queries(4):
        lineage([verdict], public_only=False, evidence=True)
    assert SourceAgent.objects.count() == 10


def test_nothing_has_no_lineage(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        nothing = lineage([])
    assert (nothing.starts, nothing.steps, nothing.roots) == ([], {}, [])


def test_of_a_large_lineage_the_nearest_is_fetched_and_the_rest_counted(
    db, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr("articles.lineage.FIRST_ROOTS", 2)
    verdict = youngest = scene.source("Verdict")
    for number in range(4):
        older, side = scene.source(f"Older {number}"), scene.source(f"Side {number}")
        scene.derivation(youngest, older, **GUESS)
        scene.derivation(youngest, side, **GUESS)
        scene.part(older, scene.entity("Owner"), **GUESS)
        youngest = older
    with django_assert_max_num_queries(5):
        cut = lineage([verdict], public_only=False, most=3)
    assert titles(step.source for step in cut.steps.values()) == [
        *("Verdict", "Older 0", "Side 0", "Older 1")
    ]
    assert [step.more for step in cut.steps.values()] == [0, 1, 0, 2]
    assert [step.is_root for step in cut.steps.values()] == [False, False, True, False]
    assert [len(step.agents) for step in cut.steps.values()] == [0, 1, 0, 1]
    assert (cut.size, cut.count_roots()) == (9, 5)
    whole = lineage([verdict], public_only=False)
    assert (whole.size, whole.count_roots()) == (9, 5)
    assert len(cut.roots) == 4
    assert set(cut.roots) < set(whole.roots)
    for origins in (cut, whole):
        first = origins.first_roots(verdict)
        assert (titles(first.roots), first.more) == (["Older 3", "Side 3"], 3)
    with django_assert_max_num_queries(8):
        lineage([verdict], public_only=False, most=3, evidence=True)
    with django_assert_max_num_queries(2):
        assert lineage([verdict], public_only=False, most=8).steps.keys() == whole.steps.keys()


def test_the_only_root_is_known_however_far_it_is(db, monkeypatch):
    monkeypatch.setattr("articles.lineage.FIRST_ROOTS", 1)
    many, one, far = scene.source("Many"), scene.source("One"), scene.source("Far")
    for number in range(3):
        between = scene.source(f"Between {number}")
        scene.derivation(many, between, **GUESS)
        scene.derivation(between, scene.source(f"Root {number}"), **GUESS)
    scene.derivation(one, far, **GUESS)
    cut = lineage([many, one], public_only=False, most=1)
    assert cut.sole_root([one]) == far
    assert cut.sole_root([many, one]) is None
    assert titles(cut.roots) == ["Root 0", "Far"]
