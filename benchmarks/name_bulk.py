"""A hundred thousand queries at once among many names, of an index that was saved.

Usage: python name_bulk.py index|ask <task.json> <answer.json> <index>

The steps `index` and `ask` are processes of their own, so that the memory of the one is not that of the other.
"""

import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from clew.names.indexing import index_names
from clew.names.searching import NameIndex
from clew.names.words import shipped_words
from name_lookup_parts import Register, found_rows
from name_measures import places, recall_at
from name_table import Cell, Table
from name_task import Answer, Task, megabytes, read_answer, read_task

PER_WAY = (5_654, 4_083)
"""Names spoiled in each way, Latin and Chinese: with the strangers, a hundred thousand queries, of which a fourth is Chinese."""
_FIVE, _WARM = 5, 300
_AIM = "The aim: 100,000 queries in 15 seconds on two processor cores, with 0.975 of the right answers in the first five."
_COLUMNS = ("contestant", "queries", "right first", "in the first 5", "ready s", "seconds", "queries/s", "MB")


def bulk(register: Register) -> Table:
    """What a saved index answers to all queries of a register at once; seconds are those of reading the queries and of searching."""
    with tempfile.TemporaryDirectory(prefix="clew-names-") as folder:
        ready = _done("index", Task(names=register.names), Path(folder))
        answer = _done("ask", Task(queries=register.queries, top=_FIVE), Path(folder))
    at = places(found_rows(answer)[: len(register.right)], register.right)
    asked = len(register.queries)
    shares: list[Cell] = [recall_at(at, most) for most in (1, _FIVE)]
    timed: list[Cell] = [ready.seconds, answer.seconds, asked / answer.seconds, round(answer.megabytes)]
    note = f"{asked:,} queries, {register.strangers:,} of them strangers, among {len(register.names):,} names of a saved index. {_AIM}"
    row: list[Cell] = [f"{answer.contestant} {answer.version}", asked, *shares, *timed]
    return Table("rank", "A hundred thousand queries at once", note, _COLUMNS, [row])


def _done(step: str, task: Task, folder: Path) -> Answer:
    """A step in a process of its own, with what it needs alone."""
    asked, told = folder / f"{step}-task.json", folder / f"{step}-answer.json"
    task.write(asked)
    subprocess.run([sys.executable, __file__, step, str(asked), str(told), str(folder / "saved")], check=True)
    return read_answer(told)


def _index(task: Task, saved: Path) -> Answer:
    """Index the names by the shipped words, in two processes, and save the index."""
    begun = time.perf_counter()
    index_names(((str(at), name) for at, name in enumerate(task.names)), len(task.names), lambda _: None).save(saved)
    return Answer("clew", version("clew"), time.perf_counter() - begun, megabytes())


def _ask(task: Task, saved: Path) -> Answer:
    """Answer the queries; a first call on a few is not timed."""
    index = NameIndex.load(saved, shipped_words())
    index.search(task.queries[:_WARM], task.top)
    begun = time.perf_counter()
    found = index.search(task.queries, task.top)
    seconds, taken = time.perf_counter() - begun, megabytes()
    rows = [[(hit.place, hit.score) for hit in hits] for hits in found]
    return Answer("clew", version("clew"), seconds, taken, found=rows)


if __name__ == "__main__":
    _work = _index if sys.argv[1] == "index" else _ask
    _work(read_task(Path(sys.argv[2])), Path(sys.argv[4])).write(Path(sys.argv[3]))
