"""The readers' pages as wholes: the text exact, the walk by links, the states a page can be in."""

import pytest
from django.conf import settings
from django.urls import reverse

from articles.editing.annotate import add_mention, add_quotation
from articles.editing.articles import create_article, publish_article, withdraw_article
from articles.editing.records import add
from articles.models import Article, Derivation, Entity, Quotation, Source, SourceAgent
from articles.text.occurrences import locate
from tests.rendering.reading import Reading

pytestmark = pytest.mark.django_db


def read(client, address, status=200) -> Reading:
    answer = client.get(address)
    assert answer.status_code == status
    return Reading(answer.content.decode())


def published(title, body, quoted="", **values):
    """A published article, with one quotation of the words `quoted`."""
    source, speaker = values.pop("source", None), values.pop("speaker", None)
    article = create_article(Article(title=title, language="en", **values), body, by=None)
    if quoted:
        record = Quotation(
            article=article,
            kind="direct",
            source=source,
            speaker=speaker,
            no_speaker_reason="" if speaker else "None is named.",
        )
        pieces = [("content", *locate(body, words)) for words in quoted.split("|")]
        add_quotation(record, pieces, by=None, based_on=1)
    return publish_article(
        article, by=None, based_on=Article.objects.get(pk=article.pk).row_version
    )


class TestTheFoundingDocument:
    def test_its_paragraphs_are_the_text_to_the_character(self, founding, client):
        page = read(client, founding.get_absolute_url())
        paragraphs = [page.by_id[f"p{number}"] for number in range(1, 9)]
        file = (settings.BASE_DIR / "fixtures" / "founding_document.txt").read_bytes()
        assert "\n".join(paragraphs).encode() == file == founding.current_text.body.encode()
        assert "p9" not in page.ids

    def test_every_annotation_stands_in_it_and_no_id_twice(self, founding, client):
        page = read(client, founding.get_absolute_url())
        assert len(page.ids) == len(set(page.ids))
        for quotation in founding.quotations.all():
            assert page.ids.count(quotation.public_id) == 1
            for span in quotation.spans.all():
                assert page.by_id[span.public_id] == span.exact
        for mention in founding.mentions.all():
            assert page.by_id[mention.public_id] == mention.exact

    def test_attributions_and_roots_are_counted_in_words(self, founding, client):
        assert "5 attributions, 2 roots" in read(client, founding.get_absolute_url()).text

    def test_a_reader_walks_from_a_quotation_to_the_root_by_links(self, founding, client):
        quotation = founding.quotations.get(number=3)
        assert quotation.get_absolute_url() in read(client, founding.get_absolute_url()).links
        page = read(client, quotation.get_absolute_url())
        source = quotation.source
        assert source.get_absolute_url() in page.links
        page = read(client, source.get_absolute_url())
        assert "Nothing is recorded behind it." in page.text
        for agent in source.agents.all():
            assert agent.entity.get_absolute_url() in page.links
            assert source.get_absolute_url() in read(client, agent.entity.get_absolute_url()).links

    def test_links_into_the_text_arrive(self, founding, client):
        here = founding.get_absolute_url()
        page = read(client, here)
        union = Entity.objects.get(slug="soviet-union").get_absolute_url()
        arrivals = [link for link in read(client, union).links if link.startswith(f"{here}#")]
        assert len(arrivals) >= 5
        assert {link.partition("#")[2] for link in arrivals} <= set(page.ids)

    def test_whole_pages_are_valid_html(self, founding, client, html_errors):
        addresses = [
            reverse(f"articles:{name}")
            for name in ("home", "articles", "sources", "quotations", "entities", "data")
        ]
        addresses += ["/nowhere/", reverse("articles:articles") + "?year=soon&entity=nobody"]
        for record in (founding, Source.objects.first(), Quotation.objects.first()):
            addresses.append(record.get_absolute_url())
        addresses.append(Entity.objects.get(slug="soviet-union").get_absolute_url())
        assert html_errors({a: client.get(a).content.decode() for a in addresses}) == []


@pytest.mark.parametrize("where", ["home", "articles", "entities", "data"])
def test_readers_pages_touch_no_session(founding, client, where, settings):
    client.cookies["sessionid"] = "what an editor's browser still sends"
    answer = client.get(reverse(f"articles:{where}"))
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_an_unknown_address_answers_404_in_the_sites_look_without_a_cookie(client):
    answer = client.get("/articles/nothing-here/")
    assert answer.status_code == 404
    assert "articles/css/base.css" in answer.content.decode()
    assert not answer.cookies


def test_empty_archive(client):
    for name in ("articles", "sources", "quotations", "entities"):
        assert "are public yet" in read(client, reverse(f"articles:{name}")).text
    assert "No article is public yet." in read(client, reverse("articles:home")).text


def test_an_article_of_which_nothing_is_known(client):
    article = published("Bare", "One line.")
    page = read(client, article.get_absolute_url())
    assert page.by_id["p1"] == "One line."
    for words in (
        "publisher unknown",
        "no byline known",
        "date unknown",
        "0 attributions, 0 roots",
        "No entity is marked in this text.",
        "No source is recorded for this text.",
    ):
        assert words in page.text


class TestATextThatMayNotBeShown:
    @pytest.fixture
    def article(self):
        files = add(Source(title="Files", kind="papers"), by=None)
        return published(
            "Withheld",
            "BEFORE she said “yes” BETWEEN and “no” AFTER.",
            "“yes”|“no”",
            source=files,
            text_is_public=False,
        )

    def test_its_words_quoted_are_shown_and_no_others(self, article, client):
        quotation = article.quotations.get()
        for address in (
            article.get_absolute_url(),
            quotation.get_absolute_url(),
            quotation.source.get_absolute_url(),
            reverse("articles:quotations"),
        ):
            text = read(client, address).text
            assert "“yes” … “no”" in text
            for words in ("BEFORE", "BETWEEN", "AFTER", "she said"):
                assert words not in text

    def test_its_numbers_still_lead_to_the_words(self, article, client):
        page = read(client, article.get_absolute_url())
        quotation = article.quotations.get()
        assert f"#{quotation.public_id}" in page.links
        assert quotation.public_id in page.ids


def test_a_withdrawn_article_leaves_reason_and_day(client):
    article = published("Printed twice", "She said “yes”.", "“yes”")
    quotation = article.quotations.get()
    withdraw_article(article, by=None, based_on=article.row_version, reason="The other is kept.")
    for address in (article.get_absolute_url(), quotation.get_absolute_url()):
        page = read(client, address, status=410)
        assert "The other is kept." in page.text
        day = article.changes.get(verb="withdraw_article").at
        assert f"{day.day} {day:%B %Y}" in page.text
        assert "She said" not in page.text


def test_names_and_titles_are_text_in_their_own_direction(client):
    name = "<script>alert(1)</script>"
    speaker = add(Entity(name=name, kind="person"), by=None)
    arabic = add(Entity(name="وزارة", name_language="ar", kind="organisation"), by=None)
    article = published(name, "She said “yes”.", "“yes”", speaker=speaker, publisher=arabic)
    for address in (article.get_absolute_url(), reverse("articles:articles")):
        html = client.get(address).content.decode()
        assert name not in html
        assert 'lang="ar" dir="rtl">وزارة</a>' in html


def test_stated_and_inferred_are_told_apart_in_the_chain(client):
    maker = add(Entity(name="Maker", kind="organisation"), by=None)
    briefing, files = (
        add(Source(title=title, kind="document"), by=None) for title in ("Briefing", "Files")
    )
    article = published("A", "“Yes,” says the briefing.", "“Yes,”", source=briefing)
    claim = {"basis": "inferred", "note": "The wording agrees."}
    add(Derivation(source=briefing, kind="was_derived_from", derived_from=files, **claim), by=None)
    add(SourceAgent(source=files, role="held_by", entity=maker, **claim), by=None)
    page = read(client, article.quotations.get().get_absolute_url())
    assert len(page.of_class("edge-inferred")) == len(page.of_class("agent-inferred")) == 1
    assert page.text.count("inferred by the editor: The wording agrees.") == 2
    assert "1 attribution, 1 root" in read(client, article.get_absolute_url()).text


class TestLists:
    def test_sorting_keeps_the_filters(self, founding, client):
        page = read(client, reverse("articles:entities") + "?kind=place&page=2")
        assert "?kind=place&sort=-name" in page.links

    def test_a_list_and_its_csv_ask_the_same(self, founding, client):
        page = read(client, reverse("articles:quotations") + "?kind=direct&page=1")
        assert "/quotations.csv?kind=direct" in page.links
        assert "2 quotations" in page.text

    @pytest.mark.parametrize("number", ["abc", "0", "-1", "99999999999999999999", ""])
    def test_no_page_number_is_an_error(self, founding, client, number):
        address = reverse("articles:entities")
        assert "entities" in read(client, f"{address}?page={number}").text

    def test_what_is_not_understood_is_said_at_its_field(self, founding, client):
        page = read(client, reverse("articles:articles") + "?entity=nobody&year=soon")
        assert "There is no entity “nobody”" in page.by_id["id_entity_error"]
        assert "not a year" in page.by_id["id_year_error"]
        assert founding.title not in page.text
        assert "open" in page.of_class("more-filters")[0]

    def test_a_record_the_list_is_narrowed_to_is_named_and_can_be_let_go(self, founding, client):
        tribunal = founding.quotations.get(number=3).speaker
        address = reverse("articles:quotations")
        page = read(client, f"{address}?speaker={tribunal.slug}&kind=direct")
        assert tribunal.get_absolute_url() in page.links
        assert "?kind=direct" in page.links


def test_queries_do_not_grow_with_annotations(founding, client, django_assert_num_queries):
    with django_assert_num_queries(8):
        client.get(founding.get_absolute_url())
    place = add(Entity(name="Elsewhere", kind="place"), by=None)
    for start in range(20):
        add_mention(founding, start, start + 3, place, by=None, based_on=1)
    with django_assert_num_queries(8):
        client.get(founding.get_absolute_url())


@pytest.mark.parametrize("name", ["articles", "sources", "quotations", "entities"])
def test_a_list_takes_six_queries_at_most(founding, client, name, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get(reverse(f"articles:{name}"))
