"""Index builder: which ranks an index can bear out, whatever may reasonably be chosen, and which it cannot."""

import streamlit as st
from markupsafe import Markup

from pages.compare import index_charts as charts
from pages.compare import index_choices as choices
from pages.compare import index_words as words
from pages.parts import filters, frame
from pages.parts.chart import Chart, evidence_below, figure, show
from pages.parts.markup import piece, render
from pages.parts.markup import show as show_markup
from queries.draws import DRAWS

view = st.session_state["view"]
LONG_LIST = 9

# On a phone Plotly's own legend would cover the axis.
RANK_KEY = Markup(
    '<p class="fine rank-key"><span><b class="range"></b>5 to 95\u00a0% of the draws</span>'
    '<span><b class="median"></b>Median</span><span><b class="chosen"></b>By your choices alone</span></p>'
)

frame.title("Index builder", "Weigh what matters to you, and see which ranks hold whatever else is chosen.")

presets = choices.presets(view.rows("index_presets"))
if not presets:
    st.info("This data release has no indicator and no level that an index could be made of.")
    raise frame.NothingMore
usual = next(iter(presets.values()))
enough = view.row("common_thresholds").enough_pct
rows = view.rows("index_choices", size="total", year_rule="common")
indicators, dimensions = choices.options(rows, "indicator"), choices.options(rows, "dimension")
choices.read_parts(indicators, dimensions, usual)


def use_preset() -> None:
    """Start from the preset that was clicked; a click on the present one changes nothing."""
    if st.session_state["preset"]:
        choices.use(presets[st.session_state["preset"]])


with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
    of_preset = st.container(width="content")
    of_parts = st.container(width="content")
    normalisation = filters.one_of("normalisation", "Normalisation", words.NORMALISATIONS, "goalposts")
    aggregation = filters.one_of("aggregation", "Aggregation", words.AGGREGATIONS, "arithmetic")
    year_rule = filters.one_of("year", "Years", words.YEAR_RULES, "common")
    size = filters.one_of("size", "Enterprises", words.SIZE_CHOICES, "total")
    after_filters = st.container(width="content")
with of_parts, st.popover("Parts of the index"):
    items = choices.choose_parts(indicators, dimensions, usual)
present = (
    tuple(item for item in items if item in indicators),
    tuple(item for item in items if item in dimensions),
    size,
)
st.session_state["preset"] = next(
    (name for name, each in presets.items() if (each.indicators, each.dimensions, each.size) == present), None
)
of_preset.segmented_control(
    "Start from",
    list(presets),
    format_func=lambda name: presets[name].title,
    key="preset",
    on_change=use_preset,
)


def draw(chart: Chart | None) -> None:
    """Show a chart, where there is one."""
    if chart:
        show(chart)


@st.fragment
def results() -> None:
    """The weights, and all that follows from them."""
    left, right = st.columns([7, 4], gap="large")
    with right:
        show_markup(
            piece(
                "heading",
                "What counts, and how much",
                "Per cent, adding to 100: when one weight is moved, the others share the rest.",
            )
        )
        labels = words.labels(view, items, size, year_rule)
        weights = choices.weights(items, labels)
        with st.container(width=200):
            seed = choices.seed()
    index = words.Index(items, weights, size, year_rule, normalisation, aggregation, seed)
    shown = charts.shown(view, index)
    with left:
        chart = shown.ranges
        if not chart or not chart.figure:
            st.info(
                f"Fewer than two countries have values for {enough} % of the weight, so there is nothing to rank. "
                "Choose other parts, or the latest year of each country."
            )
            show_markup(shown.too_little)
            return
        show_markup(piece("heading", chart.finding, chart.subtitle), RANK_KEY)
        figure(chart.figure, f"figure-{chart.key}", f"{chart.finding}. {chart.alternative}")
        if shown.too_little:
            show_markup(shown.too_little)
        evidence_below(chart)
    if len(items) > LONG_LIST:
        # Beside a long list of weights there is room for both.
        right = left
    else:
        left, right = st.columns(2, gap="large")
    with left:
        draw(shown.contributions)
    with right:
        draw(shown.moves)
    draw(shown.pairs)


if len(items) < 2:
    st.info("An index has two parts or more. Open “Parts of the index” to choose them, or start from a ready-made one.")
elif len(items) > choices.MOST_PARTS:
    st.info(f"An index has {choices.MOST_PARTS} parts at most. Take {len(items) - choices.MOST_PARTS} away.")
else:
    results()
    show_markup(render("compare/index_method.html", draws=DRAWS, enough=enough))

with after_filters:
    defaults = {
        "indicator": list(usual.indicators),
        "dimension": list(usual.dimensions),
        "normalisation": "goalposts",
        "aggregation": "arithmetic",
        "year": "common",
        "size": "total",
        "seed": choices.USUAL_SEED,
    }
    filters.clear({**defaults, choices.WEIGHTS: choices.usual_weights(items)})
