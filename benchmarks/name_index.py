"""The candidate index of names: seconds to build, queries a second, how often the right name is found, by how it was spoiled, and memory.

Usage: ./run bench name_index [--keys 580000] [--asked 100000] [--names FOLDER] [--work FOLDER]

The universe is of real names (see `name_universe`); more keys than those are made of their words. Each of nineteen ways to spoil a name
(`name_noise`) is asked about as often as another of its script; to time the search, the queries are asked again and again. What is timed
is the matching alone: a query's key is made before. Memory is the peak resident size of a process that holds the index alone.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent))

from clew.names.compiled import COMPILED
from clew.names.gram_index import KEEP, GramIndex, usual_budget
from name_noise import Query, spoiled
from name_universe import Universe, key_of, real_names, universe

_ROOT = Path(__file__).parents[1]
_DATA = Path(os.environ.get("CLEW_SHARED_DATA") or _ROOT.parent / "shared" / "data")
_BRANDS = _DATA / "market/u_cn_company_names/cn_short.txt"
_CHINESE = 100_000
_SEED = 20261122
_FIRST = (1, 5, 50)
_AIMS = {1_000_000: (5.0, 0.975), 5_000_000: (40.0, 0.94)}
"""Up to so many keys: seconds for 100,000 queries, and the share of right names among the first five."""
_KIB = 1024


class Measured(Struct, frozen=True):
    """What was measured of one index."""

    keys: int
    build: float
    built: float
    """Seconds of processor to build it."""
    asked: int
    seconds: float
    processor: float
    """Seconds of all cores together: what the clock would say twice over on two cores that nobody else uses."""
    right: NDArray[np.bool_]
    """Of each query and each of `_FIRST`: whether the right name is among so many."""
    ways: Sequence[str]


def main() -> int:
    """Measure and print; exit code 1 where an aim is missed."""
    options = _options()
    if options.hold:
        _hold(options.hold)
        return 0
    if not options.brands.exists():
        print(f"not measured: {options.brands} is not there")
        return 0
    with tempfile.TemporaryDirectory(prefix="clew-bench-") as folder:
        work = options.work or Path(folder)
        names = options.names or real_names(work)
        begun = time.perf_counter()
        made = universe(names, options.brands, _CHINESE, options.keys, _SEED)
        queries = spoiled(made.latin, made.chinese, options.each, _SEED)
        print(f"{len(made.latin):,} Latin and {len(made.chinese):,} Chinese names, {len(made.keys):,} keys", end=" ")
        print(f"(made in {time.perf_counter() - begun:.0f} s); numba is {'there' if COMPILED else 'not there'}")
        measured, index = _measured(made, queries, options)
        index.save(Path(folder) / "index")
        _print(measured)
        print(f"memory of a process that opens the saved index and asks 1,000 queries: {_held(Path(folder) / 'index'):,.0f} MB")
    return int(_missed(measured))


def _options() -> argparse.Namespace:
    """The command line of the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--keys", type=int, default=580_000, help="keys in the index, at least; fewer than the real ones are not taken")
    parser.add_argument("--asked", type=int, default=100_000, help="queries that are timed")
    parser.add_argument("--each", type=int, nargs=2, default=(308, 166), help="queries of each Latin and of each Chinese way")
    parser.add_argument("--budget", type=int, help="postings read of a query, instead of the usual number")
    parser.add_argument("--names", type=Path, help="folder of Parquet files with real names, instead of the package")
    parser.add_argument("--brands", type=Path, default=_BRANDS, help="Chinese short names, one a line")
    parser.add_argument("--work", type=Path, help="folder in which the package is kept for another run")
    parser.add_argument("--hold", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _measured(made: Universe, queries: Sequence[Query], options: argparse.Namespace) -> tuple[Measured, GramIndex]:
    """Build and ask, once compiled."""
    GramIndex.build(["warm"], np.zeros(1, np.int32)).candidates(["warm"])
    begun, used = time.perf_counter(), time.process_time()
    index = GramIndex.build(made.keys, made.owners)
    build, built = time.perf_counter() - begun, time.process_time() - used
    budget = options.budget or usual_budget(len(made.keys))
    asked = [key_of(query.text) for query in queries]
    found = index.candidates(asked, budget)
    owners = np.where(found.rows >= 0, made.owners[np.maximum(found.rows, 0)], -1)
    hit = owners == np.array([query.owner for query in queries])[:, None]
    right = np.stack([hit[:, :first].any(axis=1) for first in _FIRST], axis=1)
    timed = list(islice(cycle(asked), options.asked))
    begun, used = time.perf_counter(), time.process_time()
    index.candidates(timed, budget, KEEP)
    took, used = time.perf_counter() - begun, time.process_time() - used
    ways = [query.way for query in queries]
    return Measured(len(made.keys), build, built, len(timed), took, used, right, ways), index


def _print(measured: Measured) -> None:
    """The report."""
    rate = measured.asked / measured.seconds
    print(f"built in {measured.build:.1f} s ({measured.built:.1f} s of processor);", end=" ")
    print(f"{measured.asked:,} queries in {measured.seconds:.1f} s ({rate:,.0f} a second;", end=" ")
    print(f"{measured.processor:.1f} s of processor)")
    print(f"\n| how a name was spoiled | queries | {' | '.join(f'among {first}' for first in _FIRST)} |\n|---|---|{'---|' * len(_FIRST)}")
    ways = np.array(measured.ways)
    for way in [*dict.fromkeys(sorted(measured.ways)), ""]:
        these = measured.right[ways == way] if way else measured.right
        print(f"| {way or '**all**'} | {len(these):,} | {' | '.join(f'{share:.3f}' for share in these.mean(axis=0))} |")
    print()


def _missed(measured: Measured) -> bool:
    """Whether an aim is missed, said."""
    for keys, (seconds, share) in _AIMS.items():
        if measured.keys <= keys:
            took, found = measured.seconds * 100_000 / measured.asked, float(measured.right[:, 1].mean())
            print(f"100,000 queries: {took:.1f} s (aim {seconds:.0f}); right among five: {found:.3f} (aim {share})")
            return took > seconds or found < share
    return False


def _held(index: Path) -> float:
    """Peak memory in MB of a process of its own that opens an index and asks it."""
    return float(subprocess.run([sys.executable, __file__, "--hold", str(index)], capture_output=True, text=True, check=True).stdout)


def _hold(folder: Path) -> None:
    """Open an index, ask it, and print the peak memory."""
    index = GramIndex.load(folder)
    index.candidates([f"{word} textile trading" for word in map(str, range(1000))])
    print(peak())


def peak() -> float:
    """Peak resident memory of this process in MB. On Linux `getrusage` begins with the peak of the parent; another file says it right."""
    told = Path("/proc/self/status")
    if told.exists():
        return next(int(line.split()[1]) / _KIB for line in told.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (_KIB * _KIB)


if __name__ == "__main__":
    sys.exit(main())
