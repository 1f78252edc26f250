"""Index builder: which ranks an index can bear out, whatever may reasonably be chosen, and which it cannot."""

import streamlit as st

from pages.compare import index_charts as charts
from pages.compare import index_choices as choices
from pages.compare import index_words as words
from pages.parts import filters, frame
from pages.parts.chart import evidence_below, figure, heading, show

view = st.session_state["view"]
LONG_LIST = 9

frame.title("Index builder", "Weigh what matters to you, and see which ranks hold whatever else is chosen.")

presets = choices.presets(view.ask("index_presets"))
if not presets:
    st.info("This data release has no indicator and no level that an index could be made of.")
    st.stop()
usual = next(iter(presets.values()))
rows = view.ask("index_choices", size="total", year_rule="common")
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


@st.fragment
def results() -> None:
    """The weights, and all that follows from them."""
    left, right = st.columns([7, 4], gap="large")
    with right:
        st.html(
            '<h3 class="chart-finding">What counts, and how much</h3><p class="fine">Per cent, adding to 100: when one '
            "weight is moved, the others share the rest.</p>"
        )
        labels = words.labels(view, items, size, year_rule)
        weights = choices.weights(items, labels)
        with st.container(width=200):
            seed = choices.seed()
    index = words.Index(items, weights, size, year_rule, normalisation, aggregation, seed)
    shown = charts.shown(view, index)
    with left:
        if not shown.ranges:
            st.info(
                "Fewer than two countries have values for 65 % of the weight, so there is nothing to rank. Choose "
                "other parts, or the latest year of each country."
            )
            st.html(shown.too_little)
            return
        chart = shown.ranges
        st.html(heading(chart) + charts.key(view))
        figure(chart.figure, f"figure-{chart.key}", f"{chart.finding}. {chart.alternative}")
        if shown.too_little:
            st.html(shown.too_little)
        evidence_below(chart)
    if len(items) > LONG_LIST:
        # Beside a long list of weights there is room for both.
        right = left
    else:
        left, right = st.columns(2, gap="large")
    with left:
        show(shown.contributions)
    with right:
        show(shown.moves)
    show(shown.pairs)


if len(items) < 2:
    st.info("An index has two parts or more. Open “Parts of the index” to choose them, or start from a ready-made one.")
elif len(items) > choices.MOST_PARTS:
    st.info(f"An index has {choices.MOST_PARTS} parts at most. Take {len(items) - choices.MOST_PARTS} away.")
else:
    results()
    st.html(words.METHOD)

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
