"""The page of a quotation: versions in which it stood, and the same words elsewhere."""

import pytest

from articles.editing import records
from articles.editing.revising import revise
from articles.models import Article, Derivation, Source
from tests.pages.dom import page_at
from tests.pages.news import draft, entity, news, source

pytestmark = pytest.mark.django_db

WORDS = "“The pact was signed in Berlin at noon,”"


def page_of(client, article, number=1):
    return page_at(client, article.quotations.get(number=number).get_absolute_url())


class TestVersions:
    def revised(self, article, *bodies):
        for body in bodies:
            article = Article.objects.get(pk=article.pk)
            current = article.current_text.number
            revise(article, body, by=None, based_on=current, reason="A misprint.")
        return Article.objects.get(pk=article.pk)

    def test_the_only_one(self, client):
        article = news("A", f"{WORDS} it says.", said=[(WORDS, None)])
        assert "version 1, the only one" in page_of(client, article).text

    def test_which_have_its_words_and_what_changed_since(self, client):
        article = news("A", f"{WORDS} it says.", said=[(WORDS, None)])
        other = WORDS.replace("noon", "midnight")
        article = self.revised(article, f"First. {WORDS} it says.", f"First. {other} it says.")
        stood = page_of(client, article).one("ul", "stood")
        said = [item.text.rpartition(": ")[2].split(" (")[0] for item in stood.all("li")]
        assert said == ["these words", "these words", "other words"]
        assert f"/articles/{article.slug}/versions/2/3/" in stood.links()

    def test_a_text_that_may_not_be_shown_tells_nothing_of_versions(self, client):
        article = news("A", f"{WORDS} it says.", said=[(WORDS, None)], text_is_public=False)
        assert "version 1" not in page_of(client, article).one("section", **AT_PASSAGE).text


AT_PASSAGE = {"aria-labelledby": "passage-heading"}


class TestTheSameWordsElsewhere:
    @pytest.fixture
    def archive(self):
        files, report, diary = source("Files"), source("Report"), source("Diary")
        claim = {"kind": "was_derived_from", "basis": "inferred", "note": "By its wording."}
        records.add(Derivation(source=report, derived_from=files, **claim), by=None)
        times = entity("Times", "organisation")
        nearly = WORDS.replace("noon", "none")
        for title, words, origin in (
            ("First", WORDS, files),
            ("Same root", WORDS.upper(), report),
            ("Another root", nearly, diary),
            ("No source", WORDS, None),
            ("Other words", "“Nothing was signed by anybody anywhere,”", files),
        ):
            body = f"{words} it says."
            news(title, body, said=[(words, origin)], publisher=times, published="1940-09")
        draft("Draft", f"{WORDS} it says.", said=[(WORDS, files)])
        return Article.objects.get(title="First")

    def test_they_are_found_with_publisher_date_and_root(self, client, archive):
        found = page_of(client, archive).one("ol", "elsewhere").all("li")
        told = {item.all("dd")[1].all("a")[0].text: item for item in found}
        assert told.keys() == {"Same root", "Another root", "No source"}
        assert "the same: Files" in told["Same root"].text
        assert "another: Diary" in told["Another root"].text
        assert "its source is not known" in told["No source"].text
        assert "the same words" in told["Same root"].text
        assert "% alike" in told["Another root"].text
        assert "Times, September 1940" in told["Same root"].text

    def test_roots_are_the_same_only_if_neither_has_another(self, client, archive):
        claim = {"kind": "was_derived_from", "basis": "inferred", "note": "By its wording."}
        report = Source.objects.get(title="Report")
        records.add(Derivation(source=report, derived_from=source("Letter"), **claim), by=None)
        for title, roots in (("First", "Files"), ("Same root", "Files")):
            found = page_of(client, Article.objects.get(title=title)).one("ol", "elsewhere")
            (told,) = (i.text for i in found.all("li") if f"in part the same: {roots}" in i.text)
            assert "Letter" not in told

    def test_none(self, client, archive):
        other = Article.objects.get(title="Other words")
        assert "No other quotation in the archive has these words" in page_of(client, other).text
