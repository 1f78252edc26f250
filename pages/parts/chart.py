"""The one way a chart is shown: its finding as title, the chart, words for it, and the evidence one click away."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from data.export import to_csv, to_xlsx
from pages.parts import release
from pages.parts.evidence import Evidence

# The topology stub lies beside the shapes: without it, Plotly asks a host on the internet and draws nothing.
CONFIG = {
    "topojsonURL": "app/static/",
    "displaylogo": False,
    "displayModeBar": False,
    "scrollZoom": False,
    "responsive": True,
}


@dataclass(frozen=True)
class Table:
    """The numbers behind a chart, under the headings a reader sees; `formats`: heading -> number format."""

    rows: pd.DataFrame
    formats: Mapping[str, str] = field(default_factory=dict)
    links: tuple[str, ...] = ()

    def show(self, key: str, alternative: str) -> None:
        """Show the table, scrolling inside its own box."""
        columns = {name: st.column_config.NumberColumn(format=each) for name, each in self.formats.items()}
        columns |= {name: st.column_config.LinkColumn(display_text="open") for name in self.links}
        height = min(36 * (len(self.rows) + 1) + 3, 430)
        st.dataframe(self.rows, hide_index=True, column_config=columns, key=key, height=height, alt=alternative)


def chart(
    key: str,
    *,
    finding: str,
    subtitle: str,
    figure: go.Figure,
    alternative: str,
    table: Table,
    evidence: Evidence,
    on_select: object = "ignore",
) -> None:
    """Show a chart with all that belongs to it.

    `finding` is the title: what the data say, in words. `subtitle`: measure, unit, year, places.
    `alternative`: one line for those who cannot see the chart. `key` names it in downloads and for the browser.
    """
    with st.container(key=f"chart-{key}", gap=None):
        st.markdown(f"### {finding}")
        st.caption(subtitle)
        st.plotly_chart(
            figure,
            key=f"figure-{key}",
            theme=None,
            config=CONFIG,
            alt=alternative,
            on_select=on_select,
            selection_mode="points",
        )
        st.caption(alternative)
        evidence_below(key, finding, subtitle, table, evidence)


def evidence_below(key: str, finding: str, subtitle: str, table: Table, evidence: Evidence) -> None:
    """Show cautions and source, and behind one click the table, the definition and the downloads."""
    for caution in evidence.cautions:
        st.html(f'<p class="caution">{caution}</p>')
    st.caption(f"Source: {evidence.source} {evidence.date}")
    _details(key, finding, subtitle, table, evidence)


@st.fragment
def _details(key: str, finding: str, subtitle: str, table: Table, evidence: Evidence) -> None:
    # Filled only once opened: most visitors read on, and a closed table would cost every run.
    opened = st.expander("Table, definition and downloads", key=f"details-{key}", on_change="rerun", type="compact")
    if not opened.open:
        return
    with opened:
        st.markdown(f"**Definition.** {evidence.definition}")
        table.show(f"table-{key}", f"Table behind the chart “{finding}”")
        notes = {
            "Title": finding,
            "What it shows": subtitle,
            "Definition": evidence.definition,
            "Source": evidence.source,
            "Date": evidence.date,
            "Cautions": " ".join(evidence.cautions) or "none",
            "Release": f"INNO INDUSTRY dashboard, data release {release.number()}",
        }
        with st.container(horizontal=True):
            downloads(key, table, notes)


def downloads(key: str, table: Table, notes: Mapping[str, str]) -> None:
    """Offer exactly the rows of `table` as CSV and as XLSX with `notes` on a second sheet."""
    st.download_button(
        "CSV",
        lambda: to_csv(table.rows),
        f"inno-industry-{key}.csv",
        "text/csv",
        key=f"csv-{key}",
        icon=":material/download:",
        on_click="ignore",
    )
    st.download_button(
        "XLSX",
        lambda: to_xlsx(table.rows, notes),
        f"inno-industry-{key}.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key=f"xlsx-{key}",
        icon=":material/download:",
        on_click="ignore",
    )
