"""What tests upload, and the code that they sign in with to do so."""

import csv
import io
import re
from pathlib import Path

SHIPPED = Path(__file__).resolve().parents[1] / "data" / "datasets"


def staff_code(log: Path) -> str | None:
    """Return the access code of staff that the server has printed, or None where it has printed none."""
    found = re.search(r"^ +staff +(\S+)$", log.read_text(encoding="utf-8"), re.MULTILINE)
    return found and found[1]


def rows(dataset: str) -> list[dict[str, str]]:
    """Return the dataset's rows as shipped."""
    with (SHIPPED / f"{dataset}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(table: list[dict[str, str]]) -> bytes:
    """Return the rows as a spreadsheet program writes them: with semicolons, in UTF-16."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(table[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(table)
    return text.getvalue().encode("utf-16")


def observations(count: int) -> bytes:
    """Return so many valid rows of observations: the shipped ones, and others in years without any.

    Raises ValueError where there are more shipped ones, or not so many valid ones.
    """
    shipped = rows("observations")
    known = {(row["indicator_id"], row["place_code"], row["year"], row["size_class"]) for row in shipped}
    table = list(shipped)
    for year in range(1990, 2100):
        for row in shipped:
            key = (row["indicator_id"], row["place_code"], str(year), row["size_class"])
            if len(table) < count and key not in known:
                known.add(key)
                table.append({**row, "year": str(year), "flag": ""})
    if len(table) != count:
        raise ValueError(f"{len(table):,} rows of observations can be made, not {count:,}.")
    return written(table)
