"""Slows down guessing: after each wrong access code the next is looked at later."""

from collections import deque
from math import ceil

# Seconds after a visitor's first wrong code; doubled with each further one, up to the longest.
FIRST_DELAY = 1
LONGEST_DELAY = 300
# Whoever stops for this long begins anew; longer than the longest delay.
FORGOTTEN_AFTER = 900
# Wrong codes a minute from all visitors together, for guesses that come from many addresses: more than
# people who mistype ever make, and at this rate no code is found in the life of a server.
MOST_A_MINUTE = 60


class Tries:
    """Wrong codes, by client and of the whole process. Times are seconds on any one clock."""

    def __init__(self) -> None:
        self._wrong: dict[str, tuple[int, float]] = {}
        self._latest: deque[float] = deque(maxlen=MOST_A_MINUTE)

    def wait(self, client: str, now: float) -> int:
        """Return in how many seconds `client` may try; 0 where it may now."""
        times, last = self._wrong.get(client, (0, now))
        until = last + min(FIRST_DELAY * 2 ** (times - 1), LONGEST_DELAY) if times else now
        if len(self._latest) == MOST_A_MINUTE:
            until = max(until, self._latest[0] + 60)
        return max(0, ceil(until - now))

    def wrong(self, client: str, now: float) -> None:
        """Count a wrong code of `client`."""
        self._wrong = {each: found for each, found in self._wrong.items() if found[1] > now - FORGOTTEN_AFTER}
        times, _ = self._wrong.get(client, (0, now))
        self._wrong[client] = (times + 1, now)
        self._latest.append(now)

    def right(self, client: str) -> None:
        """Forget the wrong codes of `client`, who knew the right one."""
        self._wrong.pop(client, None)
