"""The addresses that the project itself answers, and the answer to those that do not exist."""

from collections.abc import Awaitable, Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

import streamlit as st
from markupsafe import Markup
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.refused import Refused
from pages.door.start import opened
from pages.parts.markup import render
from pages.parts.site_map import ROOT, SCREENS, Screen, nearest, title
from pages.parts.style import sheet

_NOT_KEPT = {"Cache-Control": "no-store"}
SCRIPT = Path(__file__).with_name("script.py")
# What Streamlit sends to every address it does not know.
FRONT_PAGE = Path(st.__file__).with_name("static") / "index.html"
# Of Streamlit's own addresses, what its operators and programs may ask: memory and sessions are nobody else's business.
_CLOSED = ("/_stcore/metrics", "/_stcore/agent")


def base() -> str:
    """Return what stands before every path: nothing, or what the operator set as Streamlit's base path."""
    path = (st.get_option("server.baseUrlPath") or "").strip("/")
    return path and f"/{path}"


def routes() -> list[BaseRoute]:
    """Return the routes of the screens' first HTML, the style sheet, the files under `static/`, and the health."""
    return [
        *(Route(f"{base()}/{screen.path}", _answer(screen)) for screen in SCREENS),
        Route(f"{base()}/{_sheet_name()}", _style_sheet),
        Mount(f"{base()}/app/static", StaticFiles(directory=ROOT / "static")),
        Route(f"{base()}/healthz", _health),
    ]


@cache
def first_html(screen: Screen) -> str:
    """Return Streamlit's own page with the screen's title and the project's style sheet and icon.

    Raises ValueError where this version of Streamlit has another page.
    """
    text = FRONT_PAGE.read_text(encoding="utf-8")
    for old, new in (
        ("<title>Streamlit</title>", Markup("<title>{}</title>").format(title(screen))),
        ('href="./favicon.png"', 'href="./app/static/icon.svg"'),
        # In the body, because Streamlit adds its own rules at the end of the head: the later of two equals counts.
        (
            "<body>",
            Markup(
                '<body><link rel="stylesheet" href="./{}"><script src="./app/static/page.js" defer></script>'
            ).format(_sheet_name()),
        ),
    ):
        if text.count(old) != 1:
            raise ValueError(f"Streamlit's index.html should have {old!r} once; it has it {text.count(old)} times.")
        text = text.replace(old, new)
    return text


class NothingElse:
    """Answers 404, with a page that leads home, where Streamlit would send its own page, or tell too much."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._tag = FileResponse(FRONT_PAGE, stat_result=FRONT_PAGE.stat()).headers["etag"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and the answer back, unless it is that page."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["path"].removeprefix(base()).startswith(_CLOSED):
            await _instead(scope)(scope, receive, send)
            return
        is_replaced = False

        async def checked(message: Message) -> None:
            nonlocal is_replaced
            if message["type"] == "http.response.start" and self._is_front_page(message):
                is_replaced = True
                await _instead(scope)(scope, receive, send)
            elif not is_replaced:
                await send(message)

        await self.app(scope, receive, checked)

    def _is_front_page(self, start: Message) -> bool:
        # Compression on the way marks the tag as weak.
        return Headers(raw=start["headers"]).get("etag", "").removeprefix("W/") == self._tag


def _instead(scope: Scope) -> Response:
    """Lead to the screen that a mistyped address means, or say that there is none, and which is the nearest."""
    asked = scope["path"].removeprefix(base())
    found, address = nearest(asked, scope["query_string"].decode("latin-1"))
    if address:
        return RedirectResponse(base() + address, 307, _NOT_KEPT)
    return HTMLResponse(render("door/not_found.html", base=base(), sheet=_sheet_name(), nearest=found), 404, _NOT_KEPT)


def _answer(screen: Screen) -> Callable[[Request], Awaitable[Response]]:
    async def answer(_request: Request) -> Response:
        return HTMLResponse(first_html(screen), headers={"Cache-Control": "no-cache"})

    return answer


@cache
def _sheet_name() -> str:
    # Another sheet has another address, so that browsers may keep each for ever.
    return f"style-{sha256(sheet().encode()).hexdigest()[:16]}.css"


async def _style_sheet(_request: Request) -> Response:
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(sheet(), media_type="text/css", headers=headers)


def _health(_request: Request) -> Response:
    """Say whether the dashboard can be shown and written to, and the newest release; nothing of where the store is."""
    try:
        return JSONResponse({"status": "ok", "release": opened(writable=True).number}, headers=_NOT_KEPT)
    except Refused:
        sentence = "The dashboard cannot be shown; the terminal of the server says why."
        return JSONResponse({"status": "failed", "reason": sentence}, 503, _NOT_KEPT)
