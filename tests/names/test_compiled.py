import subprocess
import sys

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


def printed(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout


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
