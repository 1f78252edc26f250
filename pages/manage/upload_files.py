"""The files of an upload: dropping them, templates for them, and what was detected about each, to be set right."""

from collections.abc import Mapping
from html import escape

import pandas as pd
import streamlit as st

from data import live
from data.checks.canonical import read_raw_csv
from data.contract import Dataset
from data.export import spreadsheet_csv
from data.intake.columns import Suggestion
from data.intake.encoding import ENCODINGS
from data.intake.files import FileChoices, FileDraft
from data.intake.reading import DECIMAL_MARKS, DELIMITERS
from data.intake.report import unmapped_csv
from data.intake.templates import template_csv, template_readme, template_xlsx
from pages.manage import desk
from pages.manage.desk import Desk
from pages.parts.wording import as_text, capital, counted

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LEAVE_OUT = ""
# Which parts of a file's description can be set, by the heading people see.
_PARTS = {"dataset": "Dataset", "encoding": "Encoding", "delimiter": "Separator", "decimal": "Decimal mark"}


def drop(here: Desk) -> None:
    """Let the visitor drop files; what was dropped before a look at another screen is still there."""
    key = f"files-{here.round}"
    dropped = st.file_uploader(
        "CSV files, or Eurostat’s SDMX-CSV as downloaded; several are published together or not at all",
        accept_multiple_files=True,
        key=key,
        on_change=_took,
        args=(key,),
    )
    if len(here.files) < len(dropped):
        st.caption("Of files with the same name, the one dropped last counts.")
    if here.files:
        with st.container(horizontal=True, vertical_alignment="center"):
            if not dropped:
                names = ", ".join(f"{name} ({len(content):,} bytes)" for name, content in here.files.items())
                st.markdown(f"Still here: {as_text(names)}")
            st.button("Start again", key="start-again", type="tertiary", on_click=desk.start_again)


def _took(key: str) -> None:
    # Of two files of one name the later counts: that is the corrected copy.
    desk.take({each.name: each.getvalue() for each in st.session_state[key]})


def templates() -> None:
    """Offer, for a dataset, an empty form of it with explanations, and the data as they are live."""
    datasets = live.contract().datasets
    name = st.selectbox("Template and live data of", list(datasets), format_func=lambda each: datasets[each].title,
                        key="template")  # fmt: skip
    dataset = datasets[name]
    with st.container(horizontal=True, gap="small"):
        for label, file, kind, make in (
            ("Template, CSV", f"{name}-template.csv", "text/csv", template_csv),
            ("Template, XLSX", f"{name}-template.xlsx", _XLSX, template_xlsx),
            ("Fields explained", f"{name}-fields.txt", "text/plain", lambda dataset, _: template_readme(dataset)),
            ("Live data, CSV", f"{name}.csv", "text/csv", _live_csv),
        ):
            st.download_button(label, _maker(make, dataset), file, kind, key=f"template-{file}", on_click="ignore")


def _maker(make: object, dataset: Dataset) -> object:
    return lambda: make(dataset, live.store().files(live.newest_release().number)[dataset.name])


def _live_csv(dataset: Dataset, content: bytes) -> bytes:
    header, rows = read_raw_csv(content)
    return spreadsheet_csv(pd.DataFrame(rows, columns=list(header), dtype=object))


def what_happens() -> None:
    """Say, while there are no files, what will be done with them."""
    limit = st.get_option("server.maxUploadSize")
    st.html(
        '<div class="facts">'
        '<div class="finding"><h3>1. Drop</h3><p class="reading">A whole dataset as CSV, in any usual encoding, with '
        "comma, semicolon or tab; it replaces the dataset. Or Eurostat’s SDMX-CSV: that is merged and removes nothing. "
        f"Up to {limit} MB a file.</p></div>"
        '<div class="finding"><h3>2. Mend</h3><p class="reading">Every problem is listed with its line, its column and '
        "what to do, also in a copy of your own file. Nothing is stored yet.</p></div>"
        '<div class="finding"><h3>3. Look</h3><p class="reading">You see each row and cell that would change, and what '
        "that does to the headline rate, levels and ranks.</p></div>"
        '<div class="finding"><h3>4. Publish</h3><p class="reading">With a reason, as a new release. Earlier releases '
        "stay as they are and can be rolled back to.</p></div></div>"
    )


def each(here: Desk) -> None:
    """Show for each file what it was taken for and what becomes of it, and let the visitor set that right."""
    for number, (name, file) in enumerate(zip(here.files, here.checked.files, strict=True)):
        with st.container(key=f"file-{number}", gap="xsmall"):
            st.html(f'<h3 class="chart-finding">{escape(file.name)}</h3>{_said(file)}')
            if file.reading.dialect is not None:
                _detected(here, number, name, file)
                _columns(here, number, name, file)
                _unmapped(number, file)


def _said(file: FileDraft) -> str:
    lines = []
    if file.dataset:
        rows = counted(file.rows, "row")
        taken = f"{rows} taken over" if file.layout else rows
        lines.append(f"{file.recognition.reason.rstrip('.')}. {taken}. <b>{escape(file.effect)}</b>")
    else:
        lines.append(f"Not recognised: {escape(file.recognition.reason)}.")
    if file.left_out:
        lines.append(f"Left out: {escape(', '.join(file.left_out))}.")
    return "".join(f'<p class="fine">{line}</p>' for line in lines)


def _detected(here: Desk, number: int, name: str, file: FileDraft) -> None:
    dialect, chosen = file.reading.dialect, here.choices.get(name, FileChoices())
    datasets = {each: dataset.title for each, dataset in live.contract().datasets.items()}
    found = {
        "dataset": datasets.get(file.dataset, "not recognised"),
        "encoding": ENCODINGS[dialect.encoding],
        "delimiter": DELIMITERS.get(dialect.delimiter, dialect.delimiter),
        "decimal": DECIMAL_MARKS[dialect.decimal],
    }
    options = {"dataset": datasets, "encoding": ENCODINGS, "delimiter": DELIMITERS, "decimal": DECIMAL_MARKS}
    words = f" Accents read as: {', '.join(file.reading.accented)}." if file.reading.accented else ""
    with st.expander(f"{dialect.sentence}. Set it right", expanded=file.dataset is None, type="compact"):
        if words:
            st.caption(as_text(words.strip()))
        for part, column in zip(_PARTS, st.columns(4), strict=True):
            key = f"{part}-{here.round}-{number}"
            st.session_state.setdefault(key, getattr(chosen, part))
            with column:
                st.selectbox(
                    _PARTS[part],
                    [None, *options[part]],
                    format_func=lambda value, part=part: (
                        f"Detected: {found[part]}" if value is None and getattr(chosen, part) is None
                        else "As detected" if value is None else capital(options[part][value])
                    ),
                    key=key,
                    on_change=_set,
                    args=(name, part, key),
                )  # fmt: skip


def _set(name: str, part: str, key: str) -> None:
    desk.choose(name, **{part: st.session_state[key]})


def _columns(here: Desk, number: int, name: str, file: FileDraft) -> None:
    """Let a person confirm which column is which: nothing is matched in silence."""
    confirmed = here.choices.get(name, FileChoices()).columns
    if confirmed:
        with st.container(horizontal=True, vertical_alignment="center"):
            said = [f"{found} is {field}" if field else f"{found} is left out" for found, field in confirmed.items()]
            st.markdown(f"As you decided: {as_text(', '.join(said))}.")
            st.button("Decide again", key=f"undecide-{here.round}-{number}", type="tertiary",
                      on_click=desk.choose, args=(name,), kwargs={"columns": {}})  # fmt: skip
    if not file.suggestions or not file.dataset:
        return
    fields = live.contract().datasets[file.dataset].fields
    keys: dict[str, str] = {}
    with st.form(f"columns-{here.round}-{number}"):
        st.markdown("**Which column is which?** These are not named as in the dataset. Nothing is taken over unasked.")
        for place, each in enumerate(file.suggestions):
            keys[each.column] = f"column-{here.round}-{number}-{place}"
            st.selectbox(
                f"Column “{as_text(each.column)}”: {each.reason}",
                _choices(each),
                format_func=lambda value: f"{value} ({fields[value].title})" if value else "Leave it out",
                key=keys[each.column],
            )
        st.form_submit_button("Use these columns", type="primary", on_click=_confirm, args=(name, confirmed, keys))


def _choices(suggestion: Suggestion) -> list[str]:
    first = [suggestion.field] if suggestion.field else []
    return [*first, _LEAVE_OUT, *suggestion.free]


def _confirm(name: str, before: Mapping[str, str | None], keys: Mapping[str, str]) -> None:
    decided = {column: st.session_state[key] or None for column, key in keys.items()}
    desk.choose(name, columns={**before, **decided})


def _unmapped(number: int, file: FileDraft) -> None:
    if not file.unmapped:
        return
    counts = "".join(f"<li>{count:,}: {escape(reason)}</li>" for reason, count in file.unmapped_counts.items())
    st.html(
        f'<p class="fine">{len(file.unmapped):,} of {file.rows + len(file.unmapped):,} rows are not taken over, '
        f'because the dashboard has no place for them:</p><ul class="fine" style="columns: 20rem">{counts}</ul>'
    )
    st.download_button("Rows not taken over, CSV", lambda: unmapped_csv(file.unmapped), f"{file.name}-not-taken.csv",
                       "text/csv", key=f"unmapped-{number}", on_click="ignore")  # fmt: skip
