"""The look of the comparison of regions: tables with one column for each place, and how they print on A4."""

from pages.parts.palette import LIGHT, Palette

_RULES = """
.differences { border-top: 2px solid var(--inno-text); padding-top: .5rem; margin: 0 0 .25rem; }
.differences h2 { font-family: "Source Serif", serif; font-size: 1.375rem; font-weight: 600; line-height: 1.25;
  letter-spacing: 0; margin: 0; padding: 0; text-wrap: balance; color: var(--inno-text); }
.differences p { margin: .35rem 0 0; line-height: 1.4; color: var(--inno-text); }
.side { width: 100%; table-layout: fixed; border-collapse: collapse; font-size: .875rem; line-height: 1.3;
  margin: .25rem 0 .5rem; border: 0; }
.side th, .side td { border: 0; border-bottom: 1px solid var(--inno-hairline); padding: .3rem .6rem .3rem 0;
  text-align: left; vertical-align: top; font-weight: 400; color: var(--inno-text); overflow-wrap: break-word; }
.side thead th { border-bottom: 2px solid var(--inno-text); font-weight: 600; vertical-align: bottom; }
.side thead th:first-child, .side tbody th { width: 30%; }
.side th small, .side td small { display: block; font-size: .75rem; line-height: 1.3; color: var(--inno-muted);
  font-weight: 400; }
.side .most { color: var(--inno-chosen); font-weight: 600; }
.side .level { display: block; padding: .1rem .45rem; border: 1px solid transparent; }
.side .borrowed { border: 1px dashed var(--inno-muted); }
.side .none { display: block; padding: .1rem .45rem; border: 1px dotted var(--inno-muted); color: var(--inno-muted); }
.side .value { font-weight: 600; white-space: nowrap; }
.side .strip { display: block; position: relative; height: 12px; margin: 2px 8px 0 2px; }
.side .strip i { position: absolute; left: 0; right: 0; top: 5px; height: 2px; background: var(--inno-hairline); }
.side .strip b { position: absolute; top: 1px; width: 10px; height: 10px; margin-left: -5px; border-radius: 50%;
  background: var(--inno-chosen); }
.side .strip b.other { background: transparent; border: 2px solid var(--inno-chosen); }
.side .strip u { position: absolute; top: 0; width: 2px; height: 12px; margin-left: -1px;
  background: var(--inno-text); }
.side .bar { display: block; height: 4px; background: var(--inno-action); margin-top: 2px; }
.side ul { margin: 0; padding: 0 0 0 1rem; }
.side li { margin: 0 0 .2rem; font-size: .875rem; line-height: 1.3; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); column-gap: 2.5rem; }
.peer { border-top: 1px solid var(--inno-hairline); padding-top: .4rem; font-size: .875rem; line-height: 1.35; }
.peer h4 { font-size: 1rem; font-weight: 600; margin: 0; padding: 0; display: flex; justify-content: space-between;
  letter-spacing: 0; }
.peer h4 span { font-weight: 400; color: var(--inno-muted); font-size: .875rem; }
.peer p { margin: .1rem 0; font-size: .875rem; line-height: 1.35; color: var(--inno-text); }
.peer p.fine { color: var(--inno-muted); font-size: .8125rem; }
.st-key-indicator-filters { max-width: 30rem; }
.st-key-chart-regions-peers [data-testid="stButton"] button { padding-left: 0; min-height: 0; text-align: left; }
.peer .bar { display: block; height: 4px; background: var(--inno-hairline); margin: .15rem 0 .3rem; }
.peer .bar i { display: block; height: 4px; background: var(--inno-action); }
.print-only { display: none; }
@media (max-width: 640px) {
  .differences h2 { font-size: 1.25rem; }
  .side, .side thead, .side tbody { display: block; }
  .side tr { display: grid; grid-template-columns: repeat(var(--places), minmax(0, 1fr)); column-gap: .5rem;
    border-bottom: 1px solid var(--inno-hairline); padding: .25rem 0; }
  .side thead tr { border-bottom: 2px solid var(--inno-text); }
  .side th, .side td { border: 0; padding: .1rem 0; }
  .side .level, .side .none { font-size: .75rem; padding: .1rem .25rem; }
  .side thead th { border: 0; }
  .side thead th:first-child { display: none; }
  .side tbody th { grid-column: 1 / -1; width: auto; font-weight: 600; }
  .side.lists tr, .side.lists th, .side.lists td { display: block; width: auto; }
  .side.lists thead { display: none; }
  .side.lists td::before { content: attr(data-place); display: block; font-weight: 600; font-size: .75rem;
    color: var(--inno-muted); }
}
"""

_PRINT = """
@media print {
  @page { size: A4; margin: 12mm; }
  html, body, #root, .stApp, .stApp > *, [data-testid="stAppViewContainer"], [data-testid="stMain"] {
    position: static !important; overflow: visible !important; height: auto !important; display: block !important; }
  .stApp { background: #ffffff !important; color-scheme: light; }
  [data-testid="stMainBlockContainer"] { max-width: none; padding: 0 !important; }
  [data-testid="stHeader"], [data-testid="stToolbar"], [data-testid="stExpander"], [data-testid="stAlert"],
  [data-testid="stStatusWidget"], [data-testid="stDecoration"], [data-testid="stButton"], .on-screen {
    display: none !important; }
  .print-only { display: block; }
  [data-testid="stVerticalBlock"], [data-testid="stHorizontalBlock"], [data-testid="stColumn"],
  [data-testid="stLayoutWrapper"], [data-testid="stElementContainer"], [data-testid="stHtml"] {
    display: block !important; width: 100% !important; min-width: 0 !important; height: auto !important; flex: none; }
  .stApp .st-key-filters.st-key-filters, .stApp .st-key-indicator-filters.st-key-indicator-filters {
    display: none !important; }
  [data-testid="stVerticalBlock"] > * { margin-bottom: 3pt; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .side tr, .peer, .caution { break-inside: avoid; }
  .side thead { display: table-header-group; }
  .chart-finding, .title, .differences, .fine { break-after: avoid; break-inside: avoid; }
  .side { font-size: 8pt; }
  .side th small, .side td small { font-size: 7pt; }
  .stApp .side li, .stApp .peer p, .stApp p.fine, .stApp p.caution, .stApp .differences p {
    font-size: 8pt; line-height: 1.25; }
  .foot { margin-top: 6pt; }
  .side th, .side td { padding: .1rem .5rem .1rem 0; }
  .differences h2 { font-size: 14pt; }
  .chart-finding { font-size: 12pt; }
  .pair { display: block; }
}
"""


def look(colours: Palette) -> str:
    """Return the style sheet of the screen; on paper the colours are always the light theme's."""
    variables = (
        f":root, .stApp {{ --inno-text: {LIGHT.text}; --inno-muted: {LIGHT.muted}; "
        f"--inno-hairline: {LIGHT.hairline}; --inno-action: {LIGHT.action}; --inno-chosen: {LIGHT.chosen}; }}"
    )
    return (
        f"<style>{_RULES}{_levels(colours)}{_PRINT}"
        f"@media print {{ {variables} .stApp, .stApp p {{ color: {LIGHT.text}; }} {_levels(LIGHT)} }}</style>"
    )


def _levels(colours: Palette) -> str:
    return "".join(
        f".side .l{level} {{ background: {fill}; color: {text}; }}"
        for level, (fill, text) in enumerate(zip(colours.levels, colours.level_texts, strict=True))
    )
