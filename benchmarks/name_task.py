"""What a contestant is asked and what it answers, as files: each runs in a process of its own, with packages of its own.

This module needs the standard library alone, since the peers of `benchmarks/peers` import it in their environment. A task is one JSON file,
an answer another. Seconds are those of the work, without start-up, imports and a first call on a few names; memory is the peak resident
size of the process, the names included. On Linux it is read from /proc: what `resource` says begins at the size of the parent.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

_KIB = 1024
_STATUS = Path("/proc/self/status")


class Task(NamedTuple):
    """Either pairs to score (`left`, `right`), or `queries` to look up among `names`, the best `top` of each."""

    left: Sequence[str] = ()
    right: Sequence[str] = ()
    names: Sequence[str] = ()
    queries: Sequence[str] = ()
    top: int = 50

    def write(self, path: Path) -> None:
        """Keep it as a file."""
        path.write_text(json.dumps(self._asdict(), ensure_ascii=False), encoding="utf-8")


class Answer(NamedTuple):
    """Scores of pairs between 0 and 1; or for each query (row of `names`, score), the best first. `prepared` are seconds of indexing."""

    contestant: str
    version: str
    seconds: float
    megabytes: float
    scores: Sequence[float] = ()
    found: Sequence[Sequence[tuple[int, float]]] = ()
    prepared: float = 0.0

    def write(self, path: Path) -> None:
        """Keep it as a file."""
        path.write_text(json.dumps(self._asdict()), encoding="utf-8")


Score = Callable[[Sequence[str], Sequence[str]], Sequence[float]]
Look = Callable[[Sequence[str], int], Sequence[Sequence[tuple[int, float]]]]
Index = Callable[[Sequence[str]], Look]


class Contestant(NamedTuple):
    """What is measured: its name and version, how it scores pairs, and how it indexes names and is asked then; None where it does not."""

    name: str
    version: str
    score: Score | None
    look_up: Index | None


def read_task(path: Path) -> Task:
    """The task of a file."""
    return Task(**json.loads(path.read_text(encoding="utf-8")))


def read_answer(path: Path) -> Answer:
    """The answer of a file."""
    return Answer(**json.loads(path.read_text(encoding="utf-8")))


def contend(contestant: Contestant, task_file: Path, answer_file: Path) -> None:
    """Do the task, and write the answer."""
    task = read_task(task_file)
    begun = time.perf_counter()
    scores: Sequence[float] = ()
    found: Sequence[Sequence[tuple[int, float]]] = ()
    prepared = 0.0
    if task.names:
        if contestant.look_up is None:
            raise SystemExit(f"{contestant.name} does not look up names")
        look = contestant.look_up(task.names)
        prepared = time.perf_counter() - begun
        begun = time.perf_counter()
        found = look(task.queries, task.top)
    else:
        if contestant.score is None:
            raise SystemExit(f"{contestant.name} does not score pairs")
        contestant.score(task.left[:2], task.right[:2])
        begun = time.perf_counter()
        scores = contestant.score(task.left, task.right)
    seconds = time.perf_counter() - begun
    answer = Answer(contestant.name, contestant.version, seconds, megabytes(), scores, found, prepared)
    answer.write(answer_file)


def megabytes() -> float:
    """Peak resident size of this process."""
    if _STATUS.exists():
        return next(int(line.split()[1]) for line in _STATUS.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM:")) / _KIB
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (_KIB * _KIB if sys.platform == "darwin" else _KIB)
