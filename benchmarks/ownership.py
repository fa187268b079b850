"""Three answers on ownership for every company of a large forest, in a fresh process: a million companies with 1.2 million stakes.

Usage: ./run bench ownership [--companies 1000000] [--stakes 1200000] [--loops 500]

Companies come one after the other, each with an owner among those before it, which makes a forest about fifteen deep; the further stakes
are second owners, and some that lead back and make loops. One stake in five is a band, one in ten is of unknown size; one company in a
thousand is listed. The seed is fixed. Seconds are of the answers alone, on arrays: by the
clock, and of this process, which a busy machine does not change.
"""

import argparse
import sys
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np

from clew.ownership.bulk import UNIT, Stakes, covered_bulk, economic_bulk, heads, over

_SEED = 20261128
_AIM = 5.0
_BANDED, _UNTOLD, _STATED = 0.2, 0.1, 0.03
"""Parts of the stakes that are bands, that nobody tells, and whose record states control."""
T = TypeVar("T")


def forest(companies: int, stakes: int, loops: int) -> Stakes:
    """An invented forest; no company has owners of more than a whole, but for one in ten thousand."""
    chance = np.random.default_rng(_SEED)
    asset = np.concatenate((np.arange(1, companies), chance.integers(1, companies, stakes - companies + 1)))
    owner = (chance.random(asset.size) ** 1.5 * asset).astype(np.int64)
    back = chance.integers(companies, asset.size, loops)
    owner[back], asset[back] = asset[back], np.maximum(owner[back], 1)
    low = chance.choice([100_000_000, 250_000_000, 500_000_000, 510_000_000, 800_000_000, UNIT], asset.size).astype(np.int64)
    low[companies - 1 :] = np.minimum(low[companies - 1 :], 150_000_000)
    second = np.zeros(companies, dtype=bool)
    second[asset[companies - 1 :]] = True
    first = np.flatnonzero(second[asset[: companies - 1]])
    low[first] = np.minimum(low[first], 510_000_000)
    high, kind = low.copy(), chance.random(asset.size)
    banded, untold = kind < _BANDED, kind > 1 - _UNTOLD
    high[banded] = np.minimum(low[banded] + 250_000_000, UNIT)
    low[untold], high[untold] = 0, UNIT
    pairs = np.unique(asset * np.int64(companies) + owner, return_index=True)[1]
    pairs = pairs[owner[pairs] != asset[pairs]]
    return Stakes(companies, owner[pairs], asset[pairs], low[pairs], high[pairs], chance.random(pairs.size) < _STATED)


def timed(name: str, work: Callable[[], T], told: Callable[[T], str]) -> tuple[float, T]:
    """Do something, and say how long it took and what came of it."""
    begun, worked = time.perf_counter(), time.process_time()
    found = work()
    seconds, busy = time.perf_counter() - begun, time.process_time() - worked
    print(f"{name:<34} {seconds:6.2f} s by the clock  {busy:6.2f} s of work  {told(found)}")
    return busy, found


def main() -> int:
    """Make the forest, answer, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--companies", type=int, default=1_000_000, help="how many companies")
    parser.add_argument("--stakes", type=int, default=1_200_000, help="how many stakes")
    parser.add_argument("--loops", type=int, default=500, help="how many stakes lead back")
    options = parser.parse_args()
    stakes = forest(options.companies, options.stakes, options.loops)
    listed = np.zeros(stakes.nodes, dtype=bool)
    listed[np.random.default_rng(_SEED + 1).integers(0, stakes.nodes, stakes.nodes // 1000)] = True
    print(f"{stakes.nodes:,} companies, {stakes.owner.size:,} stakes, {int(listed.sum()):,} listed")
    runs = (
        timed("owners above a whole", lambda: over(stakes), lambda found: f"{found.size:,} companies")[0],
        timed(
            "economic share of the listed",
            lambda: economic_bulk(listed, stakes),
            lambda found: f"{int((found.low > 0).sum()):,} for certain, {int((found.high > 0).sum()):,} possibly",
        )[0],
        timed("control", lambda: heads(stakes), lambda found: f"{int((found != np.arange(found.size)).sum()):,} controlled")[0],
        timed(
            "50 % rule",
            lambda: covered_bulk(listed, stakes, lambda held: held * 2 >= UNIT),
            lambda found: f"{int(found[0].sum()):,} covered, {int(found[1].sum()):,} possibly",
        )[0],
    )
    print(f"{'together':<34} {sum(runs):6.2f} s of work  (aim {_AIM:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
