"""File formats: what spreadsheets do to a table is undone, or refused with a reason."""

import datetime
import io
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tablib import Dataset

from articles.exchange import spreadsheet
from articles.exchange.formats import FORMATS, LONGEST_XLSX_CELL, Csv, Json, UnreadableFile, Xlsx
from articles.exchange.spreadsheet import sheet_rows

# Characters an XLSX file cannot hold are left out, and \r, which XML reads as \n.
cells = st.text(
    alphabet=st.one_of(
        st.sampled_from("'=+-@\t\n|\\,;\""),
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
    )
)


@pytest.mark.parametrize("format_class", FORMATS)
@settings(max_examples=30)  # an XLSX file takes long to make
@given(rows=st.lists(st.tuples(cells.filter(bool), cells), min_size=1, max_size=3))
def test_any_cells_come_back(format_class, rows):
    table = Dataset(*rows, headers=["id", "note"])
    file = format_class().export_data(table)
    assert list(format_class().create_dataset(file)) == rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_other_countries_is_read(delimiter):
    data = f"\ufeffslug{delimiter}name\r\nx{delimiter}'=1\r\n\r\n".encode()
    table = Csv().create_dataset(data)
    assert (table.headers, list(table)) == (["slug", "name"], [("x", "=1")])


def test_a_long_article_fits_into_csv():
    data = b"slug,body\nx," + b"a" * 200_000 + b"\n"
    assert len(Csv().create_dataset(data)[0][1]) == 200_000


@pytest.mark.parametrize(
    ("format_class", "data", "message"),
    [
        (Csv, b"slug,name\nx,caf\xe9\n", "The file may be Windows-1252"),
        (Csv, b"slug,name\nx,a,b\n", "Row 2 has 3 cells, the first row has 2"),
        (Csv, b"slug,name\nx\n", "Row 2 has 1 cells"),
        (Csv, b'slug,name\nx,"a" b\n', "Near line 2"),
        (Json, b"{", "This is not JSON"),
        (Json, b'{"slug": "x"}', "a list of objects"),
        (Json, b'[{"slug": "x"}, {"slgu": "y"}]', "Object 2 differs from the first in: slgu, slug"),
    ],
)
def test_an_unreadable_file_is_refused_with_the_place(format_class, data, message):
    with pytest.raises(UnreadableFile, match=message):
        format_class().create_dataset(data)


def test_numbers_dates_and_truths_of_a_spreadsheet_are_text_again():
    book = openpyxl.Workbook()
    book.active.append(["slug", "began", "wikidata", "title_supplied", "note", None])
    book.active.append(["x", datetime.datetime(1940, 9, 27), 1940, True, None, None])
    file = io.BytesIO()
    book.save(file)
    table = Xlsx().create_dataset(file.getvalue())
    assert table.headers == ["slug", "began", "wikidata", "title_supplied", "note"]
    assert list(table) == [("x", "1940-09-27", "1940", "true", "")]


def workbook(cells: dict[str, object]) -> bytes:
    """An XLSX file of one sheet with these cells."""
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def altered(workbook: bytes, old: bytes, new: bytes) -> bytes:
    """The file with `new` for `old` in all its parts."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(workbook)) as parts, ZipFile(file, "w") as written:
        for name in parts.namelist():
            written.writestr(name, parts.read(name).replace(old, new))
    return file.getvalue()


def test_a_stray_cell_far_away_is_told():
    file = workbook({"A1": "slug", "B1": "name", "XFD1048576": "x"})
    with pytest.raises(UnreadableFile, match="“Sheet” has 1,048,576 rows and 16,384 columns"):
        Xlsx().create_dataset(file)


def test_rows_beyond_the_last_one_are_not_counted_up_to():
    told = "“Sheet” has more than 1,048,576 rows and 1 columns"
    file = altered(workbook({"A1": "slug", "A7": "x"}), b'r="7"', b'r="9000000000000"')
    with pytest.raises(UnreadableFile, match=told):
        sheet_rows(file)


@pytest.mark.parametrize(
    ("before", "tag", "part"),
    [(b"</row>", b"<c/>", "xl/worksheets/sheet1"), (b"</cellXfs>", b"<xf/>", "xl/styles")],
)
def test_tags_that_would_fill_the_memory_are_refused(monkeypatch, before, tag, part):
    monkeypatch.setattr(spreadsheet, "MOST_MARKS", 1000)
    file = workbook({"A1": "slug", "A2": "x"})
    assert sheet_rows(file) == [("slug",), ("x",)]
    with pytest.raises(UnreadableFile, match=f"{part}.xml of the file has more than 1,000 tags"):
        sheet_rows(altered(file, before, tag * 1000 + before))


def test_many_wide_rows_are_told_before_they_fill_the_memory():
    file = workbook({f"XFD{number}": "x" for number in range(1, 400)})
    with pytest.raises(UnreadableFile, match="rows and 16,384 columns"):
        sheet_rows(file)


def test_empty_cells_at_the_end_are_no_part_of_the_table():
    file = workbook({"A1": "slug", "B2": "x", "XFD3": "", "A1048576": ""})
    assert sheet_rows(file) == [("slug", None), (None, "x")]
    formula = workbook({"A1": "slug", "C4": "=1+1"})
    with pytest.raises(UnreadableFile, match="Cell C4 holds a formula without its result"):
        sheet_rows(formula)


def test_a_file_that_unpacks_to_too_much_is_refused_unread(monkeypatch):
    monkeypatch.setattr(spreadsheet, "LARGEST_UNPACKED", 2 * 1024 * 1024)
    file = io.BytesIO(spreadsheet.sheet_of(["slug"], []))
    with ZipFile(file, "a", ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet2.xml", b" " * 3 * 1024 * 1024)
    assert len(file.getvalue()) < 20_000
    with pytest.raises(UnreadableFile, match="unpacks to 3 MB; up to 2 MB are read"):
        sheet_rows(file.getvalue())


def test_no_formula_reaches_a_spreadsheet():
    table = Dataset(["=1+1", "@SUM(A1)"], headers=["id", "note"])
    sheet = openpyxl.load_workbook(io.BytesIO(Xlsx().export_data(table))).active
    assert [cell.data_type for cell in sheet[2]] == ["s", "s"]
    assert b"'=1+1,'@SUM" in Csv().export_data(table)
    assert '"=1+1"' in Json().export_data(table)


def test_a_cell_that_would_be_cut_off_is_refused():
    table = Dataset(["x", "a" * (LONGEST_XLSX_CELL + 1)], headers=["id", "body"])
    with pytest.raises(ValueError, match="Row 2, body: 32,768 characters"):
        Xlsx().export_data(table)


def test_lists_in_json_may_be_lists():
    table = Json().create_dataset('[{"slug": "x", "aliases": ["A|B", "C"]}]')
    assert list(table) == [("x", r"A\|B|C")]
