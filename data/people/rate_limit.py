"""Keeps count of wrong access codes: after each, the next wrong one from there is noted later."""

from collections import deque
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

# Seconds after a visitor's first wrong code; doubled with each further one, up to the longest.
FIRST_DELAY = 1
LONGEST_DELAY = 300
# Whoever stops for this long begins anew; longer than the longest delay.
FORGOTTEN_AFTER = 900
# Wrong codes a minute that are noted from all visitors together, for guesses that come from many addresses: more than
# people who mistype ever make.
MOST_A_MINUTE = 60
# What one customer of a provider has of IPv6; each has as many addresses as there are sands.
_ONE_CUSTOMER = 64


def client_at(address: str) -> str:
    """Return whom an IP address stands for: itself, and with IPv6 the network that one customer has."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and not found.ipv4_mapped:
        return str(ip_network((found, _ONE_CUSTOMER), strict=False))
    return str(getattr(found, "ipv4_mapped", None) or found)


class Tries:
    """Wrong codes, by client and of the whole process. Times are seconds on any one clock."""

    def __init__(self) -> None:
        self._wrong: dict[str, tuple[int, float]] = {}
        self._latest: deque[float] = deque(maxlen=MOST_A_MINUTE)

    def wait(self, client: str, now: float) -> int:
        """Return in how many seconds a wrong code of `client` is noted again; 0 where it is now."""
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
