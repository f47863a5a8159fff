"""Readers see nothing of what is not public: in no format, by no filter, in no number."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import resolve, reverse

from articles.editing import records
from articles.filters import FILTERS
from articles.filters.base import RecordLinkFilter
from articles.models import Article, Entity, Quotation, Source
from tests.access.stories import (
    EDITORIAL,
    TOMBSTONE,
    WITHOUT_TEXT,
    Story,
    correct,
    publish,
    submit,
    tell,
    withdraw,
)
from tests.access.test_url_table import FORMS, READERS, SERVICES
from tests.access.walk import (
    LISTS,
    asked_for,
    content,
    for_robots,
    passages,
    reconciled,
    searched,
    walk,
)


@dataclass
class Archive:
    """The stories, what no answer may hold, and the records nobody may know of."""

    open: Story
    sealed: Story
    hidden: list[Story]
    unknown: list
    past_slugs: list[str]

    @property
    def secrets(self) -> set[str]:
        """All that may stand in no answer."""
        found = self.open.secrets() | self.sealed.secrets(WITHOUT_TEXT)
        for story in self.hidden:
            found |= story.secrets(set())
        ids = {r.public_id for r in self.unknown} | {getattr(r, "slug", "") for r in self.unknown}
        return found | {"zqwriter"} | ids - {""}

    @property
    def withdrawn(self) -> Story:
        """The story whose tombstone, and entry in the corrections log, tell a little."""
        return self.hidden[2]

    def told_at(self, address: str) -> set[str]:
        """What an answer may tell of the withdrawn article."""
        article = self.withdrawn.article
        tells = ("/corrections", "/tombstones", "/data/archive.zip", article.get_absolute_url())
        # On the front page stand the newest entries of the log.
        if address != "/" and not address.startswith(tells):
            return set()
        return {self.withdrawn.words[name] for name in TOMBSTONE} | {
            article.public_id,
            article.slug,
        }


def told_publicly(writer) -> tuple[Story, Story]:
    """What readers may know: the founding document, an article, and one without its text."""
    call_command("loaddata", "founding_document", verbosity=0)
    story = correct(publish(tell("open", number=1, by=writer, language="en"), writer), writer)
    about_it = {"also_names": story.records["entity"], "also_claims_of": story.records["source"]}
    sealed = tell("sealed", number=2, by=writer, text_is_public=False, **about_it)
    return story, correct(publish(sealed, writer), writer)


def hide(story: Story, sealed: Story, writer) -> Archive:
    """Add a draft, an article in review and one withdrawn, all about public records too."""
    known = {
        "by": writer,
        "also_names": story.records["entity"],
        "also_claims_of": story.records["source"],
        "published": "1939-09",
    }
    draft = tell("draft", number=3, language="eu", **known)
    review = submit(tell("review", number=4, language="br", **known), writer)
    gone = withdraw(tell("gone", number=5, language="gd", **known), writer)
    past = []
    for name in ("article", "source", "entity"):
        record = type(draft.records[name]).objects.get(pk=draft.records[name].pk)
        past.append(record.slug)
        record.slug += "moved"
        records.change(record, by=writer, based_on=record.row_version)
        draft.records[name] = record
    unknown = []
    for told in (draft, review, gone):
        unknown += [record for name, record in told.records.items() if name != "article"]
    articles = [draft.records["article"], review.article, gone.article]
    return Archive(story, sealed, [draft, review, gone], unknown + articles, past)


@dataclass
class Seen:
    """What a reader saw of the public stories, before and after there was anything to hide."""

    archive: Archive
    before: dict[str, str]
    after: dict[str, str]
    heads: dict[str, str]


def two_walks(client) -> Seen:
    """Walk through everything twice; the drafts come in between."""
    writer = get_user_model().objects.create_superuser("zqwriter")
    story, sealed = told_publicly(writer)
    starts = ["/", *asked_for(story), *reconciled(story), *for_robots()]
    starts += passages(story, sealed)
    starts += searched(story, sealed)
    before = walk(client, starts)
    archive = hide(story, sealed, writer)
    after = walk(client, starts)
    heads = {resolve(urlsplit(address).path).url_name: address for address in after}
    return Seen(archive, before, after, {a: content(client.head(a)) for a in heads.values()})


@pytest.fixture
def archive(db):
    writer = get_user_model().objects.create_superuser("zqwriter")
    return hide(*told_publicly(writer), writer)


def test_nothing_readers_get_tells_of_what_is_not_public(db, client):
    """All of these in one test, because the walks are dear."""
    seen = two_walks(client)
    no_word_of_what_is_not_public_is_in_any_answer(seen)
    nothing_depends_on_what_is_not_public(seen)
    what_is_public_is_found_there(seen)
    a_text_that_may_not_be_shown_is_not_counted_either(seen)
    quotations_of_a_text_that_may_not_be_shown_are(seen)


def no_word_of_what_is_not_public_is_in_any_answer(seen: Seen) -> None:
    secret = re.compile("|".join(map(re.escape, seen.archive.secrets)))
    answers = [*seen.after.items(), *seen.heads.items()]
    told = {
        address: set(secret.findall(answer)) - seen.archive.told_at(address)
        for address, answer in answers
    }
    assert {address: words for address, words in told.items() if words} == {}
    gone = seen.archive.withdrawn.article.get_absolute_url()
    shown = {address: answer[:3] for address, answer in answers if address != gone}
    # Of passages nobody may see, or that are not there, is asked on purpose.
    others = {address for address, status in shown.items() if status != "200"}
    assert {address for address in others if "/passage" not in address} == set()
    assert {shown[address] for address in others} <= {"302", "404"}
    assert seen.after[gone][:3] == "410"
    asked = {resolve(urlsplit(address).path).view_name for address in seen.heads}
    open_to_readers = READERS | FORMS | SERVICES
    assert asked == open_to_readers - {"articles:report-received"}, "which nothing leads to"
    assert all(answer.endswith("\n\n") for answer in seen.heads.values())


def nothing_depends_on_what_is_not_public(seen: Seen) -> None:
    """The same answers to the byte before and after: no count, no choice, no order tells."""
    new = seen.after.keys() - seen.before.keys()
    assert seen.before.keys() <= seen.after.keys()
    changed = {a for a in seen.before if seen.before[a] != seen.after[a]}
    # The log of corrections tells of the withdrawal, and leads to the tombstone.
    assert {address for address in new | changed if not seen.archive.told_at(address)} == set()


def what_is_public_is_found_there(seen: Seen) -> None:
    """The walk went everywhere and looks aright: it finds the words that it may find."""
    found = "\n".join(seen.after.values())
    story, sealed = seen.archive.open, seen.archive.sealed
    may = {word for name, word in story.words.items() if name not in EDITORIAL}
    may |= {word for name, word in sealed.words.items() if name in WITHOUT_TEXT}
    assert {word for word in may if word not in found} == set()


def a_text_that_may_not_be_shown_is_not_counted_either(seen: Seen) -> None:
    """An entity named in both counts where readers can look: once."""
    story = seen.archive.open
    rows = seen.after[f"/mentions.csv?entity={story.records['entity'].public_id}"]
    assert rows.count(f",{story.words['named']},") == 2, "one row: the words, and the entity"


def quotations_of_a_text_that_may_not_be_shown_are(seen: Seen) -> None:
    sealed = seen.archive.sealed
    for shown in (sealed.article, sealed.records["quotation"], sealed.records["source"]):
        page = seen.after[shown.get_absolute_url()]
        assert f"“{sealed.words['said']} one,”" in page
        assert f"“{sealed.words['said']} two.”" in page


def test_a_withdrawn_article_leaves_title_reason_and_nothing_else(archive, client):
    gone = archive.withdrawn
    for name in (gone.article.slug, gone.article.public_id):
        answer = client.get(reverse("articles:article", args=[name]), follow=True)
        page = content(answer)
        assert answer.status_code == 410
        assert gone.words["title"] in page
        assert gone.words["withdrawnbecause"] in page
        assert not [word for word in gone.secrets(TOMBSTONE) if word in page]
    quotation = client.get(gone.records["quotation"].get_absolute_url())
    assert quotation.status_code == 410
    assert not [word for word in gone.secrets(TOMBSTONE) if word in content(quotation)]


def test_a_record_only_drafts_know_is_as_unknown_as_none(archive, client):
    """By slug, past slug and public id; in addresses and in filters."""
    names = {getattr(r, "slug", r.public_id) for r in archive.unknown}
    names |= {r.public_id for r in archive.unknown} | set(archive.past_slugs)
    withdrawn = archive.withdrawn.article
    names -= {withdrawn.slug, withdrawn.public_id}
    names -= set(withdrawn.quotations.values_list("public_id", flat=True))
    for kind in ("article", "source", "entity", "quotation"):
        page = f"articles:{kind}"
        answers = {
            without(name, client.get(reverse(page, args=[name])))
            for name in (*names, "no-such-name")
        }
        assert len(answers) == 1, kind
        assert answers.pop().startswith("404")


def test_a_filter_knows_no_more(archive, client):
    draft = archive.hidden[0].records
    named = {Article: draft["article"], Source: draft["source"], Entity: draft["entity"]}
    named |= {Quotation: draft["quotation"]}
    for name, filters in FILTERS.items():
        pages = [f"articles:{name}-csv", *([f"articles:{name}"] if name in LISTS else [])]
        for field, one in filters.base_filters.items():
            if isinstance(one, RecordLinkFilter):
                record = named[one.record_model]
                slugs = (*archive.past_slugs, getattr(record, "slug", ""))
                names = (*filter(None, slugs), record.public_id, "no-such-name")
                for page in pages:
                    answers = {
                        without(asked, client.get(reverse(page), {field: asked})) for asked in names
                    }
                    assert len(answers) == 1, (page, field)


def test_a_search_knows_no_more(archive, client):
    """Words of what is not public, and names nearly those, are as unknown as any."""
    draft, review, gone = archive.hidden
    words = {word for story in (draft, review) for word in story.secrets(set())}
    words |= {f"{story.words['named']}x" for story in (draft, review)}
    words |= archive.sealed.secrets(WITHOUT_TEXT) | archive.open.secrets()
    unknown = sorted(word for word in words if word.startswith("zq"))
    assert len(unknown) > 50
    for kind in ("", "entities", "sources", "quotations", "articles"):
        some = unknown[::9] if kind else unknown
        answers = {without(w, client.get("/search/", {"q": w, "in": kind})) for w in some}
        assert len(answers) == 1, kind
    # Its words are spelt nearly as those of the article readers know, whose names are offered.
    for word in gone.secrets(set()):
        assert "Nothing is found" in client.get("/search/", {"q": word}).text, word


def without(name: str, answer) -> str:
    """An answer without the name that was asked for, and without its length."""
    told = content(answer).replace(name.lower(), "…")
    return re.sub(r"content-length: \d+", "", told)
