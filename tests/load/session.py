"""One visitor's session with a running dashboard, as a browser tab has it, over Streamlit's WebSocket."""

import asyncio
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ButtonGroup_pb2 import ButtonGroup
from streamlit.proto.Common_pb2 import FileUploaderState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

FIRST_VISIT, VISIT, CLICK, FRAGMENT_CLICK, TOTAL = "first visit", "visit", "click", "fragment click", "total"
# What an open page asks by itself, without a click.
TIMER = "timer"
MOST_CHOSEN_AT_ONCE = 3
# A run that ends "early" is followed by the run it made way for; that one is waited for.
FINISHED = (
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
)

Choice = bool | str | list[str] | FileUploaderState | None


class Unreachable(Exception):
    """The dashboard can't be measured; the text says why in one sentence."""


class NoSuchPage(Exception):
    """The server doesn't know the page, and shows another one."""


@dataclass
class Results:
    """What all sessions saw."""

    durations: dict[tuple[str, str], list[float]] = field(default_factory=lambda: defaultdict(list))
    """Milliseconds by page and kind of run."""
    exceptions: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Exceptions shown, by page and text."""
    failures: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Pages that failed to finish, by page and reason."""


@dataclass
class Widget:
    """A filter on the page that a visitor could change."""

    id: str
    options: list[str]
    chosen: Choice
    several: bool
    most: int
    usable: bool
    fragment_id: str
    script_hash: str
    place: tuple[int, ...]
    """Where on the page it stands: the numbers of the blocks that hold it, one in another, and its own."""

    def next_choice(self) -> Choice:
        """Return what the next click makes of it."""
        if isinstance(self.chosen, bool):
            return not self.chosen
        if not self.several:
            chosen = self.chosen[0] if isinstance(self.chosen, list) and self.chosen else self.chosen
            position = self.options.index(chosen) if chosen in self.options else -1
            following = self.options[(position + 1) % len(self.options)]
            return [following] if isinstance(self.chosen, list) else following
        open_options = [option for option in self.options if option not in self.chosen]
        if not open_options or len(self.chosen) >= self.most:
            return []
        return [*self.chosen, open_options[0]]

    def state(self) -> WidgetState | None:
        """Return it as the browser reports it, None where nothing is chosen in a single choice."""
        if self.chosen is None:
            return None
        state = WidgetState(id=self.id)
        if isinstance(self.chosen, bool):
            state.bool_value = self.chosen
        elif isinstance(self.chosen, str):
            state.string_value = self.chosen
        elif isinstance(self.chosen, FileUploaderState):
            state.file_uploader_state_value.CopyFrom(self.chosen)
        else:
            # SetInParent, because an empty choice must still be sent as a choice.
            state.string_array_value.SetInParent()
            state.string_array_value.data.extend(self.chosen)
        return state


def widget_in(message: ForwardMsg, known: dict[str, Widget]) -> Widget | None:
    """Return the changeable widget that the new element is, with the visitor's choice so far, or None."""
    element = message.delta.new_element
    kind = element.WhichOneof("type")
    if kind not in ("button_group", "multiselect", "selectbox", "radio", "checkbox"):
        return None
    proto = getattr(element, kind)
    several, most = False, MOST_CHOSEN_AT_ONCE
    if kind == "checkbox":
        options = ["off", "on"]
        original: Choice = proto.value if proto.set_value else proto.default
    elif kind in ("selectbox", "radio"):
        options = list(proto.options)
        original = options[proto.default] if options and proto.HasField("default") else None
        if proto.set_value:
            original = proto.raw_value if proto.HasField("raw_value") else None
    else:
        several = kind == "multiselect" or proto.click_mode == ButtonGroup.MULTI_SELECT
        if kind == "multiselect":
            options = list(proto.options)
            most = min(most, proto.max_selections or most)
        else:
            options = [f"{option.content_icon} {option.content}".strip() for option in proto.options]
        original = list(proto.raw_values) if proto.set_value else [options[index] for index in proto.default]
    if proto.id in known and not proto.set_value:
        original = known[proto.id].chosen
    usable = not (proto.disabled or proto.form_id or proto.ignore_rerun) and len(options) > 1
    return Widget(proto.id, options, original, several, most, usable, *origin(message))


def origin(message: ForwardMsg) -> tuple[str, str, tuple[int, ...]]:
    """Return the fragment and the script that a new element comes from, and its place on the page."""
    return message.delta.fragment_id, message.metadata.active_script_hash, tuple(message.metadata.delta_path)


class Session:
    """One visitor's tab: what it has received and chosen, and the requests it makes."""

    def __init__(self, websocket: websockets.ClientConnection, results: Results, patience: float) -> None:
        self.websocket = websocket
        self.results = results
        self.patience = patience
        self.widgets: dict[str, Widget] = {}
        self.page_hashes: dict[str, str] = {}
        self.page_hash = ""
        self.session_id = ""
        self.main_script_hash = ""
        self.timers: dict[str, float] = {}
        """The fragments that the page runs again by itself, and how often in seconds."""
        self.query_string = ""
        self.cached: dict[str, tuple[ForwardMsg, int]] = {}
        self.full_runs = 0
        self.most_full_runs_cached = 2

    async def open(self, path: str) -> bool:
        """Open the page as a link does; tell whether it finished."""
        return await self._run(path, FIRST_VISIT, page_name=path.strip("/"))

    async def visit(self, path: str) -> bool:
        """Go to the page by the menu; tell whether it finished."""
        if path not in self.page_hashes:
            self.results.failures[path, "the menu has no such page"] += 1
            return False
        # As in the browser, the choices on the page left behind are not sent, nor is its address.
        self.widgets = {
            key: widget for key, widget in self.widgets.items() if widget.script_hash == self.main_script_hash
        }
        self.query_string = ""
        self.page_hash = self.page_hashes[path]
        return await self._run(path, VISIT)

    async def click(self, path: str, widget: Widget) -> bool:
        """Change the widget; tell whether the run finished."""
        widget.chosen = widget.next_choice()
        kind = FRAGMENT_CLICK if widget.fragment_id else CLICK
        return await self._run(path, kind, fragment_id=widget.fragment_id)

    async def wake(self, path: str, fragment_id: str) -> bool:
        """Run a fragment again as its timer does; tell whether it finished."""
        return await self._run(path, TIMER, fragment_id=fragment_id)

    async def _run(self, path: str, kind: str, page_name: str = "", fragment_id: str = "") -> bool:
        message = BackMsg()
        request = message.rerun_script
        request.query_string = self.query_string
        request.page_script_hash = self.page_hash
        request.page_name = page_name
        request.fragment_id = fragment_id
        request.is_auto_rerun = kind == TIMER
        request.cached_message_hashes.extend(self.cached)
        request.context_info.timezone = "UTC"
        request.context_info.locale = "en-GB"
        request.widget_states.widgets.extend(self._states())
        started = time.perf_counter()
        try:
            async with asyncio.timeout(self.patience):
                await self.websocket.send(message.SerializeToString())
                finished = await self._receive_run(path)
        except TimeoutError:
            self.results.failures[path, f"{kind} did not finish within {self.patience:g} s"] += 1
            return False
        except NoSuchPage:
            self.results.failures[path, "the dashboard says there is no such page"] += 1
            return False
        except websockets.ConnectionClosed as closed:
            self.results.failures[path, f"{kind}: the server closed the connection ({closed})"] += 1
            return False
        if finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            self.results.failures[path, f"{kind}: the script has a syntax error"] += 1
            return False
        self.results.durations[path, kind].append((time.perf_counter() - started) * 1000)
        return True

    def _states(self) -> list[WidgetState]:
        """Return what the visitor has chosen, as every request tells it."""
        return [state for widget in self.widgets.values() if (state := widget.state()) is not None]

    async def _receive_run(self, path: str) -> int:
        """Take in messages until the run has finished; return how it finished."""
        seen: set[str] = set()
        is_fragment, holder = False, ()
        while True:
            message = self._resolved(ForwardMsg.FromString(await self.websocket.recv(decode=False)))
            match message.WhichOneof("type"):
                case "new_session":
                    seen = set()
                    is_fragment, holder = bool(message.metadata.run.fragment_ids), ()
                    self.timers = self.timers if is_fragment else {}
                    self.session_id = message.new_session.initialize.session_id
                    self.main_script_hash = message.new_session.main_script_hash
                    self.most_full_runs_cached = message.new_session.config.max_cached_message_age
                case "auto_rerun":
                    self.timers[message.auto_rerun.fragment_id] = message.auto_rerun.interval
                case "navigation":
                    self._take_menu(message.navigation)
                case "page_info_changed":
                    self.query_string = message.page_info_changed.query_string
                case "page_not_found":
                    raise NoSuchPage
                case "delta":
                    # A fragment's first element or block stands directly in the block that holds the fragment.
                    holder = holder or tuple(message.metadata.delta_path)[:-1]
                    if message.delta.WhichOneof("type") == "new_element":
                        seen.add(self._take_element(message, path))
                case "script_finished" if message.script_finished in FINISHED:
                    self._forget_what_was_not_sent_again(seen, holder if is_fragment else None)
                    return message.script_finished

    def _take_menu(self, navigation) -> None:
        self.page_hash = navigation.page_script_hash
        self.page_hashes = {
            "/" if page.is_default else f"/{page.url_pathname}": page.page_script_hash
            for page in navigation.app_pages
            if not page.external_url
        }

    def _take_element(self, message: ForwardMsg, path: str) -> str:
        """Note an exception or a widget; return the widget's id."""
        element = message.delta.new_element
        if element.WhichOneof("type") == "exception":
            text = f"{element.exception.type}: {element.exception.message}".strip(": ")
            self.results.exceptions[path, " ".join(text.split())] += 1
            return ""
        widget = widget_in(message, self.widgets)
        if widget is None:
            return ""
        self.widgets[widget.id] = widget
        return widget.id

    def _resolved(self, message: ForwardMsg) -> ForwardMsg:
        """Return the message itself, or the earlier one that it stands for."""
        if message.WhichOneof("type") == "ref_hash":
            original = ForwardMsg()
            original.CopyFrom(self.cached[message.ref_hash][0])
            original.metadata.CopyFrom(message.metadata)
            self.cached[message.ref_hash] = (original, self.full_runs)
            return original
        if message.metadata.cacheable:
            self.cached[message.hash] = (message, self.full_runs)
        return message

    def _forget_what_was_not_sent_again(self, seen: set[str], holder: tuple[int, ...] | None) -> None:
        """`holder` is the block that holds the fragment which was run; None after a run of the whole page."""
        inside = holder or ()
        self.widgets = {
            key: widget for key, widget in self.widgets.items() if key in seen or widget.place[: len(inside)] != inside
        }
        if holder is not None:
            return
        self.full_runs += 1
        self.cached = {
            key: (message, last_used)
            for key, (message, last_used) in self.cached.items()
            if self.full_runs - last_used <= self.most_full_runs_cached
        }


def connection(url: str) -> websockets.connect:
    """Return a connection to the dashboard's message stream, not yet opened."""
    address = urlsplit(url)
    scheme = "wss" if address.scheme == "https" else "ws"
    # No proxy: a measurement through one would measure the proxy.
    return websockets.connect(
        f"{scheme}://{address.netloc}{address.path.rstrip('/')}/_stcore/stream",
        subprotocols=["streamlit"],
        max_size=None,
        proxy=None,
    )
