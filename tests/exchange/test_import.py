"""Import: by id or slug, through the verbs, all rows or none, every problem by row and column."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from articles.exchange.formats import FORMATS, Csv
from articles.exchange.loading import Table
from articles.exchange.loading import load as load_tables
from articles.exchange.resources import import_resource, problems
from articles.models import Alias, Article, Change, Entity, Identifier, Source, TextVersion
from tests.exchange.records import TEXT

COUNTED = (Alias, Article, Change, Entity, Entity.history, Identifier, Source, TextVersion)


def load(name: str, text: str, *, user=None, **kwargs):
    """Import CSV text."""
    table = Csv().create_dataset(text.encode())
    return import_resource(name)().import_data(table, user=user, file_name="people.csv", **kwargs)


def counts() -> list[int]:
    """How much there is of everything an import may write."""
    return [getattr(kind, "objects", kind).count() for kind in COUNTED]


def person(role: str):
    """A member of one of the two groups."""
    user = get_user_model().objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def test_new_and_changed_entities(archive):
    editor = person("Editor")
    before = archive.court.row_version
    result = load(
        "entities",
        "id,slug,name,kind,began,aliases,alias_languages,wikidata\n"
        ",kgb,KGB,organisation,1954-03,Komitet|Comité,ru|fr,Q188\n"
        f"{archive.court.public_id},,The Tribunal,organisation,,Tribunal \\| of Tokyo,,\n",
        user=editor,
    )
    assert problems(result) == []
    assert (result.totals["new"], result.totals["update"]) == (1, 1)
    kgb = Entity.objects.get(slug="kgb")
    assert kgb.began_earliest == 19540301
    assert list(kgb.aliases.values_list("name", "language")) == [
        ("Comité", "fr"),
        ("Komitet", "ru"),
    ]
    assert kgb.identifiers.get().value == "Q188"
    archive.court.refresh_from_db()
    assert archive.court.name == "The Tribunal"
    assert archive.court.row_version == before + 1
    assert [alias.name for alias in archive.court.aliases.all()] == ["Tribunal | of Tokyo"]
    verbs = list(Change.objects.filter(by=editor).values_list("verb", "record", "reason"))
    assert sorted(verbs) == [
        ("add_entity", kgb.public_id, "import of people.csv"),
        ("change_entity", archive.court.public_id, "import of people.csv"),
    ]
    assert archive.court.history.first().history_user == editor


def test_a_new_article_is_a_draft_with_its_text_verbatim(archive):
    result = load(
        "articles",
        "slug,title,language,published,publisher_id,publisher,body\r\n"
        f"a-new-one,'=Sum,en,1940-09,{archive.court.public_id},The Court,"
        '" “One”\r\n\r\nTwo "\r\n',
    )
    assert problems(result) == []
    article = Article.objects.get(slug="a-new-one")
    assert article.title == "=Sum"
    assert article.status == "draft"
    assert article.current_text.body == " “One”\n\nTwo "
    assert article.publisher == archive.court


def test_importing_an_export_changes_nothing(archive):
    before = counts()
    for resource in map(import_resource, ("articles", "sources", "entities")):
        for format_class in FORMATS:
            file = format_class().export_data(resource().export())
            result = resource().import_data(format_class().create_dataset(file), user=None)
            assert problems(result) == [], (resource, format_class)
            assert result.totals["skip"] == resource._meta.model.objects.count() > 1
    assert counts() == before


def test_the_second_import_of_a_file_changes_nothing(db):
    text = "slug,name,kind,aliases,wikidata\nussr,USSR,place,Soviet Union|СССР,Q15180\n"
    assert load("entities", text).totals["new"] == 1
    before = counts()
    assert load("entities", text).totals["skip"] == 1
    assert counts() == before


def test_an_entity_is_restored_with_its_id(archive):
    text = "id,slug,name,kind\nent-bcdfghjkmnpq,lost,Lost and found,concept\n"
    assert problems(load("entities", text)) == []
    assert Entity.objects.get(slug="lost").public_id == "ent-bcdfghjkmnpq"


def test_a_missing_column_changes_nothing_and_an_empty_cell_empties(archive):
    load("entities", "slug,description\nthe-court,\n")
    archive.court.refresh_from_db()
    assert archive.court.description == ""
    assert archive.court.aliases.count() == 2


WRONG = {
    "misspelt column": (
        "entities",
        "slug,nmae,kind\nx,X,place\n",
        ["There is no column “nmae”. Did you mean “name”?"],
    ),
    "column twice": ("entities", "slug,name,name\nx,X,Y\n", ["“name” is there 2 times"]),
    "neither id nor slug": (
        "entities",
        "name,kind\nX,place\n",
        ["There is no column “id” or “slug”"],
    ),
    "name alone": ("entities", "slug,name,kind\n,The Court,place\n", ["Row 2, slug: Give the id"]),
    "unknown id": (
        "entities",
        "id,name\nent-zzzzzzzzzzzz,X\n",
        ["Row 2, id: There is no entity with the id"],
    ),
    "unknown choice": (
        "entities",
        "slug,name,kind\nx,X,plac\n",
        ["Row 2, kind: “plac” is not one of: person, organisation, place"],
    ),
    "malformed date and too long": (
        "entities",
        f"slug,name,kind,began\nx,{'x' * 301},place,1940-13\n",
        ["Row 2, name: Ensure this value has at most 300", "Row 2, began: “1940-13”"],
    ),
    "identifier of another": (
        "entities",
        "slug,name,kind,wikidata\nx,X,place,Q649\n",
        ["Row 2, wikidata: Q649: Wikidata Q649 already identifies “Moscow”"],
    ),
    "malformed identifier": (
        "entities",
        "slug,name,kind,wikidata\nx,X,place,649\n",
        ["Row 2, wikidata: 649: “649” is not a Wikidata identifier"],
    ),
    "languages that do not match": (
        "entities",
        "slug,name,kind,aliases,alias_languages\nx,X,place,A|B|C,en|fr\n",
        ["Row 2, alias_languages: 2 languages stand beside 3 aliases"],
    ),
    "same record twice": (
        "entities",
        "slug,name,kind\nx,X,place\nx,Y,place\n",
        ["Row 3: This record stands in the file twice, first in row 2"],
    ),
    "stale row version": (
        "entities",
        "slug,row_version,description\nmoscow,7,City\n",
        ["Row 2, row_version: This entity was changed by somebody else"],
    ),
    "slug of another": (
        "entities",
        "id,slug,name\n{court},moscow,Moscow\n",
        ["Row 2, slug: "],
    ),
    "unknown reference": (
        "articles",
        "slug,title,publisher_id,body\nx,X,ent-nobody,text\n",
        ["Row 2, publisher_id: There is no entity with the id “ent-nobody”"],
    ),
    "label without id": (
        "articles",
        "slug,title,publisher,body\nx,X,The Court,text\n",
        ["Row 2, publisher: The file says “The Court”", "write publisher_id"],
    ),
    "status": (
        "articles",
        "slug,title,body,status\nx,X,text,published\n",
        ["Row 2, status: The file says “published”, the record “draft”"],
    ),
    "no text": ("articles", "slug,title,body\nx,X, \n", ["Row 2, body: A new article needs"]),
    "another text": (
        "articles",
        "slug,body\nfort-or-tower,Something else\n",
        ["Row 2, body: The text differs"],
    ),
    "not a truth": (
        "articles",
        "slug,title,body,text_is_public\nx,X,text,perhaps\n",
        ["Row 2, text_is_public: “perhaps” is neither true nor false"],
    ),
    "malformed address and language": (
        "sources",
        "slug,title,kind,language,address\nx,X,report,engl.,nowhere\n",
        ["Row 2, language: “engl.” is not a language", "Row 2, address: Enter a valid URL"],
    ),
    "agent of a source": (
        "sources",
        "slug,released_by\npapers-released,KGB\n",
        ["Row 2, released_by: The file says “KGB”, the record “FSB”"],
    ),
}


def test_wrong_input_is_named_and_nothing_is_written(archive):
    before = counts()
    for case, (name, text, messages) in WRONG.items():
        header, _, rows = text.format(court=archive.court.public_id).partition("\n")
        values = dict.fromkeys(("slug", "title", "name", "body"), "good") | {"kind": "concept"}
        right = ",".join(values.get(column, "") for column in header.split(","))
        result = load(name, f"{header}\n{rows}{right}\n")
        found = problems(result)
        for message in messages:
            assert any(message in problem for problem in found), (case, found)
        assert result.has_errors() or result.has_validation_errors(), case
        assert result.totals["new"] == result.totals["update"] == 0, case
        assert counts() == before, case


def test_the_same_text_may_stand_in_the_file(archive):
    quoted = TEXT.replace("\n", "\r\n")
    result = load("articles", f'slug,byline,body\nfort-or-tower,M. M.,"{quoted}"\n')
    assert problems(result) == []
    archive.published.refresh_from_db()
    assert archive.published.byline == "M. M."


def test_an_annotator_changes_by_import_what_readers_do_not_see_only(archive):
    annotator = person("Annotator")
    result = load("entities", "slug,note\nthe-court,Mine\n", user=annotator)
    assert problems(result) == [
        "Row 2: Readers see this already; changing it needs the rights of an Editor."
    ]
    aliased = load("entities", "slug,aliases\nthe-court,Mine\n", user=annotator)
    assert "rights of an Editor" in problems(aliased)[0]
    assert archive.court.aliases.count() == 2
    hidden = load("entities", "slug,note\nsecret-bureau,Mine\n", user=annotator)
    assert problems(hidden) == []
    archive.bureau.refresh_from_db()
    assert archive.bureau.note == "Mine"


def test_a_dry_run_keeps_nothing(archive):
    before = counts()
    result = load("entities", "slug,name,kind\nx,X,place\n", dry_run=True)
    assert result.totals["new"] == 1
    assert counts() == before


def test_who_acts_must_be_said(archive):
    with pytest.raises(TypeError, match="user="):
        import_resource("entities")().import_data(Csv().create_dataset(b"slug,note\nthe-court,x\n"))


def test_the_preview_shows_old_and_new_without_markup_of_the_data(archive):
    text = "slug,name,description\nthe-court,<b>Bold</b>,\n"
    (row,) = load("entities", text, dry_run=True).rows
    cells = dict(zip(("slug", "name", "description"), row.diff, strict=True))
    assert cells["name"] == "<del>The Court</del> <ins>&lt;b&gt;Bold&lt;/b&gt;</ins>"
    assert cells["description"] == "<del>A tribunal, with a comma.</del>"
    assert "style" not in "".join(row.diff)


def test_a_large_table_is_sent_to_the_command(archive):
    text = "slug,note\n" + "moscow,x\n" * 2001
    (told,) = problems(load("entities", text, user=person("Editor")))
    assert told.startswith("The file has 2,001 rows; 2,000 are taken here.")


def test_many_problems_do_not_make_it_read_the_file_again_for_each(archive):
    readings = []

    def read():
        readings.append(1)
        return iter([(number, ["moscow", "x"]) for number in range(2, 302)])

    loaded = load_tables([Table("entities", "places.csv", ("slug", "note"), read)], by=None)
    assert loaded.problems.count == 299
    assert {problem.reason for problem in loaded.problems} == {
        "This record stands in the file twice, first in row 2."
    }
    assert len(readings) <= 2
