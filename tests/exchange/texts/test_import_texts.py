"""`manage.py import_texts`: a folder of files becomes drafts, each file once."""

import io
import os
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.editing.revising import revise
from articles.exchange.texts import reading
from articles.exchange.texts.metadata import HINTED, MetadataError, read_metadata
from articles.models import Alias, Article, Change, TextVersion, Transfer
from tests.editing import scene

TEXT = "Pact signed\n\nThe pact was signed in Moscow on Sunday, the ministry said.\n"


def run(*args):
    """What the command says, what it complains of, and whether it failed."""
    out, err, failed = io.StringIO(), io.StringIO(), ""
    try:
        call_command("import_texts", *map(str, args), stdout=out, stderr=err)
    except CommandError as error:
        failed = str(error)
    return out.getvalue(), err.getvalue(), failed


@pytest.fixture
def folder(tmp_path):
    """Files of every kind of fate, a hidden one, and links that lead in a circle and nowhere."""
    root = tmp_path / "clippings"
    (root / "sub" / ".git").mkdir(parents=True)
    (root / ".hidden.txt").write_text("x")
    (root / "sub" / "circle").symlink_to(root)
    (root / "sub" / "nowhere.txt").symlink_to(root / "none")
    (root / "pact.txt").write_text(TEXT)
    (root / "same file.txt").write_text(TEXT)
    (root / "same text.txt").write_text(TEXT.replace("\n", "\r\n"))
    (root / "sub" / "near.txt").write_text(TEXT.replace("Sunday", "Monday"))
    (root / "bad.txt").write_bytes(b"\x00\x01\x02")
    (root / os.fsdecode(b"\xff.txt")).write_text("A name that is no text.")
    (root / "notes.pdf").write_bytes(b"%PDF")
    return root


def test_each_file_becomes_a_draft_once_and_bad_ones_do_not_stop_the_rest(db, folder):
    dry = run(folder, "--dry-run")
    assert "would have been: 2 new, 2 known already, 1 nearly the same, 2 failed." in dry[0]
    assert not Article.objects.exists()
    assert not Change.objects.exists()
    said, wrong, failed = run(folder, "--language", "en")
    assert "Taken in: 2 new, 2 known already, 1 nearly the same, 2 failed." in said
    assert "same file.txt: known already. The same file as pact.txt." in said
    assert "same text.txt: known already. The same text as pact.txt." in said
    assert "sub/near.txt: nearly the same. 9" in said
    assert "Left alone: 2 hidden" in said
    assert "notes.pdf: left alone" in said
    assert "bad.txt: failed. Line 1 holds a NUL byte" in wrong
    assert "sub/nowhere.txt: failed." in wrong
    assert failed == "2 files could not be taken in; see above."
    assert TextVersion.objects.filter(origin="\\xff.txt").exists()
    text = TextVersion.objects.get(origin="pact.txt")
    assert (text.body, text.origin, text.article.language) == (TEXT, "pact.txt", "en")
    assert len(text.origin_sha256) == 64
    assert set(Change.objects.values_list("verb", flat=True)) == {"take_in_article"}
    assert Transfer.objects.get().new == 2
    said, _, _ = run(folder, "--keep-near-duplicates")
    assert "Taken in: 1 new, 4 known already, 0 nearly the same" in said
    assert re.search(r"sub/near.txt: new. 9\d% the same as “Pact signed”", said)
    assert "Language recorded as unknown: 1." in said
    assert scene.problems() == []


def test_a_text_revised_since_is_known_by_its_file(db, folder):
    run(folder)
    article = Article.objects.get(text_versions__origin="pact.txt")
    revise(article, "Another text altogether.", by=None, based_on=1, reason="Corrected.")
    assert "pact.txt: known already. The same file was taken in before" in run(folder)[0]


def test_the_web_address_is_compared(db, tmp_path):
    scene.draft(url="https://www.herald.example/pact/")
    (tmp_path / "a.txt").write_text("Another text.")
    (tmp_path / "metadata.csv").write_text(
        "file,url\na.txt,http://herald.example/pact?utm_source=x\n"
    )
    assert "The same web address is in the archive: “Pact signed”" in run(tmp_path)[0]


def test_a_side_car_tells_more_about_files(db, tmp_path):
    herald = scene.entity("Daily Herald", "organisation")
    scene.records.add(Alias(entity=herald, name="Herald"), by=None)
    other = scene.entity("The Times", "organisation")
    (tmp_path / "sub").mkdir()
    for name in ("sub/a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"Text of {name}")
    table = "file;title;published;language;publisher;note;text_is_public\r\n"
    table += 'sub/a.txt;\'=A “title”;1941-04~;RU;Herald;"two\nlines";no\r\nb.txt;;;;;;\r\n'
    (tmp_path / "metadata.csv").write_bytes(table.encode("cp1252"))
    _, wrong, failed = run(tmp_path, "--publisher", "the-times", "--language", "fr")
    assert (wrong, failed) == ("", "")
    a, b, c = (Article.objects.get(text_versions__origin=f"{n}.txt") for n in ("sub/a", "b", "c"))
    assert (a.title, a.title_supplied, a.published) == ("=A “title”", False, "1941-04~")
    assert (a.language, a.publisher, a.note, a.text_is_public) == (
        "ru",
        herald,
        "two\nlines",
        False,
    )
    for one in (b, c):
        assert (one.title_supplied, one.language, one.publisher) == (True, "fr", other)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("file,titel\n", "there is no column “titel”. Did you mean “title”?"),
        ("title\n", "there is no column “file”"),
        ("file,file\n", "“file” is there more than once"),
        ("file,title\na.txt,A\na.txt,B\n", "row 3: “a.txt” is in row 2 already."),
        ("file,title\nA.txt,A\n", "row 2, file: there is no file “A.txt”. Did you mean “a.txt”?"),
        ("file,title\na.txt\n", "row 2: 1 cells, but 2 columns."),
        ('file,title\na.txt,"x\n', "this is not CSV"),
        ("file\n\x00\n", "NUL"),
    ],
)
def test_a_side_car_that_is_not_right_is_refused(table, told):
    with pytest.raises(MetadataError) as refused:
        read_metadata(table.encode(), {"a.txt"})
    assert told in refused.value.problems[0]


def test_a_side_car_wrong_throughout_is_told_row_by_row_with_few_hints():
    names = {f"{number}.txt" for number in range(3 * HINTED)}
    table = "file\n" + "".join(f"{name}x\n" for name in sorted(names))
    with pytest.raises(MetadataError) as refused:
        read_metadata(table.encode(), names)
    hints = ["Did you mean" in problem for problem in refused.value.problems]
    assert hints == [True] * HINTED + [False] * 2 * HINTED
    with pytest.raises(MetadataError) as refused:
        read_metadata(",".join(["file", *(f"titel{n}" for n in range(3 * HINTED))]).encode(), names)
    assert str(refused.value).count("Did you mean") == HINTED


def test_a_file_that_is_too_large_is_not_read(db, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST_FILE", 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was read"))
    with (tmp_path / "long.txt").open("wb") as file:
        file.truncate(3 * 1024 * 1024)
    _, wrong, failed = run(tmp_path)
    assert wrong == "long.txt: failed. The file has 3.0 MB; up to 1 MB are read.\n"
    assert failed == "1 file could not be taken in; see above."


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("published\na.txt,in April", "published: “in April” is not a date"),
        ("publisher\na.txt,Nobody", "publisher: There is no entity, or more than one"),
        ("publisher_id\na.txt,ent-x", "publisher_id: There is no entity with the id"),
        ("title_supplied\na.txt,perhaps", "title_supplied: “perhaps” is neither"),
    ],
)
def test_a_wrong_value_fails_its_file_only(db, tmp_path, cells, told):
    (tmp_path / "metadata.csv").write_text(f"file,{cells}\n")
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"Text of {name}")
    said, wrong, failed = run(tmp_path)
    assert f"a.txt: failed. {told}" in wrong
    assert "1 new" in said
    assert failed == "1 file could not be taken in; see above."


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["none"], "none cannot be read"),
        ([".", "--language", "klingonish"], "--language: “klingonish” is not"),
        ([".", "--publisher", "nobody"], "--publisher: there is no entity"),
        ([".", "--encoding", "rot26"], "--encoding: “rot26” is no encoding"),
    ],
)
def test_wrong_arguments_are_explained(db, tmp_path, monkeypatch, args, told):
    monkeypatch.chdir(tmp_path)
    assert told in run(*args)[2]
