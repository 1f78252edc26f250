"""Refuses connections from other sites' pages, and requests for other hosts, before Streamlit looks at them.

To tell whether an address is its own, Streamlit asks a host outside for it, while all visitors wait.
"""

from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import net_util
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from pages.door import refusals

_POLICY = 1008


class Origins:
    """Lets through what asks for a host of `server.allowedHosts`, from a page of this host or `corsAllowedOrigins`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        # Asked also for origins that the operator allows. Where the server is, nobody knows but the operator.
        net_util.get_external_ip = net_util.get_internal_ip = _unknown

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request or a connection on, or refuse it at once."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host, origin = headers.get("host"), headers.get("origin")
        if not is_host_allowed(host):
            refusals.note("a request for another host")
            if scope["type"] == "http":
                answer = PlainTextResponse("This server does not answer for this host.", 400)
                await answer(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": _POLICY})
        elif scope["type"] == "websocket" and origin is not None and not _is_ours(origin, host or ""):
            refusals.note("a connection from another site's page")
            await send({"type": "websocket.close", "code": _POLICY})
        else:
            await self.app(scope, receive, send)


def _is_ours(origin: str, host: str) -> bool:
    """Tell whether a page of `origin` may connect to `host`: its own pages may, and those the operator allows."""
    allowed = [each.strip() for each in st.get_option("server.corsAllowedOrigins")]
    return _place(origin) == host.lower() or origin in allowed or not st.get_option("server.enableCORS")


def _place(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _unknown() -> None:
    """Return what Streamlit's question for its address outside comes to without asking."""
