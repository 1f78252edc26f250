"""Writes a report as PDF/UA-1: tagged, with title, language, contents and page numbers; no browser, no system font."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst

from pages.act.report.model import Report, printable
from pages.parts.palette import LIGHT

_LAYOUT = Path(__file__).with_name("layout.typ")


def to_pdf(report: Report) -> bytes:
    """Return the report as the bytes of a PDF; the same report gives the same bytes."""
    colours = {name: getattr(LIGHT, name) for name in ("text", "muted", "hairline", "mark", "action", "chosen")}
    year, month, day = report.published
    return typst.compile(
        _LAYOUT.read_bytes(),
        format="pdf",
        pdf_standards=["ua-1"],
        font_paths=_fonts(),
        # The words go in as data, so that nothing in them is read as markup.
        sys_inputs={"report": json.dumps(asdict(printable(report))), "colours": json.dumps(colours)},
        # The release's day, so that two downloads of one report do not differ.
        timestamp=int(datetime(year, month, day, tzinfo=UTC).timestamp()),
    )


@cache
def _fonts() -> typst.Fonts:
    # Those the typesetter ships: the report looks the same on every server.
    return typst.Fonts(include_system_fonts=False)
