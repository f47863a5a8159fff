"""Who may do what: group × record × action × state, and group × address."""

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from articles.admin.journal import WITH_HISTORY
from articles.editing import corrections, ledger, records
from articles.editing.articles import publish_article
from articles.models import (
    Alias,
    Article,
    Change,
    Citation,
    CitationSpan,
    Correction,
    CorrectionKind,
    Derivation,
    DerivationSpan,
    Entity,
    EntityMerge,
    Identifier,
    Mention,
    Quotation,
    QuotationSpan,
    Relation,
    RelationSpan,
    Report,
    Source,
    SourceAgent,
    SourceAgentSpan,
    SourceMerge,
    TextVersion,
    Transfer,
)

EDITED = (
    *(Article, Quotation, Mention, Citation, Source, Derivation, SourceAgent),
    *(Entity, Relation),
)
READ = (
    TextVersion,
    Change,
    Correction,
    Alias,
    Identifier,
    QuotationSpan,
    CitationSpan,
    DerivationSpan,
    SourceAgentSpan,
    RelationSpan,
)
ACTIONS = ("view", "add", "change", "delete")
PARTS = (
    *(Alias, Identifier, QuotationSpan, CitationSpan),
    *(DerivationSpan, SourceAgentSpan, RelationSpan),
)

# What each may do with a record of a draft, and with one that readers see.
TABLE = {
    "annotator": {"draft": set(ACTIONS), "published": {"view", "add"}},
    "editor": {"draft": set(ACTIONS), "published": set(ACTIONS)},
    "nobody": {"draft": set(), "published": set()},
}


@pytest.fixture
def everything(annotated, source, root, army, derivation, relation):
    """One record of each kind, all hanging on one draft."""
    citation = Citation(article=annotated, source=source)
    records.add(citation, by=None)
    agent = SourceAgent(
        source=source, entity=army, role="attributed_to", basis="inferred", note="by style"
    )
    records.add(agent, by=None)
    for owned, link in (
        (CitationSpan, {"citation": citation}),
        (SourceAgentSpan, {"agent": agent}),
    ):
        span = owned(**link)
        span.place(annotated.current_text, 0, 3)
        records.add(span, by=None)
    records.add(Alias(entity=army, name="KA"), by=None)
    with ledger.change("correct", by=None):
        corrections.log(CorrectionKind.DESCRIPTION, army)
    records.add(Identifier(entity=army, scheme="wikidata", value="Q1"), by=None)
    return annotated


@pytest.fixture
def state(request, everything):
    if request.param == "published":
        publish_article(everything, by=None, based_on=everything.row_version)
    return request.param


@pytest.fixture
def user(request, annotator, editor, nobody):
    return {"annotator": annotator, "editor": editor, "nobody": nobody}[request.param]


def permitted(model, action: str, user, record) -> bool:
    request = RequestFactory().get("/")
    request.user = user
    check = getattr(admin.site._registry[model], f"has_{action}_permission")
    return check(request) if action == "add" else check(request, record)


@pytest.mark.parametrize("state", ["draft", "published"], indirect=True)
@pytest.mark.parametrize("user", TABLE, indirect=True)
def test_the_table_of_permissions(user, state):
    for model in EDITED:
        record = model.objects.order_by("pk").first() if model is Entity else model.objects.first()
        expected = set(TABLE[user.username][state])
        if model is Article and user.username == "annotator":
            expected.discard("delete")
        allowed = {action for action in ACTIONS if permitted(model, action, user, record)}
        assert allowed == expected, f"{user} with {model.__name__}, {state}"
    for model in READ:
        record = model.objects.first()
        expected = set() if user.username == "nobody" else {"view"}
        allowed = {action for action in ACTIONS if permitted(model, action, user, record)}
        assert allowed == expected, f"{user} with {model.__name__}, {state}"


# What an address answers to Annotator, Editor and somebody of no group.
ADDRESSES = {
    "changelist": (200, 200, 403),
    "add": (200, 200, 403),
    "change": (200, 200, 403),
    "history": (200, 200, 403),
    "delete": (200, 200, 403),
    "export": (403, 200, 403),
    "import": (403, 200, 403),
    "process_import": (403, 200, 403),
}


def addresses(model, record):
    name = model._meta.model_name
    for view, statuses in ADDRESSES.items():
        if view in ("import", "process_import") and model not in (*EDITED, *PARTS):
            continue
        if view in ("export", "history") and model is Change:
            continue
        if model in READ and view in ("add", "delete"):
            statuses = (403, 403, 403)
        if model is Article and view == "delete":
            statuses = (403, 200, 403)
        args = [record.pk] if view in ("change", "history", "delete") else []
        yield view, reverse(f"admin:articles_{name}_{view}", args=args), statuses


@pytest.mark.parametrize("model", (*EDITED, *READ), ids=lambda model: model.__name__)
def test_the_table_of_addresses(model, everything, as_annotator, as_editor, as_nobody, client):
    record = model.objects.first()
    for view, url, statuses in addresses(model, record):
        method = "post" if view == "process_import" else "get"
        for who, expected in zip((as_annotator, as_editor, as_nobody), statuses, strict=True):
            assert getattr(who, method)(url).status_code == expected, url
        assert client.get(url).status_code == 302, f"{url} without a login"


def test_every_record_of_the_archive_has_a_row_in_these_tables():
    assert {*EDITED, *READ} == {*WITH_HISTORY, Change, Correction}
    ours = {model for model in admin.site._registry if model._meta.app_label == "articles"}
    elsewhere = {Report, EntityMerge, SourceMerge, Transfer}
    assert ours == {*EDITED, *READ, *elsewhere}, "these: tests/access/test_url_table.py"


@pytest.mark.parametrize("model", EDITED, ids=lambda model: model.__name__)
def test_an_annotator_reads_what_is_published_and_saves_nothing(
    model, everything, as_annotator, form_data, row_counts
):
    record = model.objects.order_by("pk").first() if model is Entity else model.objects.first()
    url = reverse(f"admin:articles_{model._meta.model_name}_change", args=[record.pk])
    data = form_data(as_annotator, url) | {"note": "Typed before it was published."}
    publish_article(everything, by=None, based_on=Article.objects.get().row_version)
    page = as_annotator.get(url)
    assert not page.context["has_change_permission"]
    assert "_save" not in page.content.decode()
    before = row_counts()
    answer = as_annotator.post(url, data)
    assert "needs the rights of an Editor" in answer.content.decode()
    assert "Typed before it was published." in answer.content.decode(), "what she typed is lost"
    assert as_annotator.post(url.replace("change", "delete"), {"post": "yes"}).status_code == 403
    assert row_counts() == before


def test_an_annotator_adds_nothing_to_what_is_published(
    published, army, as_annotator, form_data, messages_of, row_counts
):
    url = reverse("admin:articles_mention_add")
    data = {"article": published.pk, "entity": army.pk, "words": "Nobody", "certainty": "high"}
    before = row_counts()
    answer = as_annotator.post(url, form_data(as_annotator, url) | data)
    assert "needs the rights of an Editor" in messages_of(answer)["article"][0]
    assert row_counts() == before


def test_choices_of_a_relation_are_for_those_who_may_see_it(as_annotator, as_nobody, army):
    url = reverse("admin:autocomplete")
    asked = {"app_label": "articles", "model_name": "mention", "field_name": "entity"}
    found = as_annotator.get(url, asked | {"term": "kwántung"}).json()["results"]
    assert [choice["text"] for choice in found] == ["Kwantung Army (organisation)"]
    assert as_nobody.get(url, asked | {"term": "k"}).status_code == 403
