"""The command line for staff: python -m data check | publish | history | rollback | verify | export | backup | restore.

Each command ends with status 0 where it did what was asked, 1 where it found problems and wrote nothing,
2 where it was used wrongly. With --json it prints one JSON object instead of sentences.
"""

import argparse
import json
import logging
import os
import re
import signal
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper

from data import live
from data.audit import TextRefused
from data.intake.encoding import ENCODINGS
from data.operation import commands, copies
from data.operation.commands import PROBLEMS, WRONG_USE, Outcome, WrongUse
from data.refused import Refused
from data.releases.publishing import UnknownRelease
from data.releases.release_folder import FolderRefused
from data.releases.store import NoChange

_WRONG_USE = (WrongUse, TextRefused, UnknownRelease, FolderRefused)


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a letter shows a question mark instead of ending the command.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    # What is refused is the command's answer; the log of the same would say it twice.
    logging.getLogger("data.releases.publishing").addHandler(logging.NullHandler())
    given = _parser().parse_args(arguments)
    try:
        done: Outcome = given.command(given)
    except NoChange as error:
        done = Outcome("no change", [str(error)], {"release": error.release.number})
    except _WRONG_USE as error:
        done = Outcome("wrong use", [str(error)], status=WRONG_USE)
    except Refused as error:
        done = Outcome("problems", [str(error)], status=PROBLEMS)
    finally:
        live.forget()
    text = "\n".join(done.lines)
    if given.json:
        content = {"outcome": done.outcome, "message": text, **done.more}
        text = json.dumps(content, ensure_ascii=False, indent=2, default=str)
    print(text, file=sys.stderr if done.status == WRONG_USE and not given.json else sys.stdout)
    return done.status


def _quietly() -> int:
    """Return the status of main, or what shells give where nobody reads its output any more, as behind | head."""
    try:
        try:
            return main()
        finally:
            for stream in filter(None, (sys.stdout, sys.stderr)):
                stream.flush()
    except BrokenPipeError:
        # Python flushes once more at its end, and would tell of a broken pipe then.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for number in (1, 2):
            os.dup2(nowhere, number)
        return 128 + signal.SIGPIPE


def _release(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise argparse.ArgumentTypeError(f"found “{text}”, expected the number of a release")
    return int(text)


def _release_or_newest(text: str) -> int | str:
    return text if text == "newest" else _release(text)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise argparse.ArgumentTypeError(f"found “{text}”, expected how many rows are removed")
    return int(text)


def _hash(text: str) -> str:
    if not re.fullmatch("[0-9a-f]{64}", text):
        raise argparse.ArgumentTypeError(f"found “{text}”, expected a hash: 64 letters of 0 to 9 and a to f")
    return text


def _column(text: str) -> tuple[str, str | None]:
    found, equals, name = text.rpartition("=")
    if not equals or not found:
        raise argparse.ArgumentTypeError(f"found “{text}”, expected “column in the file=field”")
    return found, name or None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data", description="Check, publish and look after data releases.")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Callable[[argparse.Namespace], Outcome]) -> argparse.ArgumentParser:
        added = subparsers.add_parser(name, help=command.__doc__, description=command.__doc__)
        added.add_argument("--json", action="store_true", help="print one JSON object")
        added.set_defaults(command=command)
        return added

    for name, command in (("check", commands.check), ("publish", commands.publish)):
        added = add(name, command)
        added.add_argument("dataset", metavar="DATASET", help="the dataset's name, or “auto” to go by the header")
        added.add_argument("file", metavar="FILE", help="the dataset as CSV or .xlsx, or Eurostat's SDMX-CSV")
        added.add_argument("--sheet", metavar="NAME", help="of a workbook, instead of its first sheet")
        added.add_argument("--encoding", choices=list(ENCODINGS), help="instead of the detected one")
        added.add_argument("--delimiter", choices=list(commands.DELIMITERS), help="instead of the detected one")
        added.add_argument("--decimal", choices=list(commands.DECIMAL_MARKS), help="instead of the detected one")
        added.add_argument(
            "--column", action="append", default=[], type=_column, metavar="FOUND=FIELD",
            help="confirm that a column of the file is this field; nothing after = leaves it out",
        )  # fmt: skip
        how = added.add_mutually_exclusive_group()
        how.add_argument("--merge", action="store_true", help="add and change rows by their key; remove none")
        how.add_argument(
            "--replace", type=_count, metavar="N",
            help="replace the dataset although N rows are removed; asked for where these are many",
        )  # fmt: skip
        if command is commands.publish:
            _add_author(added)
    add("history", commands.history)
    added = add("rollback", commands.roll_back)
    added.add_argument("release", metavar="RELEASE", type=_release, help="the release whose data shall be live again")
    _add_author(added)
    added = add("verify", commands.verify_store)
    added.add_argument(
        "--head", type=_hash, metavar="HASH", help="the last hash that an earlier “verify” printed, kept elsewhere"
    )
    added = add("backup", copies.back_up)
    added.add_argument("file", metavar="FILE", help="the copy to make; it must not exist yet")
    added = add("restore", copies.restore)
    added.add_argument("file", metavar="FILE", help="a copy that “backup” made, or a plain copy of a store")
    added = add("export", commands.export)
    added.add_argument("release", metavar="RELEASE", type=_release_or_newest, help="its number, or “newest”")
    added.add_argument("folder", metavar="FOLDER", help="a folder that does not exist yet")
    return parser


def _add_author(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--author", required=True, metavar="NAME", help="who answers for it")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why, for the history")


if __name__ == "__main__":
    sys.exit(_quietly())
