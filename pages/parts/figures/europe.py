"""Maps of Europe, drawn from shapes this server holds: no other host is asked for anything."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pages.parts.figures.base import Drawn, figure, hover_text, trace
from pages.parts.figures.ranking import Standing
from pages.parts.palette import Palette

# Relative, so that it holds under any base path of the server.
SHAPES = "app/static/europe.geojson"

# Half a step below the lowest level to half a step above the highest: one colour for each.
LEVELS = (-0.5, 5.5)

# West, east, south and north in degrees: all ten countries, as large as may be.
EUROPE = (-11, 31, 35.5, 69.5)


def level_scale(colours: Palette) -> list[tuple[float, str]]:
    """Return the six steps of the ordinal levels as a Plotly colour scale over LEVELS."""
    return [
        point
        for position, colour in enumerate(colours.levels)
        for point in ((position / 6, colour), ((position + 1) / 6, colour))
    ]


def value_scale(colours: Palette) -> list[tuple[float, str]]:
    """Return the scale of a magnitude as a Plotly colour scale."""
    last = len(colours.magnitude) - 1
    return [(position / last, colour) for position, colour in enumerate(colours.magnitude)]


def countries_map(
    places: Sequence[Standing], seats: Sequence[Any], colours: Palette, height: int, *, has_levels: bool
) -> Drawn:
    """Return a map of the values of those of `places` that are ranked, with the partners' seats on it.

    A country without a value is outlined only. `seats`: rows with latitude, longitude, partner, city and region_name.
    `has_levels`: the values are levels 0 to 5.
    """
    known = [place for place in places if place.is_ranked and place.value is not None]
    missing = [place._replace(value=0.0) for place in places if place.is_ranked and place.value is None]
    if has_levels:
        traces = [_countries(known, colours, colorscale=level_scale(colours), zmin=LEVELS[0], zmax=LEVELS[1])]
    else:
        traces = [_countries(known, colours, colorscale=value_scale(colours))]
    if missing:
        blank = [(0, colours.background), (1, colours.background)]
        traces.append(_countries(missing, colours, colorscale=blank))
    return _europe([*traces, _seats(seats, colours)], colours, height, EUROPE)


class Town(NamedTuple):
    """A dot: its place in degrees, the town, how many organisations are there, and the hover text that names them."""

    latitude: float
    longitude: float
    city: str
    country: str
    organisations: int
    hover: str


def towns_map(
    groups: Mapping[str, tuple[Sequence[Town], dict]],
    colours: Palette,
    height: int,
    extent: tuple[float, float, float, float] = EUROPE,
) -> Drawn:
    """Return a map of towns, each dot's area by the number of organisations there.

    `groups`: name -> (towns, marker); marker: Plotly's fill or outline, so that dots of two groups in one town
    stay both visible. `extent`: west, east, south and north in degrees.
    """
    traces = [
        trace(
            "scattergeo",
            lat=[town.latitude for town in towns],
            lon=[town.longitude for town in towns],
            mode="markers",
            marker={
                "size": [town.organisations for town in towns],
                "sizemode": "area",
                "sizeref": 0.045,
                "sizemin": 3.5,
                **marker,
            },
            customdata=[
                (hover_text(town.city), hover_text(town.country), town.organisations, town.hover) for town in towns
            ],
            hovertemplate="<b>%{customdata[0]}</b>, %{customdata[1]}: %{customdata[2]}<br>%{customdata[3]}"
            "<extra></extra>",
            name=hover_text(name),
        )
        for name, (towns, marker) in groups.items()
    ]
    return _europe(traces, colours, height, extent, has_legend=True)


def _europe(
    traces: list, colours: Palette, height: int, extent: tuple[float, float, float, float], *, has_legend: bool = False
) -> Drawn:
    west, east, south, north = extent
    whole = extent == EUROPE
    return figure(
        [_land(colours), *traces],
        colours,
        height,
        margin={"r": 0, "t": 30 if has_legend else 0, "b": 0},
        has_legend=has_legend,
        geo={
            "visible": False,
            "bgcolor": "rgba(0,0,0,0)",
            "projection": {
                "type": "azimuthal equal area",
                "rotation": {"lon": 10 if whole else (west + east) / 2, "lat": 52 if whole else (south + north) / 2},
            },
            "lonaxis": {"range": [west, east]},
            "lataxis": {"range": [south, north]},
        },
    )


def _land(colours: Palette) -> dict:
    return trace(
        "choropleth",
        geojson=SHAPES,
        featureidkey="properties.place_code",
        locations=LAND,
        z=[0] * len(LAND),
        colorscale=[(0, colours.context), (1, colours.context)],
        showscale=False,
        marker={"line": {"color": colours.background, "width": 0.7}},
        hoverinfo="skip",
    )


def _countries(places: Sequence[Standing], colours: Palette, **scale: object) -> dict:
    return trace(
        "choropleth",
        geojson=SHAPES,
        featureidkey="properties.place_code",
        locations=[place.place_code for place in places],
        z=[place.value for place in places],
        showscale=False,
        marker={"line": {"color": colours.muted, "width": 0.8}},
        customdata=[(hover_text(place.place), hover_text(place.label)) for place in places],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
        **scale,
    )


def _seats(seats: Sequence[Any], colours: Palette) -> dict:
    return trace(
        "scattergeo",
        lat=[seat.latitude for seat in seats],
        lon=[seat.longitude for seat in seats],
        mode="markers",
        marker={"size": 9, "color": colours.chosen, "line": {"color": colours.background, "width": 1.5}},
        customdata=[tuple(map(hover_text, (seat.partner, seat.city, seat.region_name))) for seat in seats],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}, %{customdata[2]}<extra></extra>",
    )


# The codes of all shapes in europe.geojson.
LAND = (
    "AD AF AL AM AT AZ BA BE BG BY CH CY CZ DE DK DZ EE EG EL ES FI FO FR GE GG GL HR HU IE IL IM IQ IR IS IT JE JO "
    "KW KZ LB LI LT LU LV LY MA MD ME MK MT NL NO PL PS PT RO RS RU SA SE SI SK SY TM TN TR UA UK UZ XK"
).split()
