"""The contract: what every dataset, column and key is, read from datapackage.json.

Everything that labels, loads or checks data asks the contract.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from data.refused import Refused

Value = TypeVar("Value", str, list[Any], dict[str, Any])
CONTRACT_PATH = Path(__file__).with_name("datapackage.json")


class ContractError(Refused):
    """The contract cannot be used; the message says where, what was found and what to do."""


@dataclass(frozen=True)
class FieldType:
    """What a column can hold. `spelling` is that of its cells, None for text; `duckdb` its type in the database.

    `words` name it in a template; what was `expected` and the `remedy` stand in sentences about a wrong cell.
    `most_digits` is how many the database has room for before a decimal point.
    """

    duckdb: str
    words: str
    expected: str = "a text"
    remedy: str = "Correct the text."
    spelling: re.Pattern[str] | None = None
    is_number: bool = False
    most_digits: int | None = None

    def is_spelled(self, cell: str) -> bool:
        """Whether `cell` is written as one of this type, however large a number it is."""
        return self.spelling is None or self.spelling.fullmatch(cell) is not None

    def has_room(self, cell: str) -> bool:
        """Whether the database has room for `cell`, which is spelled as it should be."""
        return self.most_digits is None or len(re.split("[.eE]", cell.removeprefix("-"))[0]) <= self.most_digits


# Digits as the database reads them: no signs, separators, words or letters of other scripts that Python would take.
FIELD_TYPES: Mapping[str, FieldType] = {
    "string": FieldType("VARCHAR", "text"),
    "integer": FieldType(
        "BIGINT",
        "whole number",
        "a whole number such as 2019",
        "Write it with digits only, without spaces or separators.",
        re.compile(r"-?[0-9]+"),
        is_number=True,
        most_digits=18,
    ),
    "number": FieldType(
        "DOUBLE",
        "number with a decimal point",
        "a number such as 12.5",
        "Write it with digits and a decimal point, without separators.",
        re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?"),
        is_number=True,
        most_digits=30,
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

    In `indicator`, `organisation` and `flag` a * stands for anything.
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
        named = (self.place, self.kind, self.year, self.dimension, self.tier)
        known = (fact.place, fact.kind, fact.year, fact.dimension, fact.tier)
        return (
            (self.missing is None or self.missing == fact.missing)
            and all(values is None or value in values for values, value in zip(named, known, strict=True))
            and _matches(self.indicator, fact.indicator)
            and _matches(self.organisation, fact.organisation)
            and _matches(self.flag, fact.flag)
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
    package = _Part(_read_json(path), path, "the package")
    datasets: dict[str, Dataset] = {}
    for part in package.parts("resources", "dataset {}"):
        dataset = _dataset(part)
        if dataset.name in datasets:
            raise part.error(f'two datasets are named "{dataset.name}"', "every name once", _ONE_OF_THEM)
        datasets[dataset.name] = dataset
    for dataset in datasets.values():
        for key in dataset.foreign_keys:
            _check_reference(_Part({}, path, f'a foreign key of dataset "{dataset.name}"'), dataset, key, datasets)
    return Contract(datasets, package.content)


_ONE_OF_THEM = "rename or remove one of them"
_KINDS = {dict: "an object", list: "a list", str: "text"}


def _kind(value: object) -> str:
    return next((words for kind, words in _KINDS.items() if isinstance(value, kind)), "a number or a word")


@dataclass(frozen=True)
class _Part:
    """An object in the contract, and how a sentence calls it; what is asked of it is there, or ContractError."""

    content: Mapping[str, Any]
    path: Path
    where: str

    def error(self, found: str, expected: str, remedy: str) -> ContractError:
        return ContractError(
            f"The contract {self.path.name} cannot be used: {found}; expected {expected}. To mend it, {remedy}."
        )

    def value(self, key: str, kind: type[Value], default: Value | None = None) -> Value:
        if key not in self.content:
            if default is not None:
                return default
            raise self.error(f'{self.where} has no "{key}"', _KINDS[kind], f'add "{key}"')
        value = self.content[key]
        if not isinstance(value, kind):
            found = f'"{key}" of {self.where} is {_kind(value)}'
            raise self.error(found, _KINDS[kind], f'correct "{key}"')
        return value

    def text(self, key: str) -> str:
        text = self.value(key, str)
        if not text.strip():
            raise self.error(f'"{key}" of {self.where} is empty', "text", f'fill "{key}"')
        return text

    def part(self, key: str, default: Mapping[str, Any] | None = None) -> _Part:
        return replace(self, content=self.value(key, dict, default if default is None else dict(default)))

    def parts(self, key: str, name: str, default: list[Any] | None = None) -> list[_Part]:
        """Return the objects in the list `key`, each called `name`, with its number for {}."""
        items = self.value(key, list, default)
        for item in items:
            if not isinstance(item, dict):
                found = f'"{key}" of {self.where} holds {_kind(item)}'
                raise self.error(found, "objects only", f'correct "{key}"')
        return [replace(self, content=item, where=name.format(number)) for number, item in enumerate(items, 1)]

    def names(self, key: str) -> tuple[str, ...]:
        names = self.content.get(key)
        names = [names] if isinstance(names, str) else self.value(key, list)
        if not names or not all(isinstance(name, str) for name in names):
            found = f'"{key}" of {self.where} does not name any field'
            raise self.error(found, "a list of field names", f'correct "{key}"')
        return tuple(names)


def _read_json(path: Path) -> dict[str, Any]:
    file, restore = _Part({}, path, "the file"), "restore it from the repository"
    try:
        package = json.loads(path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        found = f"byte {error.start + 1} is not UTF-8"
        raise file.error(found, "UTF-8 text", f"save it as UTF-8 or {restore}") from error
    except FileNotFoundError as error:
        raise file.error("the file is missing", "the description of all datasets", restore) from error
    except OSError as error:
        found = f"the file cannot be read ({error.strerror})"
        raise file.error(found, "a readable file", "check its permissions") from error
    except json.JSONDecodeError as error:
        found = f"line {error.lineno}, column {error.colno} is not JSON ({error.msg})"
        raise file.error(found, "a JSON object", f"mend that line or {restore}") from error
    if not isinstance(package, dict):
        raise file.error(f"the file holds {_kind(package)}", "a JSON object", restore)
    return package


def _dataset(part: _Part) -> Dataset:
    name = part.text("name")
    where = f'dataset "{name}"'
    part = replace(part, where=where)
    schema = part.part("schema")
    fields: dict[str, Field] = {}
    for descriptor in schema.parts("fields", f"{where}, field {{}}"):
        field = _field(descriptor)
        if field.name in fields:
            raise part.error(f'{where} has two fields named "{field.name}"', "every name once", _ONE_OF_THEM)
        fields[field.name] = field
    primary_key = schema.names("primaryKey")
    for column in primary_key:
        if column not in fields:
            found = f'the primary key of {where} names the field "{column}", which does not exist'
            raise part.error(found, f"one of {', '.join(fields)}", "correct the key or add the field")
    cautions = [_caution(each, where) for each in part.parts("cautions", f"{where}, a caution")]
    licences = part.parts("licenses", f"{where}, its licence")
    if not licences:
        raise part.error(f"{where} has no licence", "at least one", "add one to its licenses")
    return Dataset(
        name=name,
        title=part.text("title"),
        description=part.text("description"),
        path=part.path.resolve().parent / part.text("path"),
        fields=fields,
        primary_key=primary_key,
        foreign_keys=tuple(
            _foreign_key(key, name) for key in schema.parts("foreignKeys", f"{where}, a foreign key", [])
        ),
        cautions={caution.name: caution for caution in cautions},
        sources=tuple(each.content for each in part.parts("sources", where)),
        licence=licences[0].text("title"),
    )


def _caution(part: _Part, where: str) -> Caution:
    name, text = part.text("name"), part.text("text")
    cases = part.parts("applies_to", f'{where}, caution "{name}"', [])
    return Caution(name, text, tuple(_case(case) for case in cases))


def _case(part: _Part) -> Case:
    known = {field.name for field in fields(Case)}
    if unknown := sorted(part.content.keys() - known):
        found = f'{part.where} applies to the unknown "{unknown[0]}"'
        raise part.error(found, f"one of {', '.join(sorted(known))}", "correct the name")
    given: dict[str, Any] = {}
    for name, values in part.content.items():
        kind = bool if name == "missing" else int if name == "year" else str
        listed = [values] if name == "missing" else part.value(name, list)
        if not listed or not all(type(value) is kind for value in listed):
            found = f'"{name}" of {part.where} is {json.dumps(values)}'
            expected = "true or false" if kind is bool else "a list of years" if kind is int else "a list of texts"
            raise part.error(found, expected, f'correct "{name}"')
        given[name] = values if name == "missing" else tuple(listed)
    return Case(**given)


def _field(part: _Part) -> Field:
    name = part.text("name")
    part = replace(part, where=f'{part.where} ("{name}")')
    kind = part.text("type")
    if kind not in FIELD_TYPES:
        found = f'{part.where} has the unknown type "{kind}"'
        raise part.error(found, f"one of {', '.join(FIELD_TYPES)}", "correct the type")
    constraints = part.part("constraints", {})
    given = constraints.content
    try:
        re.compile(given.get("pattern", ""))
    except (re.error, TypeError) as error:
        found = f"{part.where} has a pattern that cannot be read ({error})"
        raise part.error(found, "a regular expression", "correct the pattern") from error
    return Field(
        name=name,
        title=part.text("title"),
        description=part.text("description"),
        type=kind,
        unit=part.text("unit") if FIELD_TYPES[kind].is_number else part.content.get("unit"),
        required=given.get("required", False),
        unique=given.get("unique", False),
        enum=tuple(constraints.value("enum", list, [])),
        vocabulary=tuple(part.value("vocabulary", list, [])),
        delimiter=part.content.get("delimiter"),
        searchable=part.content.get("searchable", False),
        minimum=given.get("minimum"),
        maximum=given.get("maximum"),
        pattern=given.get("pattern"),
    )


def _foreign_key(part: _Part, name: str) -> ForeignKey:
    reference = part.part("reference")
    # Table Schema writes a reference of a table to itself as an empty name.
    target = reference.value("resource", str) or name
    return ForeignKey(part.names("fields"), target, reference.names("fields"))


def _check_reference(part: _Part, dataset: Dataset, key: ForeignKey, datasets: Mapping[str, Dataset]) -> None:
    remedy = "correct the foreign key"
    if key.dataset not in datasets:
        found = f'{part.where} refers to the dataset "{key.dataset}", which does not exist'
        raise part.error(found, f"one of {', '.join(datasets)}", remedy)
    if len(key.fields) != len(key.reference_fields):
        found = f"{part.where} joins {len(key.fields)} fields to {len(key.reference_fields)}"
        raise part.error(found, "as many fields on both sides", remedy)
    for owner, names in ((dataset, key.fields), (datasets[key.dataset], key.reference_fields)):
        for name in names:
            if name not in owner.fields:
                found = f'{part.where} names the field "{name}", which dataset "{owner.name}" does not have'
                raise part.error(found, f"one of {', '.join(owner.fields)}", remedy)
