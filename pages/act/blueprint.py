"""Blueprint: a report on one place or all ten, as PDF or as a document that a partner can edit."""

from functools import partial
from html import escape

import streamlit as st

from pages.act.report import report
from pages.act.report.scope import options, scope
from pages.parts import filters, frame
from pages.parts.wording import capital

view = st.session_state["view"]

TYPES = {"pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
BUTTONS = {
    "pdf": ("Download the PDF", ":material/picture_as_pdf:", "primary"),
    "docx": ("Download the Word document", ":material/edit_document:", "secondary"),
}


def offer() -> None:
    """The report that was chosen: its title, its two formats, and what they are good for."""
    st.html(
        f'<div class="report"><h2>{escape(report.title(about))}</h2>'
        f"<p>Data release {view.release}. {_counted()} The numbers are those of the screens, to the last digit.</p>"
        "</div>"
    )
    with st.container(horizontal=True):
        for form, (label, icon, kind) in BUTTONS.items():
            st.download_button(
                label,
                partial(report.written, view.release, region, section, form),
                report.file_name(about, view.release, form),
                TYPES[form],
                key=f"report-{form}",
                icon=icon,
                type=kind,
                on_click="ignore",
            )
    st.html(
        '<p class="fine">It is made when you click, which takes a few seconds. The PDF is tagged for screen readers '
        "(PDF/UA) and prints on A4. The Word document has real headings, captions and tables, so that your own text "
        "can go between them.</p>"
    )


def _counted() -> str:
    """How many of the chapters the report has, in words."""
    most = len(report.CHAPTERS)
    return f"All {most} chapters." if len(chosen) == most else f"{len(chosen)} of {most} chapters."


def contents() -> None:
    """What each chapter holds; chapters that were left out say so."""
    items = "".join(
        f"<li><b>{escape(title)}</b> <span>{escape(capital(report.HOLDS[name]))}</span></li>"
        if name in chosen
        else f'<li class="out">{escape(title)} <span>Left out</span></li>'
        for name, title in report.CHAPTERS.items()
    )
    st.html(f'<div class="report"><ol>{items}</ol></div>')


@st.fragment
def first_look() -> None:
    """The findings of the report, once somebody asks for them: they take longer than a screen may."""
    # Each report has a button of its own, so that another choice does not start the work by itself.
    key = f"look-{view.release}-{region}-{'-'.join(section)}"
    if not st.toggle("Read its findings here first", key=key):
        return
    said = report.outline(view.release, region, section)
    if not said:
        st.info("The chosen chapters have no findings of their own, only what explains the numbers.")
        return
    html = "".join(
        f"<h3>{escape(words)}</h3>" if kind == "chapter" else f"<p>{escape(words)}</p>" for kind, words in said
    )
    st.html(f'<div class="report findings">{html}</div>')


st.html(
    """<style>
.report h2 { font-family: "Source Serif", serif; font-size: 1.5rem; font-weight: 600; line-height: 1.2;
  margin: 0 0 .35rem; padding: 0; letter-spacing: 0; color: var(--inno-text); }
.report > p { margin: 0 0 .35rem; line-height: 1.45; }
.report ol { margin: 0; padding: 0 0 0 1.4rem; }
.report li { margin: 0; padding: .4rem 0 .4rem .25rem; border-bottom: 1px solid var(--inno-hairline); line-height: 1.35;
  font-size: .9375rem; }
.report li span { display: block; color: var(--inno-muted); font-size: .875rem; }
.report li.out { color: var(--inno-muted); }
.report.findings h3 { font-family: "Source Serif", serif; font-size: 1.125rem; font-weight: 600; margin: .2rem 0 .3rem;
  padding: 0; letter-spacing: 0; color: var(--inno-text); break-after: avoid; }
.report.findings p { margin: 0 0 .5rem; break-inside: avoid; }
</style>"""
)
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
