"""Whatever is revised, however often: no annotation is lost, and each stands or waits."""

from itertools import cycle

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.editing.invariants import check_history, check_texts
from articles.editing.revising import revise
from articles.models import (
    SPAN_MODELS,
    AnchorState,
    Citation,
    CitationSpan,
    Derivation,
    DerivationSpan,
    Entity,
    Mention,
    Quotation,
    QuotationSpan,
    Relation,
    RelationSpan,
    Source,
    SourceAgent,
    SourceAgentSpan,
)
from tests.editing import scene

WORDS = ["Tokyo", "東京", "the court", "said", "😀", "e\u0301migré", "Армия", "of", "“yes”", "ไทย"]

line = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
lines = st.lists(line, min_size=1, max_size=6)


@st.composite
def edits(draw, before: list[str]) -> list[str]:
    """Lines after some of what editors do to a text."""
    after = list(before)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(after) - 1)))
        kind = draw(st.sampled_from(["insert", "delete", "replace", "swap", "word", "double"]))
        if kind == "insert" or not after:
            after.insert(at, draw(line))
        elif kind == "delete":
            del after[at]
        elif kind == "replace":
            after[at] = draw(line)
        elif kind == "double":
            after.insert(at, after[at])
        elif kind == "swap":
            other = draw(st.integers(0, len(after) - 1))
            after[at], after[other] = after[other], after[at]
        else:
            after[at] = after[at].replace(*draw(st.permutations(WORDS))[:2])
    return after


class RevisingTests(TestCase):
    """Of hypothesis and Django together: a transaction for each example."""

    @settings(max_examples=30)
    @given(st.data())
    def test_no_annotation_is_lost_and_each_stands_where_it_says(self, data):
        texts = [data.draw(lines)]
        for _ in range(data.draw(st.integers(1, 3))):
            texts.append(data.draw(edits(texts[-1])))
        bodies = ["\n".join(text) + "\n." for text in texts]
        article = scene.draft(body=bodies[0])
        before = annotated(article, bodies[0], data)
        version = 1
        for body in bodies[1:]:
            if body == article.current_text.body:
                continue
            told = revise(article, body, by=None, based_on=version, reason="At random.")
            version += 1
            article.refresh_from_db()
            assert {fate.span.public_id for fate in told} == before.keys()
            assert stored().keys() == before.keys()
            for public_id, (exact, owner) in before.items():
                span, now = stored()[public_id]
                assert now == owner
                if span.state in (AnchorState.OK, AnchorState.MOVED):
                    assert body[span.start : span.end] == span.exact == exact
                elif span.state == AnchorState.CHANGED:
                    assert span.exact == exact != body[span.start : span.end]
            assert [
                str(problem)
                for check in (check_texts, check_history)
                for problem in check(lambda read: None)
            ] == []


def annotated(article, body: str, data) -> dict[str, tuple]:
    """Mark passages with every kind of span; their words and owners by public id."""
    text, kind = article.current_text, {"kind": "direct", "speaker_description": "the court"}
    source, other = (saved(Source(title=t, slug=t, kind="papers")) for t in ("verdict", "papers"))
    court = saved(Entity(name="Court", slug="court", kind="organisation"))
    quotation = saved(Quotation(article=article, number=1, **kind))
    claims = {"basis": "inferred", "note": "So it seems."}
    derivation = saved(
        Derivation(source=source, derived_from=other, kind="was_quoted_from", **claims)
    )
    part = saved(SourceAgent(source=source, entity=court, role="held_by", **claims))
    hall = saved(Entity(name="Hall", slug="hall", kind="place"))
    relation = saved(Relation(entity=court, other=hall, kind="located_in", **claims))
    citation = saved(Citation(article=article, source=source))
    places = (
        st.tuples(st.integers(0, len(body) - 1), st.integers(1, 12))
        .map(lambda pair: (pair[0], min(len(body), pair[0] + pair[1])))
        .filter(lambda place: body[slice(*place)].strip())
    )
    kinds = (
        *(lambda: Mention(article=article, entity=court),) * 2,
        lambda: QuotationSpan(quotation=quotation),
        lambda: CitationSpan(citation=citation),
        lambda: DerivationSpan(derivation=derivation),
        lambda: SourceAgentSpan(agent=part),
        lambda: RelationSpan(relation=relation),
    )
    for (start, end), kind in zip(
        data.draw(st.lists(places, min_size=1, max_size=9, unique=True)), cycle(kinds), strict=False
    ):
        span = kind()
        span.place(text, start, end)
        span.save()
    return {public_id: (span.exact, owner) for public_id, (span, owner) in stored().items()}


def saved(record):
    """The record, stored without the ceremony of a verb: there are many examples."""
    record.save()
    return record


def stored() -> dict[str, tuple]:
    """Every span of the archive with what it is part of, by public id."""
    names = ("entity", "quotation", "citation", "derivation", "agent", "relation")
    return {
        span.public_id: (
            span,
            next(getattr(span, f"{n}_id") for n in names if hasattr(span, f"{n}_id")),
        )
        for model in SPAN_MODELS
        for span in model.objects.select_related(None)
    }
