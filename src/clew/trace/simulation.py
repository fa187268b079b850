"""What a simulation of the links gives, between the ends of a bracket (`clew.trace.bracket`).

Each claim is drawn once, as right or wrong, and it is asked whether some way is left; the chance of that lies within the bracket,
as ways that share links hold together (they are associated: Esary, Proschan and Walkup, Annals of Mathematical Statistics 38, 1967).
"""

import hashlib
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from clew.trace.around import Around, Said, Spot, Word

DRAWS = 8192
"""Draws of a simulation: a chance of a half is met to one in a hundred, nineteen times of twenty."""
_BITS = 8


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
