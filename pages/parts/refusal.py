"""What a refusal says to people on a screen: all but where the store is and how it is reached."""

from data.database import StoreError
from data.operation import log
from data.refused import Refused

STORE = (
    "The store of the data does not answer as it should. Nothing was lost: try again in a moment. "
    "If it lasts, tell whoever runs the dashboard"
)


def words(error: Refused) -> str:
    """Return the sentence of `error`; for one of the store another, with the number of the real one in the log."""
    if isinstance(error, StoreError):
        return f"{STORE}: it is failure {log.store_failed(str(error))} in the server's log."
    return str(error)
