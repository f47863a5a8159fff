"""What only the verbs leave behind: revised texts, merges, all kinds of corrections."""

from articles.editing import annotate, records
from articles.editing.articles import publish_article, withdraw_article
from articles.editing.merging import merge
from articles.editing.reporting import answer_report, report_error, subject
from articles.editing.revising import revise
from articles.editing.separating import unmerge
from articles.models import (
    Article,
    Derivation,
    DerivationSpan,
    Entity,
    EntityMerge,
    Identifier,
    Quotation,
    Relation,
    RelationSpan,
    Source,
    SourceMerge,
)
from tests.exchange.records import add, entity, make_archive, mention, placed, publish, quote
from tests.standing import made_once

BODY = "Moscow 😀 fell, Moskva said.\n“We go,” said the Court; the diary says so.\nTail of it.\n"


@made_once
def live() -> Article:
    """An article that went through everything, beside the small archive."""
    make_archive()
    article = _written()
    _merged(article)
    _corrected(article)
    return article


def undoable() -> list[EntityMerge | SourceMerge]:
    """The merges that stand, the last one first."""
    found = [*EntityMerge.objects.standing(), *SourceMerge.objects.standing()]
    return sorted(found, key=lambda one: one.change.pk, reverse=True)


def _written() -> Article:
    from tests.editing import scene

    article = scene.draft("Life of a text", BODY)
    city, town = entity("Moskau", "place"), entity("Moskva city", "place")
    add(Identifier(entity=town, scheme="viaf", value="12345"))
    mention(article, "Moscow", city)
    mention(article, "Moscow", town)
    mention(article, "Moskva", town)
    diary, copy, root = (add(Source(title=f"Diary, {n}", kind="papers")) for n in ("a", "b", "c"))
    for source in (diary, copy):
        derivation = Derivation(source=source, derived_from=root, kind="was_derived_from")
        derivation.basis = "stated"
        placed(DerivationSpan(derivation=add(derivation)), article, "the diary says so")
    land = entity("Land of it", "place")
    mention(article, "Tail", land)
    for place in (city, town):
        relation = add(Relation(entity=place, kind="part_of", other=land, basis="stated"))
        placed(RelationSpan(relation=relation), article, "Moskva said")
    quote(article, [("content", "“We go,”"), ("cue", "said")], kind="direct", speaker=town)
    quote(article, [("content", "Tail of it")], kind="indirect", speaker_description="Who?")
    return publish(article)


def _merged(article: Article) -> None:
    """Two that said the same of the article, one into the other; and one that was undone."""
    city, town = Entity.objects.get(name="Moskau"), Entity.objects.get(name="Moskva city")
    seen = {"based_on": town.row_version, "into_based_on": city.row_version}
    merge(town, city, by=None, reason="One city; | \\e “both”.", **seen)
    diary, copy = (Source.objects.get(title=f"Diary, {n}") for n in ("a", "b"))
    seen = {"based_on": copy.row_version, "into_based_on": diary.row_version}
    merge(copy, diary, by=None, reason="=One diary", **seen)
    other = entity("Mistaken")
    city.refresh_from_db()
    seen = {"based_on": other.row_version, "into_based_on": city.row_version}
    wrong = merge(other, city, by=None, reason="No.", **seen)
    unmerge(wrong, by=None, reason="They are two.")


def _corrected(article: Article) -> None:
    report = report_error(subject(article.public_id), "It was\r\nelsewhere.", sender="x")
    answer_report(report, "declined", "No.", by=None, based_on=report.row_version)
    revised = BODY.replace("Moskva said", "Mosqua says").replace("Tail of it.\n", "") + "New.\n"
    revise(article, revised, by=None, based_on=1, reason="Misread.")
    article.refresh_from_db()
    spoken = article.quotations.get(number=1)
    spoken.medium = "writing"
    records.change(spoken, by=None, based_on=spoken.row_version, reason="Written.")
    named = article.mentions.filter(state="ok").first()
    named.entity = Entity.objects.get(name="FSB")
    records.change(named, by=None, based_on=named.row_version, reason="Another.")
    article.byline = "+N. N."
    records.change(article, by=None, based_on=article.row_version, reason="Named.")
    gone = annotate.add_quotation(
        Quotation(article=article, kind="indirect", speaker_description="X"),
        [("content", 0, 6)],
        by=None,
        based_on=2,
    )
    records.delete(gone, by=None, based_on=gone.row_version, reason="Nobody says so.")
    back = publish_and_withdraw("Come and gone", "Text that went and came back.")
    publish_article(back, by=None, based_on=back.row_version, reason="Back.")
    publish_and_withdraw("Gone", "Text that went.")


def publish_and_withdraw(title: str, body: str) -> Article:
    """An article that readers saw and that was withdrawn."""
    from tests.editing import scene

    article = publish(scene.draft(title, body))
    return withdraw_article(
        article, by=None, based_on=article.row_version, reason="Not\nours, | “at all”."
    )
