"""Leads whoever comes back from the sign-in provider to the link from which they went there."""

from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.door.routes import base
from pages.parts.site_map import SCREENS

_LEAVING, _BACK = "/auth/login", "/oauth2callback"
# Streamlit leads back to the start page, in a new session: only a cookie outlives that, for as long as a sign-in takes.
_COOKIE, _SECONDS = "inno-wanted", 900


class WayBack:
    """Keeps the link in a cookie of the browser while its visitor is at the provider."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and the answer back; add the cookie on the way out, and follow it on the way back."""
        if scope["type"] != "http" or scope["path"].removeprefix(base()) not in {_LEAVING, _BACK}:
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        is_leaving = scope["path"].removeprefix(base()) == _LEAVING
        link = _screen_link(
            request.headers.get("referer", "") if is_leaving else unquote(request.cookies.get(_COOKIE, ""))
        )
        note = Response()
        note.set_cookie(
            _COOKIE,
            quote(link or ""),
            _SECONDS if is_leaving and link else 0,
            secure=request.url.scheme == "https",
            httponly=True,
        )

        async def led(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.append("Set-Cookie", note.headers["Set-Cookie"])
                if link and not is_leaving and headers.get("Location") == f"{base()}/":
                    headers["Location"] = link
            await send(message)

        await self.app(scope, receive, led)


def _screen_link(address: str) -> str | None:
    """Return the part of `address` from its path on, None where it is no screen below the start page."""
    parts = urlsplit(address)
    if parts.path.removeprefix(base()).strip("/") not in {screen.path for screen in SCREENS if screen.path}:
        return None
    # Put together anew, so that whatever a cookie says leads nowhere else.
    query = urlencode(parse_qsl(parts.query))
    return f"{parts.path}?{query}" if query else parts.path
