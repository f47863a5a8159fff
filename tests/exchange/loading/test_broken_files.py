"""Broken files: each is refused with the right words at the right place, and nothing is written."""

from django.db import connection

from articles.exchange.loading import UnreadableTable, load, tables_in
from articles.models import Entity, Mention
from tests.exchange.loading.broken import FILES, NAMES, SPAN, ids


def test_every_problem_is_told_and_nothing_is_written(archive, tmp_path):
    before = rows_of_every_table()
    wrong = {}
    for case, broken in FILES.items():
        said = problems(tmp_path, broken.file, broken.bytes_for(archive))
        told = [line for line in said if line.startswith(broken.said)]
        if len(said) != len(broken.said) or told != said or missing(broken.said, said):
            wrong[case] = said
        assert rows_of_every_table() == before, case
    assert wrong == {}
    assert len(FILES) >= 60


def test_files_that_look_odd_and_are_right(db, tmp_path):
    moscow = NAMES + "moscow,Москва — столица России и крупнейший город,place\n"
    tokyo = NAMES + "tokyo,東京都庁の所在地です,place\nosaka,大阪府庁の所在地です,place\n"
    files = {
        "a": moscow.encode("cp1251"),
        "b": tokyo.encode("cp932"),
        "c": moscow.encode("utf-16"),
        "d": tokyo.encode("utf-16-le"),
        "e": tokyo.replace(",", ";").encode("utf-8-sig"),
        "f": tokyo.replace(",", "\t").replace("\n", "\r").encode(),
        "g": (tokyo.replace("\n", ",,\n") + ",,,,\n\n").encode(),
    }
    for name, data in files.items():
        Entity.objects.all().delete()
        file = tmp_path / f"{name}.csv"
        file.write_bytes(data)
        loaded = load(tables_in(file, "entities"), by=None)
        assert list(map(str, loaded.problems)) == [], name
        assert Entity.objects.get(slug__in=["moscow", "tokyo"]).name in moscow + tokyo
        assert loaded.total("new") == Entity.objects.count()


def test_words_are_placed_nearby_on_demand(archive, tmp_path):
    rows = "{published},46,50,fell,{court}\n"
    rows += "{published},0,3,the,{moscow}\n{published},0,3,nope,{fsb_id}\n"
    file = tmp_path / "mentions.csv"
    file.write_text((SPAN + rows).format(**ids(archive)))
    loaded = load(tables_in(file), by=None, place_nearby=True)
    assert [problem.row for problem in loaded.problems] == [3, 4]
    file.write_text((SPAN + rows.partition("\n")[0] + "\n").format(**ids(archive)))
    loaded = load(tables_in(file), by=None, place_nearby=True)
    placed = Mention.objects.get(exact="fell")
    assert (placed.start, placed.end, placed.prefix[-2:]) == (45, 49, "😀 ")
    assert loaded.total("new") == 1


def problems(folder, name: str, data: bytes) -> list[str]:
    """What is said of a file that is imported."""
    file = folder / name
    file.write_bytes(data)
    try:
        return list(map(str, load(tables_in(file), by=None).problems))
    except UnreadableTable as error:
        return [str(error)]
    finally:
        file.unlink()


def missing(expected, said) -> list[str]:
    """Beginnings that no line has."""
    return [start for start in expected if not any(line.startswith(start) for line in said)]


def rows_of_every_table() -> list[tuple]:
    """How many rows each table of the archive has."""
    names = [n for n in connection.introspection.table_names() if n.startswith("articles_")]
    counts = " UNION ALL ".join(f"SELECT '{name}', COUNT(*) FROM {name}" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(counts)
        return sorted(cursor.fetchall())
