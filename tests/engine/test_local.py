"""The engine of this machine: there when it is asked for, within its limits."""

import subprocess
import sys

from clew.engine.local import local_engine
from clew.engine.port import Limits


def test_an_engine_answers_within_its_limits() -> None:
    engine = local_engine(Limits(memory="100MB", threads=1))
    try:
        assert engine.fetch("SELECT 1 + 1") == [(2,)]
        assert engine.fetch("SELECT current_setting('threads')") == [(1,)]
    finally:
        engine.close()


def test_a_workspace_is_opened_without_the_library_of_the_engine() -> None:
    code = "import sys; import clew.workspace; print('duckdb' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
