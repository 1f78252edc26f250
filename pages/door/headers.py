"""Tells browsers with every answer what the dashboard's pages may do, so that what strangers write does nothing."""

import re
from base64 import b64encode
from hashlib import sha256

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.door.routes import FRONT_PAGE


def policy() -> str:
    """Return the content security policy: all from this server, no code made from text, in no other site's frame."""
    scripts = re.findall(r"<script>(.*?)</script>", FRONT_PAGE.read_text(encoding="utf-8"), re.DOTALL)
    hashes = [f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in scripts]
    return "; ".join(
        [
            "default-src 'self'",
            # Streamlit's page has a line of its own in it; its reader of messages counts in WebAssembly.
            " ".join(["script-src 'self' 'wasm-unsafe-eval'", *hashes]),
            # Streamlit and Plotly make rules and attributes while they draw.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        ]
    )


class Headers:
    """Adds these headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._headers = {
            "Content-Security-Policy": policy(),
            # A file is what its kind says, never a script that a browser finds in it.
            "X-Content-Type-Options": "nosniff",
            # Who follows a link to a source does not tell it what they looked at; `WayBack` needs it at home.
            "Referrer-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and the answer back with the headers."""

        async def added(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await self.app(scope, receive, added if scope["type"] == "http" else send)
