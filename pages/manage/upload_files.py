"""The files of an upload: dropping them, templates for them, and what was detected about each, to be set right."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from data import live
from data.contract import Dataset
from data.intake.columns import Suggestion
from data.intake.encoding import ENCODINGS
from data.intake.files import FileChoices, FileDraft
from data.intake.reading import DECIMAL_MARKS, DELIMITERS, Dialect
from data.intake.report import unmapped_csv
from data.intake.templates import live_csv, live_xlsx, template_csv, template_readme, template_xlsx
from pages.manage import desk
from pages.manage.desk import Desk
from pages.parts import markup, upload_permit
from pages.parts.csv_form import choose_csv_form, csv_form
from pages.parts.wording import as_text, capital

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LEAVE_OUT = ""


def drop(here: Desk) -> None:
    """Let the visitor drop files; what was dropped before a look at another screen is still there."""
    key = f"files-{here.number}"
    upload_permit.give(here.number)
    dropped = st.file_uploader(
        "Excel workbooks (.xlsx), CSV files, or Eurostat’s SDMX-CSV as downloaded; several are published together or "
        "not at all",
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
    form = csv_form()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for label, file, kind, make in (
            ("Template, CSV", f"{name}-template.csv", "text/csv", partial(template_csv, form=form)),
            ("Template, XLSX", f"{name}-template.xlsx", XLSX, template_xlsx),
            ("Live data, CSV", f"{name}.csv", "text/csv", partial(live_csv, form=form)),
            ("Live data, XLSX", f"{name}.xlsx", XLSX, live_xlsx),
            ("Fields explained", f"{name}-fields.txt", "text/plain", lambda dataset, _: template_readme(dataset)),
        ):
            content = partial(_of_live, dataset, make)
            st.download_button(label, content, file, kind, key=f"template-{file}", on_click="ignore")
        choose_csv_form("templates")


def _of_live(dataset: Dataset, make: Callable[[Dataset, bytes], bytes | str]) -> bytes | str:
    return make(dataset, live.store().files(live.newest_release().number)[dataset.name])


def what_happens() -> None:
    """Say, while there are no files, what will be done with them."""
    markup.show(markup.render("manage/upload_steps.html", limit=st.get_option("server.maxUploadSize")))


def each(here: Desk, files: Sequence[FileDraft]) -> None:
    """Show for each file what it was taken for and what becomes of it, and let the visitor set that right."""
    for number, (name, file) in enumerate(zip(here.files, files, strict=True)):
        with st.container(key=f"file-{number}", gap="xsmall"):
            markup.show(markup.render("manage/upload_file.html", file=file))
            if file.reading.dialect is not None:
                _detected(here, number, name, file, file.reading.dialect)
                _columns(here, number, name, file)
                _unmapped(number, file)


def _detected(here: Desk, number: int, name: str, file: FileDraft, dialect: Dialect) -> None:
    chosen = here.choices.get(name, FileChoices())
    datasets = {each: dataset.title for each, dataset in live.contract().datasets.items()}
    # What can be set: its heading, what there is to choose from, and what was detected.
    parts: dict[str, tuple[str, Mapping[str, str], str]] = {
        "dataset": ("Dataset", datasets, datasets.get(file.dataset or "", "not recognised")),
        "sheet": ("Sheet", {name: name for name in file.reading.sheets}, dialect.sheet or "none"),
        "encoding": ("Encoding", ENCODINGS, ENCODINGS.get(dialect.encoding, "not recognised")),
        "delimiter": ("Separator", DELIMITERS, DELIMITERS.get(dialect.delimiter, dialect.delimiter) or "not read yet"),
        "decimal": ("Decimal mark", DECIMAL_MARKS, DECIMAL_MARKS[dialect.decimal]),
    }
    for part in ("encoding", "delimiter") if file.reading.sheets else ("sheet",):
        del parts[part]
    # A sheet has a name of somebody's own.
    told = as_text(dialect.sentence) if dialect.sheet else dialect.sentence
    with st.expander(f"{told}. Set it right", expanded=file.dataset is None, type="compact"):
        if file.reading.accented:
            st.caption(as_text(f"Accents read as: {', '.join(file.reading.accented)}."))
        for (part, (heading, options, found)), column in zip(parts.items(), st.columns(len(parts)), strict=True):
            key = f"{part}-{here.number}-{number}"
            st.session_state.setdefault(key, getattr(chosen, part))
            labels: dict[str | None, str] = {value: capital(label) for value, label in options.items()}
            labels = {None: f"Detected: {found}" if getattr(chosen, part) is None else "As detected", **labels}
            # A sheet that another file of this name had.
            labels.setdefault(getattr(chosen, part), f"{getattr(chosen, part)} (not there)")
            with column:
                st.selectbox(
                    heading,
                    list(labels),
                    format_func=labels.__getitem__,
                    key=key,
                    on_change=_set,
                    args=(name, part, key),
                )


def _set(name: str, part: str, key: str) -> None:
    desk.choose(name, **{part: st.session_state[key]})


def _columns(here: Desk, number: int, name: str, file: FileDraft) -> None:
    """Let a person confirm which column is which: nothing is matched in silence."""
    confirmed = here.choices.get(name, FileChoices()).columns
    if confirmed:
        with st.container(horizontal=True, vertical_alignment="center"):
            said = [f"{found} is {field}" if field else f"{found} is left out" for found, field in confirmed.items()]
            st.markdown(f"As you decided: {as_text(', '.join(said))}.")
            st.button("Decide again", key=f"undecide-{here.number}-{number}", type="tertiary",
                      on_click=desk.choose, args=(name,), kwargs={"columns": {}})  # fmt: skip
    if not file.suggestions or not file.dataset:
        return
    fields = live.contract().datasets[file.dataset].fields
    keys: dict[str, str] = {}
    with st.form(f"columns-{here.number}-{number}"):
        st.markdown("**Which column is which?** These are not named as in the dataset. Nothing is taken over unasked.")
        for place, each in enumerate(file.suggestions):
            keys[each.column] = f"column-{here.number}-{number}-{place}"
            st.selectbox(
                f"Column “{as_text(each.column)}”: {as_text(each.reason)}",
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
    left = len(file.unmapped)
    of = file.rows + left
    markup.show(markup.render("manage/upload_unmapped.html", left=left, of=of, reasons=file.unmapped_counts))
    form = csv_form()
    st.download_button("Rows not taken over, CSV", lambda: unmapped_csv(file.unmapped, form),
                       f"{file.name}-not-taken.csv", "text/csv",
                       key=f"unmapped-{number}", on_click="ignore")  # fmt: skip
