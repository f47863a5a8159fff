"""Filters: what the query string finds, in which order, and what it is told when it is wrong."""

import pytest
from django.http import QueryDict

from articles.editing import records
from articles.editing.articles import create_article
from articles.filters import FILTERS, RecordFilter
from articles.models import Article
from tests.exchange.records import make_archive, publish


@pytest.fixture
def archive(db):
    """The small archive of `tests.exchange.records`."""
    return make_archive()


def ask(name: str, query: str = "", *, public: bool = True) -> RecordFilter:
    """The filter of a record kind, asked with a query string."""
    filter_class = FILTERS[name]
    objects = filter_class._meta.model.objects
    shown = objects.public if hasattr(objects, "public") else objects.none  # merges: Changes
    rows = shown() if public else objects.all()
    return filter_class(QueryDict(query), queryset=rows, public=public)


def found(name: str, query: str = "", *, public: bool = True) -> list[str]:
    """What is found, in order; the query must be understood."""
    answer = ask(name, query, public=public)
    assert answer.is_valid(), answer.errors
    return [str(record) for record in answer.qs]


def article(title: str, **values) -> Article:
    """Publish an article."""
    return publish(create_article(Article(title=title, **values), "Text.", by=None))


def test_words_are_found_without_accents_and_in_any_order(archive):
    assert found("articles", "q=TÓWER+fort") == ["=Fort, or “tower”?"]
    assert found("articles", "q=fort+moat") == []
    assert found("entities", "q=tokyo") == ["The Court"]  # an alias
    assert found("entities", "q=tokyo+imtfe") == []  # two aliases are not one name
    assert found("sources", "q=papers") == ["Papers, released"]


@pytest.mark.parametrize("special", ["%25", "_", "%5C", "%25%27--"])
def test_what_is_special_to_the_database_is_not_special_here(archive, special):
    assert found("articles", f"q={special}") == []


def test_dates_find_what_may_fall_within_and_never_the_undated(db):
    article("In May", published="1946-05")
    article("Some time", published="1946/1948")
    article("Undated")
    article("No year", published="XXXX-05-01")
    assert found("articles", "year=1946&sort=title") == ["In May", "Some time"]
    assert found("articles", "year=1948") == ["Some time"]
    assert found("articles", "from=1946-06") == ["Some time"]
    assert found("articles", "until=1946-05&sort=title") == ["In May", "Some time"]
    assert found("articles", "from=1946-04&until=1946-05-31&sort=date") == ["Some time", "In May"]
    assert found("articles", "until=1945") == []


def test_the_undated_come_last_both_ways(db):
    article("B undated")
    article("Old", published="1940")
    article("New", published="1950")
    article("A undated", published="XXXX-05")
    assert found("articles", "sort=date") == ["Old", "New", "A undated", "B undated"]
    assert found("articles", "sort=-date") == ["New", "Old", "A undated", "B undated"]
    assert found("articles", "") == found("articles", "sort=-date")


def test_a_language_finds_its_varieties_and_no_other(db):
    article("English", language="en")
    article("British", language="en-GB")
    article("Estonian", language="et")
    article("Middle English", language="enm")
    assert found("articles", "language=EN&sort=title") == ["British", "English"]
    assert found("articles", "language=en-gb") == ["British"]


def test_relations_lead_from_kind_to_kind(archive):
    here, slug = ["=Fort, or “tower”?"], archive.published.slug
    assert found("articles", "entity=moscow") == here
    assert found("articles", "source=the-verdict") == here  # quoted
    assert found("articles", "source=papers-released") == here  # cited
    assert found("articles", "publisher=court-gazette") == here
    assert found("articles", "publisher=moscow") == []
    assert found("sources", "agent=fsb") == ["Papers, released"]
    assert found("sources", "agent=moscow") == []
    assert found("entities", f"article={slug}&kind=organisation") == ["FSB", "The Court"]
    assert len(found("quotations", "speaker=the-court&source=the-verdict&kind=direct")) == 1
    assert found("quotations", f"article={slug}&medium=thought") == []
    assert len(found("mentions", f"entity=moscow&article={slug}&certainty=low")) == 1
    assert found("mentions", "certainty=medium") == []
    assert len(found("derivations", "source=the-verdict&kind=was_derived_from&basis=stated")) == 1
    assert found("derivations", "derived_from=the-verdict") == []
    assert len(found("citations", f"article={slug}&source=papers-released&role=primary")) == 1


def test_a_record_is_named_by_slug_past_slug_or_id(archive):
    moscow = archive.moscow
    moscow.slug = "mosque"
    records.change(moscow, by=None, based_on=moscow.row_version)
    for name in ("mosque", "moscow", moscow.public_id):
        assert len(found("mentions", f"entity={name}")) == 1


def test_a_draft_cannot_be_told_from_what_never_was(archive):
    for kind, name, parameter in (
        ("articles", "secret-bureau", "entity"),
        ("articles", "a-secret-leak", "source"),
        ("quotations", "unfinished-secret", "article"),
        ("sources", "secret-bureau", "agent"),
    ):
        hidden = ask(kind, f"{parameter}={name}")
        nobody = ask(kind, f"{parameter}=nobody")
        assert list(hidden.qs) == list(nobody.qs) == []
        assert str(hidden.errors[parameter]).replace(name, "nobody") == str(
            nobody.errors[parameter]
        )
    assert found("articles", "entity=secret-bureau", public=False) == ["Unfinished secret"]


WRONG = [
    ("articles", "year", "year=19x4", "This is not a year"),
    ("articles", "year", "year=99999999999999999999", "This is not a year"),
    ("articles", "from", "from=soon", "“soon” is not a date we can read"),
    ("articles", "from", "from=XXXX-05", "needs a year"),
    ("articles", "until", "from=1950&until=1940", "lies before the beginning"),
    ("articles", "language", "language=engl.", "not a language code"),
    ("articles", "entity", "entity=nobody", "There is no entity “nobody”"),
    ("articles", "entity", "entity=a%00b", "Null characters are not allowed"),
    ("articles", "sort", "sort=published", "not one of: -date, date, title, -title"),
    ("articles", "q", "q=" + "x" * 201, "at most 200 characters"),
    ("articles", "q", "q=%E2%80%8B", "nothing to look for"),
    ("sources", "kind", "kind=book", "“book” is not one of: document, papers"),
    ("quotations", "medium", "medium=song", "not one of: speech, writing, thought"),
    ("entities", "kind", "kind=place&kind=x", "“x” is not one of"),
    ("mentions", "certainty", "certainty=sure", "not one of: high, medium, low"),
    ("derivations", "basis", "basis=guess", "not one of: stated, inferred"),
    ("citations", "role", "role=third", "not one of: primary"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "field", "query", "message"), WRONG)
def test_wrong_input_is_explained_at_its_field_and_finds_nothing(name, field, query, message):
    article("Something", language="en")
    answer = ask(name, query)
    assert not answer.is_valid()
    assert list(answer.errors) == [field]
    assert message in answer.errors[field][0]
    assert list(answer.qs) == []


def test_what_is_not_a_filter_is_left_alone(archive):
    assert found("articles", "page=2&utm_source=x") == found("articles")
    assert ask("articles", "page=2&q=+fort+&year=").chosen == {"q": "fort"}


@pytest.mark.parametrize("name", FILTERS)
def test_every_order_is_total(archive, name):
    for sort in FILTERS[name].SORTS:
        answer = ask(name, f"sort={sort}")
        assert answer.ordering[-1] in ("pk", "-pk")
        assert list(answer.qs.query.order_by) == list(answer.ordering)
    first = next(iter(FILTERS[name].SORTS))
    objects = FILTERS[name]._meta.model.objects
    rows = objects.public() if hasattr(objects, "public") else objects.none()
    unbound = FILTERS[name](queryset=rows)
    assert list(unbound.qs) == list(ask(name, f"sort={first}").qs) == list(ask(name).qs)


def test_what_belongs_to_records_is_found_by_them(archive):
    article, quotation = archive.published, archive.published.quotations.get()
    assert found("text_versions", f"article={article.slug}") == [f"{article}, text version 1"]
    assert found("quotation_spans", f"quotation={quotation.public_id}&role=cue") == ["“says”"]
    assert found("quotation_spans", f"article={article.slug}&role=addressee") == []
    assert found("citation_spans", "source=papers-released") == ["“the papers released”"]
    assert found("citation_spans", "source=the-verdict") == []
    assert len(found("derivation_spans", f"article={article.slug}&source=the-verdict")) == 1
    assert len(found("source_agent_spans", f"article={article.slug}&source=the-verdict")) == 1
    assert len(found("source_agents", "entity=fsb&role=released_by&basis=inferred")) == 1
    assert found("source_agents", "source=the-verdict&role=released_by") == []
    assert found("relations", "entity=the-court&kind=located_in&basis=stated") == [
        "The Court located in Moscow"
    ]
    assert found("relations", "other=the-court") == ["FSB member of The Court"]
    assert found("relations", "kind=part_of") == [], "which a draft states"
    assert found("relation_spans", f"article={article.slug}&entity=the-court") == [
        "“the Court says”"
    ]
    assert found("aliases", "q=tokyo&entity=the-court") == ["Tribunal | of Tokyo"]
    assert found("identifiers", "entity=moscow&scheme=wikidata") == ["Wikidata Q649"]
    assert found("article_redirects", f"article={article.slug}") == [f"{article.slug}-once"]
    assert found("source_redirects", "source=the-verdict") == []
    assert found("entity_redirects", "entity=fsb-once") == ["fsb-once"]
    assert ask("quotation_spans", "quotation=the-court").errors["quotation"] == [
        "There is no quotation “the-court”. Give the last part of its address, or its id."
    ]
