"""Cells: days in the notations of publishers, with years of four and of two digits."""

import pytest

from clew.engine.duck import DuckEngine
from clew.sources.reading.cells import day


@pytest.mark.parametrize(
    ("order", "written", "read"),
    [
        ("mdy", "3/8/21", "2021-03-08"),
        ("dmy", "3/8/21", "2021-08-03"),
        ("", "3/8/21", ""),
        ("mdy", "11/21/11", "2011-11-21"),
        ("mdy", "3/8/2021", "2021-03-08"),
        ("dmy", "31-12-2021", "2021-12-31"),
        ("mdy", "31/12/2021", ""),
        ("mdy", "3/8/999", ""),
        ("", "2021/3/8", "2021-03-08"),
        ("", "17 May 2021", "2021-05-17"),
        ("", "17 May 21", ""),
        ("", "2021-02-30", ""),
        ("", "2021", "2021"),
        ("", "20210517", "2021-05-17"),
        ("", "2021年5月17日", "2021-05-17"),
        ("mdy", "", ""),
    ],
)
def test_a_day_is_read_in_the_notation_of_its_form(engine: DuckEngine, order: str, written: str, read: str) -> None:
    engine.load("cell", {"x": "VARCHAR"}, [(written,)])
    assert engine.fetch(f"SELECT {day('x', order)} FROM cell") == [(read,)]  # noqa: S608 - an expression of ours
