"""Forms: how files of a source are laid out, and which claims a row of them makes. They stand in the source's card, as data."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cached_property
from importlib.resources.abc import Traversable
from typing import Any

from msgspec import Struct, field

from clew.errors import Fault, PackError
from clew.model.card import GRADES
from clew.pack.toml import collect, read

KINDS = ("table", "objects")
"""A table of rows and columns (text, worksheet, web page, Parquet), or objects (JSON, XML)."""
CONVERSIONS = ("", "date", "fraction", "code", "lower", "upper", "country")
DATE_ORDERS = ("", "dmy", "mdy")
ROW_COLUMNS = ("row_number", "table_title")
"""Columns that every form has: the record's number, and the heading of its table or sheet."""

_HOLE = re.compile(r"\{([^{}]+)\}")


class Form(Struct, frozen=True):
    """One layout in which a source is published.

    Attributes:
        name: tells the forms of a card apart; `title` is what a person calls it.
        kind: of `KINDS`.
        columns: names of the columns that the source has; for objects, of those that `paths` cuts out.
        optional: columns that may be missing.
        ignored: columns that are known and not read, those about persons, say; `Other.*` for all that begin so.
        required: columns that are never empty.
        head: False for a table without a head, whose columns stand in this order.
        records: key path under which the objects stand in JSON, "" for an array or JSON lines.
        element: name of the element of XML that is an object (or several, separated by spaces), and `root` that of the whole file.
        repeated: elements of XML that may stand several times in their parent.
        paths: `column = $.a.b | $.b`: where a column is in an object; of several, the first that is there.
        keys: keys that an object may have, `[0-9]*` for all that begin so; a file is of this form where its first object has no other and
            the first of them.
        first: `key=value`: JSON is of this form only if its first object has that value there; for files that have the same keys.
        refused: why a file of this form is no source, "" where it is one: then the import stops and says so, before anything is read.
        dates: which comes first in 01/02/2024, `dmy` or `mdy`; "" where the source does not write so.
        stated_on: the column with the day on which the source said so.
        part: what this file is in a set of files that are read together; "" where a file stands alone.
        grade: of its claims, "" for that of the card.
        note: what to know of it.
    """

    name: str
    title: str
    kind: str = "table"
    columns: list[str] = field(default_factory=list)
    optional: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    required: list[str] = field(default_factory=list)
    head: bool = True
    records: str = ""
    element: str = ""
    root: str = ""
    repeated: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    first: str = ""
    refused: str = ""
    dates: str = ""
    stated_on: str = ""
    part: str = ""
    grade: str = ""
    note: str = ""


class Code(Struct, frozen=True):
    """The codes that a column knows, or the shape (a whole pattern) of those too many to list; "" only where it is among them or fits."""

    form: str
    column: str
    values: list[str] = field(default_factory=list)
    pattern: str = ""


class Drop(Struct, frozen=True):
    """Rows that are left out and counted: those whose column has one of the values, or a value that the pattern fits."""

    form: str
    column: str
    reason: str
    values: list[str] = field(default_factory=list)
    pattern: str = ""


class Override(Struct, frozen=True):
    """A reviewed word on an odd value: what it is read as, and why."""

    column: str
    value: str
    becomes: str
    reason: str
    form: str = ""


class Subject(Struct, frozen=True):
    """A subject of which a row speaks.

    Attributes:
        form: of which rows; several forms are separated by spaces.
        name: by which claims of the card refer to it.
        schema: its schema, or `{column}`.
        id: template of its id, `{lei}`; the dataset stands before it unless it names one (`gleif:{lei}`). The first subject of a form is
            its main one; `{main}#listed` is a part of it. `{given}` is the id that an entry without a number keeps from version to version.
        when: `column` that must not be empty, or `column=value` or `column!=value`; "" for every row.
    """

    form: str
    name: str
    schema: str
    id: str
    when: str = ""


class Rule(Struct, frozen=True):
    """A claim that a row makes.

    Attributes:
        form: of which rows; several forms are separated by spaces.
        subject: of which subject.
        prop: the property.
        column: whose value it is; or `value`, the same for every row, in which `{column}` and `{subject}` may stand.
        lang: ISO 639-3, or `{column}`.
        split: what separates several values of a cell.
        convert: of `CONVERSIONS`.
        when: as for a subject.
        stated_on, valid_from, valid_to: columns with days.
        grade: "" for that of the form.
    """

    form: str
    subject: str
    prop: str
    column: str = ""
    value: str = ""
    lang: str = ""
    split: str = ""
    convert: str = ""
    when: str = ""
    stated_on: str = ""
    valid_from: str = ""
    valid_to: str = ""
    grade: str = ""


class Reading(Struct, frozen=True, dict=True):
    """One form with everything that the card says of it.

    Attributes:
        form: the layout.
        codes, drops, overrides, subjects, rules: those of the form, in the card's order.
    """

    form: Form
    codes: tuple[Code, ...]
    drops: tuple[Drop, ...]
    overrides: tuple[Override, ...]
    subjects: tuple[Subject, ...]
    rules: tuple[Rule, ...]

    @cached_property
    def paths(self) -> Mapping[str, tuple[str, ...]]:
        """Column → where it is in an object."""
        pairs = (path.partition(" = ") for path in self.form.paths)
        return {column: tuple(one.strip() for one in places.split(" | ")) for column, _, places in pairs}

    @cached_property
    def read(self) -> tuple[str, ...]:
        """Every column that is read."""
        return (*self.form.columns, *self.form.optional)

    @cached_property
    def days(self) -> tuple[str, ...]:
        """The columns that hold a day each."""
        columns = [rule.column for rule in self.rules if rule.convert == "date" and not rule.split]
        columns += [column for rule in self.rules for column in (rule.stated_on, rule.valid_from, rule.valid_to)]
        return tuple(dict.fromkeys(filter(None, (*columns, self.form.stated_on))))

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """The columns of which claims are made or by which rows are judged, but for those whose cells have several values."""
        templates = [template for one in self.subjects if one.id != "{given}" for template in (one.id, one.schema)]
        templates += [template for rule in self.rules for template in (rule.value, rule.lang)]
        named = [hole for template in templates for hole in holes(template) if not hole.startswith("@")]
        named += [condition(when)[0] for when in (*(one.when for one in self.subjects), *(rule.when for rule in self.rules))]
        named += [rule.column for rule in self.rules if not rule.split]
        named += [*(drop.column for drop in self.drops), *(word.column for word in self.overrides)]
        return tuple(dict.fromkeys(filter(None, (*named, *self.days))))

    def knows(self, column: str) -> bool:
        """Whether a file may have the column."""
        return column in self.read or any(fnmatchcase(column, one) for one in self.form.ignored)


_TABLES = {"code": Code, "drop": Drop, "override": Override, "subject": Subject, "claim": Rule}


def read_forms(place: Traversable, faults: list[Fault] | None = None) -> tuple[Reading, ...]:
    """The forms of a card; none where the card has none.

    Raises:
        PackError: the card is malformed or contradicts itself; all faults are named.
    """
    content = read(place)
    return forms_of(content, str(place), [] if faults is None else faults)


def forms_of(content: Mapping[str, Any], place: str, faults: list[Fault]) -> tuple[Reading, ...]:
    """As `read_forms`, of a card that was read already.

    Raises:
        PackError: `faults`, and what is wrong with the forms.
    """
    forms = collect(Form, content.get("form", ()), place, faults)
    rows: dict[str, tuple[Any, ...]] = {key: collect(kind, content.get(key, ()), place, faults) for key, kind in _TABLES.items()}
    readings = tuple(Reading(form, *(_of(form, rows[key]) for key in _TABLES)) for form in forms)
    faults += [Fault(what, mend, place) for what, mend in _contradictions(readings, rows)]
    if faults:
        raise PackError(*faults)
    return readings


def holes(template: str) -> tuple[str, ...]:
    """What stands in braces in a template."""
    return tuple(_HOLE.findall(template))


def pieces(template: str) -> Iterator[tuple[str, bool]]:
    """A template piece by piece, and whether the piece stood in braces."""
    for at, piece in enumerate(_HOLE.split(template)):
        if piece:
            yield piece, at % 2 == 1


def condition(when: str) -> tuple[str, str, str]:
    """Column, operator (`=`, `!=`, or "" for not empty) and value of a condition."""
    column, operator, value = re.fullmatch(r"([^=!]*)(!=|=)?(.*)", when, re.DOTALL).groups()  # type: ignore[union-attr]  # fits any text
    return column, operator or "", value


def _of(form: Form, rows: Sequence[Any]) -> tuple[Any, ...]:
    """The rows of a card that speak of a form; those that name none speak of all."""
    return tuple(row for row in rows if not row.form or form.name in row.form.split())


def _contradictions(readings: Sequence[Reading], rows: Mapping[str, Sequence[Any]]) -> Iterator[tuple[str, str]]:
    """Fault and mend of what a card's forms may not say."""
    names = [reading.form.name for reading in readings]
    for name in {name for name in names if names.count(name) > 1}:
        yield f"two forms are named “{name}”", "Name them apart."
    for row in (row for found in rows.values() for row in found):
        for name in row.form.split():
            if name not in names:
                yield f"there is no form “{name}”", f"Known are {', '.join(names)}."
    for reading in readings:
        for what, mend in _form_faults(reading):
            yield f"form {reading.form.name}: {what}", mend


def _form_faults(reading: Reading) -> Iterator[tuple[str, str]]:
    """What is wrong with one form."""
    form = reading.form
    for word, known, key in ((form.kind, KINDS, "kind"), (form.dates, DATE_ORDERS, "order of dates"), (form.grade, ("", *GRADES), "grade")):
        if word not in known:
            yield f"unknown {key} “{word}”", f"Known are {', '.join(filter(None, known))}."
    if form.kind == "objects" and form.paths and set(reading.paths) != {*form.columns, *form.optional}:
        yield "paths and columns differ", "Give a path for each column."
    yield from _column_faults(reading)
    yield from _rule_faults(reading)


def _column_faults(reading: Reading) -> Iterator[tuple[str, str]]:
    """Columns that the engine, which knows no capital letters, could not tell apart."""
    columns = [column.casefold() for column in reading.read]
    for at, column in enumerate(reading.read):
        if columns[at] in columns[:at]:
            yield f"the column “{column}” stands twice", "Name each once, apart by more than capital letters."


def _rule_faults(reading: Reading) -> Iterator[tuple[str, str]]:
    """What is wrong with the claims of a form, and with the subjects that they name."""
    subjects = {subject.name for subject in reading.subjects}
    known = f"Known are {', '.join(sorted(subjects))}."
    for template in (*(subject.id for subject in reading.subjects), *(rule.value for rule in reading.rules)):
        for hole in holes(template):
            if hole.startswith("@") and hole[1:] not in subjects:
                yield f"“{template}” names the unknown subject “{hole[1:]}”", known
    for rule in reading.rules:
        if rule.subject not in subjects:
            yield f"the claim {rule.prop} is of the unknown subject “{rule.subject}”", known
        if bool(rule.column) == bool(rule.value):
            yield f"the claim {rule.prop} has a column and a value, or neither", "Give one of them."
        if rule.convert not in CONVERSIONS:
            yield f"unknown conversion “{rule.convert}”", f"Known are {', '.join(filter(None, CONVERSIONS))}."
