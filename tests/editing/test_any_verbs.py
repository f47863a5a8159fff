"""Any verbs in any order, on any text: the archive stays in order, and every step is on record."""

from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.editing import annotate, records
from articles.editing.invariants import CHECKS
from articles.editing.ledger import Stale
from articles.models import Certainty, Change, Mention, Quotation, QuotationSpan, SpanRole
from articles.models.change import PartOfChange
from tests.editing import scene

bodies = st.text("ab 😀東京\n“”é\u0301\u200d👩🏽", min_size=3, max_size=40).filter(str.strip)
offsets = st.integers(-1, 41)
which = st.integers(0, 3)
steps = st.one_of(
    st.tuples(st.just("mention"), offsets, offsets, which),
    st.tuples(st.just("change"), which, st.sampled_from([*Certainty.values, "surely"])),
    st.tuples(st.just("replace"), which, offsets, offsets),
    st.tuples(st.just("unmention"), which),
    st.tuples(
        st.just("quotation"),
        st.lists(st.tuples(st.sampled_from(SpanRole.values), offsets, offsets), max_size=3),
        st.sampled_from(["", "she"]),
    ),
    st.tuples(st.just("requote"), which, st.sampled_from(["direct", "sung"])),
    st.tuples(st.just("unquote"), which),
    st.tuples(st.just("stale"), which),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=bodies, script=st.lists(steps, min_size=1, max_size=12))
def test_the_archive_stays_in_order_and_every_step_is_on_record(db, body, script):
    with transaction.atomic():
        article = scene.draft(body=body)
        entities = [scene.entity(name) for name in ("Moscow", "東京", "Łódź", "Bureau")]
        before = rows()
        for step in script:
            try:
                carry_out(article, entities, *step)
            except (ValidationError, Stale, IndexError):
                assert rows() == before, step
                continue
            after = rows()
            assert after["Change"] == before["Change"] + 1, step
            change = Change.objects.order_by("pk").last()
            for model in histories():
                name = model.__name__
                linked = model.objects.filter(change=change).count()
                assert linked == after[name] - before[name], (step, name)
            before = after
        assert [str(problem) for _, check in CHECKS for problem in check(lambda read: None)] == []
        numbers = Quotation.history.values_list("public_id", "number").distinct()
        assert len({number for _, number in numbers}) == len(numbers)
        transaction.set_rollback(True)


def carry_out(article, entities, verb, *with_):
    mentions = list(Mention.objects.order_by("pk"))
    quotations = list(Quotation.objects.order_by("pk"))
    match verb, *with_:
        case "mention", start, end, n:
            annotate.add_mention(article, start, end, entities[n], by=None, based_on=1)
        case "change", n, certainty:
            mentions[n].certainty = certainty
            records.change(mentions[n], by=None, based_on=mentions[n].row_version)
        case "replace", n, start, end:
            span = [*mentions, *QuotationSpan.objects.order_by("pk")][n]
            version = span.row_version
            annotate.replace_span(span, start, end, by=None, based_on=version, based_on_text=1)
        case "unmention", n:
            records.delete(mentions[n], by=None, based_on=mentions[n].row_version)
        case "quotation", spans, speaker:
            quotation = Quotation(article=article, kind="direct", speaker_description=speaker)
            annotate.add_quotation(quotation, spans, by=None, based_on=1)
        case "requote", n, kind:
            quotations[n].kind = kind
            records.change(quotations[n], by=None, based_on=quotations[n].row_version)
        case "unquote", n:
            records.delete(quotations[n], by=None, based_on=quotations[n].row_version)
        case "stale", n:
            records.delete(mentions[n], by=None, based_on=mentions[n].row_version + 1)


def histories():
    return [model for model in PartOfChange.__subclasses__() if not model._meta.abstract]


def rows() -> dict[str, int]:
    """How many rows there are of everything a verb can leave behind."""
    models = [Change, Mention, Quotation, QuotationSpan, *histories()]
    return {model.__name__: model.objects.count() for model in models}
