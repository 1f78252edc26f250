"""Measure how fast a running dashboard answers, and whether it shows errors.

Each session speaks to the server as a browser tab does, over Streamlit's WebSocket: it opens
a page, then about once a second changes a filter and now and then goes to another page by
the menu. The time of a script run is from sending the request to the server's word that the
script has finished; drawing in the browser is not in it.

    python -m tests.load.benchmark --start --sessions 20
    python -m tests.load.benchmark --url http://localhost:8501 --pages / /clusters --limit-p95 250

Rows of the result, for each page:

    first visit      a session's first run; a warm-up, not in the total
    visit            arriving by the menu
    click            a changed filter, the whole page run again
    fragment click   a changed filter inside a fragment, only the fragment run again
    timer            what the open page asks by itself, such as for a newer release; not in the total
    total            visits and clicks together

The exit status is 1 when an exception was shown, when a page failed to finish or wasn't
found, or when a page's p95 over visits and clicks is above --limit-p95; else 0.

With `client.showErrorDetails = "none"` exceptions are counted, but their text is hidden by
the server; start it with --client.showErrorDetails full to read it (--start does).
"""

import argparse
import asyncio
import contextlib
import gc
import json
import math
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import websockets

from tests.load.member import Member
from tests.load.session import (
    CLICK,
    FIRST_VISIT,
    FRAGMENT_CLICK,
    TIMER,
    TOTAL,
    VISIT,
    Results,
    Session,
    Unreachable,
    connection,
)

VISITS_AMONG_ACTIONS = 0.15
KINDS = (FIRST_VISIT, VISIT, CLICK, FRAGMENT_CLICK, TIMER)


async def visitor(number: int, arguments: argparse.Namespace, results: Results) -> None:
    """Be one visitor for the given time."""
    pages = arguments.pages
    chance = random.Random(number)
    # Spread over one pause, so that the sessions don't click in step.
    await asyncio.sleep(arguments.pause * number / arguments.sessions)
    end = time.perf_counter() + arguments.seconds
    path = pages[number % len(pages)]
    try:
        async with connection(arguments.url) as websocket:
            session = Member(websocket, results, arguments.timeout)
            # Counted from click to click, so that a slow answer doesn't ease the load.
            due = time.perf_counter() + arguments.pause
            going = await session.open(path)
            if going and arguments.code:
                going = await session.sign_in(f"Visitor {number}", arguments.code)
            woken = time.perf_counter()
            # Who would click after the end has gone: all clicking then would be a crowd of its own.
            while going and max(due, time.perf_counter()) < end:
                await asyncio.sleep(due - time.perf_counter())
                for fragment_id, interval in list(session.timers.items()):
                    if time.perf_counter() - woken >= interval:
                        woken = time.perf_counter()
                        await session.wake(path, fragment_id)
                due = time.perf_counter() + arguments.pause * chance.uniform(0.8, 1.2)
                usable = [widget for widget in session.widgets.values() if widget.usable]
                if not usable or (len(pages) > 1 and chance.random() < VISITS_AMONG_ACTIONS):
                    path = chance.choice([page for page in pages if page != path] or pages)
                    going = await session.visit(path)
                else:
                    going = await session.click(path, chance.choice(usable))
    except (OSError, websockets.WebSocketException) as error:
        results.failures[path, f"no connection: {error}"] += 1


async def measure(arguments: argparse.Namespace) -> Results:
    """Run all sessions at once and return what they saw."""
    try:
        async with connection(arguments.url) as websocket:
            # The first run after a start loads data; it is nobody's click.
            await Session(websocket, Results(), arguments.timeout).open("/")
    except (OSError, websockets.WebSocketException) as error:
        raise Unreachable(f"No dashboard answers at {arguments.url} ({error}).") from error
    results = Results()
    await asyncio.gather(*(visitor(number, arguments, results) for number in range(arguments.sessions)))
    return results


@contextlib.contextmanager
def started_dashboard(log: Path, stop: int = signal.SIGTERM, **settings: str) -> Iterator[str]:
    """Start the dashboard on a free port, with `settings` in its environment; give its URL; `stop` it at the end.

    What it prints goes to the file `log`.
    """
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    url = f"http://localhost:{port}"
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    options = ["--server.headless", "true", "--server.port", str(port), "--client.showErrorDetails", "full"]
    with log.open("w", encoding="utf-8") as output:
        server = subprocess.Popen(
            [*command, *options], env={**os.environ, **settings}, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            if not answers(f"{url}/_stcore/health", server):
                raise Unreachable(f"The dashboard did not start. It wrote:\n{log.read_text(encoding='utf-8').strip()}")
            yield url
        finally:
            server.send_signal(stop)
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def answers(health: str, server: subprocess.Popen, within: float = 60.0) -> bool:
    """Wait until the server answers; False when it ended or took too long."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + within
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(OSError):
            return direct.open(health, timeout=5).status == 200
        time.sleep(0.1)
    return False


def percentile(durations: list[float], of_100: int) -> float:
    """Return the duration that so many of 100 runs keep."""
    return sorted(durations)[math.ceil(of_100 * len(durations) / 100) - 1]


def table(results: Results, pages: list[str]) -> list[dict]:
    """Return one row per page and kind of run, with a total per page."""
    rows = []
    for page in pages:
        groups = {kind: results.durations.get((page, kind), []) for kind in KINDS}
        groups[TOTAL] = groups[VISIT] + groups[CLICK] + groups[FRAGMENT_CLICK]
        rows += [
            {
                "page": page,
                "run": kind,
                "runs": len(durations),
                "median_ms": round(statistics.median(durations), 1),
                "p95_ms": round(percentile(durations, 95), 1),
            }
            for kind, durations in groups.items()
            if durations
        ]
    return rows


def seen_problems(results: Results) -> list[str]:
    """Return a sentence for each failure and each exception shown."""
    problems = [f"{page}: {reason} ({count} x)" for (page, reason), count in results.failures.items()]
    problems += [f"{page}: exception shown: {text} ({count} x)" for (page, text), count in results.exceptions.items()]
    return problems


def report(results: Results, arguments: argparse.Namespace) -> dict:
    """Return everything seen, and the sentences that say what is wrong."""
    rows = table(results, arguments.pages)
    problems = seen_problems(results)
    measured = {row["page"] for row in rows if row["run"] == TOTAL}
    problems += [f"{page}: no visit or click was measured" for page in arguments.pages if page not in measured]
    if arguments.limit_p95 is not None:
        problems += [
            f"{row['page']}: p95 of {row['p95_ms']} ms is above the limit of {arguments.limit_p95:g} ms"
            for row in rows
            if row["run"] == TOTAL and row["p95_ms"] > arguments.limit_p95
        ]
    return {
        "sessions": arguments.sessions,
        "seconds": arguments.seconds,
        "pause": arguments.pause,
        "rows": rows,
        "exceptions": [
            {"page": page, "text": text, "count": count} for (page, text), count in results.exceptions.items()
        ],
        "problems": problems,
    }


def printed(seen: dict) -> str:
    """Return the report as a table for people."""
    lines = [
        f"{seen['sessions']} sessions for {seen['seconds']:g} s, a click every {seen['pause']:g} s each",
        "",
        f"{'page':<24}{'run':<16}{'runs':>6}{'median ms':>12}{'p95 ms':>10}",
    ]
    lines += [
        f"{row['page']:<24}{row['run']:<16}{row['runs']:>6}{row['median_ms']:>12.1f}{row['p95_ms']:>10.1f}"
        for row in seen["rows"]
    ]
    return "\n".join([*lines, "", *(seen["problems"] or ["No exceptions; every run finished."])])


def parser_of_visits(name: str, description: str, pages: list[str]) -> argparse.ArgumentParser:
    """Return a parser for the options of every measurement with visitors, who go to `pages` unless told otherwise."""
    parser = argparse.ArgumentParser(
        prog=f"python -m {name}", description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sessions", type=int, default=20, help="visitors at once (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=30.0, help="how long each stays (default: %(default)s)")
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between clicks (default: %(default)s)")
    parser.add_argument("--pages", nargs="+", default=pages, metavar="PATH", help=f"default: {' '.join(pages)}")
    parser.add_argument("--timeout", type=float, default=30.0, help="seconds a run may take (default: %(default)s)")
    parser.add_argument("--code", metavar="CODE", help="sign in with this access code, on pages that ask for one")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    return parser


def parsed_visits(parser: argparse.ArgumentParser, words: list[str] | None) -> argparse.Namespace:
    """Read the command line, and refuse what nobody could measure."""
    arguments = parser.parse_args(words)
    if arguments.sessions < 1 or arguments.seconds <= 0 or arguments.pause < 0 or arguments.timeout <= 0:
        parser.error("--sessions, --seconds and --timeout must be above 0, --pause not below 0")
    arguments.pages = list(dict.fromkeys("/" + page.strip("/") for page in arguments.pages))
    return arguments


def parsed(words: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = parser_of_visits("tests.load.benchmark", __doc__, ["/", "/clusters"])
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--url", default="http://localhost:8501", help="the running dashboard (default: %(default)s)")
    where.add_argument("--start", action="store_true", help="start dashboard.py of this folder, and stop it at the end")
    parser.add_argument("--limit-p95", type=float, metavar="MS", help="fail when a page's p95 is above")
    arguments = parsed_visits(parser, words)
    if urlsplit(arguments.url).scheme not in ("http", "https"):
        parser.error("--url must begin with http:// or https://")
    return arguments


def main(words: list[str] | None = None) -> int:
    """Measure, print, and return the exit status."""
    arguments = parsed(words)
    # A collection of Streamlit's own objects takes tens of milliseconds, which would count as the server's.
    gc.collect()
    gc.freeze()
    try:
        if arguments.start:
            with (
                tempfile.TemporaryDirectory() as folder,
                started_dashboard(Path(folder) / "log.txt") as arguments.url,
            ):
                results = asyncio.run(measure(arguments))
        else:
            results = asyncio.run(measure(arguments))
    except Unreachable as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 1
    seen = report(results, arguments)
    print(json.dumps(seen, indent=2) if arguments.json else printed(seen))
    return 1 if seen["problems"] else 0


if __name__ == "__main__":
    sys.exit(main())
