"""The Nu HTML checker finds nothing to say about any kind of page a reader can meet."""

import pytest

from tests.browser.kinds import make_kinds

pytestmark = pytest.mark.any_database


def test_every_kind_of_page_is_valid(founding, client, html_errors):
    pages = {name: client.get(address).text for name, address in make_kinds(founding).items()}
    assert html_errors(pages) == []
