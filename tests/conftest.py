"""What all tests share: a store of their own, made once, and no caches from one test to the next."""

import os
from collections import OrderedDict

import pytest
import streamlit as st

from pages.door import start
from pages.parts import provider
from queries.engine import Engine

# More would only take memory: a test works on two or three releases.
_ENGINES = 8


@pytest.fixture(scope="session", autouse=True)
def store_of_the_tests(tmp_path_factory):
    """Keep the tests away from the store of whoever runs them."""
    os.environ["INNO_STORE_URL"] = f"sqlite:///{tmp_path_factory.mktemp('store')}/inno.sqlite"


@pytest.fixture(scope="session", autouse=True)
def no_search_for_components():
    """Keep Streamlit's driver from reading about every installed package at each opening: there are no components.

    It took two fifths of the time of the tests of screens.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("streamlit.components.v2.manifest_scanner.scan_component_manifests", list)
        yield


@pytest.fixture(scope="session", autouse=True)
def no_freezing():
    """Starts search for no garbage here: a start comes with many tests, and each search takes a quarter of a second."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(start, "freeze", lambda: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def no_rehearsal():
    """Publishing takes no rehearsal here: it runs all screens for ten seconds. Its own tests ask for the real one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data.live.rehearse", lambda *_given, **_options: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def one_engine_for_the_same_data():
    """Load equal data once: most stores of the tests begin with the same release, and loading it takes a second."""
    kept = OrderedDict()

    def engine(files, contract):
        key = (*sorted(files.items()), repr(contract))
        if key not in kept:
            kept[key] = Engine(files, contract)
            if len(kept) > _ENGINES:
                kept.popitem(last=False)
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("queries.answers.Engine", engine)
        yield


@pytest.fixture(autouse=True)
def empty_streamlit_caches(request):
    """Streamlit's caches outlive a test: what opened another store or other settings must not serve the next.

    The data are loaded anew only where a test may have changed the settings; for all others that took a second each.
    """
    yield
    if "monkeypatch" in request.fixturenames:
        st.cache_data.clear()
        st.cache_resource.clear()
        start._open.cache_clear()
        provider.roles.cache_clear()
