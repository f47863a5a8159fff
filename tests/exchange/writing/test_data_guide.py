"""docs/data.md promises nothing that is not so."""

import re

from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from articles.exchange.cells import guard, join_list
from articles.exchange.datasets import PUBLIC
from articles.exchange.resources import IMPORTABLE, import_resource
from articles.filters import FILTERS

GUIDE = (settings.BASE_DIR / "docs" / "data.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^\| (\w+) \| (.*) \|$", GUIDE.partition("## How")[0], re.MULTILINE))


def test_it_names_every_file_and_every_filter():
    for name in PUBLIC:
        assert f"`/{name}.csv`" in GUIDE, name
        named = set(re.findall(r"`(\w+)`", SECTIONS[name]))
        assert named == set(FILTERS[name].base_filters) - {"sort"}, name


def test_it_names_every_column_that_is_imported():
    table = dict(re.findall(r"^\| (\w+) \| (.*) \|$", GUIDE.partition("## Bringing")[2], re.M))
    for name in IMPORTABLE:
        columns = set(import_resource(name).written)
        assert set(re.findall(r"`(\w+)`", table[name])) == columns, name


@given(st.lists(st.text(alphabet=st.one_of(st.sampled_from("'=|\\e"), st.characters()))))
def test_its_python_reads_what_we_write(items):
    code = re.search(r"```python\n(.*?)\nwith open", GUIDE, re.DOTALL)[1]
    names: dict = {}
    exec(code, names)
    assert names["split_list"](names["unguard"](guard(join_list(items)))) == items
