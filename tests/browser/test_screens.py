"""Looks at the screens in a real browser: nothing from outside, nothing out of sight, nothing scrolling sideways."""

import json
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from pages.parts.site_map import SCREENS
from tests.browser.conftest import downloaded

pytestmark = pytest.mark.browser

# Screens behind a sign-in are looked at by the stories that sign in.
PATHS = [f"/{screen.path}" for screen in SCREENS if screen.role == "viewer"]
# Screens of words and tables.
WITHOUT_FIGURES = {"/regions", "/ideas", "/blueprint"}
COUNTRIES = 10


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_selector(".foot", timeout=60_000)
    if urlsplit(address).path not in WITHOUT_FIGURES:
        page.wait_for_selector(".js-plotly-plot .main-svg", timeout=60_000)
    page.wait_for_timeout(500)
    return page


def map_fills(page: Page) -> list[str]:
    """Return the fill of each country in the map's coloured layers, the grey land left out."""
    page.wait_for_selector(".choroplethlayer path", state="attached", timeout=60_000)
    return page.evaluate(
        """() => [...document.querySelectorAll('.choroplethlayer .trace')].slice(1)
            .flatMap(trace => [...trace.querySelectorAll('path')].map(path => getComputedStyle(path).fill))"""
    )


def test_the_first_page_draws_with_every_outside_host_unreachable(server, visitor):
    page = visitor()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    host = urlsplit(server).netloc
    page.context.route(
        lambda url: urlsplit(url).netloc not in {host, ""}, lambda route: route.abort("internetdisconnected")
    )
    opened(page, server)
    fills = map_fills(page)
    assert len(fills) == COUNTRIES
    # Five different levels of policy status are on the map, and no country is left white.
    assert len(set(fills)) == 5
    assert "rgb(255, 255, 255)" not in fills
    page.goto(f"{server}/clusters")
    page.wait_for_selector(".geo .scattergeo .point", state="attached", timeout=60_000)
    outside = [url for url in asked if urlsplit(url).scheme not in {"data", "blob"} and urlsplit(url).netloc != host]
    assert outside == []
    assert any(url.endswith("europe.geojson") for url in asked)


def test_a_country_without_a_value_is_drawn_as_missing(server, visitor):
    page = opened(visitor(), f"{server}/?measure=small_firms")
    fills = map_fills(page)
    assert len(fills) == COUNTRIES
    assert fills.count("rgb(255, 255, 255)") == 1


def test_headline_map_and_every_verdict_are_visible_at_1280_by_720(server, visitor):
    page = opened(visitor(1280, 720), server)
    page.wait_for_timeout(1500)
    shown = page.locator(".headline .number, .headline .parts, .finding .number, .finding .verdict, .js-plotly-plot")
    assert shown.count() == 2 + 7 + 7 + 2
    for part in shown.all():
        box = part.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 720, part.inner_text()


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
@pytest.mark.parametrize("path", PATHS)
def test_nothing_scrolls_sideways_nothing_fails_and_text_can_be_read(server, visitor, path, width, theme):
    page = visitor(width, 844, theme)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    opened(page, server + path)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    assert page.locator("[data-testid=stException]").count() == 0
    assert errors == []
    # All text stands out from its background by 4.5 to 1.
    faint = page.evaluate(FAINT_TEXTS)
    assert faint == [], json.dumps(faint, indent=1)


def test_every_chart_has_a_name_for_screen_readers(server, visitor):
    page = opened(visitor(), f"{server}/clusters")
    names = page.evaluate(
        "() => [...document.querySelectorAll('[data-testid=stPlotlyChart] [aria-label], "
        "[data-testid=stPlotlyChart][aria-label]')].map(chart => chart.getAttribute('aria-label'))"
    )
    assert len([name for name in names if name and len(name) > 40]) == 5


def test_the_table_opens_and_its_csv_is_what_is_on_screen(server, visitor):
    page = opened(visitor(), f"{server}/clusters?country=SI")
    chart = page.locator(".st-key-chart-labels")
    chart.get_by_text("Table, definition and downloads").click()
    button = chart.get_by_role("button", name=re.compile("CSV"))
    expect(button).to_be_visible(timeout=10_000)
    download = downloaded(page, button)
    assert download.suggested_filename == "inno-industry-labels-release-1.csv"
    text = download.path().read_text(encoding="utf-8-sig")
    assert text.splitlines() == ["Country,Listed,Gold,Silver,Bronze,No label known", "Slovenia,14,0,1,1,12"]


FAINT_TEXTS = """() => {
  const channels = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = ([red, green, blue]) => [red, green, blue].map(value => value / 255)
    .map(value => value <= .03928 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4)
    .reduce((sum, value, place) => sum + value * [.2126, .7152, .0722][place], 0);
  const over = (front, back) => [0, 1, 2].map(place => front[place] * front[3] + back[place] * (1 - front[3]));
  const rgba = colour => { const found = channels(colour); return [...found.slice(0, 3), found[3] ?? 1]; };
  const behind = element => {
    const layers = [];
    for (let each = element; each; each = each.parentElement) layers.push(rgba(getComputedStyle(each).backgroundColor));
    const page = rgba(getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor);
    return layers.reverse().reduce((back, layer) => over(layer, back), page.slice(0, 3));
  };
  const faint = [];
  for (const element of document.querySelectorAll('[data-testid=stMain] *, header *')) {
    const texts = [...element.childNodes].filter(node => node.nodeType === 3);
    const words = texts.map(node => node.textContent.trim()).join('');
    const drawn = 'svg, canvas, style, [data-testid=stIconMaterial], .material-symbols-rounded';
    if (!words || element.closest(drawn)) continue;
    const style = getComputedStyle(element);
    if (style.visibility === 'hidden' || !element.getClientRects().length) continue;
    let opacity = 1;
    for (let each = element; each; each = each.parentElement) opacity *= Number(getComputedStyle(each).opacity);
    // Shown on hover only, and a value that stands above the slider's thumb, not on it.
    if (opacity === 0 || element.closest('[data-testid=stSliderThumbValue]')) continue;
    const back = behind(element);
    const ink = rgba(style.color);
    const front = over([...ink.slice(0, 3), ink[3] * opacity], back);
    const [dark, bright] = [light(front), light(back)].sort((a, b) => a - b);
    const ratio = (bright + .05) / (dark + .05);
    if (ratio < 4.5) faint.push([words.slice(0, 40), ratio.toFixed(2), style.color]);
  }
  return faint;
}"""
