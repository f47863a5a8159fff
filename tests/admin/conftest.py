"""People who use the admin, and a draft to work on."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.test import Client

from articles.editing import annotate, records
from articles.editing.articles import create_article, publish_article
from articles.editing.merging import merge
from articles.models import (
    Article,
    Derivation,
    DerivationSpan,
    Entity,
    Quotation,
    Relation,
    RelationSpan,
    Source,
)

WATCHED = ("articles", "admin")

TEXT = (
    "The Kwantung Army marched.\n"
    "“The Kwantung Army will stay,” the ministry said, “for a year.”\n"
    "Nobody else spoke of the Kwantung Army 🙂 again."
)


def log_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def annotator(db) -> User:
    user = User.objects.create_user("annotator", is_staff=True)
    user.groups.add(Group.objects.get(name="Annotator"))
    return user


@pytest.fixture
def editor(db) -> User:
    user = User.objects.create_user("editor", is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    return user


@pytest.fixture
def nobody(db) -> User:
    """Somebody who may sign in to the admin, and nothing else."""
    return User.objects.create_user("nobody", is_staff=True)


@pytest.fixture
def as_annotator(annotator) -> Client:
    return log_in(annotator)


@pytest.fixture
def as_editor(editor) -> Client:
    return log_in(editor)


@pytest.fixture
def as_nobody(nobody) -> Client:
    return log_in(nobody)


@pytest.fixture
def army(db) -> Entity:
    entity = Entity(name="Kwantung Army", kind="organisation", slug="kwantung-army")
    entity.save()
    return entity


@pytest.fixture
def draft(db) -> Article:
    return create_article(Article(title="A draft"), TEXT, by=None)


@pytest.fixture
def annotated(draft, army) -> Article:
    """The draft with one mention and one quotation."""
    annotate.add_mention(draft, 4, 17, army, by=None, based_on=1)
    quotation = Quotation(article=draft, kind="direct", speaker_description="the ministry")
    start = TEXT.index("“The")
    spans = [("content", start, TEXT.index(" the ministry"))]
    annotate.add_quotation(quotation, spans, by=None, based_on=1)
    return draft


@pytest.fixture
def published(annotated) -> Article:
    return publish_article(annotated, by=None, based_on=annotated.row_version)


@pytest.fixture
def source(db) -> Source:
    source = Source(title="The verdict", kind="document", slug="the-verdict")
    source.save()
    return source


@pytest.fixture
def root(db) -> Source:
    root = Source(title="The minutes", kind="papers", slug="the-minutes")
    root.save()
    return root


@pytest.fixture
def derivation(source, root, draft) -> Derivation:
    """A derivation that the draft states."""
    derivation = Derivation(
        source=source, derived_from=root, kind="was_derived_from", basis="stated"
    )
    records.add(derivation, by=None)
    span = DerivationSpan(derivation=derivation)
    span.place(draft.current_text, 0, 17)
    records.add(span, by=None)
    return derivation


@pytest.fixture
def relation(army, draft) -> Relation:
    """That the army is part of another, as the draft states."""
    whole = Entity(name="Imperial Japanese Army", kind="organisation", slug="imperial-army")
    whole.save()
    relation = Relation(entity=army, kind="part_of", other=whole, basis="stated")
    records.add(relation, by=None)
    span = RelationSpan(relation=relation)
    span.place(draft.current_text, 0, 17)
    records.add(span, by=None)
    return relation


def merge_two(number: int = 1) -> None:
    """Two entities and two sources that nothing else knows, merged."""
    for model, name, kind in ((Entity, "name", "work"), (Source, "title", "report")):
        one, other = (
            records.add(model(**{name: f"{word} {number}"}, kind=kind), by=None)
            for word in ("Merged", "Standing")
        )
        merge(one, other, by=None, based_on=1, into_based_on=1, reason="The same.")


@pytest.fixture
def form_data():
    """A function: what a browser would send if the form at an address were saved untouched."""

    def filled(client: Client, url: str) -> dict:
        context = client.get(url).context
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        forms = [context["adminform"].form]
        forms += [form for formset in formsets for form in (formset.management_form, *formset)]
        return {
            bound.html_name: "on" if bound.value() is True else bound.value()
            for form in forms
            for bound in form
            if bound.value() is not None and bound.value() is not False
        }

    return filled


@pytest.fixture
def row_counts():
    """A function: how many rows every table has, history, journal and admin log included."""
    watched = [model for model in apps.get_models() if model._meta.app_label in WATCHED]

    def count() -> dict[str, int]:
        return {model._meta.label: model._base_manager.count() for model in watched}

    return count


@pytest.fixture
def messages_of():
    """A function: the error messages of an answer, by field; those of inlines by prefix-field."""

    def found(response) -> dict[str, list[str]]:
        context = response.context
        forms = [context["adminform"].form]
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        forms += [form for formset in formsets for form in formset.forms]
        errors = {
            form.add_prefix(name): [str(message) for message in messages]
            for form in forms
            for name, messages in form.errors.items()
        }
        whole = {f.prefix: list(f.non_form_errors()) for f in formsets if f.non_form_errors()}
        return errors | whole

    return found
