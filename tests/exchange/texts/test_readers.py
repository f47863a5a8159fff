"""What is read from a text file, a saved web page and a Word document."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from articles.exchange.texts import word
from articles.exchange.texts.read import UnreadableText
from articles.exchange.texts.reading import read_file

pytestmark = pytest.mark.any_database

PAGE = """<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE html>
<html lang="en_GB"><head><meta charset="{encoding}"><title>Pact signed | Daily Herald</title>
<link rel="canonical" href="https://herald.example/1941/pact">
<meta property="og:site_name" content="Daily Herald"><meta name="author" content="Jane Roe">
<meta property="article:published_time" content="1941-04-13T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/x">Sport</a></nav><article><h1>Pact signed</h1>
<p>The <b>pact</b> was <a href="/p">signed</a> on
Sunday, “the ministry” said.</p><p>“It will hold,” — é<br>New line.</p>
<ul><li>one</li></ul><table><tr><td>a</td><td>b c</td></tr></table></article>
<footer>© 2021 Herald</footer></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "shift_jis"])
def test_a_web_page_gives_its_article_and_what_it_says_of_it(encoding):
    written = {"shift_jis": "windows-1252"}.get(encoding, encoding)  # some pages are wrong
    read = read_file("page.HTML", PAGE.format(encoding=encoding).encode(written))
    assert read.body.split("\n") == [
        "The pact was signed on Sunday, “the ministry” said.",
        "“It will hold,” — é",
        "New line.",
        "one",
        "a\tb c",
    ]
    assert (read.title, read.title_supplied, read.byline) == ("Pact signed", False, "Jane Roe")
    assert (read.published, read.language) == ("1941-04-13", "en-GB")
    assert (read.url, read.publisher) == ("https://herald.example/1941/pact", "Daily Herald")


def test_a_date_is_taken_from_markup_only():
    page = PAGE.format(encoding="utf-8").replace("article:published_time", "x")
    assert read_file("page.htm", page.encode()).published == ""


@pytest.mark.parametrize(
    ("text", "title", "supplied"),
    [
        ("\n Pact  signed\n\nThe text.\n", "Pact signed", False),
        ("Pact signed\nThe text.\n", "pact 1941", True),
        ("Pact signed\n\n", "pact 1941", True),
        ("x" * 300 + "\n\nThe text.", "pact 1941", True),
        ("\ufeff日本 😀\r\n\r\nThe text.", "日本 😀", False),
    ],
)
def test_a_text_is_kept_verbatim_its_first_line_may_be_the_title(text, title, supplied):
    read = read_file("folder/pact_1941.txt", text.encode())
    assert read.body == text.removeprefix("\ufeff").replace("\r\n", "\n")
    assert (read.title, read.title_supplied) == (title, supplied)


def document(*paragraphs: str) -> docx.document.Document:
    made = docx.Document()
    for xml in paragraphs:
        element = parse_xml(xml.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1))
        made.element.body.insert(len(made.element.body) - 1, element)
    return made


def saved(made) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def test_a_word_document_is_read_as_it_stands_when_its_changes_are_accepted():
    made = document(
        "<w:p><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t></w:r>"
        '<w:del w:id="1"><w:r><w:delText>gone</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t> added 😀</w:t></w:r></w:ins>'
        "<w:hyperlink><w:r><w:t>, linked</w:t></w:r></w:hyperlink></w:p>",
        '<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:r><w:t>Joined </w:t></w:r></w:p>',
        "<w:p><w:r><w:t>lines</w:t><w:br/><w:t>apart</w:t></w:r></w:p>",
    )
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "a", "b\nc"
    made.add_paragraph("End.")
    made.core_properties.title, made.core_properties.author = "Of the pact", "Jane Roe"
    read = read_file("x.docx", saved(made))
    assert read.body.split("\n") == [
        "One\ttwo added 😀, linked",
        "Joined lines",
        "apart",
        "a\tb c",
        "End.",
    ]
    assert (read.title, read.byline, read.published) == ("Of the pact", "Jane Roe", "")
    assert any("no date of publication" in note for note in read.notes)
    headed = docx.Document()
    headed.add_heading("Pact signed", 0)
    headed.add_paragraph("The text.")
    read = read_file("x.docx", saved(headed))
    assert (read.title, read.body) == ("Pact signed", "Pact signed\nThe text.")


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.txt", b" \n\t\n", "There is no text in this file."),
        ("a.txt", b"a\0b", "NUL byte"),
        ("a.html", b"", "not HTML"),
        ("a.html", b"<html><body><script>x</script></body></html>", "No text of an article"),
        ("a.docx", b"\xd0\xcf\x11\xe0", "no Word document (.docx), or it is damaged or protected"),
        ("a.docx", saved(docx.Document())[:2000], "no Word document"),
        ("a.docx", b"PK\x05\x06" + bytes(18), "damaged"),
        ("a.pdf", b"%PDF", "Only files of the kinds .txt, .html, .htm, .docx are read."),
        ("noext", b"x", "Only files of the kinds"),
        ("a.txt", b"x" * (20 * 1024 * 1024 + 1), "up to 20 MB are read"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(name, data, told):
    with pytest.raises(UnreadableText) as refused:
        read_file(name, data)
    assert told in str(refused.value)


def test_a_table_within_a_table_is_written_once():
    made = docx.Document()
    cell = made.add_table(1, 2).cell(0, 0)
    for words in ("one", "two", "three"):
        cell.text = words
        cell = cell.add_table(1, 1).cell(0, 0)
    cell.text = "four"
    assert read_file("x.docx", saved(made)).body == "one two three four\t"


@pytest.mark.parametrize("part", ["<w:p/>", "<w:p w:a='' w:b=''></w:p>"])
def test_a_document_of_very_many_tags_is_refused_unread(monkeypatch, part):
    monkeypatch.setattr(word, "MOST_MARKUP", 10_000)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", "<w:document>" + part * 10_000)
    with pytest.raises(UnreadableText, match="tags and attributes; up to 10,000 are read"):
        read_file("bomb.docx", file.getvalue())


def test_a_document_that_unpacks_to_very_much_is_refused_unread(monkeypatch):
    monkeypatch.setattr(word, "LARGEST_UNPACKED", 1000)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b"\0" * 2000)
    with pytest.raises(UnreadableText, match="unpacks to"):
        read_file("bomb.docx", file.getvalue())
