"""Measure whether visitors are disturbed while staff upload a large file.

Starts a dashboard of its own, with a store of its own, and lets the visitors of the benchmark click in it twice, to
warm it up. Then they are measured twice: alone, and while a member of staff drops a file of observations, waits until
it is checked and can be published, starts again and drops it once more, until the visitors have gone.

    python -m tests.load.upload
    python -m tests.load.upload --rows 5000 --sessions 5 --pages / /policy --limit-p95 100

The time of an upload is from sending the file to the server's word that its preview is complete. The last one goes
on after the visitors have gone.

The exit status is 1 when an exception was shown, when a page or an upload failed, or when the p95 of all visits and
clicks during the upload is above --limit-p95; else 0.
"""

import argparse
import asyncio
import gc
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileUploaderState, FileURLs, UploadedFileInfo
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.parts.site_map import SCREENS
from tests.load.benchmark import (
    measure,
    parsed_visits,
    parser_of_visits,
    percentile,
    seen_problems,
    started_dashboard,
    table,
)
from tests.load.member import UPLOADER, Member
from tests.load.session import CLICK, FRAGMENT_CLICK, TOTAL, VISIT, Results, Unreachable, connection
from tests.uploads import observations, staff_code

SCREEN, FILE, READY = "/upload", "observations.csv", "Ready to publish."
# A check of 100,000 rows takes 10 seconds on two idle processors.
PATIENCE_SECONDS = 120
WARM_UPS = 2


class Staff(Member):
    """The tab of a member of staff who drops files. Its timers stand still."""

    def __init__(self, websocket: websockets.ClientConnection, results: Results, url: str) -> None:
        super().__init__(websocket, results, PATIENCE_SECONDS)
        self.url = url

    async def drop(self, content: bytes) -> bool:
        """Drop the file; tell whether it can be published after the check."""
        uploader = self.shown(UPLOADER)
        if uploader is None:
            return False
        urls = await self._urls()
        await self._send(content, urls)
        info = UploadedFileInfo(name=FILE, size=len(content), file_id=urls.file_id, file_urls=urls)
        uploader.chosen = FileUploaderState(uploaded_file_info=[info])
        self.said = []
        if not await self._run(SCREEN, FRAGMENT_CLICK, fragment_id=uploader.fragment_id):
            return False
        if not any(READY in message for message in self.said):
            self.results.failures[SCREEN, f"the check ended without “{READY}”: {' '.join(self.said)}"] += 1
            return False
        return True

    async def _urls(self) -> FileURLs:
        """Ask the server where to send the file."""
        message = BackMsg()
        message.file_urls_request.request_id = FILE
        message.file_urls_request.session_id = self.session_id
        message.file_urls_request.file_names.append(FILE)
        await self.websocket.send(message.SerializeToString())
        async with asyncio.timeout(self.patience):
            while True:
                answer = ForwardMsg.FromString(await self.websocket.recv(decode=False))
                if answer.WhichOneof("type") == "file_urls_response":
                    return answer.file_urls_response.file_urls[0]

    async def _send(self, content: bytes, urls: FileURLs) -> None:
        # No proxy: a measurement through one would measure the proxy.
        async with httpx.AsyncClient(base_url=self.url, timeout=self.patience, trust_env=False) as client:
            token = (await client.get("/_stcore/health")).cookies.get("_streamlit_xsrf", "")
            files = {"file": (FILE, content, "text/csv")}
            answer = await client.put(urls.upload_url, files=files, headers={"X-Xsrftoken": token})
            answer.raise_for_status()


async def staff(url: str, code: str, content: bytes, is_over: Callable[[], bool]) -> tuple[Results, list[float]]:
    """Be a member of staff who uploads the file again and again; return what they saw and the seconds of each time."""
    results, seconds = Results(), []
    try:
        async with connection(url) as websocket:
            tab = Staff(websocket, results, url)
            going = await tab.open(SCREEN) and await tab.sign_in("Ana Kos", code)
            while going:
                begun = time.perf_counter()
                going = await tab.drop(content)
                if going:
                    seconds.append(time.perf_counter() - begun)
                    going = not is_over() and await tab.press("Start again")
    except (OSError, websockets.WebSocketException, httpx.HTTPError) as error:
        results.failures[SCREEN, f"the upload broke off: {error!r}"] += 1
    return results, seconds


async def measure_during_upload(
    arguments: argparse.Namespace, code: str, content: bytes
) -> tuple[Results, Results, list[float]]:
    """Return what the visitors saw, what staff saw, and the seconds of each upload."""
    visits = asyncio.create_task(measure(arguments))
    during, (of_staff, seconds) = await asyncio.gather(visits, staff(arguments.url, code, content, visits.done))
    return during, of_staff, seconds


def measured(arguments: argparse.Namespace, content: bytes) -> dict:
    """Start the dashboard, measure without an upload and during it, and return the report."""
    with tempfile.TemporaryDirectory() as folder:
        log, store = Path(folder) / "log.txt", f"sqlite:///{folder}/inno.sqlite"
        with started_dashboard(log, INNO_STORE_URL=store) as arguments.url:
            # As long as a measurement: each visitor clicks the same every time, and what is asked for the first time
            # would count only for the measurement that comes first.
            for _ in range(WARM_UPS):
                asyncio.run(measure(arguments))
            code = staff_code(log)
            if code is None:
                raise Unreachable("The dashboard printed no access code for staff: it has a sign-in provider.")
            alone = asyncio.run(measure(arguments))
            during, of_staff, seconds = asyncio.run(measure_during_upload(arguments, code, content))
    report = {
        "rows": arguments.rows,
        "sessions": arguments.sessions,
        "seconds": arguments.seconds,
        "without": summary(alone, arguments.pages),
        "during": summary(during, arguments.pages),
        "upload_seconds": [round(each, 1) for each in seconds],
    }
    problems = [problem for results in (alone, during, of_staff) for problem in seen_problems(results)]
    if report["during"]["p95_ms"] > arguments.limit_p95:
        problems.append(
            f"p95 of {report['during']['p95_ms']} ms during the upload is above the limit of {arguments.limit_p95:g} ms"
        )
    return {**report, "problems": problems}


def summary(results: Results, pages: list[str]) -> dict:
    """Return the times of all visits and clicks together, and the p95 of each page. Raises Unreachable without any."""
    durations = [
        duration
        for (_, kind), each in results.durations.items()
        if kind in (VISIT, CLICK, FRAGMENT_CLICK)
        for duration in each
    ]
    if not durations:
        raise Unreachable(" ".join(["No visit or click was measured.", *seen_problems(results)]))
    return {
        "runs": len(durations),
        "median_ms": round(statistics.median(durations), 1),
        "p95_ms": round(percentile(durations, 95), 1),
        "p99_ms": round(percentile(durations, 99), 1),
        "max_ms": round(max(durations), 1),
        "pages_p95_ms": {row["page"]: row["p95_ms"] for row in table(results, pages) if row["run"] == TOTAL},
    }


def printed(report: dict) -> str:
    """Return the report as a table for people."""
    without, during = report["without"], report["during"]
    lines = [
        f"{report['sessions']} sessions for {report['seconds']:g} s; uploads of {report['rows']:,} rows",
        "",
        f"{'':<24}{'without upload':>16}{'during upload':>16}",
        f"{'runs':<24}{without['runs']:>16}{during['runs']:>16}",
    ]
    for name, key in (("median ms", "median_ms"), ("p95 ms", "p95_ms"), ("p99 ms", "p99_ms"), ("max ms", "max_ms")):
        lines.append(f"{name:<24}{without[key]:>16.1f}{during[key]:>16.1f}")
    # A page that nobody came to in so short a time has no p95.
    unknown = float("nan")
    for page in dict.fromkeys([*without["pages_p95_ms"], *during["pages_p95_ms"]]):
        times = [each["pages_p95_ms"].get(page, unknown) for each in (without, during)]
        lines.append(f"{'p95 ms of ' + page:<24}{times[0]:>16.1f}{times[1]:>16.1f}")
    uploads = ", ".join(f"{each:.1f} s" for each in report["upload_seconds"]) or "none"
    problems = report["problems"] or ["No exceptions; every run and every upload finished."]
    return "\n".join([*lines, "", f"Uploads, from sending to preview: {uploads}", "", *problems])


def parsed(words: list[str] | None = None) -> tuple[argparse.Namespace, bytes]:
    """Read the command line; return it with the file to upload."""
    screens = [f"/{screen.path}" for screen in SCREENS if screen.role == "viewer"]
    parser = parser_of_visits("tests.load.upload", __doc__, screens)
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the file (default: %(default)s)")
    parser.add_argument(
        "--limit-p95", type=float, default=250.0, metavar="MS", help="fail when p95 is above (default: %(default)s)"
    )
    arguments = parsed_visits(parser, words)
    try:
        return arguments, observations(arguments.rows)
    except ValueError as error:
        parser.error(f"--rows: {error}")


def main(words: list[str] | None = None) -> int:
    """Measure, print, and return the exit status."""
    arguments, content = parsed(words)
    # A collection of Streamlit's own objects takes tens of milliseconds, which would count as the server's.
    gc.collect()
    gc.freeze()
    try:
        report = measured(arguments, content)
    except Unreachable as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 1
    print(json.dumps(report, indent=2) if arguments.json else printed(report))
    return 1 if report["problems"] else 0


if __name__ == "__main__":
    sys.exit(main())
