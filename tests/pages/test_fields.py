"""Pages read only fields that the header of the query declares, also where no test draws what they say."""

import ast
from pathlib import Path

from queries.catalogue import queries

PAGES = Path(__file__).resolve().parents[2] / "pages"
TUPLE = {"_asdict", "_fields", "_replace"}


def query_asked(node: ast.AST) -> str | None:
    """Return the name of the query in `view.rows("name", …)` or `view.row("name", …)`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"rows", "row"}:
        return next((given.value for given in node.args[:1] if isinstance(given, ast.Constant)), None)
    return None


def unknown_fields(source: str) -> tuple[list[str], int]:
    """Return the fields read of rows that their query has not, and how many were looked at.

    Rows are followed within a function: from a name that an answer is bound to, and over loops on an answer.
    """
    unknown, seen = [], 0
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef):
            continue
        nodes = list(ast.walk(function))
        answers = {
            node.targets[0].id: query
            for node in nodes
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and (query := query_asked(node.value))
        }
        bound = [name for node in nodes if isinstance(node, ast.Name | ast.arg) for name in names_bound(node)]
        # A name bound to several things in one function may be any of them.
        followed = {name: query for name, query in answers.items() if bound.count(name) == 1}
        rows = dict(followed)
        for node in nodes:
            if isinstance(node, ast.For | ast.comprehension) and isinstance(node.target, ast.Name):
                source_name = node.iter.id if isinstance(node.iter, ast.Name) else ""
                query = query_asked(node.iter) or followed.get(source_name)
                if query and bound.count(node.target.id) == 1:
                    rows[node.target.id] = query
        for node in nodes:
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in rows:
                query = rows[node.value.id]
                seen += 1
                if node.attr not in queries()[query].columns and node.attr not in TUPLE:
                    unknown.append(f"{query} has no {node.attr}")
    return unknown, seen


def names_bound(node: ast.Name | ast.arg) -> list[str]:
    if isinstance(node, ast.arg):
        return [node.arg]
    return [node.id] if isinstance(node.ctx, ast.Store) else []


def test_pages_read_only_declared_fields():
    """A field that a query has no more would fail on a visitor's screen, perhaps only for one place or year."""
    found = {path.name: unknown_fields(path.read_text(encoding="utf-8")) for path in PAGES.rglob("*.py")}
    assert {name: unknown for name, (unknown, _) in found.items() if unknown} == {}
    assert sum(seen for _, seen in found.values()) > 200


def test_an_unknown_field_would_be_noticed():
    """The rule above can fail: in a loop, in a comprehension and on a single row."""
    asked = 'view.rows("industry40_rate", country=())'
    for body in (
        f"for each in {asked}:\n        each.lisetd",
        f"return [each.lisetd for each in {asked}]",
        f"found = {asked}\n    return [each.lisetd for each in found]",
        'total = view.row("industry40_rate", country=())\n    return total.lisetd',
    ):
        assert unknown_fields(f"def page(view):\n    {body}\n") == (["industry40_rate has no lisetd"], 1)
        assert unknown_fields(f"def page(view):\n    {body}\n".replace("lisetd", "listed")) == ([], 1)
