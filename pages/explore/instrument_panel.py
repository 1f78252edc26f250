"""The opened instrument: all that is known of it."""

from html import escape

import pandas as pd

from pages.parts.view import CACHED, View
from pages.parts.wording import capital
from queries.cache import cached

# The look of this screen's own parts, which the common style sheet does not know.
LOOK = """<style>
.record { border-top: 2px solid var(--inno-chosen); padding-top: .5rem; }
.record dl { display: grid; grid-template-columns: 7.5rem 1fr; gap: .2rem .75rem; font-size: .875rem;
  line-height: 1.4; }
.record dl { margin: .5rem 0 !important; padding: 0 !important; }
.record dt { color: var(--inno-muted); margin: 0 !important; padding: 0; }
.record dd { margin: 0 !important; color: var(--inno-text); overflow-wrap: anywhere; }
.record a { color: var(--inno-action); }
.record p { margin: .25rem 0; font-size: .9375rem; line-height: 1.45; color: var(--inno-text); }
.families details { border-top: 1px solid var(--inno-hairline); padding: .45rem 0; }
.families summary { cursor: pointer; font-size: .9375rem; line-height: 1.4; color: var(--inno-text); }
.families .relation { color: var(--inno-chosen); font-weight: 600; font-size: .875rem; }
.families ul { margin: .4rem 0 .5rem; padding-left: 1.1rem; font-size: .875rem; line-height: 1.45; max-width: 60rem; }
.families li { margin: 0 0 .3rem; }
.families .wide { overflow-x: auto; }
.families table { border-collapse: collapse; font-size: .875rem; line-height: 1.35; min-width: 34rem; }
.families th, .families td { text-align: left; vertical-align: top; padding: .2rem .75rem .2rem 0; max-width: 18rem;
  border: 0; border-top: 1px solid var(--inno-hairline); color: var(--inno-text); }
.families th { font-weight: 600; color: var(--inno-muted); }
</style>"""


@cached(CACHED)
def panel(view: View, identifier: str) -> str:
    """Return the instrument `identifier` as HTML."""
    row = next(view.ask("instrument_record", instrument=identifier).itertuples())
    budget = f"EUR {row.budget_eur:,.0f}" if pd.notna(row.budget_eur) else ""
    fields = {
        "Country": row.country,
        "Territory": row.place,
        "Level": row.level,
        "Kind": row.kind,
        "Themes": row.themes,
        "Stages": row.stages,
        "Beneficiaries": row.beneficiaries,
        "Provider": f"{row.provider} ({row.provider_type})",
        "Funding": "; ".join(filter(None, [row.funding, _text(row.funding_note)])),
        "Budget": ". ".join(filter(None, [budget, _text(row.budget_note)])) or "unknown",
        "Largest support": f"EUR {row.max_support_eur:,.0f} for one beneficiary"
        if pd.notna(row.max_support_eur)
        else "unknown",
        "Aid intensity": f"up to {row.aid_intensity_pct:g}\u00a0% of eligible costs"
        if pd.notna(row.aid_intensity_pct)
        else "unknown",
        "Years": row.years,
        "Status": f"{row.status} (as of 2022)",
        "Confidence": row.confidence,
    }
    described = "".join(f"<dt>{name}</dt><dd>{escape(str(text))}</dd>" for name, text in fields.items())
    own = f'<p class="fine">{escape(row.name)} ({escape(row.instrument_id)})</p>'
    source = f'<p><a href="{escape(row.source_url)}" target="_blank" rel="noopener">Source of this record</a></p>'
    return (
        f'<section class="record"><h3 class="chart-finding">{escape(capital(row.name_en))}</h3>{own}'
        f"<p>{escape(row.summary)}</p><dl>{described}</dl>{source}"
        '<p class="fine">Budgets mix programmes, their parts and single calls and must not be added up.</p></section>'
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
