"""Asks the door for its addresses as browsers, health checks and strangers do, and starts and stops a server."""

import asyncio
import re
import signal
from dataclasses import replace
from urllib.parse import quote

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard import app
from data import live
from data.database import StoreError, revision
from pages.door import routes, start
from pages.parts import site_map
from pages.parts.site_map import SCREENS
from tests.load.benchmark import started_dashboard
from tests.load.session import Results, Session, connection


@pytest.fixture(scope="module")
def door():
    """A client of the application as it runs."""
    with TestClient(app, follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: f"/{screen.path}")
def test_each_screen_has_its_title_in_the_first_html(door, screen):
    """Bookmarks, link previews and search engines read no more than this: all would be called “Streamlit”."""
    answer = door.get(f"/{screen.path}?country=ES")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"
    assert re.findall("<title>(.*)</title>", answer.text) == [f"{screen.title} · INNO INDUSTRY"]
    assert 'href="./app/static/icon.svg"' in answer.text


def test_the_style_sheet_comes_with_the_first_html_and_is_kept_for_ever(door):
    """Sent with each run it would cost every click; kept under one address it would outlive the next version."""
    (address,) = re.findall(r'<link rel="stylesheet" href="\.(/style-[0-9a-f]{16}\.css)">', door.get("/policy").text)
    answer = door.get(address)
    assert answer.headers["content-type"].startswith("text/css")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert ".chart-finding" in answer.text and "--inno-text" in answer.text
    assert door.get("/style-0000000000000000.css").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/polici", "/policy/x/y", "/policy/x.php", "/upload/ES", "/index.html", "/wp-login.php", "/static/js/no.js",
        "/_stcore/no", "/_stcore/agent/no", "/style.css", "/api/v1", "/x?country=ES", "/x%3Fcountry=ES", "/%20",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(door, address):
    """An answer of 200 to anything fills search engines with copies, and hides a mistyped link from its writer."""
    answer = door.get(address)
    assert answer.status_code == 404
    if not address.startswith("/_stcore/agent"):
        assert "<h1>There is no page at this address</h1>" in answer.text
        assert '<a href="/">' in answer.text


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("/clusters/ES", "/clusters?country=ES"),
        ("/clusters/es).", "/clusters?country=ES"),
        ("/clusters/ES?provider_type=agency", "/clusters?country=ES&provider_type=agency"),
        ("/blueprint/ES62", "/blueprint?region=ES62"),
        ("/regions/SI", "/regions?places=SI"),
        ("/Policy", "/policy"),
        ("/policy).", "/policy"),
        ("/policy%20", "/policy"),
        ("/POLICY?country=ES&country=SI", "/policy?country=ES&country=SI"),
        ("/clusters%3Fcountry=ES", "/clusters?country=ES"),
        ("/clusters%3Fcountry=ES%26provider_type=agency", "/clusters?country=ES&provider_type=agency"),
        ("/%3Fmeasure=desi", "/?measure=desi"),
        ("/policy%3Fregion=//example.org", "/policy?region=%2F%2Fexample.org"),
    ],
)
def test_a_mistyped_address_leads_to_the_screen_that_is_meant(door, address, leads):
    """Mail programs write the question mark as %3F, people write a place below a screen: both found no page."""
    answer = door.get(address)
    assert (answer.status_code, answer.headers["location"]) == (307, leads)
    assert door.get(leads).status_code == 200


def test_what_is_no_place_below_a_screen_is_not_found_with_the_way_to_the_screen(door):
    """Whoever is lost one step from a screen would be sent back to the start."""
    answer = door.get("/clusters/spain/galicia")
    assert answer.status_code == 404
    assert '<a href="/clusters">To the screen Clusters and hubs</a>' in answer.text


@pytest.mark.parametrize(
    ("address", "status", "kind"),
    [
        ("/_stcore/health", 200, "text/plain"),
        ("/_stcore/host-config", 200, "application/json"),
        ("/manifest.json", 200, "application/json"),
        ("/app/static/icon.svg", 200, "image/svg+xml"),
        ("/app/static/world_110m.json", 200, "application/json"),
        ("/app/static/no.svg", 404, "text/plain"),
        ("/app/static/../dashboard.py", 404, ""),
        ("/media/no.csv", 404, "text/plain"),
        ("/%2e%2e/dashboard.py", 400, ""),
        ("/policy/", 301, ""),
        ("/oauth2callback", 302, ""),
    ],
)
def test_the_addresses_of_streamlit_and_the_static_files_stay(door, address, status, kind):
    """Without them no screen would be drawn, and nobody could sign in or download."""
    answer = door.get(address)
    assert answer.status_code == status
    assert answer.headers.get("content-type", "").startswith(kind)


def test_the_scripts_of_the_page_are_there(door):
    """A page whose own script is not found stays white."""
    sources = re.findall(r'(?:src|href)="\.(/static/[^"]+)"', door.get("/").text)
    assert sources
    assert {door.head(source).status_code for source in sources} == {200}


def test_an_operators_base_path_stands_before_every_address():
    """Behind a proxy that serves other things too, all screens would be “not found”."""
    before = config.get_option("server.baseUrlPath")
    config.set_option("server.baseUrlPath", "inno")
    try:
        client = TestClient(Starlette(routes=routes.routes(), middleware=[Middleware(routes.NothingElse)]))
        (sheet,) = re.findall(r'href="\./(style-[0-9a-f]{16}\.css)"', client.get("/inno/").text)
        for address in ("/inno/policy", f"/inno/{sheet}", "/inno/app/static/icon.svg"):
            assert client.get(address).status_code == 200
        assert client.get("/policy").status_code == 404
    finally:
        config.set_option("server.baseUrlPath", before)


@pytest.mark.parametrize(
    ("host", "status"),
    [("inno.example.org", 200), ("INNO.example.org:8501", 200), ("evil.example.org", 400), ("", 400)],
)
def test_an_operator_names_the_hosts_that_are_answered(door, host, status):
    """A name of a stranger's that points here would let that stranger's pages read ours."""
    config.set_option("server.allowedHosts", ["inno.example.org"])
    try:
        assert door.get("/policy", headers={"Host": host}).status_code == status
    finally:
        config.set_option("server.allowedHosts", [])
    assert door.get("/policy", headers={"Host": "evil.example.org"}).status_code == 200


def test_health_names_the_newest_release(door):
    """An operator sees at a glance which data a server shows."""
    answer = door.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "release": live.newest_release().number})
    assert answer.headers["cache-control"] == "no-store"


def test_the_start_happens_once_whatever_is_emptied(door, monkeypatch):
    """A start at every message that empties caches froze what was in memory each time, until none was left."""
    frozen = []
    monkeypatch.setattr(start, "freeze", lambda: frozen.append(1))
    start._open.cache_clear()
    start.opened()
    asked = start._open.cache_info().misses
    for _ in range(3):
        st.cache_data.clear()
        st.cache_resource.clear()
        start.opened()
    assert frozen == [1]
    assert start._open.cache_info().misses == asked


def test_health_without_a_store_says_so_and_not_where_it_is(door, monkeypatch, capsys):
    """A monitor must notice; but anybody may ask, and the store's user, host and path are the operator's business."""
    sentence = "Store “postgresql://ana@db.example.org/inno”: it does not answer."

    def gone():
        raise StoreError(sentence)

    monkeypatch.setattr(live, "newest_release", gone)
    answer = door.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (503, "failed")
    assert answer.json()["reason"] == "The dashboard cannot be shown; the terminal of the server says why."
    assert "example.org" not in answer.text
    assert sentence in capsys.readouterr().err
    monkeypatch.undo()
    assert door.get("/healthz").status_code == 200


def test_health_of_a_program_that_an_update_left_running_says_so(door, monkeypatch, capsys):
    """A monitor must notice the older server that can no longer publish or count votes."""
    monkeypatch.setattr(revision, "REVISIONS", ("0000",))
    answer = door.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (503, "failed")
    assert "newer version of this program" in capsys.readouterr().err
    monkeypatch.undo()
    assert door.get("/healthz").status_code == 200


def test_a_start_that_failed_is_made_up_for_without_a_restart(monkeypatch, capsys):
    """Who has mended what the terminal names should not have to find out how the server is started."""
    start._open.cache_clear()
    monkeypatch.setenv("INNO_KEPT_ANSWERS", "many")

    async def seen() -> None:
        async with start.lifespan(app):
            assert "The dashboard cannot start.\nSetting INNO_KEPT_ANSWERS" in capsys.readouterr().err
            monkeypatch.delenv("INNO_KEPT_ANSWERS")
            assert start.start().number == 1

    asyncio.run(seen())


def test_a_screen_that_fails_is_logged_without_a_word_about_the_visitor(door, monkeypatch, tmp_path, caplog):
    """What only the visitor saw, the operator cannot mend; what the visitor typed is nobody else's business."""
    broken = tmp_path / "broken.py"
    broken.write_text("1 / 0\n", encoding="utf-8")
    monkeypatch.setattr(
        site_map, "SCREENS", tuple(replace(each, script=broken) if each.path == "policy" else each for each in SCREENS)
    )
    with door.websocket_connect("/_stcore/stream", subprotocols=["streamlit"]) as socket:
        message = BackMsg()
        message.rerun_script.page_name = "policy"
        message.rerun_script.query_string = "q=Ana+Kos"
        socket.send_bytes(message.SerializeToString())
        while ForwardMsg.FromString(socket.receive_bytes()).WhichOneof("type") != "script_finished":
            pass
    (record,) = [each for each in caplog.records if each.name == "pages.screens"]
    assert re.fullmatch(r"Failure [0-9a-f]{8}: the screen /policy on release 1\.", record.getMessage())
    assert record.exc_info
    assert "Ana" not in caplog.text


def test_whoever_goes_to_the_provider_from_a_link_comes_back_to_it(door):
    """The provider leads back to the start page: whoever has to look for the link in the mail again gives up."""
    left = door.get("/auth/login", headers={"Referer": "http://testserver/upload?release=1&q=a%26b"})
    kept = left.headers["set-cookie"]
    assert "HttpOnly" in kept and "Max-Age=900" in kept and "SameSite=lax" in kept
    back = door.get("/oauth2callback")
    assert back.headers["location"] == "/upload?release=1&q=a%26b"
    assert door.get("/oauth2callback").headers["location"] == "/"


@pytest.mark.parametrize(
    ("cookie", "leads_to"),
    [
        ("//example.org", "/"), ("https://example.org/", "/"), ("/nothing", "/"), ("/_stcore/health", "/"), ("", "/"),
        ("https://example.org/upload?a=1", "/upload?a=1"),
        ("/upload?a=%0d%0aX-Made-Up:%201", "/upload?a=%0D%0AX-Made-Up%3A+1"),
    ],
)  # fmt: skip
def test_a_made_up_way_back_leads_to_screens_only(door, cookie, leads_to):
    """A sign-in that ends on somebody else's page is how passwords are stolen."""
    answer = door.get("/oauth2callback", headers={"Cookie": f"inno-wanted={quote(cookie)}"})
    assert answer.headers["location"] == leads_to
    assert "x-made-up" not in answer.headers


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_server_prints_its_codes_at_the_start_and_nothing_at_the_end(how, tmp_path):
    """Lines about “leaked” instances at each stop would teach operators to overlook what the terminal says."""
    log = tmp_path / "log.txt"
    with started_dashboard(log, INNO_STORE_URL=f"sqlite:///{tmp_path}/inno.sqlite", stop=how) as url:
        assert "Access codes, new at each start" in log.read_text(encoding="utf-8")

        async def visit() -> bool:
            async with connection(url) as websocket:
                return await Session(websocket, Results(), 60).open("/indicators")

        assert asyncio.run(visit())
    told = log.read_text(encoding="utf-8")
    assert "leaked" not in told and "Traceback" not in told, told
