"""Which sessions may send files now: those that show their member of staff the field for files.

The door asks here, because Streamlit takes files from anybody who has any screen open. A permit lies in the session,
so that it ends with it, and holds who is signed in, so that it is worth as much as the sign-in is at that time.
"""

from dataclasses import dataclass
from weakref import WeakValueDictionary

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data import live
from data.people.access import Visitor
from pages.parts import sign_in

_KEY = "upload permit"


@dataclass(eq=False)
class _Permit:
    visitor: Visitor
    upload: int


_given: WeakValueDictionary[str, _Permit] = WeakValueDictionary()


def give(upload: int) -> None:
    """Let this session send the files of its upload with the number `upload`; those of the last one are let go."""
    last = st.session_state.get(_KEY)
    if last and last.upload != upload:
        _let_go()
    context = get_script_run_ctx()
    if context:
        st.session_state[_KEY] = _given[context.session_id] = _Permit(sign_in.visitor(), upload)


def withdraw() -> None:
    """Take no more files from this session, and let go those that came: what is in preparation has its own copy."""
    if st.session_state.pop(_KEY, None):
        _let_go()


def allows(session: str) -> bool:
    """Tell whether the session with this identifier may send files, for whoever is not in one of its runs."""
    permit = _given.get(session)
    return permit is not None and live.access().may(permit.visitor, "publish")


def _let_go() -> None:
    context = get_script_run_ctx()
    if context:
        context.uploaded_file_mgr.remove_session_files(context.session_id)
