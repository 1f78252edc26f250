"""Does long work in a process of its own, so that the server goes on answering others at full speed.

The process gets a function, or its name, and what it is given as one pickle on its standard input, and writes pickles:
how far it is, and at last what the function returned or raised. Both ends are this program.

Not `concurrent.futures.ProcessPoolExecutor`, which was tried: a process that it spawns runs the caller's main script
anew, under Streamlit the screen itself (4.5 s and all of Streamlit in memory before the work began, warnings in the
log), it tells no progress, and it cannot be ended while it works.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from pkgutil import resolve_name
from threading import Timer
from typing import IO, Any, TypeVar, cast

from data.refused import Refused
from data.settings import ROOT

Returned = TypeVar("Returned")
Progress = Callable[[int, int, str], None]
"""Takes how much is done, of how much, and what is being done."""

# From how many bytes on; less is looked through in less time than a process takes to start.
LARGE = 1 << 20
_MEMORY = "perhaps the server ran out of memory. Nothing was stored. Try again, or with less at once."


class CheckFailed(Refused):
    """The process that checked something large gave no result; the message says what to do."""


class NoWord(CheckFailed):
    """The process said nothing for longer than anybody waits; it was ended."""


def run(function: Callable[..., Returned], *given: object, size: int, progress: Progress | None = None) -> Returned:
    """Return what `function`, of a module's own level, returns for `given`, and for `progress` where there is one.

    Where `given` holds `size` bytes, and these are many, it runs in another process. Raises what the function raises,
    and CheckFailed.
    """
    if size < LARGE:
        return function(*given, progress) if progress else function(*given)
    return cast("Returned", run_apart(function, *given, progress=progress))


def run_apart(
    function: Callable[..., Any] | str, *given: object, progress: Progress | None = None, patience: float | None = None
) -> Any:
    """Return what `function`, also named as “module:function”, returns in another process; raise as `run` does.

    Where the process says nothing for `patience` seconds, it is ended, and NoWord raised.
    """
    with _process() as process:
        into, out = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        try:
            with suppress(BrokenPipeError):
                pickle.dump((function, given, progress is not None), into, pickle.HIGHEST_PROTOCOL)
                into.close()
            while True:
                with _ended_after(patience, process):
                    step, returned, raised = _load(out)
                if raised:
                    raise raised
                if not step:
                    return returned
                if progress:
                    progress(*step)
        except (EOFError, pickle.UnpicklingError) as error:
            raise CheckFailed(f"The check ended without a result; {_MEMORY}") from error
        finally:
            # Also where the visitor has gone on meanwhile, which ends this call by an exception.
            process.kill()


@contextmanager
def _ended_after(patience: float | None, process: subprocess.Popen[bytes]) -> Iterator[None]:
    if patience is None:
        yield
        return
    timer = Timer(patience, process.kill)
    timer.start()
    try:
        yield
    except EOFError as error:
        if timer.finished.is_set():
            raise NoWord(f"It did not end within {patience:g} seconds") from error
        raise
    finally:
        timer.cancel()


def _process() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "data.worker"]
    try:
        return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 (our own)
    except OSError as error:
        raise CheckFailed(f"The check could not begin ({error.strerror}); {_MEMORY}") from error


def _load(pipe: IO[bytes]) -> tuple[Any, Any, Any]:
    found: tuple[Any, Any, Any] = pickle.load(pipe)  # noqa: S301 (written by the other end of this module)
    return found


def _serve() -> None:
    # Whoever clicks meanwhile waits less, and the check hardly longer where there are processors enough.
    os.nice(10)
    # Where memory runs out, the system ends this process, which can be begun again, and not the server.
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")

    def write(step: tuple[int, int, str] | None, returned: object = None, error: Exception | None = None) -> None:
        pickle.dump((step, returned, error), out, pickle.HIGHEST_PROTOCOL)
        out.flush()

    function, given, is_told = _load(sys.stdin.buffer)
    if isinstance(function, str):
        function = resolve_name(function)
    # Whatever prints something must not print it between the pickles.
    sys.stdout = sys.stderr
    told = [lambda done, total, words: write((done, total, words))] if is_told else []
    try:
        write(None, function(*given, *told))
    except BrokenPipeError:
        # The server has gone, and with it whoever waited. At once, because what is not written yet cannot be.
        os._exit(1)
    except Exception as error:  # noqa: BLE001 (whatever it is, the caller raises it)
        error.add_note(f"In a process of its own:\n{traceback.format_exc()}")
        write(None, error=error)


if __name__ == "__main__":
    _serve()
