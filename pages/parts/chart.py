"""The one way a chart is shown: its finding as title, the chart, words for it, and the evidence one click away."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import streamlit as st
from markupsafe import Markup
from pyarrow import compute

from data import live
from data.export import spreadsheet_csv, to_xlsx
from pages.parts import markup
from pages.parts.csv_form import choose_csv_form, csv_form
from pages.parts.evidence import Evidence
from pages.parts.figures.base import Drawn
from pages.parts.markup import piece, render
from pages.parts.wording import as_text, rounded

# As Streamlit draws rows, in pixels, the header being one of them.
_ROW = 35

# The topology stub lies beside the shapes: without it, Plotly asks a host on the internet and draws nothing.
CONFIG = {
    "topojsonURL": "app/static/",
    "displaylogo": False,
    "displayModeBar": False,
    "scrollZoom": False,
    "responsive": True,
}


class Table:
    """The numbers behind a chart, under the headings a reader sees.

    Kept as an Arrow table, which the browser gets as it is and which is one object in memory.
    """

    def __init__(
        self,
        columns: Mapping[str, Sequence[Any]] | pa.Table,
        formats: Mapping[str, str] | None = None,
        links: tuple[str, ...] = (),
        wide: tuple[str, ...] = (),
    ) -> None:
        """Make the table of `columns`: heading -> its values.

        `formats`: heading -> number format; `links`: headings of columns with addresses; `wide`: of long texts.
        """
        table = columns if isinstance(columns, pa.Table) else pa.table(dict(columns))
        for heading, form in (formats or {}).items():
            # Whole per cents are fractions to the database: on screen 93, in a download 93.0.
            if form == "%d":
                whole = table[heading].cast(pa.int64())
                table = table.set_column(table.column_names.index(heading), heading, whole)
        self._rows = table
        self.formats, self.links, self.wide = formats or {}, links, wide

    @classmethod
    def of(
        cls,
        rows: Sequence[Any],
        headings: Mapping[str, str],
        formats: Mapping[str, str] | None = None,
        links: tuple[str, ...] = (),
        wide: tuple[str, ...] = (),
        more: Mapping[str, Sequence[Any]] | None = None,
    ) -> "Table":
        """Return the table of named `rows`; `headings`: the field of a row -> the heading its values stand under.

        `more`: further columns at the end, heading -> a value for each row.
        """
        columns = {heading: [getattr(row, field) for row in rows] for field, heading in headings.items()}
        return cls({**columns, **(more or {})}, formats, links, wide)

    def __len__(self) -> int:
        return self._rows.num_rows

    @property
    def headings(self) -> list[str]:
        """The headings, in their order."""
        return list(self._rows.column_names)

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        """The rows in plain values; a missing one is None."""
        return list(zip(*(column.to_pylist() for column in self._rows.columns), strict=True))

    def column(self, heading: str) -> list[Any]:
        """Return the values under `heading`."""
        return list(self._rows[heading].to_pylist())

    def only(self, heading: str, values: Sequence[str]) -> "Table":
        """Return the rows that have one of `values` under `heading`, in the order of this table."""
        is_one = compute.is_in(self._rows[heading], pa.array(values, pa.string()))
        return Table(self._rows.filter(is_one), self.formats, self.links, self.wide)

    def _rounded(self) -> pa.Table:
        """Return the table with its numbers rounded as they are shown: the browser would round 19.95 down."""
        shown = self._rows
        for name, form in self.formats.items():
            if digits := re.fullmatch(r"%\+?\.(\d)f", form):
                values = [None if each is None else float(rounded(each, int(digits[1]))) for each in self.column(name)]
                shown = shown.set_column(shown.column_names.index(name), name, pa.array(values, pa.float64()))
        return shown

    def show(self, key: str, alternative: str, most: int = 12, **selection: Any) -> None:
        """Show the table; with more than `most` rows it scrolls inside its own box.

        `selection` is st.dataframe's on_select and selection_mode.
        """
        columns = {name: st.column_config.NumberColumn(format=each) for name, each in self.formats.items()}
        columns |= {name: st.column_config.LinkColumn(display_text="open") for name in self.links}
        columns |= {name: st.column_config.TextColumn(width="large") for name in self.wide}
        # Half a row more than fits says that there are others.
        height: Any = "content" if len(self) <= most else int(_ROW * (most + 0.5))
        st.dataframe(
            self._rounded(), column_config=columns, key=key, height=height, alt=alternative, placeholder="not given",
            **selection,
        )  # fmt: skip


@dataclass(frozen=True)
class Chart:
    """A chart with all that belongs to it.

    `key` names it in downloads and for the browser. `finding` is its title: what the data say, in words.
    `subtitle`: measure, unit, year, places. `alternative`: one line for those who cannot see the chart.
    """

    key: str
    finding: str
    subtitle: str
    figure: Drawn | None
    """None where a table or words say it better."""
    alternative: str
    table: Table
    evidence: Evidence
    least_width: int = 0
    """In pixels, 760 or 980: the figure grows no narrower, and scrolls sideways in its own box instead."""


def without_data(key: str, finding: str, evidence: Evidence) -> Chart:
    """Return what stands in the place of a chart where the release has nothing to draw; `finding` says what is missing.

    The evidence tells what the chart would be made of.
    """
    return Chart(key, finding, "Nothing to draw in this data release", None, "", Table({}), evidence)


def show(chart: Chart) -> None:
    """Show a chart: finding, subtitle, figure, words, cautions and source; the table and downloads one click away."""
    with st.container(key=f"chart-{chart.key}", gap="xxsmall"):
        markup.show(heading(chart))
        if chart.figure:
            figure(chart.figure, f"figure-{chart.key}", chart.alternative, chart.least_width)
        elif len(chart.table):
            chart.table.show(f"shown-{chart.key}", chart.finding)
        evidence_below(chart)


def heading(chart: Chart) -> Markup:
    """Return a chart's finding and subtitle."""
    return piece("heading", chart.finding, chart.subtitle)


def figure(drawn: Drawn, key: str, alternative: str, least_width: int = 0, **selection: Any) -> None:
    """Show a figure with its description for screen readers; the stable `key` lets the browser update it in place.

    `least_width` as in Chart; `selection` is st.plotly_chart's on_select and selection_mode.
    """
    if least_width:
        with st.container(key=f"least-{least_width}-{key}"):
            figure(drawn, key, alternative, **selection)
    else:
        st.plotly_chart(drawn, key=key, theme=None, config=CONFIG, alt=alternative, **selection)


def evidence_below(chart: Chart) -> None:
    """Show a chart's words, cautions and source, and behind one click its table, definition and downloads."""
    markup.show(render("parts/evidence.html", words=chart.alternative, evidence=chart.evidence))
    _details(chart)


@st.fragment
def _details(chart: Chart) -> None:
    # Filled only once opened: most visitors read on, and a closed table would cost every run.
    details = st.expander(
        "Table, definition and downloads", key=f"details-{chart.key}", on_change="rerun", type="compact"
    )
    if not details.open:
        return
    with details:
        st.markdown(f"**Definition.** {as_text(chart.evidence.definition)}")
        chart.table.show(f"table-{chart.key}", f"Table behind the chart “{chart.finding}”")
        downloads(
            chart.key,
            chart.table,
            {
                "Title": chart.finding,
                "What it shows": chart.subtitle,
                "Definition": chart.evidence.definition,
                "Source": f"{chart.evidence.source} {chart.evidence.url}".strip(),
                "Date": chart.evidence.date,
                "Cautions": " ".join(chart.evidence.cautions) or "none",
            },
        )


def downloads(key: str, table: Table, notes: Mapping[str, str]) -> None:
    """Offer exactly the rows of `table` as CSV and as XLSX with `notes` and the release on a second sheet."""
    release = st.session_state["view"].release
    licence = live.contract().package["licenses"][0]
    notes = {
        **notes,
        "Release": f"INNO INDUSTRY dashboard, data release {release}",
        "Licence": f"{licence['title']}, {licence['path']}",
    }
    offer(key, table, f"inno-industry-{key}-release-{release}", notes)


def offer(key: str, table: Table, name: str, notes: Mapping[str, str]) -> None:
    """Offer the rows of `table` as files named `name`, with `notes` on the XLSX's second sheet."""
    form = csv_form()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "CSV",
            lambda: spreadsheet_csv(table.headings, table.rows, form),
            f"{name}.csv",
            "text/csv",
            key=f"csv-{key}",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            "XLSX",
            lambda: to_xlsx(table.headings, table.rows, notes),
            f"{name}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key=f"xlsx-{key}",
            icon=":material/download:",
            on_click="ignore",
        )
        choose_csv_form(key)
