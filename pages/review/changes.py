"""What changed: two releases side by side, and what their differences do to the numbers people look at."""

from data import live
from pages.parts import differences, frame, sign_in
from pages.parts.markup import piece, show

sign_in.require("expert")

frame.title("What changed", "Two data releases side by side: what was added, changed and removed, and what it moves.")

history = live.store().history()
if len(history) < 2:
    only = history[0]
    words = (
        f"Release {only.number} was published on {only.published_at:%-d %B %Y}. As soon as staff publish the next, "
        "this screen shows every row and cell it changed, and what that does to the headline rate, the maturity levels "
        "and the ranks."
    )
    show(piece("heading", "There is one release so far, so nothing has changed yet", words))
    raise frame.NothingMore


differences.between_any_two(history)
