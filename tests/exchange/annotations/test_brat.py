"""brat's standoff files: what its lines become."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.exchange.annotations import files
from articles.exchange.annotations.files import read_annotations, type_table
from articles.exchange.annotations.given import UnreadableAnnotations
from articles.models import Identifier, Mention, Quotation, Transfer
from tests.editing import scene

BODY = "Jane Roe 😀 said: “It will fall,” she added, “at last.”\nMoscow did.\n"
ANN = """\
T1\tPerson 0 8\tJane Roe
T2\tCity 55 61\tMoscow
T3\tZitat 17 32;44 54\t“It will fall,” “at last.”
T4\tCue 11 15\tsaid
T5\tMood 62 65\tdid
E1\tZitat:T3 Speaker:T1 Cue:T4
N1\tReference T2 Wikidata:Q649\tMoskva
#1\tAnnotatorNotes T2\tThe city.
A1\tNegated T5
R1\tNear Arg1:T1 Arg2:T2
"""


def run(*args):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_annotations", *map(str, args), stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), err.getvalue() + str(error)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def brat(db, tmp_path):
    """The .ann of a text that the archive has, the .txt beside it."""
    (tmp_path / "pact.txt").write_text(BODY, encoding="utf-8")
    path = tmp_path / "pact.ann"
    path.write_text(ANN, encoding="utf-8")
    return path


def test_lines_become_mentions_and_quotations(brat):
    article, jane = scene.draft(body=BODY), scene.entity("Jane Roe", "person")
    said, wrong = run(brat, "--type", "Zitat=quotation", "--dry-run")
    assert "There is no entity “Moskva / Moscow / https://www.wikidata.org/wiki/Q649”" in wrong
    assert not Mention.objects.exists()
    moscow = scene.entity("Moskau")
    scene.records.add(Identifier(entity=moscow, scheme="wikidata", value="Q649"), by=None)
    said, wrong = run(brat, "--type", "Zitat=quotation")
    assert wrong == ""
    assert "2 mentions, 1 quotations new, 0 unchanged" in said
    for left_out in ("1 attributes", "1 relations of type Near", "1 of type Mood"):
        assert f"Left out: {left_out}" in said
    assert [(one.exact, one.entity, one.note) for one in article.mentions.all()] == [
        ("Jane Roe", jane, ""),
        ("Moscow", moscow, "The city."),
    ]
    quotation = Quotation.objects.get()
    assert (quotation.speaker, quotation.kind) == (jane, "direct")
    assert [(one.role, one.exact) for one in quotation.spans.all()] == [
        ("attribution", "Jane Roe"),
        ("content", "“It will fall,”"),
        ("content", "“at last.”"),
        ("cue", "said"),
    ]
    assert "0 mentions, 0 quotations new, 3 unchanged" in run(brat, "--type", "Zitat=quotation")[0]
    assert [one.new for one in Transfer.objects.order_by("pk")] == [3, 0]
    assert scene.problems() == []


def test_utf16_and_doubled_line_ends_are_known_by_the_words(brat):
    scene.draft(body=BODY)
    scene.entity("Moscow")
    brat.write_text("T1\tPlace 57 63\tMoscow\n", encoding="utf-8")  # an emoji and a line end
    said, wrong = run(brat)
    assert wrong == ""
    assert "UTF-16 code units with line ends as two: 1 converted." in said
    assert Mention.objects.get().start == BODY.index("Moscow")


def test_an_event_may_hang_on_its_cue():
    data = "T1\tSay 11 15\tsaid\nT2\tWords 17 32\t“It will fall,”\nT3\tWords 44 54\t“at last.”\n"
    data += "E1\tSay:T1 Content:T2 Content2:T3\n"
    ((_, quotation),) = read_annotations("a.ann", data.encode()).given
    assert [(piece.role, piece.passage.exact) for piece in quotation.pieces] == [
        ("content", "“It will fall,”"),
        ("cue", "said"),
        ("content", "“at last.”"),
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("T1\tPerson here\tJane", "line 1: T1 has no offsets"),
        ("T1\tPerson 0 4\tJane\nT1\tPerson 5 8\tRoe", "line 2: T1 is there twice"),
        ("hello", "line 1: “hello” is no line of a brat file."),
        ("E1\t ", "line 1: “E1\t ” is no line of a brat file."),
        ("T1\tQuote 0 4;5 9\tJane Ro", "its words are not as long as its offsets say"),
        ("T1\tQuote 0 4\tJane\nR1\tSpeaker Arg1:T1 Arg2:T9", "its Speaker T9 is not in the file"),
    ],
)
def test_broken_lines_are_named(line, told):
    (problem,) = read_annotations("a.ann", line.encode()).problems
    assert told in problem


def test_a_file_that_is_too_large_is_not_read(db, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LARGEST_FILE", 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was read"))
    for name in ("a.ann", "a.txt"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(3 * 1024 * 1024)
    _, wrong = run(tmp_path / "a.ann")
    assert wrong.startswith("a.ann: The file has 3 MB; up to 1 MB are read.\n")


def test_wrong_arguments_are_explained(brat, tmp_path):
    assert "There is no article" in run(brat, "--article", "x")[1].replace("there", "There")
    assert "Say which article" in run(brat)[1]
    assert "cannot be read" in run(tmp_path / "none.ann")[1]
    with pytest.raises(ValueError, match="“Zitat=quot” is not TYPE=KIND with one of person"):
        type_table(["Zitat=quot"])
    with pytest.raises(UnreadableAnnotations, match="Only files of the kinds"):
        read_annotations("a.xml", b"")
