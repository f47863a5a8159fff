"""What one page is told of what another one did: annotations, gone ones, paragraphs anew."""

import pytest

from articles.editing import records
from articles.editing.articles import publish_article
from articles.models import Article, Citation, Mention, Quotation, TextVersion
from tests.admin.conftest import TEXT
from tests.admin.workbench.conftest import at


@pytest.fixture
def watched(bench, other, annotated):
    """What the Annotator is told of each thing the Editor does."""
    bench.news()
    other.news()
    return bench


def numbers(news: dict) -> list[int]:
    return [paragraph["number"] for paragraph in news["paragraphs"]]


def test_nothing(watched):
    assert watched.news() == {
        "seen": watched.seen,
        "text_version": 1,
        "annotations": [],
        "gone": [],
        "paragraphs": [],
        "by": [],
    }


def test_everything_to_who_saw_nothing(watched):
    watched.seen = 0
    news = watched.news()
    assert [one["type"] for one in news["annotations"]] == ["mention", "quotation"]
    assert numbers(news) == [1, 2]
    assert news["by"] == [], "commands have no name"


def test_a_mention_comes(watched, other, army):
    done = other.do("add_mentions", places=[at("Nobody")], entity=army.public_id)
    news = watched.news()
    assert [one["id"] for one in news["annotations"]] == done["made"]
    assert (news["by"], news["gone"]) == (["editor"], [])
    [paragraph] = news["paragraphs"]
    assert (paragraph["number"], paragraph["start"]) == (3, TEXT.index("Nobody"))
    assert paragraph["spaced"] is False
    assert f'data-mention="{done["made"][0]}"' in paragraph["html"]
    assert "<a" not in paragraph["html"]
    assert done["news"]["by"] == [], "the asker needs not be told who he is"
    assert done["news"] == news | {"by": []}


def test_a_mention_moves_and_both_paragraphs_are_told(watched, other):
    mention = Mention.objects.get()
    other.do("change_mention", id=mention.public_id, row=1, place=at("Kwantung Army", 3))
    news = watched.news()
    assert numbers(news) == [1, 3]
    assert mention.public_id not in news["paragraphs"][0]["html"]
    assert mention.public_id in news["paragraphs"][1]["html"]
    assert news["annotations"][0]["start"] == at("Kwantung Army", 3)[0]


def test_a_mention_moves_and_moves_on(watched, other):
    mention = Mention.objects.get()
    for row, number in ((1, 2), (2, 3)):
        place = at("Kwantung Army", number)
        other.do("change_mention", id=mention.public_id, row=row, place=place)
    assert numbers(watched.news()) == [1, 3], "where it was in between nobody saw it"


def test_a_mention_goes_and_comes_back(watched, other):
    mention = Mention.objects.get()
    done = other.do("delete", id=mention.public_id, row=1)
    news = watched.news()
    assert (news["gone"], news["annotations"], numbers(news)) == ([mention.public_id], [], [1])
    other.do("undo", change=done["change"])
    news = watched.news()
    assert (news["gone"], numbers(news)) == ([], [1])
    assert [one["id"] for one in news["annotations"]] == [mention.public_id]


def test_a_mention_comes_and_goes_unseen(watched, other, army):
    done = other.do("add_mentions", places=[at("Nobody")], entity=army.public_id)
    other.do("undo", change=done["change"])
    news = watched.news()
    assert (news["annotations"], news["gone"], numbers(news)) == ([], done["made"], [])


def test_a_quotation_changes_in_kind_and_all_its_pieces_are_told(watched, other):
    quotation = Quotation.objects.get()
    other.do("add_pieces", id=quotation.public_id, pieces=[["cue", *at("spoke")]])
    assert numbers(watched.news()) == [2, 3]
    other.do("change_quotation", id=quotation.public_id, row=1, kind="indirect")
    news = watched.news()
    assert numbers(news) == [2, 3]
    assert all("quotation-indirect" in paragraph["html"] for paragraph in news["paragraphs"])


def test_a_piece_moves_and_with_it_the_number(watched, other):
    quotation = Quotation.objects.get()
    other.do("add_pieces", id=quotation.public_id, pieces=[["cue", *at("spoke")]])
    [piece] = quotation.spans.filter(role="content")
    watched.news()
    other.do("change_piece", id=piece.public_id, row=1, place=at("again"))
    news = watched.news()
    assert numbers(news) == [2, 3]
    assert "margin-number" not in news["paragraphs"][0]["html"]
    assert "margin-number" in news["paragraphs"][1]["html"]
    assert [one["start"] for one in news["annotations"][0]["pieces"]] == [
        at("spoke")[0],
        at("again")[0],
    ]


def test_a_piece_goes(watched, other):
    quotation = Quotation.objects.get()
    added = other.do("add_pieces", id=quotation.public_id, pieces=[["cue", *at("spoke")]])
    watched.news()
    other.do("delete", id=added["made"][0], row=1)
    news = watched.news()
    assert numbers(news) == [2, 3]
    assert len(news["annotations"][0]["pieces"]) == 1


def test_a_quotation_goes(watched, other):
    quotation = Quotation.objects.get()
    other.do("delete", id=quotation.public_id, row=1)
    news = watched.news()
    assert (news["annotations"], news["gone"]) == ([], [quotation.public_id])
    assert numbers(news) == [2]


def test_a_quotation_comes_over_several_paragraphs(watched, other):
    piece = ["content", 4, at("Nobody")[1]]
    other.do("add_quotation", pieces=[piece], kind="indirect", no_speaker_reason="None.")
    news = watched.news()
    assert numbers(news) == [1, 2, 3]
    assert [one["number"] for one in news["annotations"]] == [2]


def test_what_is_written_by_the_forms_is_told_too(watched, editor):
    mention = Mention.objects.get()
    mention.certainty = "low"
    records.change(mention, by=editor, based_on=1)
    assert watched.news()["annotations"][0]["certainty"] == "low"


def test_what_is_no_annotation_is_only_counted(watched, draft, source, editor):
    records.add(Citation(article=draft, source=source), by=editor)
    draft.refresh_from_db()
    publish_article(draft, by=None, based_on=draft.row_version)
    seen = watched.seen
    news = watched.news()
    assert news["seen"] > seen
    assert (news["annotations"], news["gone"], news["paragraphs"]) == ([], [], [])
    assert news["by"] == ["editor"]


def test_another_article_is_no_news(watched, army):
    other = Article.objects.create(title="Another", slug="another")
    text = TextVersion.objects.create(article=other, number=1, body=TEXT)
    Article.objects.filter(pk=other.pk).update(current_text=text)
    elsewhere = Mention(article=other, entity=army)
    elsewhere.place(text, 4, 17)
    records.add(elsewhere, by=None)
    assert watched.news()["annotations"] == []


def test_another_text_is_told_and_nothing_else(watched, other, annotated, army):
    other.do("add_mentions", places=[at("Nobody")], entity=army.public_id)
    second = TextVersion.objects.create(article=annotated, number=2, body="All new.")
    Article.objects.update(current_text=second)
    news = watched.news()
    assert (news["text_version"], news["by"]) == (2, ["editor"])
    assert (news["annotations"], news["gone"], news["paragraphs"]) == ([], [], [])


def test_many_places_are_told_like_few(bench, other, army, draft):
    """More stretches than are painted one by one: each paragraph once, no other one."""
    body = "\n\n".join(f"{number}: Tokyo." for number in range(40))
    text = TextVersion.objects.create(article=draft, number=2, body=body)
    Article.objects.update(current_text=text)
    bench.text_version = other.text_version = 2
    bench.news()
    starts = [start for start in range(len(body)) if body.startswith("Tokyo", start)]
    places = [[start, start + 5] for start in starts[::3]]
    other.do("add_mentions", places=places, entity=army.public_id)
    news = bench.news()
    assert numbers(news) == [2 * number + 1 for number in range(40)][::3]
    assert all(paragraph["html"].count("data-mention") == 1 for paragraph in news["paragraphs"])
    some = [one["id"] for one in news["annotations"]][:2]
    for public_id in some:
        other.do("delete", id=public_id, row=1)
    assert numbers(bench.news()) == [1, 7]


@pytest.mark.parametrize("query", [{}, {"seen": "x"}, {"seen": -1}, {"seen": 10**30}])
def test_questions_that_are_not_right(bench, query):
    answer = bench.ask("news", text_version=1, **query)
    assert (answer.status_code, list(answer.json()["fields"])) == (422, ["seen"])
