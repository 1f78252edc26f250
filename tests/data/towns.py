"""A small contract with two datasets, towns and clubs, for the tests of what makes releases."""

import json
from pathlib import Path

from data.contract import Contract, read_contract

TOWNS = "town_id,inhabitants\nLJ,290000\nGZ,300000\n"
MORE_TOWNS = "town_id,inhabitants\nLJ,290000\nGZ,300000\nRI,600000\n"
UPLOADED_TOWNS = "town_id,inhabitants\nLJ,295504\nGZ,300000\n"
CLUBS = "club_id,town_id\nC1,LJ\nC2,GZ\n"
MORE_CLUBS = "club_id,town_id\nC1,LJ\nC2,GZ\nC3,LJ\n"


def dataset(name: str, *fields: dict[str, object], **keys: object) -> dict[str, object]:
    return {
        "name": name,
        "title": name.capitalize(),
        "description": f"All {name}.",
        "path": f"{name}.csv",
        "schema": {
            "fields": [{"title": each["name"], "description": "A column.", **each} for each in fields],
            "primaryKey": fields[0]["name"],
            **keys,
        },
        "sources": [],
        "licenses": [{"title": "CC0"}],
        "cautions": [],
    }


TOWNS_DESCRIBED = dataset(
    "towns",
    {"name": "town_id", "type": "string", "constraints": {"required": True}},
    {"name": "inhabitants", "type": "integer", "unit": "people", "constraints": {"minimum": 0}},
)
CLUBS_DESCRIBED = dataset(
    "clubs",
    {"name": "club_id", "type": "string", "constraints": {"required": True}},
    {"name": "town_id", "type": "string"},
    foreignKeys=[{"fields": "town_id", "reference": {"resource": "towns", "fields": "town_id"}}],
)


def described(folder: Path, *datasets: dict[str, object]) -> Contract:
    path = folder / "datapackage.json"
    path.write_text(json.dumps({"resources": datasets}), encoding="utf-8")
    return read_contract(path)


def ship(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.csv").write_bytes(text.encode("utf-8"))
