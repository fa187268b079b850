"""From rows to claims: the rules of a form as queries. For the engine that reads sources on this machine."""

import re
from collections.abc import Mapping, Sequence

from clew.engine.plan import Step
from clew.model.card import Card
from clew.sources.reading.cells import IDENTIFIED, converted, day, filled, holds, name, own, own_day, subject_id, text, trimmed
from clew.sources.reading.forms import Reading, Rule, Subject, condition, holes

_QUOTED = re.compile(r'"(?:[^"]|"")+"')
LOCATOR = "CASE WHEN table_title = '' THEN 'row ' ELSE table_title || ' row ' END || row_number"
"""SQL for where a row is, as a person finds it."""


def objects_step(reading: Reading, given: str = "lines") -> Step:
    """The columns of a form, cut out of the JSON objects of `lines`; a list is there as its JSON text."""
    cells = [f"coalesce({', '.join(map(_place, places))}, '') AS {name(column)}" for column, places in reading.paths.items()]
    select = ", ".join(("row_number", "'' AS table_title", "json", *cells))
    return Step("raw", f"SELECT {select} FROM {given}", "the form's columns, cut out of objects")  # noqa: S608 - names are quoted


def _place(place: str) -> str:
    """SQL of the text at a place of an object; NULL where there is none, or an object."""
    return f"CASE WHEN json_type(json, {text(place)}) = 'OBJECT' THEN NULL ELSE json_extract_string(json, {text(place)}) END"


def kept_steps(reading: Reading, given: str = "raw") -> tuple[Step, Step]:
    """Rows with their cells trimmed and what the card's overrides say in the place of odd ones; and why a row is dropped, "" if it is not.

    A cell is trimmed here once: what is made of it later takes it as it is.
    """
    cells = ", ".join(f"{_overridden(reading, column)} AS {name(column)}" for column in reading.cells)
    select = f"SELECT * REPLACE ({cells}) FROM {given}" if cells else f"SELECT * FROM {given}"  # noqa: S608 - names are quoted
    reasons = " ".join(f"WHEN {_drops(drop.column, drop.values, drop.pattern)} THEN {text(drop.reason)}" for drop in reading.drops)
    dropped = f"CASE {reasons} ELSE '' END" if reasons else "''"
    return (
        Step("overridden", select, "rows, cells trimmed, odd values as a reviewer reads them"),
        Step("judged", f"SELECT *, {dropped} AS {own('dropped')} FROM overridden", "and why a row is left out"),  # noqa: S608 - values are quoted
    )


def _overridden(reading: Reading, column: str) -> str:
    """SQL of a cell, trimmed, with the reviewed words on its odd values."""
    words = " ".join(f"WHEN {text(one.value)} THEN {text(one.becomes)}" for one in reading.overrides if one.column == column)
    return f"CASE {trimmed(column)} {words} ELSE {trimmed(column)} END" if words else trimmed(column)


def identified_step(card: Card, reading: Reading, given: str = "rows") -> Step:
    """Rows with the id of each of their subjects, and each day that they hold."""
    made = {name(own(f"id_{subject.name}")): _identity(card, subject) for subject in reading.subjects}
    made |= {name(own(f"schema_{subject.name}")): _schema(subject) for subject in reading.subjects}
    made |= {own_day(column): day(name(column), reading.form.dates) for column in reading.days}
    made |= {own("said_on"): own_day(reading.form.stated_on) if reading.form.stated_on else "''", own("locator"): LOCATOR}
    columns = ", ".join(f"{sql} AS {column}" for column, sql in made.items())
    select = f"SELECT *, {columns} FROM {given}"  # noqa: S608 - names are quoted
    return Step(IDENTIFIED, select, "rows, with the ids of their subjects, their place, and the day on which they were said")


def used_columns(card: Card, reading: Reading) -> tuple[str, ...]:
    """The columns of identified rows that claims are made of, quoted as queries name them: a register has ten times as many."""
    steps = [step for shared in (False, True) if (step := claims_step(card, reading, shared=shared)) is not None]
    named = dict.fromkeys(_QUOTED.findall(" ".join(step.sql for step in steps)))
    return tuple(column for column in named if column != name(own("one")))  # that one is made of a cell of several values


def claims_step(card: Card, reading: Reading, *, shared: bool) -> Step | None:
    """The claims of rows, as `incoming`: of what belongs to a row's main subject, or of subjects that many rows share; None for none."""
    subjects = {subject.name: subject for subject in reading.subjects}
    ours = {subject.name for subject in reading.subjects if belongs(subject, reading.subjects)}
    rules = [rule for rule in reading.rules if (rule.subject in ours) is not shared]
    if not rules:
        return None
    queries = [_claims(card, reading, subjects[rule.subject], rule) for rule in rules]
    return Step("incoming", "\nUNION ALL\n".join(queries), "what the rows say")


def main_id(reading: Reading) -> str:
    """The column with the id of a row's main subject."""
    return name(own(f"id_{reading.subjects[0].name}"))


def belongs(subject: Subject, subjects: Sequence[Subject]) -> bool:
    """Whether a subject is the main one of its rows, or a part of it: then no other row's subjects are in its bucket by chance."""
    main = subjects[0]
    return subject.id == main.id or subject.id.startswith((f"{main.id}#", f"{{@{main.name}}}#"))


def _schema(subject: Subject) -> str:
    """SQL for a subject's schema."""
    return name(holes(subject.schema)[0]) if holes(subject.schema) else text(subject.schema)


def _identity(card: Card, subject: Subject) -> str:
    """SQL for a subject's id."""
    if subject.id.startswith("{@"):
        return filled(subject.id, name)
    if subject.id == "{given}":
        return own("given")
    return subject_id(card.dataset, subject.id, name)


def _claims(card: Card, reading: Reading, subject: Subject, rule: Rule) -> str:
    """The query of one rule."""
    form = reading.form
    cell = _cell(rule)
    if rule.convert == "date" and not rule.split:
        value = own_day(rule.column)
    else:
        value = converted(cell, rule.convert, form.dates) if rule.column else cell
    # A cell as it is needs no table in between, which the engine would plan too.
    whole = _QUOTED.fullmatch(value) is not None
    claimed = value if whole else own("claimed")
    original = f"CASE WHEN {claimed} = {cell} THEN '' ELSE {cell} END" if rule.column and rule.convert else "''"
    fields = {
        "entity_id": name(own(f"id_{subject.name}")),
        "schema": name(own(f"schema_{subject.name}")),
        "prop": text(rule.prop),
        "value": claimed,
        "lang": name(holes(rule.lang)[0]) if holes(rule.lang) else text(rule.lang),
        "original": original,
        "locator": own("locator"),
        "source_url": "''",
        "stated_on": own_day(rule.stated_on) if rule.stated_on else own("said_on"),
        "valid_from": own_day(rule.valid_from) if rule.valid_from else "''",
        "valid_to": own_day(rule.valid_to) if rule.valid_to else "''",
        "grade": text(rule.grade or form.grade or card.grade),
    }
    columns = ", ".join(f"{sql} AS {field}" for field, sql in fields.items())
    conditions = " AND ".join(
        dict.fromkeys(one for one in (f"{claimed} <> ''", holds(subject.when, name), holds(rule.when, name)) if one != "true")
    )
    made = IDENTIFIED if whole else _valued(rule, value, _row(subject, rule, fields))
    return f"SELECT {columns} FROM {made} WHERE {conditions}"  # noqa: S608 - names are quoted


def _row(subject: Subject, rule: Rule, fields: Mapping[str, str]) -> tuple[str, ...]:
    """The columns of a row that a claim is made of besides its value: what is no text is a column, and so is what a condition looks at."""
    named = [sql for field, sql in fields.items() if field not in {"value", "original"} and not sql.startswith("'")]
    named += [name(column) for when in (subject.when, rule.when) if (column := condition(when)[0])]
    return tuple({sql.casefold(): sql for sql in named}.values())  # the engine knows no capital letters


def _cell(rule: Rule) -> str:
    """SQL of a rule's cell: of one with several values, one of these."""
    if not rule.column:
        return filled(rule.value, name)
    return trimmed(own("one")) if rule.split else name(rule.column)


def _valued(rule: Rule, value: str, row: Sequence[str]) -> str:
    """The rows with a claimed value each; a cell of several makes a row each.

    Of their columns, those alone that the claim is made of: all of them would be planned anew for every rule.
    """
    source = IDENTIFIED
    if rule.split:
        parts = f"unnest(string_split({name(rule.column)}, {text(rule.split)})) AS {own('one')}"
        source = f"(SELECT {', '.join((*row, parts))} FROM {IDENTIFIED} WHERE {name(rule.column)} <> '') AS s"  # noqa: S608 - names are quoted
    as_written = own("one") if rule.split else name(rule.column)
    if rule.column and rule.convert and as_written.casefold() not in map(str.casefold, row):
        row = (*row, as_written)
    columns = ", ".join((*row, f"{value} AS {own('claimed')}"))
    return f"(SELECT {columns} FROM {source}) AS r"  # noqa: S608 - names are quoted


def _drops(column: str, values: Sequence[str], pattern: str) -> str:
    """SQL for whether a row is dropped."""
    parts = [f"{name(column)} IN ({', '.join(map(text, values))})"] if values else []
    parts += [f"regexp_matches({name(column)}, {text(pattern)})"] if pattern else []
    return " OR ".join(parts) or "false"
