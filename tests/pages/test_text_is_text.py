"""Puts what Markdown, HTML and emoji codes would obey into every text of a release, and looks how screens show it."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from google.protobuf.json_format import MessageToDict

from data import live
from data.audit import PROGRAM
from data.review.judged import FINDINGS, LEVELS, Item
from pages.door import start
from pages.parts.site_map import SCREENS
from queries import answers
from tests.pages.conftest import FROZEN, opened

WRITTEN = "**x** <b>y</b> :smile: $a$ [l](http://e.org)"
# What would be obeyed, and how it looks where somebody kept Markdown from it.
OBEYED = ("**x**", "<b>y", ":smile:", "$a$", "[l](")
ESCAPED = r"\*\*x\*\*"
# Fields of Streamlit's elements that are shown as they are, so that signs against Markdown would be seen.
PLAIN = {
    "selectbox": {"options", "rawValue"},
    "multiselect": {"options", "rawValues", "placeholder"},
    "plotly_chart": {"alt"},
    "dataframe": {"alt", "columns"},
    "text_input": {"default", "value"},
    "download_button": {"url"},
}
# The screens on which something is opened that no link opens by itself are tried with it open.
LINKS = [
    *((screen.path, {}) for screen in SCREENS if screen.path != "upload"),
    ("instruments", {"instrument": "INS-001"}),
    ("practices", {"practice": "AT-house-of-digitalization"}),
    ("regions", {"places": ["AT", "SI"]}),
    ("changes", {"from": "1", "to": "2"}),
    ("releases", {"from": "1", "to": "2"}),
]


def _free(resource: dict) -> list[str]:
    """Return the fields of a dataset in which anything may stand."""
    schema = resource["schema"]
    bound = [schema.get("primaryKey", []), *(each["fields"] for each in schema.get("foreignKeys", []))]
    names = {name for each in bound for name in ([each] if isinstance(each, str) else each)}
    return [
        field["name"]
        for field in schema["fields"]
        if field["type"] == "string"
        and "format" not in field
        and field["name"] not in names
        and not {"enum", "pattern"} & set(field.get("constraints", {}))
        # Two texts that others are found by; rewording them is another test's matter.
        and (resource["name"], field["name"]) not in {("project_targets", "indicator"), ("observations", "unit")}
    ]


def _written_into(words: str) -> dict[str, bytes]:
    files = {}
    for resource in live.contract().package["resources"]:
        rows = list(csv.DictReader(io.StringIO(FROZEN[resource["name"]].decode("utf-8"))))
        for name in _free(resource):
            for row in rows:
                row[name] = row[name] and f"{row[name]} {words}"
        file = io.StringIO(newline="")
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
        files[resource["name"]] = file.getvalue().encode("utf-8")
    return files


@pytest.fixture(scope="module")
def staff(tmp_path_factory):
    """Somebody signed in, over a store with two releases and a round that are full of such words."""

    def publish(store, _contract):
        if store.newest() is None:
            store.add_release(
                _written_into(f"old {WRITTEN}"), based_on=None, kind="shipped", by=PROGRAM, reason=WRITTEN
            )
            store.add_release(_written_into(WRITTEN), based_on=1, kind="upload", by=PROGRAM, reason=WRITTEN)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INNO_STORE_URL", f"sqlite:///{tmp_path_factory.mktemp('texts')}/inno.sqlite")
        patch.setattr("data.live.publish_shipped", publish)
        start._open.cache_clear()
        live.forget()
        answers.forget()
        visitor = live.access().sign_in_with_code(live.access().access_codes()["staff"], f"Ana {WRITTEN}", "a test")
        live.rounds().open(
            f"Round {WRITTEN}",
            [Item(LEVELS, "A-SI-N-D1-2019"), Item(FINDINGS, "FI-001")],
            last_day=(datetime.now(UTC) + timedelta(days=3)).date(),
            visitor=visitor,
        )
        yield visitor
    start._open.cache_clear()
    live.forget()
    answers.forget()


def _elements(block):
    for child in block.children.values():
        if getattr(child, "proto", None) is not None:
            yield child
        if hasattr(child, "children"):
            yield from _elements(child)


def _texts(found, field=""):
    """Give every text of an element with the field it stands in."""
    if isinstance(found, dict):
        for name, each in found.items():
            yield from _texts(each, name)
    elif isinstance(found, list):
        for each in found:
            yield from _texts(each, field)
    elif isinstance(found, str):
        yield field, found


def _faults(kind: str, field: str, text: str) -> list[str]:
    """Return what of a text would be obeyed, or shown with signs against that."""
    if field in PLAIN.get(kind, ()):
        return [ESCAPED] if ESCAPED in text else []
    if kind == "html":
        return [each for each in ("<b>y", ESCAPED) if each in text]
    if kind == "plotly_chart":
        drawn = "\n".join(each for _, each in _texts(json.loads(text))) if field == "spec" else text
        return [each for each in ("<b>y", ESCAPED) if each in drawn]
    return [each for each in OBEYED if each in text]


@pytest.mark.parametrize(("path", "query"), LINKS, ids=lambda each: str(each) or "start")
def test_what_people_write_is_shown_as_they_wrote_it(staff, path, query):
    """A name with stars would be bold, one with a link lead elsewhere, and one with HTML change the page."""
    app = opened(path, staff, **query)
    # Closed tables are opened, which tells their definitions.
    for each in app.get("expander"):
        if "details-" in each.proto.id:
            app.session_state[each.proto.id[each.proto.id.index("details-") :]] = True
    app.run()
    assert not app.exception
    found = [
        (getattr(element, "type", ""), field, text)
        for element in _elements(app._tree)
        for field, text in _texts(MessageToDict(element.proto))
    ]
    wrong = [(kind, field, _faults(kind, field, text), text[:300]) for kind, field, text in found]
    assert [each for each in wrong if each[2]] == []
    # The blueprint's screen shows only the names of places; what it says is in its files.
    if path != "blueprint":
        assert any("x" in text and (OBEYED[0] in text or ESCAPED in text) for _, _, text in found)
