"""Starts a real server and a real Chromium. Without Chromium the stories are skipped, unless they are required."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Where Python finds what makes a rehearsal short.
AT_ONCE = f"{ROOT}{os.pathsep}{Path(__file__).with_name('at_once')}"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium."""
    if not CHROMIUM:
        reason = "Chromium is missing: install it with “apt-get install chromium” to run the tests in a browser."
        if os.environ.get("INNO_BROWSER_TESTS") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import expect, sync_playwright

    # Generous, because a test machine may be busy; a story that works does not wait for it.
    expect.set_options(timeout=60_000)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def store_url(tmp_path_factory):
    """The address of the server's store, for tests that publish while it runs."""
    return f"sqlite:///{tmp_path_factory.mktemp('browser')}/inno.sqlite"


@pytest.fixture(scope="session")
def server_log(tmp_path_factory):
    """The file that holds what the server prints in its terminal."""
    return tmp_path_factory.mktemp("log") / "server.txt"


@pytest.fixture(scope="session")
def server(browser, store_url, server_log):
    """The address of a running dashboard."""
    with running(store_url, server_log, free_port()) as address:
        yield address


@pytest.fixture(scope="session")
def access_codes(server, server_log):
    """The access codes by role, as the terminal of the server shows them."""
    return dict(re.findall(r"^ +(expert|staff) +(\S+)$", server_log.read_text(encoding="utf-8"), re.MULTILINE))


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def running(store_url: str, log: Path, port: int, *settings: str) -> Iterator[str]:
    """Run a dashboard with further `settings` of Streamlit's and give its address."""
    address = f"http://127.0.0.1:{port}"
    with log.open("w") as output:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "streamlit", "run", "dashboard.py"),
                *("--server.headless", "true", "--server.port", str(port), "--server.address", "127.0.0.1"),
                *settings,
            ],
            cwd=ROOT,
            env={**os.environ, "INNO_STORE_URL": store_url, "PYTHONPATH": AT_ONCE},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(address, process, log)
        yield address
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def visitor(browser):
    """Give a function that opens a new visitor's page; all are closed at the end of the test."""
    contexts = []

    def new(width: int = 1440, height: int = 900, theme: str = "light"):
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
        contexts.append(context)
        return context.new_page()

    yield new
    for context in contexts:
        context.close()


def downloaded(page, button):
    """Click `button` and return what it downloads; once more where a busy machine drew it anew under the click."""
    from playwright.sync_api import TimeoutError as TooLate

    for patience in (10_000, 30_000):
        try:
            with page.expect_download(timeout=patience) as download:
                button.click()
            return download.value
        except TooLate:
            continue
    raise AssertionError("Two clicks downloaded nothing.")


def _wait(address: str, process: subprocess.Popen, log: Path) -> None:
    for _ in range(300):
        if process.poll() is not None:
            pytest.fail(f"The server stopped: {log.read_text()}")
        try:
            urlopen(f"{address}/_stcore/health", timeout=1)
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"The server did not answer within a minute: {log.read_text()}")
