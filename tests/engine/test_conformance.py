"""The suite that every adapter must pass, run on DuckDB; and what the suite must hold."""

import re
from pathlib import Path

import pytest

from clew.engine.case import Case
from clew.engine.conformance import CASES, found, same
from clew.engine.dialect import FUNCTIONS, faults
from clew.engine.duck import DuckEngine


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_duckdb_answers_as_every_engine_must(case: Case, engine: DuckEngine, tmp_path: Path) -> None:
    answer = found(case, engine, tmp_path)
    assert same(answer, case.expected), answer


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_asks_in_words_that_every_engine_knows(case: Case) -> None:
    assert [fault for sql in (*(sql for _, sql in case.steps), case.query) for fault in faults(sql)] == []


def test_every_function_on_the_list_is_held_to_its_meaning_by_a_case() -> None:
    texts = " ".join(sql for case in CASES for sql in (*(sql for _, sql in case.steps), case.query)).casefold()
    assert [name for name in FUNCTIONS if re.search(rf"\b{name}\(", texts) is None] == []


def test_each_case_says_something_of_its_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


def test_rows_are_the_same_in_type_and_digits_or_not_at_all() -> None:
    assert same([(1, "a", None)], [(1, "a", None)])
    assert not same([(1,)], [(1.0,)])
    assert not same([(1,)], [("1",)])
    assert not same([(None,)], [("",)])
