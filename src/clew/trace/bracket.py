"""The confidence bracket: [best path, recursive noisy-or], on the part of the graph between an issuer and its evidence.

The upper end combines, at every entity, the independent ways onward: U(x) = 1 − (1 − E(x)) · Π (1 − c(x, y) · U(y)), over walks as long as
the policy allows. It is never a noisy-or over whole paths, which counts shared links twice.
At each entity the best ways onward count (`WAYS` of them): what is left out is less sure than each of those.
What one family of sources says twice, of a link or as evidence, counts once.
A walk never turns straight back to where it came from: of two companies that supply each other, neither makes the other surer.
"""
# ruff: noqa: S608 - queries are put together from names of tables and columns of ours, never from data

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, prod
from typing import NamedTuple

from clew.engine.plan import Plan, Step
from clew.engine.port import Cell, Engine
from clew.pack.policy import SCORE_UNIT

WAYS = 3
"""Ways onward that count at each entity; without a limit, a bracket in a dense graph costs more than all labels."""
MOST = 0.9999
"""Many ways make an upper end that rounds to 1, and nothing here is certain."""

_HERE = "n.indicator, n.end_state, n.entity_id, n.state, n.historical"
_NEAR_0 = """
SELECT y.indicator, y.end_state, y.entity_id, y.state, y.historical
FROM spot y JOIN wanted w ON w.cluster_id = y.entity_id WHERE y.state = 'own'
"""
_JOIN = """
JOIN link l ON l.source_id = n.entity_id
JOIN transition t ON t.source = n.state AND t.link = l.kind AND (t.held = 'any' OR t.held = l.held)
JOIN spot y ON y.entity_id = l.target_id AND y.state = t.target AND y.indicator = n.indicator AND y.end_state = n.end_state
  AND greatest(y.historical, l.historical) = n.historical
"""
_WAY = f"""
SELECT indicator, end_state, entity_id, state, historical, next_entity, next_state, next_historical FROM (
  SELECT {_HERE}, y.entity_id AS next_entity, y.state AS next_state, y.historical AS next_historical,
         row_number() OVER (PARTITION BY {_HERE} ORDER BY min(l.score + y.score), y.entity_id, y.state, y.historical) AS place
  FROM near_{{at}} n {_JOIN}
  GROUP BY {_HERE}, y.entity_id, y.state, y.historical
) AS ranked WHERE place <= {WAYS}
"""
_NEAR = """
SELECT DISTINCT w.indicator, w.end_state, w.next_entity AS entity_id, w.next_state AS state, w.next_historical AS historical
FROM way_{before} w LEFT JOIN ({seen}) AS s ON s.indicator = w.indicator AND s.end_state = w.end_state
  AND s.entity_id = w.next_entity AND s.state = w.next_state AND s.historical = w.next_historical
WHERE s.entity_id IS NULL
"""
_LINKS = """
SELECT DISTINCT n.indicator, n.end_state, n.entity_id, n.state, n.historical,
       n.next_entity, n.next_state, n.next_historical, l.family, l.score
FROM way n
JOIN link l ON l.source_id = n.entity_id AND l.target_id = n.next_entity AND greatest(n.next_historical, l.historical) = n.historical
JOIN transition t ON t.source = n.state AND t.link = l.kind AND (t.held = 'any' OR t.held = l.held) AND t.target = n.next_state
ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
"""
_EVIDENCE = f"""
SELECT DISTINCT {_HERE}, e.family, e.score
FROM near n
JOIN evidence e ON e.cluster_id = n.entity_id AND e.indicator = n.indicator AND e.historical = n.historical
WHERE n.state = n.end_state AND (e.travels = 1 OR n.state = 'own')
ORDER BY 1, 2, 3, 4, 5, 6, 7
"""


class Topic(NamedTuple):
    """What a bracket is about: an indicator, and the state at the evidence."""

    indicator: str
    end_state: str


class Spot(NamedTuple):
    """An entity in a state; `historical` where the rest of the way holds something historical."""

    entity_id: str
    state: str
    historical: int


@dataclass(frozen=True)
class Around:
    """The graph between issuers and evidence, for one topic: how sure each way onward is, and the evidence at each spot."""

    onward: Mapping[Spot, Mapping[Spot, float]]
    here: Mapping[Spot, float]


def read_around(engine: Engine, longest: int) -> Mapping[Topic, Around]:
    """The sub-graphs between the clusters of the table `wanted` and what they reach, by topic."""
    _gather(engine, longest)
    ways: dict[Topic, dict[Spot, dict[Spot, dict[str, float]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(dict)))
    for indicator, end_state, *rest, family, score in engine.fetch(_LINKS):
        _keep_best(ways[Topic(str(indicator), str(end_state))][_spot(rest[:3])][_spot(rest[3:])], family, score)
    here: dict[Topic, dict[Spot, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for indicator, end_state, *rest, family, score in engine.fetch(_EVIDENCE):
        _keep_best(here[Topic(str(indicator), str(end_state))][_spot(rest)], family, score)
    return {topic: _around(ways.get(topic, {}), here.get(topic, {})) for topic in sorted(ways.keys() | here.keys())}


def upper_ends(around: Around, starts: Iterable[Spot], longest: int) -> Mapping[Spot, float]:
    """The upper end of the bracket at each spot, to four places and below 1; `longest` is the number of links that a walk may have."""
    ways = [(spot, after) for spot, onward in around.onward.items() for after in onward]
    place = {way: at for at, way in enumerate(ways)}
    here = [around.here.get(after, 0.0) for _, after in ways]
    # For each way, the ways that go on from its end, but not straight back.
    onward = [
        [(sure, place[spot, after]) for after, sure in around.onward.get(spot, {}).items() if after.entity_id != before.entity_id]
        for before, spot in ways
    ]
    reach = here
    for _ in range(longest - 1):
        reach = [_either((found, *(sure * reach[at] for sure, at in further))) for found, further in zip(here, onward, strict=True)]
    ends = {}
    for spot in starts:
        chances = (sure * reach[place[spot, after]] for after, sure in around.onward.get(spot, {}).items())
        ends[spot] = min(round(_either((around.here.get(spot, 0.0), *chances)), 4), MOST)
    return ends


def _gather(engine: Engine, longest: int) -> None:
    """Make `near` and `way`: every spot between the wanted clusters and their evidence, and the ways onward from it."""
    engine.run(Plan("around 0", (Step("near_0", _NEAR_0, "the issuers"), Step("way_0", _WAY.format(at=0), "and their ways onward"))))
    last = 0
    while last < longest and engine.fetch(f"SELECT count(*) FROM way_{last}")[0][0] != 0:
        last += 1
        seen = " UNION ALL ".join(f"SELECT * FROM near_{at}" for at in range(last))
        steps = (
            Step(f"near_{last}", _NEAR.format(before=last - 1, seen=seen), "what they reach by one link more"),
            Step(f"way_{last}", _WAY.format(at=last), "and the ways onward from there"),
        )
        engine.run(Plan(f"around {last}", steps))
    near, way = (" UNION ALL ".join(f"SELECT * FROM {name}_{at}" for at in range(last + 1)) for name in ("near", "way"))
    engine.run(Plan("around", (Step("near", near, "every spot on the way"), Step("way", way, "every way onward"))))


def _around(ways: Mapping[Spot, Mapping[Spot, Mapping[str, float]]], here: Mapping[Spot, Mapping[str, float]]) -> Around:
    """Families combined: on each way, and of the evidence at each spot."""
    onward = {spot: {after: _either(families.values()) for after, families in found.items()} for spot, found in ways.items()}
    return Around(onward, {spot: _either(families.values()) for spot, families in here.items()})


def _keep_best(families: dict[str, float], family: Cell, score: Cell) -> None:
    """The surest word of each family counts."""
    families[str(family)] = max(families.get(str(family), 0.0), exp(-int(score or 0) / SCORE_UNIT))


def _spot(cells: list[Cell]) -> Spot:
    """A spot from its three columns."""
    entity_id, state, historical = cells
    return Spot(str(entity_id), str(state), int(historical or 0))


def _either(chances: Iterable[float]) -> float:
    """At least one of independent chances."""
    return 1 - prod(1 - chance for chance in chances)
