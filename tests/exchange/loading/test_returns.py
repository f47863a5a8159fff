"""What was deleted comes back from an export that was made before, and readers are told."""

from articles.editing import records
from articles.exchange.loading import load, tables_in
from articles.models import Correction, Quotation
from tests.exchange.loading.rounds import exported


def rows(file: bytes) -> list[bytes]:
    """Whatever their order: what came back comes after what was there."""
    return sorted(file.split(b"\r\n"))


def test_a_deleted_quotation_comes_back_with_its_number(archive, tmp_path):
    before = exported(tmp_path)
    quotation = archive.published.quotations.get()
    records.delete(quotation, by=None, based_on=quotation.row_version, reason="By mistake.")
    files = [tmp_path / f"{name}.csv" for name in ("quotations", "quotation_spans")]
    loaded = load([table for file in files for table in tables_in(file)], by=None)
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.total("new") == 5
    again = Quotation.objects.get(public_id=quotation.public_id)
    assert (again.number, again.row_version) == (quotation.number, quotation.row_version)
    kinds = Correction.objects.filter(record=quotation.public_id).values_list("kind", flat=True)
    assert list(kinds) == ["restored", "deleted"]
    after = exported(tmp_path / "after")
    changed = [name for name in before if rows(after[name]) != rows(before[name])]
    assert changed == ["corrections.csv"]
