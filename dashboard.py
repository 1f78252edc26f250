"""The door: the application that `streamlit run dashboard.py` finds here.

Streamlit draws the screens with the script of `pages/door`; other addresses are routes of the project's own.
"""

import streamlit as st
from starlette.middleware import Middleware

from pages.door import failures, routes, start
from pages.door.headers import Headers
from pages.door.messages import Messages
from pages.door.origins import Origins
from pages.door.uploads import Uploads
from pages.door.way_back import WayBack

app = st.App(
    routes.SCRIPT,
    lifespan=start.lifespan,
    routes=routes.routes(),
    middleware=[Middleware(each) for each in (Headers, Origins, Messages, Uploads, routes.NothingElse, WayBack)],
    on_script_error=failures.show,
)
