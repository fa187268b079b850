"""The confidence bracket: [best path, recursive noisy-or], and between them what a simulation of the links gives.

The upper end combines, at every entity, the independent ways onward: U(x) = 1 − (1 − E(x)) · Π (1 − c(x, y) · U(y)), over walks as long as
the policy allows. It is never a noisy-or over whole paths, which counts shared links twice.
A walk never turns straight back to where it came from: of two companies that supply each other, neither makes the other surer.
The simulation draws each claim once, as right or wrong, and asks whether some way is left; the chance of that lies within the bracket,
as ways that share links hold together (they are associated: Esary, Proschan and Walkup, Annals of Mathematical Statistics 38, 1967).
"""

import hashlib
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from clew.trace.around import Around, Said, Spot, Word, sure

MOST = 0.9999
"""Many ways make an upper end that rounds to 1, and nothing here is certain."""
DRAWS = 8192
"""Draws of a simulation: a chance of a half is met to one in a hundred, nineteen times of twenty."""
_BITS = 8


def upper_ends(around: Around, starts: Iterable[Spot], longest: int) -> Mapping[Spot, float]:
    """The upper end of the bracket at each spot, to four places and below 1; `longest` is the number of links that a walk may have."""
    ways = [(spot, after) for spot, onward in around.onward.items() for after in onward]
    place = {way: at for at, way in enumerate(ways)}
    chance = {(spot, after): sure(said) for spot, onward in around.onward.items() for after, said in onward.items()}
    found = {spot: sure(said) for spot, said in around.here.items()}
    here = [found.get(after, 0.0) for _, after in ways]
    # For each way, the ways that go on from its end, but not straight back.
    onward = [
        [(chance[spot, after], place[spot, after]) for after in around.onward.get(spot, {}) if after.entity_id != before.entity_id]
        for before, spot in ways
    ]
    reach = here
    for _ in range(longest - 1):
        reach = [_either((known, *(way * reach[at] for way, at in further))) for known, further in zip(here, onward, strict=True)]
    ends = {}
    for spot in starts:
        chances = (chance[spot, after] * reach[place[spot, after]] for after in around.onward.get(spot, {}))
        ends[spot] = min(round(_either((found.get(spot, 0.0), *chances)), 4), MOST)
    return ends


def simulated(around: Around, starts: Iterable[Spot], longest: int, seed: str) -> Mapping[Spot, float]:
    """The share of draws in which some way of at most `longest` links leads from each spot to evidence, to three places.

    Args:
        around: the sub-graph.
        starts: spots.
        longest: most links of a walk.
        seed: names the inputs, so that the same inputs give the same draws.
    """
    drawn = _draws(around, seed)
    nothing = np.zeros(DRAWS // _BITS, np.uint8)
    here = {spot: _any(said, drawn, nothing) for spot, said in around.here.items()}
    ways = {spot: [(after, _any(said, drawn, nothing)) for after, said in onward.items()] for spot, onward in around.onward.items()}
    reach: Mapping[Spot, NDArray[np.uint8]] = here
    for _ in range(longest):
        further = {}
        for spot, onward in ways.items():
            some = here.get(spot, nothing)
            for after, holds in onward:
                if after in reach:
                    some = some | (holds & reach[after])
            further[spot] = some
        reach = {**here, **further}
    return {spot: round(int(np.bitwise_count(reach.get(spot, nothing)).sum()) / DRAWS, 3) for spot in starts}


def _draws(around: Around, seed: str) -> Mapping[Word, NDArray[np.uint8]]:
    """For each claim the draws in which it is right, eight to a byte; a claim that stands on two links is right or wrong on both."""
    ways = [said for onward in around.onward.values() for said in onward.values()]
    words = sorted({word for said in (*ways, *around.here.values()) for word in said}, key=lambda word: (word.claim, word.chance))
    source = np.random.default_rng(int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8]))
    return {word: np.packbits(source.random(DRAWS) < word.chance) for word in words}


def _any(said: Said, drawn: Mapping[Word, NDArray[np.uint8]], nothing: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The draws in which one of the words is right."""
    some = nothing
    for word in said:
        some = some | drawn[word]
    return some


def _either(chances: Iterable[float]) -> float:
    """At least one of independent chances."""
    none = 1.0
    for chance in chances:
        none *= 1 - chance
    return 1 - none
