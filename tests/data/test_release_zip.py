"""A downloaded release is what was published, describes itself, and says how to cite it."""

import json
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from frictionless import Package

from data.audit import Actor
from data.contract import Contract, read_contract
from data.releases.release_zip import package_files, release_zip
from data.releases.shipped import publish_shipped
from data.releases.store import Store
from tests.data.towns import CLUBS, CLUBS_DESCRIBED, TOWNS, TOWNS_DESCRIBED, described, ship

ANA = Actor("Ana Novak", "staff", "code (self-declared)")


@pytest.fixture
def contract(tmp_path: Path) -> Contract:
    ship(tmp_path, towns=TOWNS, clubs=CLUBS)
    return described(tmp_path, TOWNS_DESCRIBED, CLUBS_DESCRIBED)


def test_a_zip_holds_each_dataset_as_published(store: Store, contract: Contract) -> None:
    """Without it, a download uploaded again would not be “no change”."""
    release = publish_shipped(store, contract)
    with ZipFile(BytesIO(release_zip(store, contract, release))) as packed:
        assert packed.testzip() is None
        assert packed.namelist() == [
            "inno-industry-release-1/README.md",
            "inno-industry-release-1/datapackage.json",
            "inno-industry-release-1/datasets/clubs.csv",
            "inno-industry-release-1/datasets/towns.csv",
        ]
        assert packed.read("inno-industry-release-1/datasets/towns.csv") == TOWNS.encode()
        assert packed.read("inno-industry-release-1/datasets/clubs.csv") == CLUBS.encode()
        package = json.loads(packed.read("inno-industry-release-1/datapackage.json"))
    assert package["release"]["number"] == 1
    assert package["release"]["reason"] == "Shipped data: first release."
    towns = package["resources"][0]
    assert (towns["path"], towns["bytes"]) == ("datasets/towns.csv", 40)
    assert towns["hash"] == f"sha256:{sha256(TOWNS.encode()).hexdigest()}"


def test_two_downloads_are_the_same_file(store: Store, contract: Contract) -> None:
    """Without it, nobody could tell by a check sum whether two people hold the same release."""
    release = publish_shipped(store, contract)
    first = release_zip(store, contract, release)
    assert release_zip(store, contract, store.release(1)) == first


def test_the_readme_says_what_it_is_and_how_to_cite_it(store: Store, contract: Contract) -> None:
    """Without it, a file found in a mail next year would say nothing of where it is from."""
    publish_shipped(store, contract)
    more = {"towns": f"{TOWNS}RI,600000\n".encode(), "clubs": CLUBS.encode()}
    release = store.add_release(more, based_on=1, kind="upload", by=ANA, reason="Riga was missing.")
    readme = package_files(store, contract, release)["README.md"].decode("utf-8")
    at = release.published_at
    assert (
        f"Data release 2, published by Ana Novak on {at:%-d %B %Y at %H:%M} UTC. Reason: Riga was missing.\n" in readme
    )
    assert f"Cite as: INNO INDUSTRY dashboard, data release 2, {at:%-d %B %Y}. " in readme
    assert "| Towns | `datasets/towns.csv` | CC0 |\n" in readme


def test_an_older_release_comes_with_what_it_had(store: Store, contract: Contract, tmp_path: Path) -> None:
    """Without it, a release from before a dataset came or went could not be downloaded."""
    release = publish_shipped(store, contract)
    only_clubs = described(tmp_path, CLUBS_DESCRIBED | {"schema": {**CLUBS_DESCRIBED["schema"], "foreignKeys": []}})
    files = package_files(store, only_clubs, release)
    assert files["datasets/towns.csv"] == TOWNS.encode()
    assert "| towns | `datasets/towns.csv` | not described any more |" in files["README.md"].decode()
    assert [each["name"] for each in json.loads(files["datapackage.json"])["resources"]] == ["clubs"]


def test_the_shipped_data_make_a_data_package(tmp_path: Path) -> None:
    """Without it, other tools could not read a download by its description."""
    contract = read_contract()
    store = Store(f"sqlite:///{tmp_path / 'store.sqlite'}")
    release = publish_shipped(store, contract)
    for path, content in package_files(store, contract, release).items():
        (tmp_path / "package" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "package" / path).write_bytes(content)
    store.close()
    report = Package(str(tmp_path / "package" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])
