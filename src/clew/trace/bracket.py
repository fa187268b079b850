"""The confidence bracket: [best path, recursive noisy-or], and between them what a simulation of the links gives.

The upper end combines, at every entity, the independent ways onward: U(x) = 1 − (1 − E(x)) · Π (1 − c(x, y) · U(y)), over walks as long as
the policy allows. It is never a noisy-or over whole paths, which counts shared links twice.
A walk never turns straight back to where it came from: of two companies that supply each other, neither makes the other surer.
"""

from collections.abc import Iterable, Mapping
from importlib import import_module

from clew.trace.around import Around, Spot, sure

MOST = 0.9999
"""Many ways make an upper end that rounds to 1, and nothing here is certain."""
_SIMULATION = "clew.trace.simulation"


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
    """The share of draws in which each spot is led to evidence, by `clew.trace.simulation`: its arrays are loaded with the first thread."""
    found: Mapping[Spot, float] = import_module(_SIMULATION).simulated(around, starts, longest, seed)
    return found


def _either(chances: Iterable[float]) -> float:
    """At least one of independent chances."""
    none = 1.0
    for chance in chances:
        none *= 1 - chance
    return 1 - none
