"""The opened instrument: all that is known of it."""

from markupsafe import Markup

from pages.parts.markup import render
from pages.parts.view import CACHED, View
from pages.parts.wording import fixed
from queries.cache import cached


@cached(CACHED)
def panel(view: View, identifier: str) -> Markup:
    """Return all that is known of the instrument `identifier`."""
    row = view.row("instrument_record", instrument=identifier)
    budget = "" if row.budget_eur is None else f"EUR {fixed(row.budget_eur, 0)}"
    known = {
        "Country": row.country,
        "Territory": row.place,
        "Level": row.level,
        "Kind": row.kind,
        "Themes": row.themes,
        "Stages": row.stages,
        "Beneficiaries": row.beneficiaries,
        "Provider": f"{row.provider} ({row.provider_type})",
        "Funding": "; ".join(filter(None, [row.funding, row.funding_note])),
        "Budget": ". ".join(filter(None, [budget, row.budget_note])) or "unknown",
        "Largest support": "unknown"
        if row.max_support_eur is None
        else f"EUR {fixed(row.max_support_eur, 0)} for one beneficiary",
        "Aid intensity": "unknown"
        if row.aid_intensity_pct is None
        else f"up to {row.aid_intensity_pct:g}\u00a0% of eligible costs",
        "Years": row.years,
        "Status": f"{row.status} (as of 2022)",
        "Confidence": row.confidence,
    }
    return render("explore/instrument_panel.html", row=row, known=known)
