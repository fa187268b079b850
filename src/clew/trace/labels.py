"""Labels: backward from the evidence, hop by hop, the best ways by which a company in a state reaches each indicator.

Every hop is a layer of its own and is kept, so that a path can be read back link by link and its sum is the stored score.
A label's key is (company and state, topic, line of goods): the state at the evidence decides the proposed involvement, so paths that end
differently never crowd each other out, and what a supplier buys decides for whom the path goes on. Within a key the K best pieces of
evidence are kept, each by its best path; the rest is counted. Keeping K in each layer is exact: a path through a neighbour to a piece of
evidence that is not among the neighbour's K best has K better ones beside it.
"""
# ruff: noqa: S608 - queries are put together from names of tables and columns of ours, never from data

from collections.abc import Container, Iterable, Sequence

from clew.engine.plan import Plan, Step
from clew.engine.port import Engine
from clew.pack.policy import Policy
from clew.trace.graph import STATES, classes, pack_of, steps

_LAYER_ORDER = ("spot", "topic", "line", "cost", "proof")
_LABEL_TABLES = {"label": ("spot", "topic", "cost", "hop", "proof"), "label_found": ("spot", "topic")}

LEADING = """
SELECT n.cluster_id FROM node n JOIN (SELECT DISTINCT spot FROM label) AS l ON l.spot = n.node UNION SELECT cluster_id FROM evidence
"""
"""SQL for the clusters from which a thread leads to evidence, in some state."""

PART = "part_"
"""What the names of the tables of one part begin with."""

_LONE = f"SELECT {STATES} * (count(*) + 1) FROM linked"
_LAYER = ("spot", "topic", "line", "proof", "cost")
_ROW = ", ".join(_LAYER)
_FRESH = "SELECT * FROM proof p{parts}"
_FIRST = f"""
SELECT p.node + s.state AS spot, ({STATES} * p.theme + s.state) * 2 + p.historical AS topic, 0 AS line, p.proof, p.score * {{pack}} AS cost
FROM fresh p JOIN (SELECT target AS state FROM step UNION SELECT 0) AS s ON p.travels = 1 OR s.state = 0
"""
# One class of links at a time, each with the links of its own: of many links, most layers need few. Goods are compared where it checks.
# What a claim says of one end of a link is no evidence on the other end by that same claim.
_OVER = f"""
SELECT a.source + t.source AS spot, y.topic + (1 - y.topic % 2) * a.historical AS topic, t.sets * a.goods + t.keeps * y.line AS line,
       y.proof, y.cost - y.cost % {{pack}} + a.cost AS cost
FROM layer_{{before}} y
JOIN step t ON t.class = {{number}} AND t.target = y.spot % {STATES}{{issuers}}
JOIN edge_{{number}} a ON a.target = y.spot - y.spot % {STATES}{{fitting}}{{unborne}}
"""
_FITTING = """
JOIN continuity c ON c.bought = y.line AND c.sold = t.checks * a.goods"""
_UNBORNE = """
LEFT JOIN borne b ON b.proof = y.proof AND b.link = a.cost % {pack} WHERE b.link IS NULL"""

_NEXT = "SELECT spot, topic, line, proof, min(cost) AS cost FROM ({over}) AS o GROUP BY spot, topic, line, proof"
_SEEN_STATES = f"SELECT DISTINCT spot % {STATES} AS state, (SELECT count(*) FROM crowded) AS crowded FROM layer_{{hop}} ORDER BY state"
_SEEN_CLASSES = "SELECT DISTINCT class FROM arc ORDER BY class"
# What a label's own link says goes with the label, so that a path is read back without a look at the links, of which there are more.
_TAKEN = "SELECT cost % {pack} AS link FROM layer_{hop}"
_ROAD = """
SELECT a.link, a.target, a.class, a.score, a.historical, a.goods
FROM arc a JOIN (SELECT DISTINCT link FROM ({taken}) AS t) AS k ON k.link = a.link
"""
_LED = f"""
SELECT {", ".join(f"y.{column}" for column in _LAYER)}, a.target, a.class, a.score, a.historical, a.goods
FROM layer_{{hop}} y JOIN road a ON a.link = y.cost % {{pack}}
"""
_AT_HOME = f"""
SELECT {_ROW}, CAST(0 AS BIGINT) AS target, CAST(0 AS SMALLINT) AS class, CAST(0 AS BIGINT) AS score, CAST(0 AS SMALLINT) AS historical,
       CAST(0 AS SMALLINT) AS goods
FROM layer_0
"""
_EDGE = "SELECT source, target, score * {pack} + link AS cost, historical, goods FROM arc WHERE class = {number}"
_NO_EDGE = "SELECT * FROM edge_{number} WHERE 1 = 0"
_ANY_PACK = 1 << 20
"""In the printed plan, where no links were counted yet."""
# Most keys have few pieces of evidence: ranking is for those that have too many.
_CROWDED = "SELECT spot, topic, line, count(*) AS pieces FROM layer_{hop} GROUP BY spot, topic, line HAVING count(*) > {kept}"
_BEST_EVIDENCE = f"""
SELECT r.spot, r.topic, r.line, r.proof, r.cost
FROM layer_{{hop}} r LEFT JOIN crowded k ON k.spot = r.spot AND k.topic = r.topic AND k.line = r.line WHERE k.spot IS NULL
UNION ALL
SELECT {_ROW} FROM (
  SELECT r.spot, r.topic, r.line, r.proof, r.cost,
         row_number() OVER (PARTITION BY r.spot, r.topic, r.line ORDER BY r.cost - r.cost % {{pack}}, r.proof) AS place
  FROM layer_{{hop}} r JOIN crowded k ON k.spot = r.spot AND k.topic = r.topic AND k.line = r.line
) AS ranked WHERE place <= {{kept}}
"""
# What the issuer itself carries is its own, not that of a supplier of its subsidiary; and what is reached in an older way may be reached by
# links in force as well, which a layer does not know: so the past is counted by what is kept of it alone.
_SEEN = f"""
SELECT r.spot, r.topic, count(*) AS pieces
FROM layer_{{hop}} r JOIN crowded k ON k.spot = r.spot AND k.topic = r.topic AND k.line = r.line JOIN fresh p ON p.proof = r.proof
WHERE r.spot % {STATES} = 0 AND r.topic % 2 = 0 AND ({{hop}} = 0 OR p.node <> r.spot) GROUP BY r.spot, r.topic
"""
_OWN = f"""
SELECT y.spot, y.topic, y.proof, y.cost, {{hop}} AS hop
FROM layer_{{hop}} y JOIN fresh p ON p.proof = y.proof WHERE y.spot % {STATES} = 0 AND ({{hop}} = 0 OR p.node <> y.spot)
"""
# A piece of evidence that is reached by links in force is not historical for the issuer, whatever older way there is as well.
_OFTEN = """
SELECT spot, topic - topic % 2 AS theme, proof FROM own GROUP BY spot, topic - topic % 2, proof HAVING count(*) > 1
"""
_SHORTEST = """
SELECT o.spot, o.topic, o.proof, o.cost, o.hop
FROM own o LEFT JOIN often k ON k.spot = o.spot AND k.theme = o.topic - o.topic % 2 AND k.proof = o.proof WHERE k.spot IS NULL
UNION ALL
SELECT spot, topic, proof, cost, hop FROM (
  SELECT o.spot, o.topic, o.proof, o.cost, o.hop,
         row_number() OVER (PARTITION BY k.spot, k.theme, k.proof ORDER BY o.topic, o.cost - o.cost % {pack}, o.hop) AS nth
  FROM own o JOIN often k ON k.spot = o.spot AND k.theme = o.topic - o.topic % 2 AND k.proof = o.proof
) AS ranked WHERE nth = 1
"""
_CROWD = "SELECT spot, topic, count(*) AS pieces FROM own_label GROUP BY spot, topic HAVING count(*) > {kept}"
_FOUND = "SELECT spot, topic, max(pieces) AS pieces FROM ({seen}SELECT spot, topic, pieces FROM crowd) AS s GROUP BY spot, topic"
_LABEL = """
SELECT o.spot, o.topic, o.proof, o.cost, o.hop
FROM own_label o LEFT JOIN crowd k ON k.spot = o.spot AND k.topic = o.topic WHERE k.spot IS NULL
UNION ALL
SELECT spot, topic, proof, cost, hop FROM (
  SELECT o.spot, o.topic, o.proof, o.cost, o.hop,
         row_number() OVER (PARTITION BY o.spot, o.topic ORDER BY o.cost - o.cost % {pack}, o.hop, o.proof) AS place
  FROM own_label o JOIN crowd k ON k.spot = o.spot AND k.topic = o.topic
) AS ranked WHERE place <= {kept}
"""


def tables(policy: Policy) -> dict[str, tuple[str, ...]]:
    """Tables of this stage, with the columns that order them: every layer, the labels of issuers, and where more was found than is kept.

    A layer is a table of its own, since a path knows in which layer it goes on; of a label it says the link by which it came, too.
    """
    return {**{f"layer_{hop}": _LAYER_ORDER for hop in range(policy.hops + 1)}, **_LABEL_TABLES}


def build_labels(engine: Engine, policy: Policy, parts: Sequence[int] = ()) -> None:
    """Make the stage's tables from the graph, proofs, the grammar and `continuity`; a layer after an empty one is empty.

    Args:
        engine: holds the tables, links in memory, and takes these.
        policy: the grammar.
        parts: of the evidence, those for which labels are made; none for all.
    """
    pack, known, cut, states = pack_of(engine), set[int](), list[int](), set[int]()
    engine.run(_fresh(parts))
    borne = bool(engine.fetch("SELECT count(*) FROM borne")[0][0])
    linking = {int(str(number)) for (number,) in engine.fetch(_SEEN_CLASSES)}
    for hop in range(policy.hops + 1):
        numbers = _followed(policy, hop, states, linking) if hop else []
        engine.run(_edges([number for number in numbers if number not in known], pack))
        known.update(numbers)
        reach = _next(hop, policy, pack, numbers, borne=borne) if hop else _FIRST.format(pack=pack)
        engine.run(_layer(reach, hop, policy) if numbers or not hop else _nothing(hop))
        states, crowded = _seen(engine, hop)
        if crowded:
            engine.run(_best(hop, policy, pack))
            cut.append(hop)
    engine.run(_spent(known))
    engine.run(_last(policy, pack, cut))
    engine.run(_led(policy, pack))
    engine.define(whole(policy))


def _seen(engine: Engine, hop: int) -> tuple[set[int], int]:
    """The states in which companies are reached in a layer, and how many of its keys have more evidence than is kept."""
    rows = engine.fetch(_SEEN_STATES.format(hop=hop))
    return {int(str(state)) for state, _ in rows}, max((int(str(crowded)) for _, crowded in rows), default=0)


def _followed(policy: Policy, hop: int, states: Container[int], linking: Container[int]) -> list[int]:
    """The classes of links, of those that there are, by which a layer is reached from the states of the one before."""
    return sorted(
        {
            number
            for number, source, target, *_ in steps(policy)
            if target in states and number in linking and (hop < policy.hops or source == 0)
        }
    )


def _edges(numbers: Iterable[int], pack: int) -> Plan:
    """The links of some classes, which every layer after reads again."""
    return Plan(
        "edges",
        tuple(Step(f"edge_{one}", _EDGE.format(pack=pack, number=one), "links, as far as a label is made of them") for one in numbers),
    )


def _spent(numbers: Iterable[int]) -> Plan:
    """The same without rows: what comes after the layers needs the memory."""
    return Plan("edges, spent", tuple(Step(f"edge_{one}", _NO_EDGE.format(number=one), "nothing") for one in sorted(numbers)))


def _fresh(parts: Iterable[int]) -> Plan:
    """The evidence for which labels are made."""
    chosen = ", ".join(str(part) for part in parts)
    sql = _FRESH.format(parts=f" WHERE p.part IN ({chosen})" if chosen else "")
    return Plan("layer 0", (Step("fresh", sql, "evidence whose labels are not known yet"),))


def _next(hop: int, policy: Policy, pack: int, numbers: Iterable[int], *, borne: bool) -> str:
    """SQL for the best way to each piece of evidence, one link further, over links of some classes, which may bear evidence."""
    issuers, unborne, checking = _issuers(hop, policy), _UNBORNE.format(pack=pack) if borne else "", _checking(policy)
    over = " UNION ALL ".join(
        _OVER.format(before=hop - 1, number=one, issuers=issuers, pack=pack, fitting=_FITTING if one in checking else "", unborne=unborne)
        for one in numbers
    )
    return _NEXT.format(over=over)


def _checking(policy: Policy) -> set[int]:
    """The classes of links over which goods must go on; elsewhere none is sold that could not be of what is bought further on."""
    return {number for number, _, _, checks, *_ in steps(policy) if checks}


def _issuers(hop: int, policy: Policy) -> str:
    """Nothing goes on from the last layer: it needs issuers alone."""
    return " AND t.source = 0" if hop == policy.hops else ""


def _layer(reach: str, hop: int, policy: Policy) -> Plan:
    """One layer: reached in exactly `hop` links. `crowded` is of use for this layer alone."""
    why = "the best way to each piece of evidence, one link further" if hop else "evidence at its own subject"
    crowded = Step("crowded", _CROWDED.format(hop=hop, kept=policy.kept), "where there is more evidence than is kept")
    return Plan(f"layer {hop}", (Step(f"layer_{hop}", reach, why), crowded))


def _best(hop: int, policy: Policy, pack: int) -> Plan:
    """What is kept of a layer that has more than is kept."""
    best = _BEST_EVIDENCE.format(hop=hop, kept=policy.kept, pack=pack)
    return Plan(
        f"layer {hop}, cut",
        (
            Step(f"seen_{hop}", _SEEN.format(hop=hop), "how much of it issuers reach, before it is cut to the best"),
            Step(f"layer_{hop}", best, "the best pieces of evidence"),
        ),
    )


def _nothing(hop: int) -> Plan:
    """A layer behind which there is nothing."""
    steps = (
        Step(f"layer_{hop}", f"SELECT {_ROW} FROM layer_{hop - 1} WHERE 1 = 0", "nothing"),
        Step("crowded", f"SELECT {_ROW} FROM layer_{hop}", "nothing"),
    )
    return Plan(f"layer {hop}", steps)


def _last(policy: Policy, pack: int, cut: Iterable[int]) -> Plan:
    """From the layers to the labels of issuers; `cut` are the layers that had more than is kept."""
    hops = range(policy.hops + 1)
    seen = "".join(f"SELECT spot, topic, pieces FROM seen_{hop} UNION ALL " for hop in cut)
    return Plan(
        "labels",
        (
            Step("own", " UNION ALL ".join(_OWN.format(hop=hop) for hop in hops), "what issuers reach"),
            Step("often", _OFTEN, "evidence that is reached in several ways"),
            Step("own_label", _SHORTEST.format(pack=pack), "for each issuer, topic and piece of evidence, its best path"),
            Step("crowd", _CROWD.format(kept=policy.kept), "where there is more evidence than is kept"),
            Step("label", _LABEL.format(kept=policy.kept, pack=pack), "the best of it"),
            Step("label_found", _FOUND.format(seen=seen), "how much there is, at least, where more was found than is kept"),
        ),
    )


def _led(policy: Policy, pack: int) -> Plan:
    """The layers with what their links say: of all links those that a label came by are sought once."""
    beyond = range(1, policy.hops + 1)
    taken = " UNION ALL ".join(_TAKEN.format(hop=hop, pack=pack) for hop in beyond)
    led = (Step(f"layer_{hop}", _LED.format(hop=hop, pack=pack), "labels, and the links that they came by") for hop in beyond)
    home = Step("layer_0", _AT_HOME, "labels that came by no link")
    return Plan("layers, led", (Step("road", _ROAD.format(taken=taken), "links that a label came by"), home, *led))


def whole(policy: Policy) -> Plan:
    """The layers put together: no copy of them."""
    layers = (f"SELECT {hop} AS hop, {_ROW} FROM layer_{hop}" for hop in range(policy.hops + 1))
    return Plan("layers", (Step("layer", " UNION ALL ".join(layers), "every layer, for reading paths back"),))


def part_plan(engine: Engine, policy: Policy, part: int) -> Plan:
    """The labels of one part, each table under its name with `PART` before it.

    A part is an indicator at companies on links, or (0) all at companies on none, whose numbers come after all others.
    """
    lone = int(str(engine.fetch(_LONE)[0][0]))
    first, last = (2 * STATES * number for number in (part, part + 1))
    where = f"spot < {lone} AND topic >= {first} AND topic < {last}" if part else f"spot >= {lone}"
    rows = {name: f"SELECT * FROM {name} WHERE {where}" for name in tables(policy)}
    return Plan("part", tuple(Step(f"{PART}{name}", sql, "of one part") for name, sql in rows.items()))


def plan_text(policy: Policy) -> str:
    """The text of every step, for the stage's key and for the audit; a run leaves out classes of links that a layer cannot follow."""
    pack, numbers, hops = _ANY_PACK, range(len(classes(policy))), range(policy.hops + 1)
    reaches = [_FIRST.format(pack=pack), *(_next(hop, policy, pack, numbers, borne=True) for hop in hops[1:])]
    layers = [plan.text() for hop, reach in enumerate(reaches) for plan in (_layer(reach, hop, policy), _best(hop, policy, pack))]
    last = (_last(policy, pack, hops), _led(policy, pack), whole(policy))
    return "\n".join((_fresh(()).text(), _edges(numbers, pack).text(), *layers, *(plan.text() for plan in last)))
