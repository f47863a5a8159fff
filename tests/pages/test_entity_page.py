"""The page of an entity: relations with their evidence, passages in order, company, quotations."""

import re

import pytest

from articles.editing import records
from articles.models import Entity, Mention, Relation, RelationSpan
from articles.pages import company, concordance
from tests.pages.dom import page_at
from tests.pages.news import draft, entity, news, source

pytestmark = pytest.mark.django_db


@pytest.fixture
def moscow() -> Entity:
    return entity("Moscow")


def relate(one, kind, other, words="", article=None, note="By its constitution."):
    """A relation; stated by `words` of `article`, or inferred."""
    basis = {"basis": "stated"} if words else {"basis": "inferred", "note": note}
    relation = records.add(Relation(entity=one, kind=kind, other=other, **basis), by=None)
    if words:
        span = RelationSpan(relation=relation)
        start = article.current_text.body.index(words)
        span.place(article.current_text, start, start + len(words))
        records.add(span, by=None)
    return relation


def lines(page):
    """The lines of a concordance as they read."""
    return [line.text for line in page.all("span", "line")]


class TestRelations:
    @pytest.fixture
    def union(self) -> Entity:
        return entity("Soviet Union")

    def test_they_are_read_from_both_sides_with_their_evidence(self, client, moscow, union):
        body = "Moscow was quiet.\n\nMoscow, a city of the Soviet Union, slept."
        article = news("A", body, [moscow, union])
        relate(moscow, "part_of", union, "a city of the Soviet Union", article)
        for here, label, there in ((moscow, "Part of", union), (union, "Has part", moscow)):
            relations = page_at(client, here.get_absolute_url()).one("dl", "relations")
            assert relations.one("dt").text == label
            links = relations.one("dd").links()
            assert links == [there.get_absolute_url(), f"{article.get_absolute_url()}#p3"]
            assert relations.one("q").text == "a city of the Soviet Union"
        target = page_at(client, article.get_absolute_url()).one("p", id="p3")
        assert "a city of the Soviet Union" in target.text

    def test_what_only_a_draft_knows_or_states_is_not_told(self, client, moscow, union):
        news("A", "Moscow and the Soviet Union.", [moscow, union])
        secret = draft("B", "Moscow is in Secretland, says the Soviet Union.", [entity("Secret")])
        relate(moscow, "located_in", entity("Secretland"))
        relate(moscow, "part_of", union, "Moscow is in", secret)
        page = page_at(client, moscow.get_absolute_url())
        assert not page.all("dl", "relations")
        assert "Secretland" not in page.text

    def test_of_very_many_the_first_of_each_kind_are_shown(self, client, moscow, monkeypatch):
        monkeypatch.setattr("articles.pages.relations.SHOWN", 2)
        parts = [entity(f"Quarter {n}") for n in range(3)]
        news("A", "Moscow, Quarter 0, Quarter 1, Quarter 2, Union.", [moscow, *parts])
        for part in reversed(parts):
            relate(part, "part_of", moscow)
        relate(moscow, "party_to", parts[0])
        relations = page_at(client, moscow.get_absolute_url()).one("dl", "relations")
        assert [term.text for term in relations.all("dt")] == ["Has part", "Party to"]
        shown = [link for link in relations.links() if "/entities/" in link]
        assert shown == [part.get_absolute_url() for part in (*parts[:2], parts[0])]
        assert "The first 2 of 3." in relations.text


ORDERS = {
    "": ["bread", "wine", "apples", "zinc", "date"],
    "?sort=date": ["apples", "zinc", "bread", "wine", "date"],
    "?sort=article": ["apples", "zinc", "bread", "wine", "date"],
    "?sort=left": ["apples", "date", "wine", "zinc", "bread"],
    "?sort=right": ["apples", "bread", "date", "wine", "zinc"],
    "?sort=sideways": ["bread", "wine", "apples", "zinc", "date"],
}
"""What follows each passage of the articles below, in the order that is asked for."""


class TestPassages:
    @pytest.fixture(autouse=True)
    def articles(self, moscow):
        news("Beta", "In old Moscow, bread. From Moscow wine.", [moscow], published="1941")
        news("Alpha", "Moscow apples\nIn new Moscow, zinc.", [moscow], published="1939-09")
        news("Gamma", "Moscow has no date.", [moscow])

    @pytest.mark.parametrize("rows", [100, 2])
    def test_they_are_sorted_as_asked_on_however_many_pages(
        self, client, moscow, monkeypatch, rows
    ):
        monkeypatch.setattr(concordance, "ROWS", rows)
        for sort, order in ORDERS.items():
            address, found = sort, []
            while address is not None:
                page = page_at(client, f"{moscow.get_absolute_url()}concordance/{address}")
                found += [after.text for after in page.all("span", "after")]
                following = page.all("a", rel="next")
                address = following[0].attributes["href"] if following else None
            nearest = [next(w for w in re.findall(r"\w+", text) if w in order) for text in found]
            assert nearest == order, sort

    def test_each_leads_to_its_place_in_the_text(self, client, moscow):
        page = page_at(client, f"{moscow.get_absolute_url()}concordance/?sort=left")
        mention = Mention.objects.get(article__title="Gamma")
        assert f"{mention.article.get_absolute_url()}#{mention.public_id}" in page.links()

    def test_too_many_are_sorted_by_article_only(self, client, moscow, monkeypatch):
        monkeypatch.setattr(concordance, "MOST_SORTED", 4)
        page = page_at(client, f"{moscow.get_absolute_url()}concordance/?sort=left")
        assert "too many to be sorted by the words beside them" in page.text
        assert not [link for link in page.links() if "sort=left" in link or "sort=right" in link]
        assert "In old Moscow, bread" in lines(page)[0]

    def test_the_years_are_drawn_and_told_in_a_table(self, client, moscow):
        page = page_at(client, moscow.get_absolute_url())
        rows = page.one("table", "year-rows").one("tbody").all("tr")
        assert [row.text for row in rows] == ["19392", "19412"]
        assert f"/articles/?entity={moscow.slug}&year=1939" in page.links()
        assert len(page.one("figure", "years").all("rect")) == 2
        assert "1 without a date." in page.one("figcaption").text

    def test_a_past_address_leads_on(self, client, moscow):
        answer = client.get(f"/entities/{moscow.public_id}/concordance/")
        assert answer.headers["Location"] == f"{moscow.get_absolute_url()}concordance/"
        assert client.get("/entities/nobody/concordance/").status_code == 404


class TestCompany:
    def test_it_is_counted_by_paragraph(self, client, moscow):
        paris, rome = entity("Paris"), entity("Rome")
        news("A", "Moscow, Paris, Paris.\nMoscow, Rome.\nMoscow, Paris.", [moscow, paris, rome])
        news("B", "Moscow.\nRome.", [moscow, rome])
        draft("C", "Moscow, Rome.\nMoscow, Rome.", [moscow, rome])
        section = page_at(client, moscow.get_absolute_url()).one("section", id="company")
        assert section.links() == [paris.get_absolute_url(), rome.get_absolute_url()]
        assert [n.text for n in section.all("span", "number")] == ["2 paragraphs", "1 paragraph"]
        assert [r.attributes["width"] for r in section.all("rect")] == ["100.0", "50.0"]

    def test_of_many_articles_the_newest_are_read_and_it_says_so(self, client, moscow, monkeypatch):
        monkeypatch.setattr(company, "MOST_ARTICLES", 1)
        paris, rome = entity("Paris"), entity("Rome")
        news("Old", "Moscow, Paris.", [moscow, paris], published="1900")
        news("New", "Moscow, Rome.", [moscow, rome], published="1950")
        section = page_at(client, moscow.get_absolute_url()).one("section", id="company")
        assert section.links() == [rome.get_absolute_url()]
        assert "Counted in the newest 1 of the 2 articles that name it." in section.text

    def test_long_texts_are_fewer_texts_but_one_at_least(self, client, moscow, monkeypatch):
        monkeypatch.setattr(company, "MOST_CHARACTERS", 5)
        paris = entity("Paris")
        for year in ("1900", "1950"):
            news(year, "Moscow, Paris.", [moscow, paris], published=year)
        assert "newest 1 of the 2" in page_at(client, moscow.get_absolute_url()).text


class TestWhatIsSaidAboutIt:
    def test_quotations_that_name_it_are_counted_shown_and_listed(self, client, moscow):
        said = [(f"“Moscow {n} it is,”", None) for n in range(7)]
        body = " ".join(words for words, _ in said) + " and “Paris.” Moscow."
        news("A", body, [moscow], [*said, ("“Paris.”", None)])
        draft("B", "“Moscow, zebra.”", [moscow], [("“Moscow, zebra.”", None)])
        news("C", "“Moscow!”", [moscow], [("“Moscow!”", None)], text_is_public=False)
        section = page_at(client, moscow.get_absolute_url()).one("section", id="said")
        assert len(section.all("p", "words")) == 5
        assert "All 7 quotations" in section.text
        address = next(link for link in section.links() if link.startswith("/quotations/?"))
        listed = page_at(client, address).text
        assert all(words in listed for words, _ in said)
        assert not [words for words in ("Paris.", "zebra", "Moscow!") if words in listed]

    def test_an_entity_of_which_nothing_is_said(self, client, moscow):
        news("A", "Nothing.", publisher=moscow)
        page = page_at(client, moscow.get_absolute_url())
        for words in (
            "No text that may be shown names it.",
            "No other entity is named in the same paragraph.",
            "No quotation has it as its speaker.",
            "No quotation names it in its words.",
        ):
            assert words in page.text
        assert len(page.all("h1")) == 1


def test_its_parts_and_articles_are_bounded_and_counted(client, moscow, monkeypatch):
    monkeypatch.setattr("articles.pages.entity.ARTICLES", 1)
    for year in ("1900", "1950"):
        news(year, "Nothing.", said=[("Nothing.", source(year))], publisher=moscow, published=year)
    section = page_at(client, moscow.get_absolute_url()).one("section", id="published")
    assert "All 2 articles, as a list" in section.text
    assert [link for link in section.links() if link.startswith("/articles/1")] == [
        "/articles/1950/"
    ]
