"""Blueprint: a report on one place or all ten, as PDF or as a document that a partner can edit."""

from functools import partial
from typing import Literal

import streamlit as st
from markupsafe import Markup

from pages.act.report import report
from pages.act.report.scope import options, scope
from pages.parts import filters, frame
from pages.parts.markup import piece, render, show
from pages.parts.report.formats import FORMATS
from pages.parts.wording import capital

view = st.session_state["view"]

BUTTONS: dict[str, tuple[str, str, Literal["primary", "secondary"]]] = {
    "pdf": ("Download the PDF", ":material/picture_as_pdf:", "primary"),
    "docx": ("Download the Word document", ":material/edit_document:", "secondary"),
}


def offer() -> None:
    """Show the report that was chosen: its title, its two formats, and what they are good for."""
    most = len(report.CHAPTERS)
    part = f"All {most} chapters." if len(chosen) == most else f"{len(chosen)} of {most} chapters."
    about_it = f"Data release {view.release}. {part} The numbers are those of the screens, to the last digit."
    show(Markup('<div class="blueprint"><h2>{}</h2><p>{}</p></div>').format(report.title(about), about_it))
    with st.container(horizontal=True):
        for form, (label, icon, kind) in BUTTONS.items():
            st.download_button(
                label,
                partial(report.written, view.release, region, section, form),
                report.file_name(about, view.release, form),
                FORMATS[form].mime,
                key=f"report-{form}",
                icon=icon,
                type=kind,
                on_click="ignore",
            )
    show(
        piece(
            "fine",
            "It is made when you click, which takes a few seconds. The PDF is tagged for screen readers (PDF/UA) and "
            "prints on A4. The Word document has real headings, captions and tables, so that your own text can go "
            "between them.",
        )
    )


def contents() -> None:
    """Show what each chapter holds; chapters that were left out say so."""
    chapters = [(name in chosen, title, capital(report.HOLDS[name])) for name, title in report.CHAPTERS.items()]
    show(render("act/report_contents.html", chapters=chapters))


@st.fragment
def first_look() -> None:
    """Show the findings of the report, once somebody asks for them: they take longer than a screen may."""
    # Each report has a button of its own, so that another choice does not start the work by itself.
    key = f"look-{view.release}-{region}-{'-'.join(section)}"
    if not st.toggle("Read its findings here first", key=key):
        return
    said = report.outline(view.release, region, section)
    if not said:
        st.info("The chosen chapters have no findings of their own, only what explains the numbers.")
        return
    lines = {"chapter": Markup("<h3>{}</h3>"), "finding": Markup("<p>{}</p>")}
    words = Markup().join(lines[kind].format(text) for kind, text in said)
    show(Markup('<div class="blueprint-findings">{}</div>').format(words))


frame.title("Blueprint", "A report on one place or all ten, to print, to send or to edit.")

with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
    places = options(view)
    region = filters.one_of("region", "About", places, "")
    section = filters.several_of("section", "Chapters", report.CHAPTERS, "All chapters")
    filters.clear({"region": "", "section": []})

about, chosen = scope(view, region), report.chosen(section)
left, right = st.columns([6, 5], gap="large")
with left:
    offer()
    first_look()
with right:
    contents()
