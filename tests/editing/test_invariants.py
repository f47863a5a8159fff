"""Each rule of the whole archive: what is broken is found, and nothing else."""

from itertools import pairwise

import pytest

from articles.editing.checking import ROWS, batches
from articles.editing.following import follow_all
from articles.editing.invariants import CHECKS, check_texts
from articles.models import (
    Alias,
    Article,
    ArticlePastSlug,
    CitationSpan,
    Derivation,
    DerivationSpan,
    Entity,
    EntityPastSlug,
    Identifier,
    Mention,
    Quotation,
    QuotationSpan,
    Relation,
    RelationSpan,
    Source,
    SourceAgent,
    SourceAgentSpan,
    TextVersion,
)
from tests.editing import scene


@pytest.fixture
def archive(db):
    return scene.everything()


def found() -> list[str]:
    """What all checks together complain of, without the ids."""
    problems = [problem for _, check in CHECKS for problem in check(lambda read: None)]
    return [f"{problem.record._meta.model_name}: {problem.message}" for problem in problems]


def forget(*models):
    """Histories that would tell of the change as well."""
    for model in models:
        model.history.all().delete()


SPAN = "Pact signed, text version 1"
BREAKAGES = {
    "body": (
        lambda: TextVersion.objects.filter(number=1, article__status="draft").update(
            body=scene.BODY.replace("Moscow", "moscow")
        ),
        ["textversion: sha256 is '"],
    ),
    "characters": (
        lambda: TextVersion.objects.filter(article__status="draft").update(characters=7),
        ["textversion: characters is 7; it should be", "textversion: its history does not"],
    ),
    "merged by nothing": (
        lambda: (
            Entity.objects.filter(name="Moscow").update(
                merged_into=Entity.objects.get(name="Bureau")
            ),
            forget(Entity),
        ),
        [
            "entity: is merged into Bureau, by 0 merges",
            "mention: refers by entity to a merged Entity",
            "relation: refers by other to a merged Entity",
        ],
    ),
    "carriage return": (
        lambda: add_text("A line.\r\n", number=2),
        ["textversion: the body holds carriage returns, NUL or a byte order mark"],
    ),
    "other words": (
        lambda: (Mention.objects.update(start=2, end=8), forget(Mention)),
        [f"mention: {SPAN} reads “oscow ” there, not “Moscow”"],
    ),
    "UTF-16": (
        lambda: (
            DerivationSpan.objects.update(start=53, end=64),
            forget(DerivationSpan),
        ),
        [f"derivationspan: {SPAN} reads"],
    ),
    "outside": (
        lambda: (CitationSpan.objects.update(start=500, end=506), forget(CitationSpan)),
        [f"citationspan: 500–506 lies outside {SPAN} ({len(scene.BODY)})"],
    ),
    "outside, changed": (
        lambda: (
            SourceAgentSpan.objects.update(start=90, end=506, state="changed"),
            forget(SourceAgentSpan),
        ),
        [f"sourceagentspan: 90–506 lies outside {SPAN}"],
    ),
    "context": (
        lambda: (Mention.objects.update(prefix="x"), forget(Mention)),
        [f"mention: its context is not that of {SPAN}"],
    ),
    "mention of another article": (
        lambda: (Mention.objects.update(article=draft()), forget(Mention)),
        [f"mention: is part of another article than the one it stands in ({SPAN})"],
    ),
    "quotation span of another article": (
        lambda: (
            QuotationSpan.objects.filter(quotation__article=draft()).update(
                quotation=Quotation.objects.exclude(article=draft()).get()
            ),
            Quotation.objects.filter(article=draft()).delete(),
            forget(QuotationSpan),
        ),
        ["quotationspan: is part of another article than the one it stands in (Working paper"],
    ),
    "citation span of another article": (
        lambda: (
            CitationSpan.objects.update(text_version=draft().current_text),
            forget(CitationSpan),
        ),
        ["citationspan: is part of another article than the one it stands in (Working paper"],
    ),
    "old text": (
        lambda: add_text("Another text.", number=2, current=True),
        [
            "quotationspan: is no orphan, but stands in a text that is not current "
            "(Working paper, text version 1)"
        ],
    ),
    "not the latest": (
        lambda: add_text("Another text.", number=2),
        ["article: shows text version 1; the latest is 2"],
    ),
    "no text": (
        lambda: (
            Article.objects.filter(status="draft").update(current_text=None),
            QuotationSpan.objects.filter(quotation__article=draft()).update(
                state="orphan", start=None, end=None
            ),
            forget(Article, QuotationSpan),
        ),
        ["article: has no text, and is draft"],
    ),
    "text of another": (
        lambda: (
            Article.objects.filter(status="draft").update(
                current_text=Article.objects.get(status="published").current_text
            ),
            QuotationSpan.objects.filter(quotation__article=draft()).update(
                state="orphan", start=None, end=None
            ),
            forget(Article, QuotationSpan),
        ),
        ["article: shows the text of another article"],
    ),
    "folded": (
        lambda: Entity.objects.filter(name="Moscow").update(name_folded="moskau"),
        ["entity: name_folded is 'moskau'; it should be 'moscow'", "entity: its history"],
    ),
    "alias folded": (
        lambda: (Alias.objects.update(name_folded=""), forget(Alias)),
        ["alias: name_folded is ''; it should be 'moskva'"],
    ),
    "date keys": (
        lambda: (
            Article.objects.filter(status="draft").update(published_latest=0),
            forget(Article),
        ),
        ["article: published_latest is 0; it should be 19400930"],
    ),
    "agent's date": (
        lambda: (SourceAgent.objects.update(date="1942"), forget(SourceAgent)),
        [
            "sourceagent: date_earliest is 19410101; it should be 19420101",
            "sourceagent: date_latest is 19411231; it should be 19421231",
        ],
    ),
    "malformed date": (
        lambda: (Entity.objects.filter(name="Bureau").update(began="once"), forget(Entity)),
        ["entity: began: “once” is not a date"],
    ),
    "language": (
        lambda: (Alias.objects.update(language="Russian"), forget(Alias)),
        ["alias: language: “Russian” is not a language code"],
    ),
    "identifier": (
        lambda: (Identifier.objects.update(value="649"), forget(Identifier)),
        ["identifier: value: “649” is not a Wikidata identifier"],
    ),
    "public id": (
        lambda: (Source.objects.filter(title="Diary").update(public_id="42"), forget(Source)),
        ["source: public_id: “42” is not an id of this kind"],
    ),
    "white space": (
        lambda: (Source.objects.filter(title="Diary").update(title=" "), forget(Source)),
        ["source: title_folded is", "source: title: This field cannot be blank."],
    ),
    "circle": (
        lambda: close_circle(),
        ["source: derives from itself: “Verdict” → “Papers” → “Diary” → “Verdict”"],
    ),
    "circle of relations": (
        lambda: close_circle_of_relations(),
        ["entity: “located in” leads back to it: “Bureau” → “Moscow” → “Bureau”"],
    ),
    "stated relation": (
        lambda: RelationSpan.objects.all().delete(),
        ["relation: is called stated, but no words are given that state it"],
    ),
    "words of a relation": (
        lambda: (RelationSpan.objects.update(start=2, end=8), forget(RelationSpan)),
        [f"relationspan: {SPAN} reads “oscow ” there, not “Bureau”"],
    ),
    "stated": (
        lambda: DerivationSpan.objects.all().delete(),
        ["derivation: is called stated, but no words are given that state it"],
    ),
    "stated part": (
        lambda: SourceAgentSpan.objects.all().delete(),
        ["sourceagent: is called stated, but no words are given that state it"],
    ),
    "no content": (
        lambda: (
            QuotationSpan.objects.filter(quotation__article=draft()).update(role="cue"),
            forget(QuotationSpan),
        ),
        ["quotation: has no content span"],
    ),
    "number given again": (
        lambda: Quotation.objects.filter(article=draft()).update(number=2),
        [
            "quotation: has number 2, which another one had before",
            "quotation: its history does not know the present number",
        ],
    ),
    "address": (
        lambda: EntityPastSlug.objects.create(
            record=Entity.objects.get(name="Moscow"), slug=Entity.objects.get(name="Bureau").slug
        ),
        ["entity: its slug “bureau” is a past one of ent-"],
    ),
    "address of its own": (
        lambda: ArticlePastSlug.objects.create(record=draft(), slug=draft().slug),
        ["article: its slug “working-paper” is a past one of art-"],
    ),
    "history": (
        lambda: Derivation.objects.filter(basis="inferred").update(note="By its paper."),
        ["derivation: its history does not know the present note"],
    ),
    "visibility": (
        lambda: (
            Source.objects.filter(title="Verdict").update(is_public=False),
            Entity.objects.filter(pk=scene.entity("Nowhere").pk).update(is_public=True),
        ),
        [
            "source: is not shown, but a published article leads to it",
            "entity: is shown to readers, but no published article leads to it",
        ],
    ),
    "deleted": (
        lambda: mark_as_deleted(),
        ["alias: was deleted, its history says"],
    ),
}


@pytest.mark.parametrize("name", BREAKAGES)
def test_what_is_broken_is_found_and_nothing_else(archive, name):
    breaks, expected = BREAKAGES[name]
    breaks()
    if name != "visibility":
        follow_all()
    problems = found()
    assert len(problems) == len(expected), problems
    for problem, beginning in zip(problems, expected, strict=True):
        assert problem.startswith(beginning)


def draft() -> Article:
    return Article.objects.get(status="draft")


def add_text(body: str, number: int, current: bool = False) -> None:
    text = TextVersion(article=draft(), number=number, body=body)
    text.derive()
    (text,) = TextVersion.objects.bulk_create([text])
    if current or "\r" in body:
        Article.objects.filter(status="draft").update(current_text=text)
        forget(Article)
    if "\r" in body:
        QuotationSpan.objects.filter(quotation__article=draft()).update(
            state="orphan", start=None, end=None
        )
        forget(QuotationSpan)


def close_circle() -> None:
    claim = Derivation(
        source=Source.objects.get(title="Diary"),
        derived_from=Source.objects.get(title="Verdict"),
        **{"kind": "was_derived_from", "basis": "inferred", "note": "Who knows."},
    )
    claim.derive()
    Derivation.objects.bulk_create([claim])


def close_circle_of_relations() -> None:
    """Moscow in the Bureau, as only rows written past the verbs can say; or party to it."""
    ends = {
        "entity": Entity.objects.get(name="Moscow"),
        "other": Entity.objects.get(name="Bureau"),
        **{"basis": "inferred", "note": "Who knows."},
    }
    for kind in ("located_in", "party_to"):
        claim = Relation(kind=kind, **ends)
        claim.derive()
        Relation.objects.bulk_create([claim])


def mark_as_deleted() -> None:
    last = Alias.history.latest("history_id")
    last.history_type = "-"
    last.save()


def test_two_circles_are_both_told(db):
    guess = {"kind": "was_derived_from", "basis": "inferred", "note": "So it seems."}
    for names in (("A", "B"), ("C", "D", "E")):
        sources = [scene.source(name) for name in names]
        for derived, origin in pairwise(sources):
            scene.derivation(derived, origin, **guess)
        last = Derivation(source=sources[-1], derived_from=sources[0], **guess)
        last.derive()
        Derivation.objects.bulk_create([last])
    circles = [problem for problem in found() if "derives from itself" in problem]
    assert len(circles) == 2


def test_orphans_and_changed_words_are_no_problem(archive):
    """They wait in a queue for an editor; the archive is in order."""
    Mention.objects.update(state="orphan", start=None, end=None)
    CitationSpan.objects.update(state="changed", exact="paper")
    forget(Mention, CitationSpan)
    follow_all()
    assert found() == []


def test_a_loaded_archive_without_history_is_in_order(archive):
    forget(*(model for model in (Article, Entity, Source, Mention, TextVersion, Quotation)))
    assert found() == []


def test_texts_are_read_once_whatever_the_number_of_spans(archive, django_assert_num_queries):
    article = Article.objects.get(status="published")
    with django_assert_num_queries(7):  # texts, then each kind of span
        assert list(check_texts(lambda read: None)) == []
    for words in ("will", "fall", "court", "said", "answered"):
        scene.mention(article, words, Entity.objects.first())
    with django_assert_num_queries(7):
        assert list(check_texts(lambda read: None)) == []


def testbatches_are_small_in_number_and_in_weight():
    assert [len(batch) for batch in batches(range(2 * ROWS + 1))] == [ROWS, ROWS, 1]
    assert [len(batch) for batch in batches(range(5), weight=lambda n: 1_000_000)] == [2, 2, 1]
    assert list(batches([])) == []
