"""The charts and the table of Instruments, each a function of the view and the filters."""

from typing import NamedTuple

import pandas as pd

from pages.parts.chart import Chart, Table
from pages.parts.evidence import of_dataset
from pages.parts.figures.begin_end import begin_end
from pages.parts.figures.flow import Link, flow
from pages.parts.figures.heat_table import Cell, heat_table
from pages.parts.view import CACHED, View
from pages.parts.wording import capital, first_lines, listed, per_cent
from queries.cache import cached

Codes = tuple[str, ...]

# What is named in a sentence before “and n more”.
NAMED = 8

COMPILED = "Compiled in 2026, status as of 2022."


class Filters(NamedTuple):
    """What the list of instruments is filtered by; empty means all."""

    country: Codes = ()
    level: Codes = ()
    kind: Codes = ()
    theme: Codes = ()
    stage: Codes = ()
    beneficiary: Codes = ()
    provider_type: Codes = ()
    funding: Codes = ()
    status: Codes = ()
    year: str = ""
    words: str = ""


COLUMNS = {
    "name_en": "Instrument",
    "country": "Country",
    "kind": "Kind",
    "provider": "Provider",
    "themes": "Themes",
    "stages": "Support stages",
    "beneficiaries": "Beneficiaries",
    "status": "Status in 2022",
    "start_year": "Start",
    "end_year": "End",
    "level": "Level",
    "place": "Territory",
    "provider_type": "Type of provider",
    "funding": "Funding",
    "name": "Own name",
    "instrument_id": "Identifier",
    "source_url": "Source",
}


@cached(CACHED)
def found(view: View, chosen: Filters) -> Codes:
    """Return the identifiers of the instruments that match, by country and name."""
    return tuple(view.ask("instruments_found", **chosen._asdict())["instrument_id"])


@cached(CACHED)
def instrument_table(view: View) -> Table:
    """Return all instruments as a table, by country and name."""
    rows = view.ask("instrument_list")
    return Table(
        rows[list(COLUMNS)].set_axis(list(COLUMNS.values()), axis=1),
        {"Start": "%d", "End": "%d"},
        ("Source",),
        ("Instrument",),
    )


@cached(CACHED)
def facet_counts(view: View, chosen: Filters) -> dict[str, dict[str, int]]:
    """Return how many instruments each value of each facet would give under the other filters."""
    counts: dict[str, dict[str, int]] = {}
    rows = view.ask("instrument_facets", **chosen._asdict())
    for facet, value, instruments in zip(rows["facet"], rows["value"], rows["instruments"], strict=True):
        counts.setdefault(facet, {})[value] = instruments
    return counts


def named_countries(view: View, country: Codes) -> str:
    """Return the chosen countries in words."""
    names = view.labels("partner_countries_list")
    return listed([names[code] for code in country]) if country else "all ten countries"


@cached(CACHED)
def gap_map(view: View, country: Codes) -> Chart:
    """Which themes are supported at which stage, and where there is nothing."""
    rows = view.ask("theme_stage_cells", country=country)
    first = next(rows.itertuples())
    empty = [f"{row.theme} at {row.stage}" for row in rows[rows["instruments"] == 0].itertuples()]
    where = named_countries(view, country)
    colours = view.colours
    cells = [
        Cell(
            capital(row.theme),
            capital(row.stage),
            row.step,
            str(row.instruments),
            f"<b>{capital(row.theme)}, {row.stage}</b><br>{first_lines(row.names) or 'no sampled instrument'}",
        )
        for row in rows.itertuples()
    ]
    steps = {0: (colours.surface, colours.chosen)}
    steps |= {step: (colours.levels[step], colours.level_texts[step]) for step in range(1, 5)}
    more = f"; and {len(empty) - NAMED} more, marked 0" if len(empty) > NAMED else ""
    return Chart(
        "gaps",
        f"{first.empty_cells} of {first.cells} combinations of theme and stage have no sampled instrument"
        if empty
        else f"All {first.cells} combinations of theme and stage have at least one sampled instrument",
        f"Number of sampled instruments per theme and support stage, {where} ({first.chosen_instruments} instruments); "
        "an instrument with several themes or stages counts in each; shades for 1, 2 to 4, 5 to 9, 10 and more",
        heat_table(
            cells,
            colours,
            rows=list(dict.fromkeys(cell.row for cell in cells)),
            columns=list(dict.fromkeys(cell.column for cell in cells)),
            steps=steps,
            row_height=28,
        ),
        f"Nothing in the sample for {'; '.join(empty[:NAMED])}{more}." if empty else "No combination is empty.",
        Table(
            rows[["theme", "stage", "instruments", "countries", "names"]].set_axis(
                ["Theme", "Support stage", "Instruments", "Countries", "Which"], axis=1
            )
        ),
        of_dataset(
            "instruments",
            "A cell counts the instruments that name both the theme and the stage. An empty cell means that none of "
            "the sampled instruments does; others may exist.",
            COMPILED,
            "sampling_quota",
            "coded_by_reading",
        ),
    )


MEASURES = {
    "providers": ("Different<br>providers", "providers_step", "{:.0f}"),
    "effective_providers": ("Effective<br>providers", "effective_providers_step", "{:.1f}"),
    "largest_pct": ("Largest<br>provider", "largest_step", "{:.0f}\u00a0%"),
    "effective_kinds": ("Effective<br>kinds", "effective_kinds_step", "{:.1f}"),
    "instrument_diversity": ("Instrument<br>diversity", "diversity_step", "{:.2f}"),
}


@cached(CACHED)
def fragmentation(view: View, country: Codes) -> Chart:
    """Over how many providers and kinds the support of each country is spread."""
    rows = view.ask("fragmentation")
    each_country = rows.to_dict("records")
    most, least = each_country[0], each_country[-1]
    colours = view.colours
    labels = {
        row.country_code: f'<b><span style="color:{colours.chosen}">{row.country}</span></b>'
        if row.country_code in country
        else row.country
        for row in rows.itertuples()
    }
    cells = [
        Cell(
            labels[row["country_code"]],
            heading,
            int(row[step]) + 1,
            form.format(row[measure]),
            f"<b>{row['country']}</b><br>{heading.replace('<br>', ' ')}: {form.format(row[measure])}"
            + (f"<br>{row['largest_provider']}" if measure == "largest_pct" else ""),
        )
        for row in each_country
        for measure, (heading, step, form) in MEASURES.items()
    ]
    return Chart(
        "fragmentation",
        f"Support is spread most widely in {most['country']}, as over {most['effective_providers']:.1f} equal "
        f"providers, and least in {least['country']}, as over {least['effective_providers']:.1f}",
        "Every country’s sample has eighteen instruments, so these measures can be compared between countries; totals "
        "cannot. The shades rise with the value in each column. Sorted by effective providers"
        + ("; chosen countries in colour." if country else "."),
        heat_table(
            cells,
            colours,
            rows=list(labels.values()),
            columns=[heading for heading, _, _ in MEASURES.values()],
            steps={step: (colours.levels[step], colours.level_texts[step]) for step in range(1, 5)},
        ),
        "Different providers: " + "; ".join(f"{row.country} {row.providers}" for row in rows.itertuples()) + ".",
        Table(
            rows[
                [
                    "country",
                    "instruments",
                    "providers",
                    "effective_providers",
                    "largest_pct",
                    "largest_provider",
                    "kinds",
                    "effective_kinds",
                    "instrument_diversity",
                ]
            ].set_axis(
                [
                    "Country",
                    "Instruments",
                    "Different providers",
                    "Effective providers",
                    "Share of the largest (%)",
                    "Largest provider",
                    "Kinds",
                    "Effective kinds",
                    "Instrument diversity",
                ],
                axis=1,
            ),
            {
                "Effective providers": "%.1f",
                "Share of the largest (%)": "%.0f",
                "Effective kinds": "%.1f",
                "Instrument diversity": "%.2f",
            },
        ),
        of_dataset(
            "instruments",
            "Different providers are counted by name. The effective number of providers, exp(H), is how many of equal "
            "size would be spread as widely, H being Shannon’s entropy of their shares; likewise for kinds. Instrument "
            "diversity is the mean over a country’s themes of 1 minus the sum of the squared shares of kinds: 0 where "
            "each theme has one kind, near 1 where it has many. The samples are of equal size, which makes these five "
            "comparable between countries; totals are not.",
            COMPILED,
            "sampling_quota",
        ),
    )


@cached(CACHED)
def calendar(view: View, instrument: Codes) -> Chart | None:
    """When the instruments listed begin and end; None where no year is known."""
    rows = view.ask("instrument_calendar", instrument=instrument)
    if rows.empty:
        return None
    first = next(rows.itertuples())
    lines = rows.assign(
        begin_lines=[first_lines(names) for names in rows["begin_names"]],
        end_lines=[first_lines(names) for names in rows["end_names"]],
    )
    return Chart(
        "calendar",
        f"In no year did more instruments begin than in {first.busiest_year}: {first.busiest_begin_count} of "
        f"{first.instruments}"
        if first.busiest_begin_count
        else "No start year is known for the instruments listed",
        f"Instruments listed above by first and last year ({first.instruments}); start unknown for "
        f"{first.unknown_start}, end unknown or open for {first.unknown_end}, which are not drawn",
        begin_end(lines, view.colours),
        f"Most begin in {_busiest(rows, 'begin_count')}; most end in {_busiest(rows, 'end_count')}.",
        Table(
            rows[["year", "begin_count", "end_count", "running", "begin_names", "end_names"]].set_axis(
                ["Year", "Begin", "End", "Known to run", "Which begin", "Which end"], axis=1
            ),
            {"Year": "%d"},
        ),
        of_dataset(
            "instruments",
            "First and last year of each instrument, where known. Known to run: from its first year to its last, or on "
            "and on where it was running in 2022 without a known end.",
            COMPILED,
            "unknown_years",
        ),
    )


def _busiest(rows: pd.DataFrame, counts: str) -> str:
    years = sorted(zip(rows[counts], rows["year"], strict=True), key=lambda each: -each[0])
    return listed([f"{year} ({count})" for count, year in years[:3] if count]) or "no known year"


@cached(CACHED)
def support_flow(view: View, instrument: Codes) -> Chart:
    """From which type of provider, by which kind of instrument, support reaches whom."""
    links = view.ask("support_links", instrument=instrument)
    rows = view.ask("support_flow", instrument=instrument)
    first = [row for row in links.itertuples() if row.step == 1 and row.width == links["width"].iloc[0]]
    top = first[0]
    return Chart(
        "flow",
        f"The most frequent way of support, {top.target} from {top.source}, makes up {per_cent(top.share_pct, 0)} "
        "of the instruments listed"
        if len(first) == 1
        else f"{listed([f'{row.target} from {row.source}' for row in first[:NAMED]])} "
        f"are equally frequent ways of support: {per_cent(top.share_pct, 0)} of the instruments listed each",
        "Instruments listed above, from type of provider over kind to beneficiary; an instrument for several groups "
        "counts in equal parts for each; the most frequent way in colour",
        flow(
            [
                Link(
                    row.step - 1,
                    capital(row.source),
                    capital(row.target),
                    row.width,
                    f"<b>{capital(row.source)} to {row.target}</b><br>Instruments: {row.instruments}",
                    row in first,
                )
                for row in links.itertuples()
            ],
            view.colours,
            560,
        ),
        "Most frequent: "
        + "; ".join(
            f"{row.target} from {row.source} {row.instruments}"
            for row in links[links["step"] == 1].head(5).itertuples()
        )
        + ".",
        Table(
            rows[["provider_type", "kind", "beneficiary", "instruments", "share_pct"]].set_axis(
                ["Type of provider", "Kind", "Beneficiary", "Instruments", "Share of support (%)"], axis=1
            ),
            {"Share of support (%)": "%.1f"},
        ),
        of_dataset(
            "instruments",
            "Instruments by type of provider, kind and beneficiary. One for three groups counts a third for each in "
            "the shares and widths, and once for each in the column Instruments. Shares are of instruments, not money.",
            COMPILED,
            "sampling_quota",
        ),
        # Three columns of names beside one another need it.
        least_width=760,
    )
