"""The confidence bracket: [best path, recursive noisy-or], on the part of the graph between an issuer and its evidence.

The upper end combines, at every entity, the independent ways onward: U(x) = 1 − (1 − E(x)) · Π (1 − c(link) · U(next)), taken to the longest path that the
policy allows. It is never a noisy-or over whole paths, which counts shared links twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod

from clew.engine.plan import Plan, Step
from clew.engine.port import Engine
from clew.pack.policy import confidence

Spot = tuple[str, str]
"""An entity in a state."""
Topic = tuple[str, int, str]
"""Indicator, historical, end state."""

_START = "SELECT DISTINCT entity_id, state, indicator, historical, end_state, hop FROM path_0"
_ONWARD = """
SELECT DISTINCT y.next_entity AS entity_id, y.next_state AS state, y.indicator, y.next_historical AS historical, y.end_state, y.hop - 1 AS hop
FROM near_{before} n
JOIN layer y ON y.entity_id = n.entity_id AND y.state = n.state AND y.indicator = n.indicator AND y.historical = n.historical AND y.end_state = n.end_state
  AND y.hop = n.hop
WHERE y.hop > 0
"""
_AROUND = """
SELECT DISTINCT y.entity_id, y.state, y.indicator, y.historical, y.end_state, y.link_id, y.next_entity, y.next_state, y.next_historical, y.evidence_id, l.score, e.score
FROM near n
JOIN layer y ON y.entity_id = n.entity_id AND y.state = n.state AND y.indicator = n.indicator AND y.historical = n.historical AND y.end_state = n.end_state AND y.hop = n.hop
LEFT JOIN link l ON l.link_id = y.link_id
JOIN evidence e ON e.evidence_id = y.evidence_id AND e.indicator = y.indicator
ORDER BY y.entity_id, y.state, y.indicator, y.historical, y.end_state, y.link_id, y.evidence_id
"""


@dataclass(frozen=True, slots=True)
class Around:
    """The graph between issuers and evidence, for one topic: links onward from each spot, and evidence at spots."""

    onward: Mapping[Spot, Mapping[tuple[str, Spot], float]]
    evidence: Mapping[Spot, Mapping[str, float]]


def read_around(engine: Engine, longest: int) -> Mapping[Topic, Around]:
    """The sub-graphs around the paths that `read_threads` chose, by topic."""
    steps = [Step("near_0", _START, "the issuers")]
    steps += [Step(f"near_{at}", _ONWARD.format(before=at - 1), "what they reach") for at in range(1, longest + 1)]
    union = " UNION ".join(f"SELECT * FROM near_{at}" for at in range(longest + 1))  # noqa: S608 - names of ours
    engine.run(Plan("around", (*steps, Step("near", union, "every spot on the way"))))
    onward: dict[Topic, dict[Spot, dict[tuple[str, Spot], float]]] = defaultdict(lambda: defaultdict(dict))
    found: dict[Topic, dict[Spot, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for row in engine.fetch(_AROUND):
        entity, state, indicator, historical, end_state, link, next_entity, next_state, _, evidence, link_score, evidence_score = row
        topic, spot = (str(indicator), int(historical or 0), str(end_state)), (str(entity), str(state))
        if link:
            onward[topic][spot][str(link), (str(next_entity), str(next_state))] = confidence(int(link_score or 0))
        else:
            found[topic][spot][str(evidence)] = confidence(int(evidence_score or 0))
    return {topic: Around(onward.get(topic, {}), found.get(topic, {})) for topic in onward.keys() | found.keys()}


def noisy_or(around: Around, start: Spot, longest: int) -> float:
    """The upper end of the bracket at `start`, in [0, 1], to four places."""
    spots = {start, *around.onward, *around.evidence}
    spots |= {target for ways in around.onward.values() for _, target in ways}
    here = {spot: _either(around.evidence.get(spot, {}).values()) for spot in spots}
    reach = dict(here)
    for _ in range(longest):
        reach = {spot: _step(around, here, reach, spot) for spot in spots}
    return round(reach[start], 4)


def _step(around: Around, here: Mapping[Spot, float], reach: Mapping[Spot, float], spot: Spot) -> float:
    """One link further: evidence here, or along any way onward."""
    ways = (sure * reach[target] for (_, target), sure in sorted(around.onward.get(spot, {}).items()))
    return _either((here[spot], *ways))


def _either(chances: Iterable[float]) -> float:
    """At least one of independent chances."""
    return 1 - prod(1 - chance for chance in chances)
