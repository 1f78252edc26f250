"""Opens the dashboard in Streamlit's own test driver."""

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from pages.door.routes import SCRIPT


def opened(path: str = "", **query: str | list[str]) -> AppTest:
    """Return the screen at `path`, opened by a link with the parameters `query`."""
    app = AppTest.from_file(SCRIPT, default_timeout=30)
    # As a deep link does it. The driver's own way to another page takes a run of the start page first.
    app._page_hash = calc_hash(path)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def words(app: AppTest) -> str:
    """Return all text on the screen, with plain spaces for those that keep a number and its unit together."""
    kinds = ("markdown", "caption", "title", "header", "subheader", "info", "warning", "error")
    texts = [each.value for kind in kinds for each in getattr(app, kind)]
    texts += [each.proto.body for each in app.get("html")]
    return "\n".join(texts).replace("\u00a0", " ")


@pytest.fixture
def open_screen():
    """Give the function that opens a screen by its address."""
    return opened
