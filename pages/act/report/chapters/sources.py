"""Sources: where the numbers come from, under which licence, and how to cite them."""

from collections.abc import Sequence

from data import live
from pages.parts.report.model import Cell, Column, Paragraph, Table
from pages.parts.report.writing import Chapter, cell, sources
from pages.parts.view import View

TITLE = "Sources and citation"
HOLDS = "datasets, statistical sources and licences, the release and how to cite it"


def chapter(view: View, others: Sequence[Chapter], stamp: str, citation: str) -> Chapter:
    """Return the chapter for a report with the chapters `others`."""
    written = Chapter(TITLE)
    names = list(dict.fromkeys(name for other in others for name in other.datasets))
    if names:
        datasets = [live.contract().datasets[name] for name in names]
        written.section("Datasets")
        written.add(
            Table(
                "Datasets this report draws on; every row of a dataset names its own source",
                (Column("Dataset", 1.6), Column("Sources", 3.4), Column("Licence", 2.2)),
                tuple(
                    (
                        Cell(each.title, is_strong=True),
                        Cell("; ".join(source["title"] for source in each.sources)),
                        Cell(each.licence),
                    )
                    for each in datasets
                ),
            )
        )
    if "observations" in names:
        written.section("Statistics")
        written.add(
            Table(
                "Sources of the statistics",
                (Column("Organisation", 1.3), Column("Source", 3.4), Column("Code", 1.3), Column("Licence", 1.8)),
                tuple(
                    (
                        cell(row.organisation),
                        Cell(row.title, row.url if isinstance(row.url, str) else ""),
                        cell(row.dataset_code),
                        cell(row.licence),
                    )
                    for row in view.ask("cited_sources").itertuples()
                ),
            )
        )
    links = {
        (source["title"], source["path"])
        for name in names
        for source in live.contract().datasets[name].sources
        if "path" in source
    }
    if links:
        written.section("Pages")
        written.add(sources(sorted(links)))
    written.section("Release and citation")
    written.add(Paragraph(stamp + "."), Paragraph(citation))
    return written
