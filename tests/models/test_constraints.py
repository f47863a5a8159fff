"""Each rule of the database: raw rows that break it are refused, and `full_clean` says where."""

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction

from articles.models import (
    SPAN_MODELS,
    Alias,
    Article,
    Citation,
    CitationSpan,
    Derivation,
    DerivationSpan,
    Entity,
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

MODELS = (
    *(Article, TextVersion, Source, Entity, Alias, Identifier),
    *(Derivation, SourceAgent, Relation, Citation, Quotation, *SPAN_MODELS),
)
BODY = "Moscow 😀 will fall."

SPANS = {
    "offsets": (
        {"end": None},
        {"start": None},
        {"state": "changed", "end": None},
        {"state": "changed", "start": 7},
    ),
    "length": ({"exact": "Mosco"}, {"end": 7}),
    "words": ({"exact": "", "state": "orphan", "start": None, "end": None},),
    "state": ({"state": "lost"},),
}
# What breaks each constraint, by its name: values put into a row that is otherwise right.
# An empty one stands for a second row like the first.
BREACHES = {
    "article_status": ({"status": "secret"},),
    "article_withdrawn_reason": ({"status": "withdrawn"},),
    "article_title": ({"title": ""},),
    "textversion_number": ({},),
    "textversion_body": ({"body": ""},),
    "textversion_from_one": ({"number": 0},),
    "source_kind": ({"kind": "rumour"},),
    "source_title": ({"title": ""},),
    "entity_kind": ({"kind": "thing"},),
    "entity_name": ({"name": ""},),
    "alias_once": ({},),
    "alias_name": ({"name": ""},),
    "identifier_once": ({},),
    "identifier_scheme": ({"scheme": "orcid"},),
    "derivation_basis": ({"basis": "inferred"}, {"basis": "guessed", "note": "so it seems"}),
    "derivation_once": ({},),
    "derivation_not_self": ({"derived_from_id": "source_id"},),
    "derivation_kind": ({"kind": "was_stolen_from"},),
    "sourceagent_basis": ({"basis": "inferred"}, {"basis": "guessed", "note": "so it seems"}),
    "sourceagent_once": ({},),
    "sourceagent_role": ({"role": "stolen_by"},),
    "relation_basis": ({"basis": "inferred"}, {"basis": "guessed", "note": "so it seems"}),
    "relation_once": ({},),
    "relation_not_self": ({"other_id": "entity"}, {"other_id": "entity", "kind": "member_of"}),
    "relation_kind": ({"kind": "friend_of"},),
    "citation_once": ({},),
    "citation_role": ({"role": "tertiary"},),
    "citation_stance": ({"stance": "shrugs"},),
    "quotation_number": ({},),
    "quotation_from_one": ({"number": 0},),
    "quotation_one_speaker": (
        {"speaker_description": ""},
        {"no_speaker_reason": "The papers are cited."},
        {"speaker_id": "entity"},
    ),
    "quotation_kind": ({"kind": "invented"},),
    "quotation_medium": ({"medium": "song"},),
    "mention_certainty": ({"certainty": "sure"},),
    "quotationspan_role": ({"role": "echo"},),
    "quotationspan_from_one": ({"order": 0},),
    **{f"{model._meta.model_name}_once": ({},) for model in SPAN_MODELS},
    **{
        f"{model._meta.model_name}_{rule}": breaches
        for model in SPAN_MODELS
        for rule, breaches in SPANS.items()
    },
}
CASES = [
    pytest.param(model, constraint.name, breach, id=f"{constraint.name}-{number}")
    for model in MODELS
    for constraint in model._meta.constraints
    for number, breach in enumerate(BREACHES[constraint.name])
]


@pytest.fixture
def rows(db):
    """One right row of every kind, stored raw, as a function to make another like it."""
    made = {}

    def raw(model, **values):
        row = model(**values)
        row.derive()
        (row,) = model.objects.bulk_create([row])
        made[model] = row
        return row

    verdict = raw(Source, title="Verdict", kind="document", slug="verdict")
    papers = raw(Source, title="Papers", kind="papers", slug="papers")
    article = raw(Article, title="Pact", slug="pact")
    text = raw(TextVersion, article=article, number=1, body=BODY)
    russia = raw(Entity, name="Russia", kind="place", slug="russia")
    moscow = raw(Entity, name="Moscow", kind="place", slug="moscow")
    stated = {"source": verdict, "basis": "stated"}
    where = {"text_version": text, "start": 0, "end": 6, "exact": "Moscow", "suffix": BODY[6:]}
    raw(Alias, entity=moscow, name="Москва", language="ru")
    raw(Identifier, entity=moscow, scheme="wikidata", value="Q649")
    derivation = raw(Derivation, **stated, derived_from=papers, kind="was_quoted_from")
    agent = raw(SourceAgent, **stated, entity=moscow, role="held_by")
    relation = raw(Relation, entity=moscow, other=russia, kind="part_of", basis="stated")
    citation = raw(Citation, article=article, source=verdict)
    quotation = raw(
        Quotation, article=article, number=1, kind="indirect", speaker_description="the court"
    )
    raw(Mention, article=article, entity=moscow, **where)
    raw(QuotationSpan, quotation=quotation, **where)
    raw(CitationSpan, citation=citation, **where)
    raw(DerivationSpan, derivation=derivation, **where)
    raw(SourceAgentSpan, agent=agent, **where)
    raw(RelationSpan, relation=relation, **where)
    return made


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_rows_these_tests_start_from_are_right(rows, model):
    rows[model].full_clean()


@pytest.mark.parametrize(("model", "name", "breach"), CASES)
def test_a_breach_is_refused_by_the_database_and_explained_at_a_field(rows, model, name, breach):
    row = broken(rows, model, breach)
    fields = {field.name for field in model._meta.fields}

    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert set(refused.value.message_dict) <= fields

    # The constraint itself, too, where a rule of the field or of `clean` spoke first.
    rule = next(found for found in model._meta.constraints if found.name == name)
    with pytest.raises(ValidationError) as refused:
        row.validate_constraints()
    spoken = refused.value.message_dict
    assert next(at for at, said in spoken.items() if rule.violation_error_message in said) in fields

    with pytest.raises(IntegrityError) as failed, transaction.atomic():
        if breach:
            model.objects.filter(pk=rows[model].pk).update(**row_values(rows, model, breach))
        else:
            model.objects.bulk_create([row])
    if isinstance(rule, models.CheckConstraint):
        assert name in str(failed.value)


def test_a_message_for_a_field_the_caller_does_not_show_goes_to_the_record(rows):
    row = broken(rows, Identifier, {})
    with pytest.raises(ValidationError) as refused:
        row.validate_constraints(exclude={"public_id"})
    assert set(refused.value.message_dict) == {"value"}
    row.scheme = "gnd"
    with pytest.raises(ValidationError) as refused:
        row.full_clean(exclude={"value"})
    assert set(refused.value.message_dict) == {NON_FIELD_ERRORS}


def broken(rows, model, breach):
    """A new row like the right one, but for the breach."""
    row = model.objects.get(pk=rows[model].pk)
    row.pk, row.public_id, row._state.adding = None, "", True
    if breach and hasattr(row, "slug"):
        row.slug += "-2"
    row.derive()
    for name, value in row_values(rows, model, breach).items():
        setattr(row, name, value)
    return row


def row_values(rows, model, breach) -> dict:
    words = {"source_id": rows[Derivation].source_id, "entity": rows[Entity].pk}
    return {
        name: words.get(value, value) if name.endswith("_id") else value
        for name, value in breach.items()
    }
