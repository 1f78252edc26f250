"""Packs one release for download: its CSVs, the contract as datapackage.json, and a README that says how to cite it."""

import json
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from data.contract import Contract
from data.releases.store import Release, Store

# A file anybody may read, on systems that look at it.
_READABLE = 0o644 << 16


def package_files(store: Store, contract: Contract, release: Release) -> dict[str, bytes]:
    """Return the files of a release by path: README.md, datapackage.json, and each dataset's CSV as stored.

    They make a Data Package. Datasets that the contract no longer has come with their CSV and no description.
    Raises StoreError where the store cannot be read or was changed.
    """
    contents = store.files(release.number)
    digests = store.digests(release.number)
    paths = {
        name: PurePosixPath(
            "datasets", contract.datasets[name].path.name if name in contract.datasets else f"{name}.csv"
        )
        for name in sorted(contents)
    }
    resources = [
        {
            **resource,
            "path": str(paths[resource["name"]]),
            "bytes": len(contents[resource["name"]]),
            "hash": f"sha256:{digests[resource['name']]}",
        }
        for resource in contract.package["resources"]
        if resource["name"] in contents
    ]
    package = {**contract.package, "release": _stamp(release), "resources": resources}
    described = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    files = {
        "README.md": _readme(release, contract, paths).encode("utf-8"),
        "datapackage.json": described.encode("utf-8"),
    }
    return files | {str(paths[name]): contents[name] for name in paths}


def release_zip(store: Store, contract: Contract, release: Release) -> bytes:
    """Return `package_files` in one zip file below a folder named for the release; the same bytes at each call."""
    written = BytesIO()
    at = release.published_at
    moment = (at.year, at.month, at.day, at.hour, at.minute, at.second)
    with ZipFile(written, "w", ZIP_DEFLATED) as packed:
        for path, content in package_files(store, contract, release).items():
            # The release's own time, so that two downloads of it do not differ.
            member = ZipInfo(f"{folder_name(release)}/{path}", moment)
            member.compress_type = ZIP_DEFLATED
            member.external_attr = _READABLE
            packed.writestr(member, content)
    return written.getvalue()


def folder_name(release: Release) -> str:
    """Return the name of a release's folder, and of its zip file without its ending."""
    return f"inno-industry-release-{release.number}"


def citation(release: Release) -> str:
    """Return how to cite a release."""
    return f"INNO INDUSTRY dashboard, data release {release.number}, {release.published_at:%-d %B %Y}."


def _stamp(release: Release) -> dict[str, object]:
    return {
        "number": release.number,
        "published_at": release.published_at.isoformat(timespec="seconds"),
        "published_by": release.author,
        "reason": release.reason,
    }


def _readme(release: Release, contract: Contract, paths: dict[str, PurePosixPath]) -> str:
    lines = [
        f"# {contract.package.get('title', 'INNO INDUSTRY')}",
        "",
        (
            f"Data release {release.number}, published by {release.author} on "
            f"{release.published_at:%-d %B %Y at %H:%M} UTC. Reason: {release.reason}"
        ),
        "",
        (
            f"Cite as: {citation(release)} "
            f"The address of any screen with `?release={release.number}` behind it shows these numbers."
        ),
        "",
        (
            "Each dataset is a CSV file in UTF-8 with commas. `datapackage.json` describes every column, its unit and "
            "its allowed values, and holds the SHA-256 of each file."
        ),
        "",
        "The compiled datasets may be used by anyone who names the source, under the licences below.",
        "",
        "| dataset | file | licence |",
        "| --- | --- | --- |",
    ]
    for name, path in paths.items():
        dataset = contract.datasets.get(name)
        title, licence = (dataset.title, dataset.licence) if dataset else (name, "not described any more")
        lines.append(f"| {title} | `{path}` | {licence} |")
    return "\n".join([*lines, "", "Sources and cautions of each dataset stand in `datapackage.json`.", ""])
