"""Reads the .sql files and their headers: what each query answers, one row per what, its parameters and columns."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from graphlib import CycleError, TopologicalSorter
from keyword import iskeyword
from pathlib import Path
from typing import NamedTuple

from data.refused import Refused

FOLDER = Path(__file__).resolve().parent
VIEWS_FOLDER = FOLDER / "views"

_HEADER_LINE = re.compile(r"--\s*(question|grain|parameter|column):\s*(.+)")
_PARAMETER = re.compile(r"(?P<name>[a-z_]+) (?P<type>[A-Z]+(\[\])?): (?P<meaning>.+)")
# A type is what DuckDB's DESCRIBE calls it: VARCHAR, BIGINT[], STRUCT(kind VARCHAR, own DOUBLE)[].
_COLUMN = re.compile(r"(?P<name>[a-z]\w*) (?P<type>[A-Z]+(\([^)]*\))?(\[\])?) (?P<meaning>.+)")
_USED_PARAMETER = re.compile(r"\$(\w+)")
_WORD = re.compile(r"\w+")


class QueryError(Refused):
    """A .sql file has no complete header, or a query is asked in a way its header does not allow."""


class Column(NamedTuple):
    """One column of an answer: its DuckDB type, and what a value means, with its unit and what a missing one says."""

    type: str
    meaning: str


@dataclass(frozen=True)
class Query:
    """One question: its SQL, what a row stands for, its parameters (name -> DuckDB type) and its columns in order."""

    name: str
    question: str
    grain: str
    parameters: Mapping[str, str]
    columns: Mapping[str, Column]
    """By name; empty for a view, which nobody asks."""
    sql: str


@cache
def queries() -> Mapping[str, Query]:
    """Return all queries by name, the name being the file's; raise QueryError where a file breaks the rules."""
    found: dict[str, Query] = {}
    for path in sorted(FOLDER.rglob("*.sql")):
        if path.parent in (FOLDER, VIEWS_FOLDER):
            continue
        query = read_query(path)
        if not query.columns:
            raise QueryError(
                f"{path.name}: expected a line “-- column: name TYPE meaning” for each column, found none."
            )
        if query.name in found:
            raise QueryError(f"Two files are named {path.name}: a query's name must be the only one of its kind.")
        found[query.name] = query
    return found


@cache
def views() -> Mapping[str, str]:
    """Return the SELECT of each view by the view's name, each after those it builds on.

    A view is made once, as a table, when a question first needs it. Raises QueryError where views build on one another.
    """
    found = {path.stem: read_query(path).sql for path in sorted(VIEWS_FOLDER.glob("*.sql"))}
    order = TopologicalSorter({name: _named(sql, found) - {name} for name, sql in found.items()})
    try:
        return {name: found[name] for name in order.static_order()}
    except CycleError as error:
        raise QueryError(f"These views build on one another in a circle: {', '.join(error.args[1])}.") from error


@lru_cache(1024)
def views_behind(sql: str) -> Mapping[str, str]:
    """Return those of `views` that the statement `sql` builds on, each after those it builds on itself."""
    every, unread = views(), [sql]
    behind: set[str] = set()
    while unread:
        named = _named(unread.pop(), every) - behind
        behind |= named
        unread += (every[name] for name in named)
    return {name: select for name, select in every.items() if name in behind}


def _named(sql: str, views: Iterable[str]) -> set[str]:
    # A word that only happens to be a view's name costs a table, and nothing else.
    return set(views) & set(_WORD.findall(_body(sql)))


def _body(sql: str) -> str:
    return "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--"))


def read_query(path: Path) -> Query:
    """Return the query in the file `path`; raise QueryError where its header is incomplete or untrue."""
    sql = path.read_text(encoding="utf-8")
    header: dict[str, list[str]] = {"question": [], "grain": [], "parameter": [], "column": []}
    for line in sql.splitlines():
        if match := _HEADER_LINE.fullmatch(line.strip()):
            header[match[1]].append(match[2])
    for part in ("question", "grain"):
        if len(header[part]) != 1:
            raise QueryError(f"{path.name}: expected one line “-- {part}: …”, found {len(header[part])}.")
    parameters: dict[str, str] = {}
    for text in header["parameter"]:
        match = _PARAMETER.fullmatch(text)
        if not match:
            raise QueryError(f"{path.name}: expected “-- parameter: name TYPE: meaning”, found “{text}”.")
        if match["name"] in parameters:
            raise QueryError(f"{path.name}: the header names the parameter {match['name']} twice.")
        parameters[match["name"]] = match["type"]
    columns: dict[str, Column] = {}
    for text in header["column"]:
        match = _COLUMN.fullmatch(text)
        # Each is an attribute of a row in Python.
        if not match or iskeyword(match["name"]):
            raise QueryError(f"{path.name}: expected “-- column: name TYPE meaning”, found “{text}”.")
        if match["name"] in columns:
            raise QueryError(f"{path.name}: the header names the column {match['name']} twice.")
        columns[match["name"]] = Column(match["type"], match["meaning"])
    used = set(_USED_PARAMETER.findall(_body(sql)))
    if used != set(parameters):
        raise QueryError(
            f"{path.name}: the header names the parameters {sorted(parameters)}, the query uses {sorted(used)}."
        )
    return Query(path.stem, header["question"][0], header["grain"][0], parameters, columns, sql)
