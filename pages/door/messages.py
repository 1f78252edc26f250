"""Looks at what browsers send over their WebSocket before Streamlit does: only what the screens themselves send passes.

Streamlit obeys messages made for its developers from anybody: one empties the caches of all visitors.
"""

import streamlit as st
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]  # Protobuf carries no types
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from pages.door import refusals

# What a visitor's page sends: runs and their end, where to send files, signs of life, rows and downloads on demand.
_SENT = {"rerun_script", "stop_script", "file_urls_request", "app_heartbeat", "backend_operation_request"}
_OPERATIONS = {"dataframe_chunk", "deferred_file"}
# More files at once than there are datasets.
_MOST_FILES = 100
# The WebSocket's number for what breaks the rules of a server.
_POLICY = 1008


class Messages:
    """Ends the connection of whoever sends something else, something broken, or something too large."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a connection on, and what comes over it as long as it may."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        is_closed = False

        async def checked() -> Message:
            nonlocal is_closed
            message = await receive()
            fault = _fault(message) if message["type"] == "websocket.receive" else ""
            if not fault:
                return message
            refusals.note(fault)
            is_closed = True
            await send({"type": "websocket.close", "code": _POLICY})
            return {"type": "websocket.disconnect", "code": _POLICY}

        async def unless_closed(message: Message) -> None:
            # A run that is still going on has more to tell, to nobody.
            if not is_closed:
                await send(message)

        await self.app(scope, checked, unless_closed)


def _fault(message: Message) -> str:
    """Return what is wrong with a message, "" for nothing."""
    content = message.get("bytes")
    if content is None:
        return "a message that is text"
    if len(content) > st.get_option("server.maxWidgetStateSize") * 1_000_000:
        return "a message that is too large"
    try:
        sent = BackMsg.FromString(content)
    except DecodeError:
        return "a message that cannot be read"
    kind = sent.WhichOneof("type") or "nothing"
    if kind == "backend_operation_request":
        operation = sent.backend_operation_request.WhichOneof("payload") or "nothing"
        return "" if operation in _OPERATIONS else f"a message “{operation}”, which no screen sends"
    if kind == "file_urls_request" and len(sent.file_urls_request.file_names) > _MOST_FILES:
        return "a message that announces too many files"
    return "" if kind in _SENT else f"a message “{kind}”, which no screen sends"
