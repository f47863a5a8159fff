"""The rows by which two texts are compared."""

from hypothesis import given
from hypothesis import strategies as st

from articles.rendering.difference import Row, rendered_difference

LINES = st.lists(st.sampled_from(["", "a fort", "a tower", "東京", "😀 so", " "]), max_size=12)


def shapes(old: str, new: str, around: int = 1) -> list[str]:
    """Each row in a word or two."""
    return [shape(row) for row in rendered_difference(old, new, around)]


def shape(row: Row) -> str:
    if row.kind == "folded":
        return f"… {row.paragraphs}"
    if row.kind == "same":
        return row.text
    marks = {"same": "{}", "gone": "-{}-", "new": "+{}+"}
    return "".join(marks[piece.kind].format(piece.text) for piece in row.pieces)


def test_what_stands_around_a_change_is_shown_and_the_rest_counted():
    old = "1\n2\n3\n4\nold\n6\n7\n8"
    new = old.replace("old", "new")
    assert shapes(old, new)[:2] == ["… 3", "4"]
    assert shapes(old, new)[-2:] == ["6", "… 2"]
    assert shapes(old, new, around=0)[0] == "… 4"


def test_one_paragraph_is_shown_rather_than_counted():
    assert shapes("1\n2\n3\nold", "1\n2\n3\nnew")[0] == "… 2"
    assert shapes("1\n2\nold", "1\n2\nnew")[:2] == ["1", "2"]


def test_empty_lines_are_told_when_they_come_or_go_and_not_counted():
    (gone,) = [row for row in rendered_difference("a\n\nb", "a\nb") if row.kind == "changed"]
    assert (gone.is_empty, gone.came) == (True, False)
    (new,) = [row for row in rendered_difference("a\nb", "a\n\nb") if row.kind == "changed"]
    assert (new.is_empty, new.came) == (True, True)
    assert shapes("1\n\n2\n\n3\n\nold", "1\n\n2\n\n3\n\nnew")[0] == "… 2"


def test_equal_texts_have_no_rows():
    assert rendered_difference("a\nb", "a\nb") == []


@given(LINES, LINES, st.integers(0, 2))
def test_every_line_with_words_is_shown_or_counted(old, new, around):
    rows = rendered_difference("\n".join(old), "\n".join(new), around)
    if not rows:
        assert old == new or "\n".join(old) == "\n".join(new)
        return
    lines = sum(
        row.paragraphs if row.kind == "folded" else 1
        for row in rows
        if row.kind != "changed" or any(p.kind != "gone" and p.text.strip() for p in row.pieces)
    )
    assert lines == sum(bool(line.strip()) for line in new)
