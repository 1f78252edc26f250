"""Refuses files from whoever may not send them, and more of them than the server has room for, before they are read."""

import asyncio
from typing import cast

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from pages.door import refusals
from pages.parts import upload_permit

# Files of one session; and how many times the largest file all of a session's, and all of the server's, may weigh.
MOST_FILES, OF_A_SESSION, OF_THE_SERVER = 100, 4, 12
_MB = 1024 * 1024


class Uploads:
    """Lets through the files of signed-in staff who have the upload on their screen, while there is room."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        # Bytes of the files on their way, by session; all requests come in one thread.
        self._coming: list[tuple[str, int]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, unless it sends a file that is refused."""
        if scope["type"] == "websocket":
            try:
                await self.app(scope, receive, send)
            finally:
                self._release_later()
            return
        # Streamlit takes files at one address only, which ends with the session and the file, in this way only.
        if scope["type"] != "http" or scope["method"] != "PUT":
            await self.app(scope, receive, send)
            return
        session = "".join(scope["path"].split("/")[-2:-1])
        coming = session, _announced(Headers(scope=scope))
        sentence, status = self._refusal(*coming)
        if sentence:
            refusals.note(f"a file ({status})")
            # What comes is not kept: the server itself throws it away as it arrives.
            await PlainTextResponse(sentence, status)(scope, receive, send)
            return
        self._coming.append(coming)
        try:
            await self.app(scope, receive, send)
        finally:
            self._coming.remove(coming)

    @staticmethod
    def _release_later() -> None:
        """Let go the files of sessions without connection, unless they are back within the time they have for it.

        Streamlit does so at the next occasion only, which may be never.
        """
        left = [each for each in _stored() if not get_instance().is_active_session(each)]
        if left:
            wait = st.get_option("server.disconnectedSessionTTL")
            asyncio.get_running_loop().call_later(wait, _release, left)

    def _refusal(self, session: str, size: int) -> tuple[str, int]:
        """Return why a file is not taken, and the HTTP status; "" where it is."""
        if not upload_permit.allows(session):
            return "Only staff may send files, signed in and on the screen Upload.", 403
        kept = {each: [len(file.data) for file in list(files.values())] for each, files in _stored().items()}
        of_session = [*kept.get(session, []), *(bytes_ for each, bytes_ in self._coming if each == session)]
        of_all = sum(map(sum, kept.values())) + sum(bytes_ for _, bytes_ in self._coming)
        largest = st.get_option("server.maxUploadSize") * _MB
        if len(of_session) >= MOST_FILES or sum(of_session) + size > OF_A_SESSION * largest:
            return "These are too many files for one upload: publish some first, or start again.", 413
        if of_all + size > OF_THE_SERVER * largest:
            return "Others are uploading large files at this moment. Try again in a few minutes.", 503
        return "", 200


def _announced(headers: Headers) -> int:
    """Return how many bytes a request says it brings; the largest file and what is around it where it does not say."""
    length = headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdecimal() else (st.get_option("server.maxUploadSize") + 1) * _MB


def _stored() -> dict[str, dict[str, UploadedFileRec]]:
    # What st.App keeps files in; nothing else of it tells how many there are.
    return dict(cast("MemoryUploadedFileManager", get_instance().uploaded_file_mgr).file_storage)


def _release(sessions: list[str]) -> None:
    for each in sessions:
        if not get_instance().is_active_session(each):
            get_instance().uploaded_file_mgr.remove_session_files(each)
