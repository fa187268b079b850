"""The part of the graph between issuers and their evidence, for one topic at a time: what brackets and alternatives are computed on.

At each place the best ways onward count (`WAYS` of them): what is left out is less sure than each of those.
What one family of sources says twice, of a link or as evidence, counts once.
"""
# ruff: noqa: S608 - queries are put together from names of tables and columns of ours, never from data

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import exp, prod
from typing import NamedTuple

from msgspec import Struct

from clew.engine.plan import Plan, Step
from clew.engine.port import Cell, Engine
from clew.pack.policy import SCORE_UNIT, Policy
from clew.trace.graph import AHEAD, BEHIND, CROSSED, STATES, pack_of
from clew.trace.proofs import TOPIC_PLAN
from clew.trace.reached import look_up

WAYS = 3
"""Ways onward that count at each place; without a limit, a bracket in a dense graph costs more than all labels."""

_PLACE = "spot, topic, line"
_HERE = "n.spot, n.topic, n.line"
_NEAR_0 = """
SELECT DISTINCT spot, topic, 0 AS line FROM reached
"""
# First the links, of which there are few, and then what lies behind them, in any layer: of each place its best label.
_AHEAD = f"""
SELECT {_HERE}, n.topic - n.topic % 2 AS theme, a.score, {CROSSED} FROM near_{{at}} n
{AHEAD}
"""
# What is read of files is sought by rows that are there, in a step of its own: of a join of many tables an engine may read a file whole.
_MET = f"""
SELECT {_HERE}, n.sold, y.spot AS next_spot, y.topic AS next_topic, y.line AS next_line,
       min(n.score * {{pack}} + y.cost - y.cost % {{pack}}) AS score
FROM ahead n
JOIN layer y ON y.spot = n.further AND y.topic - y.topic % 2 = n.theme AND y.hop < {{longest}}
WHERE {BEHIND}
GROUP BY {_HERE}, n.sold, y.spot, y.topic, y.line
"""
_ONWARD = f"""
SELECT {_HERE}, n.next_spot, n.next_topic, n.next_line, min(n.score) AS score
FROM met n JOIN continuity c ON c.bought = n.next_line AND c.sold = n.sold
GROUP BY {_HERE}, n.next_spot, n.next_topic, n.next_line
"""
_WAY = f"""
SELECT {_PLACE}, next_spot, next_topic, next_line FROM (
  SELECT {_PLACE}, next_spot, next_topic, next_line,
         row_number() OVER (PARTITION BY {_PLACE} ORDER BY score, next_spot, next_topic, next_line) AS place
  FROM ({_ONWARD}) AS onward
) AS ranked WHERE place <= {WAYS}
"""
_NEAR = """
SELECT DISTINCT w.next_spot AS spot, w.next_topic AS topic, w.next_line AS line
FROM way_{before} w LEFT JOIN ({seen}) AS s ON s.spot = w.next_spot AND s.topic = w.next_topic AND s.line = w.next_line
WHERE s.spot IS NULL
"""
_PASSED = f"""
SELECT b.node, b.cluster_id FROM node b
JOIN (SELECT spot - spot % {STATES} AS node FROM near UNION SELECT next_spot - next_spot % {STATES} FROM way) AS n ON n.node = b.node
"""
_OVER = f"""
SELECT n.*, a.class, a.historical, a.goods, a.link FROM way n
JOIN arc a ON a.source = n.spot - n.spot % {STATES} AND a.target = n.next_spot - n.next_spot % {STATES}
"""
_LINKS = f"""
SELECT DISTINCT p.indicator, p.end_state, b.cluster_id AS entity_id, n.spot % {STATES} AS state, n.topic % 2 AS historical, n.line,
       f.cluster_id AS next_entity, n.next_spot % {STATES} AS next_state, n.next_topic % 2 AS next_historical, n.next_line,
       l.family, l.score, l.link_entity
FROM over_link n
JOIN step t ON t.class = n.class AND t.source = n.spot % {STATES} AND t.target = n.next_spot % {STATES}
JOIN continuity c ON c.bought = n.next_line AND c.sold = t.checks * n.goods
JOIN said_link l ON l.number = n.link
JOIN topic p ON p.topic = n.topic
JOIN passed b ON b.node = n.spot - n.spot % {STATES} JOIN passed f ON f.node = n.next_spot - n.next_spot % {STATES}
WHERE n.topic = n.next_topic + (1 - n.next_topic % 2) * n.historical AND n.line = t.sets * n.goods + t.keeps * n.next_line
ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
"""
_SAID = """
SELECT l.number, l.family, l.score, l.link_entity FROM link l JOIN (SELECT DISTINCT link FROM over_link) AS n ON n.link = l.number
"""
_EVIDENCE = f"""
SELECT DISTINCT t.indicator, t.end_state, b.cluster_id AS entity_id, n.spot % {STATES} AS state, n.topic % 2 AS historical, n.line,
       e.family, e.score, e.evidence_id
FROM near n
JOIN topic t ON t.topic = n.topic JOIN state s ON s.name = t.end_state AND s.state = n.spot % {STATES}
JOIN passed b ON b.node = n.spot - n.spot % {STATES}
JOIN evidence e ON e.cluster_id = b.cluster_id AND e.indicator = t.indicator AND e.historical = n.topic % 2
WHERE n.line = 0 AND (e.travels = 1 OR s.state = 0)
ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9
"""


class Topic(NamedTuple):
    """What a bracket is about: an indicator, and the state at the evidence."""

    indicator: str
    end_state: str


class Spot(NamedTuple):
    """An entity in a state: a number of the grammar, 0 the issuer's own.

    `historical` where the rest of the way holds something historical;
    `line` is the number of the line of goods that it buys on this way, 0 where that is not known.
    """

    entity_id: str
    state: int = 0
    historical: int = 0
    line: int = 0


class Word(NamedTuple):
    """What one family of sources says at best of a link or of a company: how sure it is, and the claims' entity."""

    chance: float
    claim: str


Said = tuple[Word, ...]
"""The words of independent families of sources."""


class Around(Struct, frozen=True):
    """The graph between issuers and evidence, for one topic: what is said of each way onward, and of the evidence at each spot."""

    onward: Mapping[Spot, Mapping[Spot, Said]]
    here: Mapping[Spot, Said]


def sure(said: Iterable[Word]) -> float:
    """How sure independent words make a link or a piece of evidence: one minus the chance that all of them err."""
    return 1 - prod(1 - word.chance for word in said)


def read_around(engine: Engine, policy: Policy) -> Mapping[Topic, Around]:
    """The sub-graphs between the clusters of the table `wanted` and what they reach, by topic."""
    _gather(engine, policy.hops)
    ways: dict[Topic, dict[Spot, dict[Spot, dict[str, Word]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(dict)))
    for indicator, end_state, *rest, family, score, claim in engine.fetch(_LINKS):
        _keep_best(ways[Topic(str(indicator), str(end_state))][_spot(rest[:4])][_spot(rest[4:])], family, score, claim)
    here: dict[Topic, dict[Spot, dict[str, Word]]] = defaultdict(lambda: defaultdict(dict))
    for indicator, end_state, *rest, family, score, claim in engine.fetch(_EVIDENCE):
        _keep_best(here[Topic(str(indicator), str(end_state))][_spot(rest)], family, score, claim)
    return {topic: _around(ways.get(topic, {}), here.get(topic, {})) for topic in sorted(ways.keys() | here.keys())}


def _gather(engine: Engine, longest: int) -> None:
    """Make `near` and `way`: every place between the wanted clusters and their evidence, and the ways onward from it."""
    pack, last = pack_of(engine), 0
    engine.run(TOPIC_PLAN)
    look_up(engine)
    engine.run(Plan("around 0", (Step("near_0", _NEAR_0, "the issuers"), *_onward(0, pack, longest))))
    while last < longest and engine.fetch(f"SELECT count(*) FROM way_{last}")[0][0] != 0:
        last += 1
        seen = " UNION ALL ".join(f"SELECT * FROM near_{at}" for at in range(last))
        further = Step(f"near_{last}", _NEAR.format(before=last - 1, seen=seen), "what they reach by one link more")
        engine.run(Plan(f"around {last}", (further, *_onward(last, pack, longest))))
    near, way = (" UNION ALL ".join(f"SELECT * FROM {name}_{at}" for at in range(last + 1)) for name in ("near", "way"))
    steps = (
        Step("near", near, "every place on the way"),
        Step("way", way, "every way onward"),
        Step("passed", _PASSED, "the companies there"),
        Step("over_link", _OVER, "the links between them"),
        Step("said_link", _SAID, "and what is said of these"),
    )
    engine.run(Plan("around", steps))


def _onward(at: int, pack: int, longest: int) -> tuple[Step, ...]:
    """The ways onward from where one is."""
    return (
        Step("ahead", _AHEAD.format(at=at), "the links onward from there"),
        Step("met", _MET.format(pack=pack, longest=longest), "what lies behind them"),
        Step(f"way_{at}", _WAY, "and the ways over them"),
    )


def _around(ways: Mapping[Spot, Mapping[Spot, Mapping[str, Word]]], here: Mapping[Spot, Mapping[str, Word]]) -> Around:
    """The best word of each family, on each way and of the evidence at each spot."""
    onward = {spot: {after: tuple(families.values()) for after, families in found.items()} for spot, found in ways.items()}
    return Around(onward, {spot: tuple(families.values()) for spot, families in here.items()})


def _keep_best(families: dict[str, Word], family: Cell, score: Cell, claim: Cell) -> None:
    """The surest word of each family counts."""
    word = Word(exp(-int(str(score)) / SCORE_UNIT), str(claim))
    known = families.get(str(family))
    if known is None or word.chance > known.chance:
        families[str(family)] = word


def _spot(cells: list[Cell]) -> Spot:
    """A spot from its columns."""
    entity_id, *numbers = cells
    return Spot(str(entity_id), *(int(str(number)) for number in numbers))
