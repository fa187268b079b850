"""The conformance suite: what every adapter of `engine.port.Engine` must answer, row by row.

An adapter's author runs it so:

    for case in CASES:
        assert same(found(case, MyEngine(), empty_folder), case.expected), case.name

Queries that pass `engine.dialect.faults`, on an engine that passes these cases, give the same finding everywhere.
"""

from collections.abc import Sequence
from pathlib import Path

from clew.engine.case import Case
from clew.engine.conformance_files import FILES
from clew.engine.conformance_rows import ROWS
from clew.engine.conformance_values import NUMBERS, TEXTS
from clew.engine.plan import Plan, Step
from clew.engine.port import Engine, Row

CASES: tuple[Case, ...] = (*TEXTS, *NUMBERS, *ROWS, *FILES)
"""The suite."""


def found(case: Case, engine: Engine, folder: Path) -> tuple[Row, ...]:
    """Run a case on a fresh engine; compare the answer with `case.expected` by `same`."""
    for table in case.inputs:
        engine.load(table.name, table.columns, table.rows)
    engine.run(Plan(case.name, tuple(Step(name, sql, case.name) for name, sql in case.steps)))
    if case.between is not None:
        case.between(engine, folder)
    return tuple(tuple(row) for row in engine.fetch(case.query))


def same(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Whether rows are the same in value and in type: 1 is not 1.0, and 0.10 is not 0.1."""
    return repr(list(map(tuple, left))) == repr(list(map(tuple, right)))
