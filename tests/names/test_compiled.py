import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from clew.names.compiled import COMPILED, compiled

WITHOUT = """
import sys
sys.modules["numba"] = None  # as if it were not installed
import numpy as np
from clew.names.compiled import COMPILED
from clew.names.gram_index import GramIndex
assert not COMPILED
keys = ["aurelia textile", "aurelia textiles", "northwind physics", "x", "", "textile aurelia trading", "norrland physics"]
index = GramIndex.build(keys, np.array([0, 0, 1, 2, 3, 4, 5], np.int32))
found = index.candidates(["aurelia textil", "northwind fysics", "x", ""], budget=30, keep=3)
missed = index.audit(["aurelia textil", "northwind fysics"], 0.05, budget=2, keep=1)
print(found.rows.tolist(), found.cosines.tolist(), [part.tolist() for part in missed])
"""
WITH = WITHOUT.replace('sys.modules["numba"] = None', "").replace("assert not COMPILED", "assert COMPILED")


@compiled
def _doubled(number: int) -> int:
    return 2 * number


@compiled
def _fourfold(number: int) -> int:
    return _doubled(_doubled(number))


@compiled
def _total(numbers: np.ndarray[tuple[int], np.dtype[np.int64]]) -> int:
    total = 0
    for at in range(len(numbers)):
        total += int(numbers[at])
    return total


CALLED = """
from typing import NamedTuple
from clew.names.compiled import compiled
SIZE = 10
class Pair(NamedTuple):
    small: int
    great: int
@compiled
def called(number):
    return number + 1
"""
"""Of its three functions' doings, the caller takes one by a call, one by a value and one by the fields of what it is given."""
CALLER = """
from called import SIZE, Pair, called
from clew.names.compiled import compiled
@compiled
def by_call(number: int) -> int:
    return called(number)
@compiled
def by_calls(number: int) -> int:
    return by_call(number)
@compiled
def by_value(number: int) -> int:
    return number + SIZE
@compiled
def by_field(pair: Pair) -> int:
    return pair.small
print(by_call(0), by_calls(0), by_value(0), by_field(Pair(3, 5)))
"""
CHANGES = (("number + 1", "number + 2"), ("SIZE = 10", "SIZE = 20"), ("    small: int\n    great: int", "    great: int\n    small: int"))


def printed(program: str, folder: Path | None = None) -> str:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=folder).stdout


def rewritten(place: Path, text: str) -> None:
    """Write a source of the same size without a trace in the file's time: by its contents alone it is another."""
    was = place.stat() if place.exists() else None
    assert was is None or was.st_size == len(text.encode())
    place.write_text(text, encoding="utf-8")
    if was:
        os.utime(place, ns=(was.st_atime_ns, was.st_mtime_ns))


def kept(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*.nb?")}


def test_a_function_answers_the_same_as_if_it_were_not_compiled() -> None:
    assert _total(np.arange(5, dtype=np.int64)) == 10


def test_compiled_functions_call_each_other() -> None:
    assert _fourfold(3) == 12


def test_a_function_keeps_its_name_and_its_words() -> None:
    assert (_doubled.__name__, _fourfold.__module__) == ("_doubled", __name__)


@pytest.mark.skipif(not COMPILED, reason="numba is not installed: there is nothing to compare with")
@pytest.mark.slow
def test_an_index_gives_the_same_rows_with_and_without_numba() -> None:
    assert printed(WITHOUT) == printed(WITH) != ""


def test_numba_is_not_imported_before_something_is_searched() -> None:
    assert printed("import sys, clew.names.gram_index; print('numba' in sys.modules)") == "False\n"


@pytest.mark.skipif(not COMPILED, reason="numba is not installed: nothing is kept")
@pytest.mark.slow
def test_what_was_compiled_is_found_again_until_something_changes_of_which_it_was_made(tmp_path: Path) -> None:
    """The caller's own source stays as it is throughout."""
    called, run = tmp_path / "called.py", "import sys; sys.dont_write_bytecode = True; sys.path.insert(0, ''); import caller"
    rewritten(called, CALLED)
    rewritten(tmp_path / "caller.py", CALLER)
    assert printed(run, tmp_path) == "1 1 10 3\n"
    first = kept(tmp_path)
    assert printed(run, tmp_path) == "1 1 10 3\n"
    assert kept(tmp_path) == first
    text = CALLED
    for old, new in CHANGES:
        text = text.replace(old, new)
    rewritten(called, text)
    assert printed(run, tmp_path) == "2 2 20 5\n"
    assert kept(tmp_path) > first


@pytest.mark.skipif(not COMPILED, reason="numba is not installed: nothing is kept")
def test_a_function_whose_source_cannot_be_read_is_compiled_and_not_kept() -> None:
    program = "from clew.names.compiled import compiled\nf = compiled(lambda number: number + 1)\nprint(f(1), '' in f.made_of())"
    assert printed(program) == "2 True\n"
