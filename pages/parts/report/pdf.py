"""Writes a report as PDF/UA-1: tagged, with title, language, contents and page numbers; no browser, no system font."""

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst

from pages.parts.palette import LIGHT
from pages.parts.report.model import Report, printable

_LAYOUT = Path(__file__).with_name("layout.typ")
# Letters that no font of the typesetter may have, such as an emoji in a comment: PDF/UA allows none of them.
_NOT_IN_FONTS = re.compile(
    "[^\x00-\u0377\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u04ff\u1e00-\u1eff\u2000-\u200a\u2010-\u2027\u202f-\u203a"
    "\u2074-\u208e\u20a0-\u20bf\u2190-\u22ff\u25a0-\u25ff✓]"
)


def to_pdf(report: Report) -> bytes:
    """Return the report as the bytes of a PDF; the same report gives the same bytes."""
    words = json.dumps(asdict(printable(report)), ensure_ascii=False)
    try:
        return _typeset(words, report)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error) and "disallowed codepoint" not in str(error):
            raise
        return _typeset(_NOT_IN_FONTS.sub("□", words), report)


def _typeset(words: str, report: Report) -> bytes:
    colours = {name: getattr(LIGHT, name) for name in ("text", "muted", "hairline", "mark", "action", "chosen")}
    year, month, day = report.published
    return typst.compile(
        _LAYOUT.read_bytes(),
        format="pdf",
        pdf_standards=["ua-1"],
        font_paths=_fonts(),
        # The words go in as data, so that nothing in them is read as markup.
        sys_inputs={"report": words, "colours": json.dumps(colours)},
        # The release's day, so that two downloads of one report do not differ.
        timestamp=int(datetime(year, month, day, tzinfo=UTC).timestamp()),
    )


@cache
def _fonts() -> typst.Fonts:
    # Those the typesetter ships: the report looks the same on every server.
    return typst.Fonts(include_system_fonts=False)
