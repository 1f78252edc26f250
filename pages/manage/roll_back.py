"""Rolling back: an older release is published again, as a new one, after a look at what that changes."""

from typing import NamedTuple

import streamlit as st
from markupsafe import Markup

from data import live
from data.refused import Refused
from data.releases.rehearsal import RehearsalFailed
from data.releases.store import PublishedMeanwhile, Release
from pages.manage import release_list
from pages.parts import differences, flash, markup, refusal, release, sign_in
from pages.parts.run_lock import aside
from pages.parts.wording import as_text

_WANTED, _WORDS, _REASON = "roll back wanted", "roll back words", "roll-back-reason"
# Which roll back was rehearsed, and what failed.
_TRIED = "roll back tried"


class _Wanted(NamedTuple):
    """Which release to publish again, and which was live when its differences were shown."""

    number: int
    based_on: int


def offer(target: Release, newest: Release) -> None:
    """Offer to roll back to `target`."""
    if target.number == newest.number:
        st.caption("This release is live now. To roll back, choose an older one.")
        return
    st.button(
        f"Roll back to release {target.number} …",
        key="roll-back",
        on_click=_want,
        args=(_Wanted(target.number, newest.number),),
    )


def form() -> None:
    """Where a roll back is wanted, show what it would change and ask for the reason."""
    wanted = st.session_state.get(_WANTED)
    if not wanted:
        return
    target, base = (live.store().release(number) for number in wanted)
    if not (target and base):
        return
    with st.container(key="roll-back-form", border=True):
        left, right = st.columns(2, gap="large")
        with left:
            markup.show(Markup('<h3 class="chart-finding">Roll back to release {}?</h3>').format(target.number))
            try:
                markup.show(_consequences(target, base))
            except Refused as error:
                st.error(as_text(refusal.words(error)), icon=":material/error:")
        with right:
            flash.show()
            if _is_fit(wanted):
                _reason(target, wanted)
            else:
                _cancel()


def _reason(target: Release, wanted: _Wanted) -> None:
    st.session_state.setdefault(_REASON, st.session_state.get(_WORDS, ""))
    release_list.reason(_REASON, "What was wrong, and with what")
    with st.container(horizontal=True):
        st.button(
            f"Publish release {target.number} again",
            key="roll-back-now",
            type="primary",
            on_click=_roll_back,
            args=(wanted,),
        )
        _cancel()


def _cancel() -> None:
    st.button("Cancel", key="roll-back-cancel", type="tertiary", on_click=_want, args=(None,))


def _is_fit(wanted: _Wanted) -> bool:
    """Run all screens on the data of the older release, once, and tell whether they can be published; say why not."""
    given = st.session_state
    if given.get(_TRIED, (None, ()))[0] != wanted:
        bar = st.progress(0.0, "Trying all screens and reports with these data")

        def tell(done: int, of: int, words: str) -> None:
            bar.progress(done / of, words)

        try:
            # Others have their turns meanwhile.
            with aside():
                live.publishing().rehearse_roll_back(wanted.number, wanted.based_on, tell)
            given[_TRIED] = wanted, ()
        except RehearsalFailed as error:
            given[_TRIED] = wanted, error.failures
        except Refused as error:
            st.error(as_text(refusal.words(error)), icon=":material/error:")
            return False
        finally:
            bar.empty()
    failures = given[_TRIED][1]
    if failures:
        markup.show(markup.render("manage/unfit.html", failures=failures))
    return not failures


def _consequences(target: Release, base: Release) -> Markup:
    # A dataset that the older release did not have yet stays as it is.
    there = live.store().digests(target.number)
    changes = [each for name, each in differences.changes_between(base, target).items() if name in there]
    return markup.render("manage/roll_back.html", target=target.number, base=base.number, changes=changes)


def _want(wanted: _Wanted | None) -> None:
    st.session_state[_WANTED] = wanted
    flash.nothing()
    for name in (_WORDS, _REASON):
        st.session_state.pop(name, None)


def _roll_back(wanted: _Wanted) -> None:
    given = st.session_state
    # Kept, so that nobody has to write it again after a refusal or a new sign-in.
    given[_WORDS] = given.get(_REASON, "")
    try:
        made = live.publishing().roll_back(
            wanted.number, based_on=wanted.based_on, visitor=sign_in.visitor(), reason=given[_WORDS]
        )
    except PublishedMeanwhile as error:
        # From now on the form shows the differences against what is live.
        given[_WANTED] = _Wanted(wanted.number, error.newest.number)
        flash.refused(f"{error} What would change against it stands beside this.")
        return
    except Refused as error:
        flash.refused(refusal.words(error))
        return
    _want(None)
    release.go_over(made.number)
    release_list.choose_newest(made.number)
    differences.forget_choice()
    flash.done(f"Rolled back: the data of release {wanted.number} are live again, as release {made.number}.")
