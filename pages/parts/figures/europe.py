"""Maps of Europe, drawn from shapes this server holds: no other host is asked for anything."""

import pandas as pd
import plotly.graph_objects as go

from pages.parts.figures.base import figure, legend_above
from pages.parts.palette import Palette

# Relative, so that it holds under any base path; Streamlit's own address resolves it.
SHAPES = "app/static/europe.geojson"

# Half a step below the lowest level to half a step above the highest: one colour for each.
LEVELS = (-0.5, 5.5)

_MISSING = "no value"


def europe(colours: Palette, height: int) -> go.Figure:
    """Return an empty map of Europe with the sea left white and the land around the ten countries in grey."""
    drawn = figure(colours, height, margin={"l": 0, "r": 0, "t": 0, "b": 0})
    drawn.update_geos(
        visible=False,
        bgcolor="rgba(0,0,0,0)",
        projection={"type": "azimuthal equal area", "rotation": {"lon": 10, "lat": 52}},
        lonaxis={"range": [-11, 31]},
        lataxis={"range": [35.5, 69.5]},
    )
    return drawn


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


def levels_map(places: pd.DataFrame, colours: Palette, height: int) -> go.Figure:
    """Return a map of ordinal levels.

    `places` has one row per country: place_code, place, value (level 0 to 5), label.
    """
    drawn = europe(colours, height)
    _surroundings(drawn, colours)
    drawn.add_trace(_countries(places, colours, colorscale=level_scale(colours), zmin=LEVELS[0], zmax=LEVELS[1]))
    return drawn


def values_map(places: pd.DataFrame, colours: Palette, height: int) -> go.Figure:
    """Return a map of a magnitude; `places` as in levels_map, countries without a value are outlined only."""
    drawn = europe(colours, height)
    _surroundings(drawn, colours)
    known = places.dropna(subset=["value"])
    drawn.add_trace(_countries(known, colours, colorscale=value_scale(colours)))
    missing = places[places["value"].isna()]
    if len(missing):
        drawn.add_trace(
            _countries(missing.assign(value=0, label=_MISSING), colours, colorscale=[(0, colours.background), (1, colours.background)])
        )
    return drawn


def add_seats(drawn: go.Figure, partners: pd.DataFrame, colours: Palette) -> go.Figure:
    """Mark the partners' seats on a map; `partners`: latitude, longitude, partner, city, region_name, country."""
    drawn.add_trace(
        go.Scattergeo(
            lat=partners["latitude"],
            lon=partners["longitude"],
            mode="markers",
            marker={
                "size": 9,
                "color": colours.chosen,
                "line": {"color": colours.background, "width": 1.5},
            },
            customdata=partners[["partner", "city", "region_name"]].to_numpy(),
            hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}, %{customdata[2]}<extra></extra>",
            name="Seat of the partner",
        )
    )
    return drawn


def add_towns(drawn: go.Figure, towns: pd.DataFrame, colour: str, colours: Palette, name: str) -> go.Figure:
    """Mark towns by the number of organisations in them.

    `towns`: latitude, longitude, city, country, organisations (count), shown_names (with <br>).
    """
    drawn.add_trace(
        go.Scattergeo(
            lat=towns["latitude"],
            lon=towns["longitude"],
            mode="markers",
            marker={
                "size": towns["organisations"],
                "sizemode": "area",
                "sizeref": 0.045,
                "sizemin": 3.5,
                "color": colour,
                "opacity": 0.85,
                "line": {"color": colours.background, "width": 1},
            },
            customdata=towns[["city", "country", "organisations", "shown_names"]].to_numpy(),
            hovertemplate="<b>%{customdata[0]}</b>, %{customdata[1]}: %{customdata[2]}<br>%{customdata[3]}<extra></extra>",
            name=name,
        )
    )
    return drawn


def towns_map(colours: Palette, height: int, extent: tuple[float, float, float, float] | None = None) -> go.Figure:
    """Return a map with all land in grey, for points; `extent`: west, east, south and north in degrees."""
    drawn = europe(colours, height)
    _surroundings(drawn, colours)
    if extent:
        west, east, south, north = extent
        drawn.update_geos(
            projection_rotation={"lon": (west + east) / 2, "lat": (south + north) / 2},
            lonaxis_range=[west, east],
            lataxis_range=[south, north],
        )
    return legend_above(drawn, colours)


def _surroundings(drawn: go.Figure, colours: Palette) -> None:
    codes = [*CONTEXT, *PARTNERS]
    drawn.add_trace(
        go.Choropleth(
            geojson=SHAPES,
            featureidkey="properties.place_code",
            locations=codes,
            z=[0] * len(codes),
            colorscale=[(0, colours.context), (1, colours.context)],
            showscale=False,
            marker={"line": {"color": colours.background, "width": 0.7}},
            hoverinfo="skip",
        )
    )


def _countries(places: pd.DataFrame, colours: Palette, **scale: object) -> go.Choropleth:
    return go.Choropleth(
        geojson=SHAPES,
        featureidkey="properties.place_code",
        locations=places["place_code"],
        z=places["value"],
        showscale=False,
        marker={"line": {"color": colours.muted, "width": 0.8}},
        customdata=places[["place", "label"]].to_numpy(),
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
        **scale,
    )


PARTNERS = ("AT", "ES", "HU", "LV", "PT", "RO", "SE", "SI", "SK", "UK")

CONTEXT = (
    "AL", "AD", "BA", "BE", "BG", "BY", "CH", "CY", "CZ", "DE", "DK", "DZ", "EE", "EL", "FI", "FR", "HR", "IE", "IM",
    "IS", "IT", "LI", "LT", "LU", "MA", "MC", "MD", "ME", "MK", "MT", "NL", "NO", "PL", "RS", "RU", "SM", "TN", "TR",
    "UA", "VA", "XK",
)  # fmt: skip
