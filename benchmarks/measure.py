"""Runs a command as a whole process several times, and says how long it took and how much memory it held at most."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

CLEW = str(Path(sys.executable).with_name("clew"))
"""The installed command, beside this Python."""
_KIB = 1024


class Run(Struct, frozen=True):
    """One run: seconds by the clock, peak resident memory in MB, exit code."""

    seconds: float
    megabytes: float
    code: int


def environment(home: Path) -> dict[str, str]:
    """This process's environment with a workspace of its own; byte code is allowed, as in an installed clew."""
    return {**{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}, "CLEW_HOME": str(home)}


def timed(command: Sequence[str], env: Mapping[str, str]) -> Run:
    """Run a command and wait for it; its output is thrown away."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(env))
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    divisor = _KIB if sys.platform != "darwin" else _KIB * _KIB
    return Run(seconds, usage.ru_maxrss / divisor, process.returncode)


def line(name: str, runs: Sequence[Run], limit: str = "") -> str:
    """One line of a benchmark's report: the last run (warm), the fastest, the memory; failed runs are said."""
    failed = [run.code for run in runs if run.code != 0]
    last, best = runs[-1], min(runs, key=lambda run: run.seconds)
    wrong = f"  FAILED with exit codes {failed}" if failed else ""
    aim = f"  (aim {limit})" if limit else ""
    return f"{name:<46} {last.seconds:6.2f} s last  {best.seconds:6.2f} s best  {max(run.megabytes for run in runs):7.0f} MB{aim}{wrong}"
