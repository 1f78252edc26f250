"""The contract: what every dataset, column and key is, read from datapackage.json.

Everything that labels, loads or checks data asks the contract.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

from data.refused import Refused

CONTRACT_PATH = Path(__file__).with_name("datapackage.json")


class ContractError(Refused):
    """The contract cannot be used; the message says where, what was found and what to do."""


@dataclass(frozen=True)
class FieldType:
    """What a column can hold. `spelling` is that of its cells, None for text; `duckdb` its type in the database.

    `words` name it in a template; what was `expected` and the `remedy` stand in sentences about a wrong cell.
    """

    duckdb: str
    words: str
    expected: str = "a text"
    remedy: str = "Correct the text."
    spelling: re.Pattern[str] | None = None
    is_number: bool = False


# Digits as the database reads them: no signs, separators, words or letters of other scripts that Python would take.
FIELD_TYPES: Mapping[str, FieldType] = {
    "string": FieldType("VARCHAR", "text"),
    "integer": FieldType(
        "BIGINT",
        "whole number",
        "a whole number such as 2019",
        "Write it with digits only, without spaces or separators.",
        re.compile(r"-?[0-9]{1,18}"),
        is_number=True,
    ),
    "number": FieldType(
        "DOUBLE",
        "number with a decimal point",
        "a number such as 12.5",
        "Write it with digits and a decimal point, without separators.",
        re.compile(r"-?[0-9]{1,30}(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?"),
        is_number=True,
    ),
    "date": FieldType(
        "DATE",
        "date as 2021-06-30",
        "a date such as 2021-06-30",
        "Write it as year-month-day.",
        re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    ),
}


@dataclass(frozen=True)
class Field:
    """One column of a dataset.

    `type` is a name in FIELD_TYPES. `unit` is None for columns that are not numbers.
    `enum` lists the only values allowed (empty: any). A column with a `delimiter` holds a list in
    one cell; `vocabulary` then lists the items allowed (empty: any). `pattern` must match the whole
    value. `minimum` and `maximum` are inclusive, in the unit of the column.
    """

    name: str
    title: str
    description: str
    type: str
    unit: str | None = None
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    vocabulary: tuple[str, ...] = ()
    delimiter: str | None = None
    searchable: bool = False
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None

    @property
    def is_number(self) -> bool:
        """Whether the column holds numbers."""
        return FIELD_TYPES[self.type].is_number


@dataclass(frozen=True)
class ForeignKey:
    """`fields` of one dataset repeat the `reference_fields` of `dataset`, in the same order."""

    fields: tuple[str, ...]
    dataset: str
    reference_fields: tuple[str, ...]


class Fact(NamedTuple):
    """One value or level as it is shown: what decides which cautions belong beside it. What does not matter is None.

    `kind`: country or region. `organisation`: who publishes the indicator. `missing`: whether there is no value.
    """

    place: str
    indicator: str | None = None
    organisation: str | None = None
    kind: str | None = None
    year: int | None = None
    flag: str | None = None
    dimension: str | None = None
    tier: str | None = None
    missing: bool = False


@dataclass(frozen=True)
class Case:
    """What a fact must be for a caution to apply: one of the values named under each name; None asks for nothing.

    In `indicator` and `organisation` a * stands for anything.
    """

    place: tuple[str, ...] | None = None
    indicator: tuple[str, ...] | None = None
    organisation: tuple[str, ...] | None = None
    kind: tuple[str, ...] | None = None
    year: tuple[int, ...] | None = None
    flag: tuple[str, ...] | None = None
    dimension: tuple[str, ...] | None = None
    tier: tuple[str, ...] | None = None
    missing: bool | None = None

    def holds(self, fact: Fact) -> bool:
        """Whether `fact` is all that this case asks for."""
        named = (self.place, self.kind, self.year, self.flag, self.dimension, self.tier)
        known = (fact.place, fact.kind, fact.year, fact.flag, fact.dimension, fact.tier)
        return (
            (self.missing is None or self.missing == fact.missing)
            and all(values is None or value in values for values, value in zip(named, known, strict=True))
            and _matches(self.indicator, fact.indicator)
            and _matches(self.organisation, fact.organisation)
        )


def _matches(patterns: tuple[str, ...] | None, value: str | None) -> bool:
    return patterns is None or (value is not None and any(fnmatchcase(value, pattern) for pattern in patterns))


@dataclass(frozen=True)
class Caution:
    """A sentence or two that belong on the screen beside the number they concern.

    `applies_to`: the cases in which it does; none where no single value calls for it, only what a chart is about.
    """

    name: str
    text: str
    applies_to: tuple[Case, ...] = ()


@dataclass(frozen=True, eq=False)
class Dataset:
    """One table. `path` is absolute; `fields` and `cautions` map names in file order.

    `sources` are mappings with `title` and, where known, `path` (an address) and `caveat`.
    `licence` is the title of the licence.
    """

    name: str
    title: str
    description: str
    path: Path
    fields: Mapping[str, Field]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    cautions: Mapping[str, Caution]
    sources: tuple[Mapping[str, str], ...]
    licence: str

    @property
    def header(self) -> tuple[str, ...]:
        """Names of the columns, in file order."""
        return tuple(self.fields)

    def cautions_on(self, facts: Iterable[Fact]) -> tuple[str, ...]:
        """Return the names of the cautions that the `facts` shown call for, in file order."""
        shown = set(facts)
        return tuple(
            caution.name
            for caution in self.cautions.values()
            if any(case.holds(fact) for case in caution.applies_to for fact in shown)
        )


@dataclass(frozen=True, eq=False)
class Contract:
    """All datasets by name, in file order; `package` is datapackage.json as read."""

    datasets: Mapping[str, Dataset]
    package: Mapping[str, Any]

    def caution(self, dataset: str, name: str) -> str:
        """Text of one caution. Raises ContractError if the dataset or the caution is unknown."""
        if dataset not in self.datasets:
            known = ", ".join(self.datasets)
            raise ContractError(f'The contract has no dataset "{dataset}"; it has {known}.')
        cautions = self.datasets[dataset].cautions
        if name not in cautions:
            known = ", ".join(cautions) or "none"
            raise ContractError(f'The dataset "{dataset}" has no caution "{name}"; it has {known}.')
        return cautions[name].text


def read_contract(path: Path = CONTRACT_PATH) -> Contract:
    """Read the contract at `path`.

    Raises ContractError, with one sentence that names file, finding, expectation and remedy, if the
    file is missing, is not JSON, lacks a key, or refers to something that does not exist.
    """
    package = _read_json(path)
    datasets: dict[str, Dataset] = {}
    for number, resource in enumerate(_objects(package, "resources", path, "the package"), 1):
        dataset = _dataset(resource, path, f"dataset {number}")
        if dataset.name in datasets:
            raise _error(
                path,
                f'two datasets are named "{dataset.name}"',
                "every name once",
                "rename or remove one of them",
            )
        datasets[dataset.name] = dataset
    for dataset in datasets.values():
        for key in dataset.foreign_keys:
            _check_reference(dataset, key, datasets, path)
    return Contract(datasets, package)


def _read_json(path: Path) -> dict[str, Any]:
    restore = "restore it from the repository"
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        found = f"byte {error.start + 1} is not UTF-8"
        raise _error(path, found, "UTF-8 text", f"save it as UTF-8 or {restore}") from error
    except FileNotFoundError as error:
        raise _error(path, "the file is missing", "the description of all datasets", restore) from error
    except OSError as error:
        found = f"the file cannot be read ({error.strerror})"
        raise _error(path, found, "a readable file", "check its permissions") from error
    try:
        package = json.loads(text)
    except json.JSONDecodeError as error:
        found = f"line {error.lineno}, column {error.colno} is not JSON ({error.msg})"
        raise _error(path, found, "a JSON object", f"mend that line or {restore}") from error
    if not isinstance(package, dict):
        raise _error(path, f"the file holds {_kind(package)}", "a JSON object", restore)
    return package


def _dataset(resource: Mapping[str, Any], path: Path, where: str) -> Dataset:
    name = _text(resource, "name", path, where)
    where = f'dataset "{name}"'
    schema = _value(resource, "schema", dict, path, where)
    fields: dict[str, Field] = {}
    for number, descriptor in enumerate(_objects(schema, "fields", path, where), 1):
        field = _field(descriptor, path, f"{where}, field {number}")
        if field.name in fields:
            raise _error(
                path,
                f'{where} has two fields named "{field.name}"',
                "every name once",
                "rename or remove one of them",
            )
        fields[field.name] = field
    primary_key = _names(schema, "primaryKey", path, where)
    for column in primary_key:
        if column not in fields:
            found = f'the primary key of {where} names the field "{column}", which does not exist'
            raise _error(path, found, f"one of {', '.join(fields)}", "correct the key or add the field")
    cautions = [
        Caution(
            _text(caution, "name", path, f"{where}, a caution"),
            _text(caution, "text", path, f"{where}, a caution"),
            tuple(
                _case(case, path, f'{where}, caution "{caution["name"]}"')
                for case in _objects(caution, "applies_to", path, f"{where}, a caution", [])
            ),
        )
        for caution in _objects(resource, "cautions", path, where)
    ]
    licences = _objects(resource, "licenses", path, where)
    if not licences:
        raise _error(path, f"{where} has no licence", "at least one", "add one to its licenses")
    return Dataset(
        name=name,
        title=_text(resource, "title", path, where),
        description=_text(resource, "description", path, where),
        path=path.resolve().parent / _text(resource, "path", path, where),
        fields=fields,
        primary_key=primary_key,
        foreign_keys=tuple(
            _foreign_key(key, name, path, where) for key in _objects(schema, "foreignKeys", path, where, [])
        ),
        cautions={caution.name: caution for caution in cautions},
        sources=tuple(_objects(resource, "sources", path, where)),
        licence=_text(licences[0], "title", path, f"{where}, its licence"),
    )


def _case(case: Mapping[str, Any], path: Path, where: str) -> Case:
    known = {field.name for field in fields(Case)}
    if unknown := sorted(case.keys() - known):
        found = f'{where} applies to the unknown "{unknown[0]}"'
        raise _error(path, found, f"one of {', '.join(sorted(known))}", "correct the name")
    for name, values in case.items():
        kind = bool if name == "missing" else int if name == "year" else str
        listed = [values] if name == "missing" else _value(case, name, list, path, where)
        if not listed or not all(type(value) is kind for value in listed):
            found = f'"{name}" of {where} is {json.dumps(values)}'
            expected = "true or false" if kind is bool else "a list of years" if kind is int else "a list of texts"
            raise _error(path, found, expected, f'correct "{name}"')
    return Case(**{name: tuple(values) if isinstance(values, list) else values for name, values in case.items()})


def _field(descriptor: Mapping[str, Any], path: Path, where: str) -> Field:
    name = _text(descriptor, "name", path, where)
    where = f'{where} ("{name}")'
    kind = _text(descriptor, "type", path, where)
    if kind not in FIELD_TYPES:
        found = f'{where} has the unknown type "{kind}"'
        raise _error(path, found, f"one of {', '.join(FIELD_TYPES)}", "correct the type")
    constraints = _value(descriptor, "constraints", dict, path, where, {})
    pattern = constraints.get("pattern")
    if pattern is not None:
        try:
            re.compile(pattern)
        except (re.error, TypeError) as error:
            found = f"{where} has a pattern that cannot be read ({error})"
            raise _error(path, found, "a regular expression", "correct the pattern") from error
    unit = descriptor.get("unit")
    if FIELD_TYPES[kind].is_number:
        unit = _text(descriptor, "unit", path, where)
    return Field(
        name=name,
        title=_text(descriptor, "title", path, where),
        description=_text(descriptor, "description", path, where),
        type=kind,
        unit=unit,
        required=constraints.get("required", False),
        unique=constraints.get("unique", False),
        enum=tuple(_value(constraints, "enum", list, path, where, [])),
        vocabulary=tuple(_value(descriptor, "vocabulary", list, path, where, [])),
        delimiter=descriptor.get("delimiter"),
        searchable=descriptor.get("searchable", False),
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        pattern=pattern,
    )


def _foreign_key(key: Mapping[str, Any], name: str, path: Path, where: str) -> ForeignKey:
    where = f"{where}, a foreign key"
    reference = _value(key, "reference", dict, path, where)
    # Table Schema writes a reference of a table to itself as an empty name.
    target = _value(reference, "resource", str, path, where) or name
    return ForeignKey(_names(key, "fields", path, where), target, _names(reference, "fields", path, where))


def _check_reference(dataset: Dataset, key: ForeignKey, datasets: Mapping[str, Dataset], path: Path) -> None:
    where = f'a foreign key of dataset "{dataset.name}"'
    remedy = "correct the foreign key"
    if key.dataset not in datasets:
        found = f'{where} refers to the dataset "{key.dataset}", which does not exist'
        raise _error(path, found, f"one of {', '.join(datasets)}", remedy)
    if len(key.fields) != len(key.reference_fields):
        found = f"{where} joins {len(key.fields)} fields to {len(key.reference_fields)}"
        raise _error(path, found, "as many fields on both sides", remedy)
    for owner, names in ((dataset, key.fields), (datasets[key.dataset], key.reference_fields)):
        for name in names:
            if name not in owner.fields:
                found = f'{where} names the field "{name}", which dataset "{owner.name}" does not have'
                raise _error(path, found, f"one of {', '.join(owner.fields)}", remedy)


_MISSING = object()
_KINDS = {dict: "an object", list: "a list", str: "text"}


def _kind(value: Any) -> str:
    return _KINDS.get(type(value), "a number or a word")


def _value(mapping: Mapping[str, Any], key: str, kind: type, path: Path, where: str, default: Any = _MISSING) -> Any:
    if key not in mapping:
        if default is not _MISSING:
            return default
        raise _error(path, f'{where} has no "{key}"', _KINDS[kind], f'add "{key}"')
    if not isinstance(mapping[key], kind):
        found = f'"{key}" of {where} is {_kind(mapping[key])}'
        raise _error(path, found, _KINDS[kind], f'correct "{key}"')
    return mapping[key]


def _text(mapping: Mapping[str, Any], key: str, path: Path, where: str) -> str:
    text = _value(mapping, key, str, path, where)
    if not text.strip():
        raise _error(path, f'"{key}" of {where} is empty', "text", f'fill "{key}"')
    return text


def _objects(
    mapping: Mapping[str, Any], key: str, path: Path, where: str, default: Any = _MISSING
) -> list[dict[str, Any]]:
    items = _value(mapping, key, list, path, where, default)
    for item in items:
        if not isinstance(item, dict):
            found = f'"{key}" of {where} holds {_kind(item)}'
            raise _error(path, found, "objects only", f'correct "{key}"')
    return items


def _names(mapping: Mapping[str, Any], key: str, path: Path, where: str) -> tuple[str, ...]:
    if isinstance(mapping.get(key), str):
        return (mapping[key],)
    names = _value(mapping, key, list, path, where)
    if not names or not all(isinstance(name, str) for name in names):
        found = f'"{key}" of {where} does not name any field'
        raise _error(path, found, "a list of field names", f'correct "{key}"')
    return tuple(names)


def _error(path: Path, found: str, expected: str, remedy: str) -> ContractError:
    return ContractError(
        f"The contract {path.name} cannot be used: {found}; expected {expected}. To mend it, {remedy}."
    )
