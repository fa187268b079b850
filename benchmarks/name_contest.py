"""Contestants and their runs: each task goes to a process of its own through files, and what cannot run is said."""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from name_task import Answer, Task, read_answer
from peer_project import FOLDER, PYTHON, NotInstalledError, install

_SCRIPT = Path(__file__).with_name("name_clew.py")
_MINUTES = 10


class Entrant(Struct, frozen=True):
    """A contestant by its short name; the group of benchmarks/peers that has it, none for clew; whether it needs Chinese in pinyin."""

    name: str
    group: str | None = None
    romanised: bool = False


CLEW = Entrant("clew")
RAPIDFUZZ = Entrant("rapidfuzz", "letters", romanised=True)
WRATIO = Entrant("rapidfuzz-wratio", "letters", romanised=True)
SPARSE = Entrant("sparse", "letters", romanised=True)
LOGIC = Entrant("logic-v2", "logic", romanised=True)
SPLINK = Entrant("splink", "splink", romanised=True)


class Missing(Struct, frozen=True):
    """A contestant that gave no answer, and why."""

    name: str
    why: str


def ask(entrant: Entrant, task: Task) -> Answer | Missing:
    """Have a contestant do a task in a process of its own; what goes wrong there is an answer too."""
    try:
        if entrant.group:
            install(entrant.group)
    except NotInstalledError as error:
        return Missing(entrant.name, str(error))
    with tempfile.TemporaryDirectory(prefix="clew-names-") as folder:
        asked, told = Path(folder) / "task.json", Path(folder) / "answer.json"
        task.write(asked)
        command = [str(PYTHON), str(FOLDER / "contest.py"), entrant.name] if entrant.group else [sys.executable, str(_SCRIPT)]
        try:
            done = subprocess.run([*command, str(asked), str(told)], capture_output=True, text=True, check=False, timeout=60 * _MINUTES)
        except subprocess.TimeoutExpired:
            return Missing(entrant.name, f"stopped after {_MINUTES} minutes")
        if done.returncode:
            return Missing(entrant.name, _last(done.stderr.splitlines()))
        return read_answer(told)


def _last(lines: Sequence[str]) -> str:
    """The last words of a process that failed."""
    return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")
