"""Opens the dashboard in Streamlit's own test driver."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from data.audit import PROGRAM
from data.people.access import Visitor
from pages.door import start
from pages.door.routes import SCRIPT

FROZEN = {path.stem: path.read_bytes() for path in sorted(Path(__file__).with_name("release").glob("*.csv"))}


@pytest.fixture(scope="package", autouse=True)
def frozen_release(store_of_the_tests, tmp_path_factory):
    """Every store that a screen opens here begins with the frozen release instead of the shipped data."""

    def publish_frozen(store, _contract):
        if store.newest() is None:
            store.add_release(FROZEN, based_on=None, kind="shipped", by=PROGRAM, reason="The frozen release.")

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INNO_STORE_URL", f"sqlite:///{tmp_path_factory.mktemp('frozen')}/inno.sqlite")
        patch.setattr("data.live.publish_shipped", publish_frozen)
        start._open.cache_clear()
        yield
    start._open.cache_clear()


def opened(path: str = "", who: Visitor | None = None, **query: str | list[str]) -> AppTest:
    """Return the screen at `path`, opened by a link with the parameters `query`; `who` is signed in already."""
    app = AppTest.from_file(SCRIPT, default_timeout=30)
    # As a deep link does it. The driver's own way to another page takes a run of the start page first.
    app._page_hash = calc_hash(path)
    if who is not None:
        app.session_state["visitor"] = who
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
