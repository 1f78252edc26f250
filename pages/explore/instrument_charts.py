"""The charts and the table of Instruments, each a function of the view and the filters."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from markupsafe import Markup

from pages.parts.chart import Chart, Table, without_data
from pages.parts.evidence import Evidence, of_dataset
from pages.parts.figures.base import hover_lines, hover_text
from pages.parts.figures.begin_end import Year, begin_end
from pages.parts.figures.flow import Link, flow
from pages.parts.figures.heat_table import Cell, heat_table
from pages.parts.indicator import the
from pages.parts.view import CACHED, View
from pages.parts.wording import capital, counted, fixed, listed, per_cent
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
    "name_en": "Instrument", "country": "Country", "kind": "Kind", "provider": "Provider", "themes": "Themes",
    "stages": "Support stages", "beneficiaries": "Beneficiaries", "status": "Status in 2022", "start_year": "Start",
    "end_year": "End", "level": "Level", "place": "Territory", "provider_type": "Type of provider",
    "funding": "Funding", "name": "Own name", "instrument_id": "Identifier", "source_url": "Source",
}  # fmt: skip


@cached(CACHED)
def found(view: View, chosen: Filters) -> Codes:
    """Return the identifiers of the instruments that match, by country and name."""
    return tuple(row.instrument_id for row in view.rows("instruments_found", **chosen._asdict()))


@cached(CACHED)
def instrument_table(view: View) -> Table:
    """Return all instruments as a table, by country and name."""
    rows = view.rows("instrument_list")
    return Table.of(rows, COLUMNS, {"Start": "%d", "End": "%d"}, ("Source",), ("Instrument",))


@cached(CACHED)
def facet_counts(view: View, chosen: Filters) -> dict[str, dict[str, int]]:
    """Return how many instruments each value of each facet would give under the other filters."""
    counts: dict[str, dict[str, int]] = {}
    for row in view.rows("instrument_facets", **chosen._asdict()):
        counts.setdefault(row.facet, {})[row.value] = row.instruments
    return counts


def named_countries(view: View, country: Codes) -> str:
    """Return the chosen countries in words."""
    names = view.labels("partner_countries_list")
    return listed([names[code] for code in country]) if country else "all ten countries"


@cached(CACHED)
def gap_map(view: View, country: Codes) -> Chart:
    """Which themes are supported at which stage, and where there is nothing."""
    rows = view.rows("theme_stage_cells", country=country)
    if not rows:
        return without_data("gaps", "No instrument of a partner country is known", _gaps_evidence())
    first = rows[0]
    empty = [f"{row.theme} at {row.stage}" for row in rows if not row.instruments]
    where = named_countries(view, country)
    colours = view.colours
    cells = [
        Cell(
            capital(row.theme),
            capital(row.stage),
            row.step,
            str(row.instruments),
            f"<b>{hover_text(f'{capital(row.theme)}, {row.stage}')}</b><br>"
            f"{hover_lines(row.names) or 'no sampled instrument'}",
        )
        for row in rows
    ]
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
            steps={0: (colours.surface, colours.chosen)} | {step: colours.level(step) for step in range(1, 5)},
            row_height=28,
        ),
        f"Nothing in the sample for {'; '.join(empty[:NAMED])}{more}." if empty else "No combination is empty.",
        Table.of(
            [row._replace(names="; ".join(row.names)) for row in rows],
            {
                "theme": "Theme", "stage": "Support stage", "instruments": "Instruments", "countries": "Countries",
                "names": "Which",
            },
        ),
        _gaps_evidence(),
    )  # fmt: skip


def _gaps_evidence() -> Evidence:
    return of_dataset(
        "instruments",
        "A cell counts the instruments that name both the theme and the stage. An empty cell means that none of "
        "the sampled instruments does; others may exist.",
        COMPILED,
        "sampling_quota",
        "coded_by_reading",
    )


# Heading, the column with the shade of the value, and how the value is written.
MEASURES: dict[str, tuple[str, str, Callable[[float], str]]] = {
    "providers": ("Different providers", "providers_step", str),
    "effective_providers": ("Effective providers", "effective_providers_step", partial(fixed, digits=1)),
    "largest_pct": ("Largest provider", "largest_step", partial(per_cent, digits=0)),
    "effective_kinds": ("Effective kinds", "effective_kinds_step", partial(fixed, digits=1)),
    "instrument_diversity": ("Instrument diversity", "diversity_step", partial(fixed, digits=2)),
}


@cached(CACHED)
def fragmentation(view: View, country: Codes) -> Chart:
    """Over how many providers and kinds the support of each country is spread."""
    rows = view.rows("fragmentation")
    evidence = of_dataset("instruments", _SPREAD, COMPILED, "sampling_quota")
    if not rows:
        return without_data("fragmentation", "No instrument of a partner country is known", evidence)
    most, least = rows[0], rows[-1]
    colours = view.colours
    cells = [cell for row in rows for cell in _spread(row, colours.chosen if row.country_code in country else "")]
    return Chart(
        "fragmentation",
        f"Support is spread most widely in {most.country}, as over {fixed(most.effective_providers, 1)} equal "
        f"providers, and least in {least.country}, as over {fixed(least.effective_providers, 1)}"
        if len(rows) > 1
        else f"Only {the(view, most.country)} has instruments, spread as over {fixed(most.effective_providers, 1)} "
        "equal providers",
        f"{_samples(rows)} The shades rise with the value in each column. Sorted by effective providers"
        + ("; chosen countries in colour." if country else "."),
        heat_table(
            cells,
            colours,
            rows=list(dict.fromkeys(cell.row for cell in cells)),
            columns=list(dict.fromkeys(cell.column for cell in cells)),
            steps={step: colours.level(step) for step in range(1, 5)},
        ),
        "Different providers: " + "; ".join(f"{row.country} {row.providers}" for row in rows) + ".",
        Table.of(
            rows,
            {
                "country": "Country", "instruments": "Instruments", "providers": "Different providers",
                "effective_providers": "Effective providers", "largest_pct": "Share of the largest (%)",
                "largest_provider": "Largest provider", "kinds": "Kinds", "effective_kinds": "Effective kinds",
                "instrument_diversity": "Instrument diversity",
            },
            {
                "Effective providers": "%.1f", "Share of the largest (%)": "%.0f", "Effective kinds": "%.1f",
                "Instrument diversity": "%.2f",
            },
        ),
        evidence,
    )  # fmt: skip


_SPREAD = (
    "Different providers are counted by name. The effective number of providers, exp(H), is how many of equal size "
    "would be spread as widely, H being Shannon’s entropy of their shares; likewise for kinds. Instrument diversity is "
    "the mean over a country’s themes of 1 minus the sum of the squared shares of kinds: 0 where each theme has one "
    "kind, near 1 where it has many. The samples are of equal size, which makes these five comparable between "
    "countries; totals are not."
)


def _samples(rows: Sequence[Any]) -> str:
    """Return how large the samples of the countries are, and what follows from it."""
    sizes = {row.instruments for row in rows}
    if len(sizes) == 1:
        return (
            f"Every country’s sample has {counted(sizes.pop(), 'instrument')}, so these measures can be compared "
            "between countries; totals cannot."
        )
    return (
        f"The samples have {min(sizes)} to {max(sizes)} instruments: compare these measures between countries with "
        "care, totals not at all."
    )


def _spread(row: Any, colour: str) -> list[Cell]:
    """Return one country's cells of the table of fragmentation, its name in `colour` where there is one."""
    country = hover_text(row.country)
    label = Markup('<b><span style="color:{}">{}</span></b>').format(colour, country) if colour else country
    cells = []
    for measure, (heading, step, written) in MEASURES.items():
        value = written(getattr(row, measure))
        largest = f"<br>{hover_text(row.largest_provider)}" if measure == "largest_pct" else ""
        hover = f"<b>{country}</b><br>{heading}: {value}{largest}"
        cells.append(Cell(label, Markup("<br>").join(heading.split()), getattr(row, step) + 1, value, hover))
    return cells


@cached(CACHED)
def calendar(view: View, instrument: Codes) -> Chart | None:
    """When the instruments listed begin and end; None where no year is known."""
    rows = view.rows("instrument_calendar", instrument=instrument)
    if not rows:
        return None
    first = rows[0]
    years = [
        Year(row.year, row.begin_count, row.end_count, hover_lines(row.begin_names), hover_lines(row.end_names))
        for row in rows
    ]
    return Chart(
        "calendar",
        f"In no year did more instruments begin than in {first.busiest_year}: {first.busiest_begin_count} of "
        f"{first.instruments}"
        if first.busiest_begin_count
        else "No start year is known for the instruments listed",
        f"Instruments listed above by first and last year ({first.instruments}); start unknown for "
        f"{first.unknown_start}, end unknown or open for {first.unknown_end}, which are not drawn",
        begin_end(years, view.colours),
        f"Most begin in {_busiest({year.year: year.begin for year in years})}; most end in "
        f"{_busiest({year.year: year.end for year in years})}.",
        Table.of(
            [
                row._replace(begin_names="; ".join(row.begin_names), end_names="; ".join(row.end_names)) for row in rows
            ],
            {
                "year": "Year", "begin_count": "Begin", "end_count": "End", "running": "Known to run",
                "begin_names": "Which begin", "end_names": "Which end",
            },
            {"Year": "%d"},
        ),
        of_dataset(
            "instruments",
            "First and last year of each instrument, where known. Known to run: from its first year to its last, or on "
            "and on where it was running in 2022 without a known end.",
            COMPILED,
            "unknown_years",
        ),
    )  # fmt: skip


def _busiest(counts: dict[int, int]) -> str:
    years = sorted(counts, key=lambda year: -counts[year])
    return listed([f"{year} ({counts[year]})" for year in years[:3] if counts[year]]) or "no known year"


@cached(CACHED)
def support_flow(view: View, instrument: Codes) -> Chart:
    """From which type of provider, by which kind of instrument, support reaches whom."""
    links = view.rows("support_links", instrument=instrument)
    first_steps = [row for row in links if row.step == 1]
    widest = [row for row in first_steps if row.width == links[0].width]
    ways = listed([f"{row.target} from {row.source}" for row in widest[:NAMED]])
    share = per_cent(widest[0].share_pct, 0)
    return Chart(
        "flow",
        f"The most frequent way of support, {ways}, makes up {share} of the instruments listed"
        if len(widest) == 1
        else f"{ways} are equally frequent ways of support: {share} of the instruments listed each",
        "Instruments listed above, from type of provider over kind to beneficiary; an instrument for several groups "
        "counts in equal parts for each; the most frequent way in colour",
        flow(
            [
                Link(
                    row.step - 1,
                    capital(row.source),
                    capital(row.target),
                    row.width,
                    f"<b>{hover_text(f'{capital(row.source)} to {row.target}')}</b><br>Instruments: {row.instruments}",
                    row in widest,
                )
                for row in links
            ],
            view.colours,
            560,
        ),
        "Most frequent: "
        + "; ".join(f"{row.target} from {row.source} {row.instruments}" for row in first_steps[:5])
        + ".",
        Table.of(
            view.rows("support_flow", instrument=instrument),
            {
                "provider_type": "Type of provider", "kind": "Kind", "beneficiary": "Beneficiary",
                "instruments": "Instruments", "share_pct": "Share of support (%)",
            },
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
    )  # fmt: skip
