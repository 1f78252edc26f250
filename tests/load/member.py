"""The session of somebody who signs in with an access code, types and presses buttons, over Streamlit's WebSocket."""

import websockets
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.load.session import CLICK, FIRST_VISIT, Results, Session, Widget, origin

UPLOADER = "field for files"


class Member(Session):
    """The tab of an expert or a member of staff. Failures are noted for the screen it opened."""

    def __init__(self, websocket: websockets.ClientConnection, results: Results, patience: float) -> None:
        super().__init__(websocket, results, patience)
        self.path = ""
        self.said: list[str] = []
        """The messages shown since the last action began."""
        self._labels: dict[str, str] = {}
        self._pressed = ""

    async def open(self, path: str) -> bool:
        """Open the page as a link does; tell whether it finished."""
        self.path = path
        return await super().open(path)

    async def sign_in(self, name: str, code: str) -> bool:
        """Sign in with the access code on the screen that asks for it; tell whether the run finished."""
        return (
            self._type("Your name", name)
            and self._type("Access code", code)
            and await self.press("Sign in", FIRST_VISIT)
        )

    async def press(self, label: str, kind: str = CLICK) -> bool:
        """Press the button, counted as a run of this kind; tell whether the run finished."""
        button = self.shown(label)
        if button is None:
            return False
        self.said, self._pressed = [], button.id
        finished = await self._run(self.path, kind, fragment_id=button.fragment_id)
        self._pressed = ""
        return finished

    def shown(self, label: str) -> Widget | None:
        """Return what has the label on the screen; None, and a failure noted, where nothing has."""
        widget = self.widgets.get(self._labels.get(label, ""))
        if widget is None:
            self.results.failures[
                self.path, f"there is no “{label}” on the screen; it says: {' '.join(self.said)}"
            ] += 1
        return widget

    def _type(self, label: str, text: str) -> bool:
        field = self.shown(label)
        if field is None:
            return False
        field.chosen = text
        return True

    def _states(self) -> list[WidgetState]:
        pressed = [WidgetState(id=self._pressed, trigger_value=True)] if self._pressed else []
        return super()._states() + pressed

    def _take_element(self, message: ForwardMsg, path: str) -> str:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "alert":
            self.said.append(element.alert.body)
        if kind not in ("button", "text_input", "file_uploader"):
            return super()._take_element(message, path)
        proto = getattr(element, kind)
        self._labels[UPLOADER if kind == "file_uploader" else proto.label] = proto.id
        if proto.id not in self.widgets:
            chosen = proto.default if kind == "text_input" else None
            self.widgets[proto.id] = Widget(proto.id, [], chosen, False, 1, False, *origin(message))
        return proto.id
