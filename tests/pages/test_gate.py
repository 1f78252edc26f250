"""Does to a real server what strangers might, and looks at what its visitors and its staff notice of it."""

import asyncio
import os
import re
import socket
import statistics
import time
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.load.benchmark import started_dashboard
from tests.load.member import Member
from tests.load.session import Results, Session, connection
from tests.load.upload import Staff
from tests.uploads import staff_code

PATIENCE = 60
PARTNER = "https://partner.example.org"
# Python runs this at the start of the server: names and hosts outside do not answer, and it is noted who asked for one.
SILENCE = """
import os, socket, time

def silent(ask):
    def asked(*given, **more):
        host = given[0] if isinstance(given[0], (str, type(None))) else given[1][0]
        if host in (None, "", "localhost", "0.0.0.0", "::", "::1") or str(host).startswith(("127.", "/")):
            return ask(*given, **more)
        with open(os.environ["ASKED"], "a") as file:
            file.write(f"{host}\\n")
        time.sleep(20)
        raise OSError("no answer")
    return asked

socket.getaddrinfo = silent(socket.getaddrinfo)
socket.socket.connect = silent(socket.socket.connect)
"""


class Server:
    """A running server: its address, the codes it printed, its memory and whom it asked."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder
        wanted = f"--server.port\0{urlsplit(url).port}\0".encode()
        processes = [each for each in Path("/proc").glob("[0-9]*") if wanted in _read(each / "cmdline")]
        (self.process,) = processes

    @property
    def log(self) -> str:
        return (self.folder / "log.txt").read_text(encoding="utf-8")

    @property
    def staff_code(self) -> str:
        return staff_code(self.folder / "log.txt")

    @property
    def asked(self) -> str:
        return _read(self.folder / "asked.txt").decode()

    @property
    def megabytes(self) -> float:
        (kilobytes,) = re.findall(r"VmRSS:\s+(\d+) kB", _read(self.process / "status").decode())
        return int(kilobytes) / 1000

    def put(self, session: str, content: bytes, **headers: str) -> httpx.Response:
        """Send a file, as the field for files does."""
        with httpx.Client(base_url=self.url, trust_env=False, timeout=PATIENCE) as client:
            token = client.get("/_stcore/health").cookies["_streamlit_xsrf"]
            return client.put(
                f"/_stcore/upload_file/{session}/{os.urandom(8).hex()}",
                files={"file": ("rows.csv", content, "text/csv")},
                headers={"X-Xsrftoken": token, **headers},
            )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server on a machine whose name server never answers."""
    folder = tmp_path_factory.mktemp("gate")
    (folder / "sitecustomize.py").write_text(SILENCE, encoding="utf-8")
    with started_dashboard(
        folder / "log.txt",
        INNO_STORE_URL=f"sqlite:///{folder}/inno.sqlite",
        PYTHONPATH=str(folder),
        ASKED=str(folder / "asked.txt"),
        STREAMLIT_SERVER_CORS_ALLOWED_ORIGINS=PARTNER,
        INNO_UPLOAD_LIMIT_MB="2",
        STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL="1",
    ) as url:
        yield Server(url, folder)


async def _opened(websocket, path: str = "/") -> Member:
    tab = Member(websocket, Results(), PATIENCE)
    assert await tab.open(path), tab.results.failures
    return tab


async def _closing_code(url: str, content: bytes | str) -> int:
    """Send something and return the number with which the server closes the connection."""
    try:
        async with asyncio.timeout(PATIENCE), connection(url) as websocket:
            await websocket.send(content)
            while True:
                await websocket.recv()
    except websockets.ConnectionClosed as closed:
        return closed.rcvd.code


def _message(**sent) -> bytes:
    message = BackMsg()
    for name, value in sent.items():
        if isinstance(value, dict):
            getattr(message, name).SetInParent()
            for inner, content in value.items():
                if isinstance(content, list):
                    getattr(getattr(message, name), inner).extend(content)
                elif isinstance(content, str):
                    setattr(getattr(message, name), inner, content)
                else:
                    getattr(getattr(message, name), inner).SetInParent()
        else:
            setattr(message, name, value)
    return message.SerializeToString()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(_message(clear_cache=True), id="empty the caches"),
        pytest.param(_message(debug_disconnect_websocket=True), id="debug: disconnect"),
        pytest.param(_message(debug_shutdown_runtime=True), id="debug: shut down"),
        pytest.param(_message(load_git_info=True), id="which git"),
        pytest.param(_message(set_run_on_save=True), id="run on save"),
        pytest.param(_message(backend_operation_request={"install_skills": ...}), id="write into the program's folder"),
        pytest.param(_message(backend_operation_request={"dismiss_skills_nudge": ...}), id="write into the home"),
        pytest.param(_message(backend_operation_request={}), id="no operation"),
        pytest.param(_message(file_urls_request={"file_names": ["x"] * 1000}), id="a thousand files"),
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xff\xff\xff", id="broken"),
        pytest.param("rerun", id="text"),
        pytest.param(_message(rerun_script={"query_string": "x" * 3_000_000}), id="3 MB"),
    ],
)
def test_what_no_screen_sends_ends_the_connection(server, content):
    """Streamlit does for anybody what its developers' tools ask: empties caches of all, writes files, reads git."""
    assert asyncio.run(_closing_code(server.url, content)) == 1008


def test_a_message_of_many_megabytes_is_not_even_read(server):
    """Up to 200 MB of each of a hundred connections would lie in memory before anybody looks at them."""
    assert asyncio.run(_closing_code(server.url, b"x" * 11_000_000)) == 1009


def test_the_log_does_not_fill_with_refusals(server):
    """Who sends ten thousand such messages must not fill the disk instead of the memory."""
    for _ in range(5):
        asyncio.run(_closing_code(server.url, _message(clear_cache=True)))
    assert server.log.count("a message “clear_cache”, which no screen sends") == 1


def _handshake(server: Server, origin: str | None, host: str | None = None) -> tuple[int, float]:
    """Ask for a WebSocket; return the HTTP status and the seconds it took."""
    address = urlsplit(server.url)
    lines = [
        "GET /_stcore/stream HTTP/1.1",
        f"Host: {host or address.netloc}",
        *([f"Origin: {origin}"] if origin else []),
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ]
    begun = time.perf_counter()
    with socket.create_connection((address.hostname, address.port), PATIENCE) as link:
        link.sendall("\r\n".join([*lines, "", ""]).encode())
        status = int(link.recv(12).split()[1])
    return status, time.perf_counter() - begun


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://evil.example.org", 403),
        ("http://localhost:3000", 403),
        ("http://127.0.0.1", 403),
        ("null", 403),
        ("https://[", 403),
        ("https://inno.streamlit.app", 403),
        ("file://", 403),
        (None, 101),
        ("own", 101),
        (PARTNER, 101),
    ],
)
def test_only_pages_of_the_dashboard_and_those_allowed_connect(server, origin, status):
    """Any site could act as whoever visits it; and to refuse, Streamlit would wait 20 s for a silent name server."""
    said, seconds = _handshake(server, server.url if origin == "own" else origin)
    assert (said, seconds < 2) == (status, True)
    assert server.asked == ""


def test_the_start_asks_no_host_outside(server):
    """A start without internet would wait; and who starts a server is nobody's business."""
    assert "localhost" in server.log and "External URL" not in server.log
    assert server.asked == ""


@pytest.mark.parametrize(
    "address",
    ["/", "/policy", "/polici", "/healthz", "/app/static/icon.svg", "/_stcore/health", "/media/no.csv", "/%2e%2e/x"],
)
def test_every_answer_tells_browsers_what_pages_may_do(server, address):
    """One answer without them is enough: a file taken for a page, or a page in a stranger's frame."""
    answer = httpx.get(f"{server.url}{address}", trust_env=False)
    policy = dict(each.split(" ", 1) for each in answer.headers["content-security-policy"].split("; "))
    assert (
        policy["default-src"] == "'self'" and policy["frame-ancestors"] == "'self'" and policy["object-src"] == "'none'"
    )
    assert "'unsafe-eval'" not in policy["script-src"] and "'unsafe-inline'" not in policy["script-src"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("address", ["metrics", "metrics/", "metrics?families=x", "agent", "agent/openapi.json"])
@pytest.mark.parametrize("method", ["GET", "OPTIONS", "POST"])
def test_what_is_for_operators_and_programs_is_closed(server, address, method):
    """How many people are here, and how much memory is left, is what an attacker asks first."""
    answer = httpx.request(method, f"{server.url}/_stcore/{address}", trust_env=False, follow_redirects=True)
    assert answer.status_code == 404 and "There is no page at this address" in answer.text


def test_no_other_site_steers_the_pages(server):
    """Streamlit's own cloud may, unless it is said otherwise: anybody can have an address there."""
    assert httpx.get(f"{server.url}/_stcore/host-config", trust_env=False).json()["allowedOrigins"] == []


def test_files_are_taken_from_staff_on_the_upload_only(server):
    """Forty files of strangers took a gigabyte; whoever knows no code must not send one."""

    async def story() -> list[int]:
        said = []
        async with connection(server.url) as websocket:
            stranger = await _opened(websocket, "/upload")
            said.append(server.put(stranger.session_id, b"a").status_code)
        async with connection(server.url) as websocket:
            tab = await _opened(websocket, "/upload")
            assert await tab.sign_in("Ana Kos", server.staff_code)
            said.append(server.put(tab.session_id, b"a").status_code)
            said.append(server.put("no-such-session", b"a").status_code)
            assert await tab.visit("/releases")
            said.append(server.put(tab.session_id, b"a").status_code)
            assert await tab.visit("/upload")
            said.append(server.put(tab.session_id, b"a").status_code)
            assert await tab.press("Sign out")
            said.append(server.put(tab.session_id, b"a").status_code)
        return said

    assert asyncio.run(story()) == [403, 204, 403, 403, 204, 403]


def test_an_upload_has_room_for_so_much_and_starting_again_makes_room(server):
    """One forgotten window must not keep the memory for itself, and staff must not have to close theirs."""

    async def story() -> list[int]:
        large = b"x" * 1_900_000
        async with connection(server.url) as websocket:
            tab = Staff(websocket, Results(), server.url)
            assert await tab.open("/upload") and await tab.sign_in("Ana Kos", server.staff_code)
            said = [server.put(tab.session_id, large).status_code for _ in range(5)]
            assert await tab.visit("/") and await tab.visit("/upload")
            return [*said, server.put(tab.session_id, large).status_code]

    assert asyncio.run(story()) == [204, 204, 204, 204, 413, 204]


def test_the_room_of_all_uploads_is_free_again_when_windows_are_closed(server):
    """Windows left open at the end of a day, or closed without a word, would keep the memory until a restart."""

    async def story() -> list[int]:
        large, said = b"x" * 1_900_000, []
        async with AsyncExitStack() as windows:
            for _ in range(4):
                tab = Staff(await windows.enter_async_context(connection(server.url)), Results(), server.url)
                assert await tab.open("/upload") and await tab.sign_in("Ana Kos", server.staff_code)
                said += [server.put(tab.session_id, large).status_code for _ in range(4)]
        async with connection(server.url) as websocket:
            tab = Staff(websocket, Results(), server.url)
            assert await tab.open("/upload") and await tab.sign_in("Ana Kos", server.staff_code)
            for _ in range(100):
                said.append(server.put(tab.session_id, large).status_code)
                if said[-1] == 204:
                    break
                await asyncio.sleep(0.1)
        return said

    said = asyncio.run(story())
    assert said[:13] == [204] * 13 and 503 in said[13:16] and said[-1] == 204


async def _clicks(tab: Session, path: str, count: int) -> list[float]:
    """Return how many milliseconds each of so many clicks of a visitor took."""
    tab.results.durations.clear()
    for _ in range(count):
        widget = next(each for each in tab.widgets.values() if each.usable)
        assert await tab.click(path, widget), tab.results.failures
        await asyncio.sleep(0.1)
    return [each for durations in tab.results.durations.values() for each in durations]


async def _attack(server: Server) -> None:
    for _ in range(100):
        assert await _closing_code(server.url, _message(clear_cache=True)) == 1008
    file = b"x" * 1_900_000
    async with connection(server.url) as websocket:
        stranger = await _opened(websocket)
        for _ in range(40):
            assert (await asyncio.to_thread(server.put, stranger.session_id, file)).status_code == 403
    for _ in range(5):
        assert (await asyncio.to_thread(_handshake, server, "https://evil.example.org"))[0] == 403
    for each in range(60):
        async with connection(server.url) as websocket:
            guesser = await _opened(websocket, "/upload")
            assert await guesser.sign_in("Guess", f"aaaa-bbbb-cccc-{each:04}")


def test_an_attack_costs_the_others_nothing(server):
    """What anybody can do from home took four fifths of the memory, held clicks up and locked staff out."""

    async def story() -> tuple[list[float], list[float], float, float]:
        async with connection(server.url) as websocket:
            visitor = await _opened(websocket, "/policy")
            await _clicks(visitor, "/policy", 10)
            before = await _clicks(visitor, "/policy", 20)
            memory = server.megabytes
            attack = asyncio.create_task(_attack(server))
            during = []
            while not attack.done():
                during += await _clicks(visitor, "/policy", 5)
            await attack
        async with connection(server.url) as websocket:
            staff = await _opened(websocket, "/upload")
            begun = time.perf_counter()
            assert await staff.sign_in("Ana Kos", server.staff_code)
            seconds = time.perf_counter() - begun
            assert server.put(staff.session_id, b"a").status_code == 204
        return before, during, server.megabytes - memory, seconds

    before, during, grown, seconds = asyncio.run(story())
    print(f"{statistics.median(before)=} {statistics.median(during)=} {len(during)=} {grown=} {seconds=}")
    assert grown < 50
    assert seconds < 3
    # A busy machine makes them slower too, but not twenty times.
    assert statistics.median(during) < 3 * statistics.median(before) + 50
    assert server.asked == ""
