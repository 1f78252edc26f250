"""The files a report can become, by the ending of their names."""

from collections.abc import Callable
from typing import NamedTuple

from pages.parts.report.model import Report
from pages.parts.report.pdf import to_pdf
from pages.parts.report.word import to_docx


class Format(NamedTuple):
    """What writes a report as the bytes of a file, and what browsers call such a file."""

    write: Callable[[Report], bytes]
    mime: str


FORMATS = {
    "pdf": Format(to_pdf, "application/pdf"),
    "docx": Format(to_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
