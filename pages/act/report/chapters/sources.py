"""Sources: where the numbers come from, under which licence, and how to cite them."""

from collections.abc import Sequence

from data import live
from pages.parts.report.model import Cell, Paragraph
from pages.parts.report.writing import Chapter, Field, sources, table
from pages.parts.view import View

TITLE = "Sources and citation"
HOLDS = "datasets, statistical sources and licences, the release and how to cite it"


def chapter(view: View, others: Sequence[Chapter], stamp: str, citation: str) -> Chapter:
    """Return the chapter for a report with the chapters `others`."""
    written = Chapter(TITLE)
    names = list(dict.fromkeys(name for other in others for name in other.datasets))
    datasets = [live.contract().datasets[name] for name in names]
    if datasets:
        written.section("Datasets")
        written.add(
            table(
                "Datasets this report draws on; every row of a dataset names its own source",
                datasets,
                Field("Dataset", 1.6, lambda dataset: Cell(dataset.title, is_strong=True)),
                Field("Sources", 3.4, lambda dataset: "; ".join(source["title"] for source in dataset.sources)),
                Field("Licence", 2.2, "licence"),
            )
        )
    if "observations" in names:
        written.section("Statistics")
        written.add(
            table(
                "Sources of the statistics",
                view.rows("cited_sources"),
                Field("Organisation", 1.3, "organisation"),
                Field("Source", 3.4, lambda row: Cell(row.title, row.url or "")),
                Field("Code", 1.3, "dataset_code"),
                Field("Licence", 1.8, "licence"),
            )
        )
    links = {(each["title"], each["path"]) for dataset in datasets for each in dataset.sources if "path" in each}
    if links:
        written.section("Pages")
        written.add(sources(sorted(links)))
    written.section("Release and citation")
    written.add(Paragraph(stamp + "."), Paragraph(citation))
    return written
