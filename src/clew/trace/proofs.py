"""Evidence in numbers, beside the graph: a list that changes numbers neither companies on links anew, nor evidence of other indicators.

A *proof* is a piece of evidence of one indicator: within the indicator numbered by the order of ids, with the indicator's number beside it.
A *topic* is an indicator, the state at the evidence, and whether something historical lies on the way. Companies that are on no link have
numbers after those that are. A *part* is what labels are computed for on its own: an indicator, or all evidence at companies on no link.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable

from clew.engine.plan import Plan, Step
from clew.engine.port import Engine
from clew.errors import Fault, UnexpectedContentError
from clew.trace.graph import STATES

INDICATORS = 256
"""More than a standards pack has indicators."""
TABLES = {"lone": ("cluster_id",), "theme": ("indicator",), "proof": ("proof",), "borne": ("link", "proof"), "part": ("part",)}
"""Tables of this stage, with the columns that order them."""

_LONE = f"""
SELECT e.cluster_id, {STATES} * (row_number() OVER (ORDER BY e.cluster_id) + n.linked) AS node
FROM (SELECT DISTINCT cluster_id FROM evidence) AS e CROSS JOIN (SELECT count(*) AS linked FROM linked) AS n
LEFT JOIN linked k ON k.cluster_id = e.cluster_id WHERE k.cluster_id IS NULL
"""  # noqa: S608 - numbers of ours
_THEME = """
SELECT i.indicator, i.theme FROM indicator_number i JOIN (SELECT DISTINCT indicator FROM evidence) AS e ON e.indicator = i.indicator
"""
_PROOF = f"""
SELECT {INDICATORS} * row_number() OVER (PARTITION BY e.indicator ORDER BY e.unlinked, e.evidence_id) + i.theme AS proof, i.theme, e.node,
       e.evidence_id, e.indicator, e.historical, e.travels, e.score, CASE e.unlinked WHEN 1 THEN 0 ELSE i.theme END AS part
FROM (
  SELECT v.*, n.node, 0 AS unlinked FROM evidence v JOIN linked n ON n.cluster_id = v.cluster_id
  UNION ALL
  SELECT v.*, n.node, 1 FROM evidence v JOIN lone n ON n.cluster_id = v.cluster_id
) AS e JOIN theme i ON i.indicator = e.indicator
"""  # noqa: S608 - numbers of ours
# What a claim says of one end of a link is no evidence on the other end by that same claim.
_BORNE = "SELECT l.number AS link, p.proof FROM link l JOIN proof p ON p.evidence_id = l.link_entity"
PLAN = Plan(
    "proofs",
    (
        Step("lone", _LONE, "every company with evidence that is on no link, numbered"),
        Step("theme", _THEME, "indicators of which there is evidence"),
        Step("proof", _PROOF, "evidence of an indicator at a company, numbered"),
        Step("borne", _BORNE, "links whose own claim is the evidence"),
    ),
)
"""From `evidence`, `link`, `linked` and `indicator_number` to the numbers of evidence."""
NODES = Plan("nodes", (Step("node", "SELECT * FROM linked UNION ALL SELECT * FROM lone", "every company on a link or with evidence"),))
"""What is defined, not run."""

_READ = "SELECT part, proof, node, historical, travels, score, 0 AS link FROM proof"
_BEARS = "SELECT p.part, p.proof, 0, 0, 0, 0, b.link FROM borne b JOIN proof p ON p.proof = b.proof"
_TOPIC = f"""
SELECT ({STATES} * i.theme + s.state) * 2 + h.historical AS topic, i.indicator, s.name AS end_state, h.historical
FROM theme i CROSS JOIN state s CROSS JOIN (SELECT 0 AS historical UNION ALL SELECT 1) AS h
"""  # noqa: S608 - numbers of ours
TOPIC_PLAN = Plan("topics", (Step("topic", _TOPIC, "indicators, by the state at the evidence, historical or not"),))
"""From `theme` and `state` to `topic`: what a number of a topic means."""


def build_proofs(engine: Engine, codes: Iterable[str]) -> None:
    """Make the stage's tables, and define `node`; `part` has a fingerprint of all that the labels of each part are a function of.

    Args:
        engine: holds `evidence`, `link` and the graph.
        codes: every indicator that there may be evidence of.

    Raises:
        UnexpectedContentError: there are more indicators than there are numbers for.
    """
    known = sorted(set(codes))
    if len(known) >= INDICATORS:
        raise UnexpectedContentError(
            Fault(f"there may be evidence of {len(known)} indicators; there are numbers for {INDICATORS - 1}", "Take indicators together.")
        )
    engine.load("indicator_number", {"indicator": "VARCHAR", "theme": "BIGINT"}, [(code, at) for at, code in enumerate(known, 1)])
    engine.run(PLAN)
    engine.define(NODES)
    said: dict[int, hashlib._Hash] = defaultdict(hashlib.sha256)
    for part, *row in engine.fetch(f"{_READ} UNION ALL {_BEARS} ORDER BY 1, 2, 7"):
        said[int(str(part))].update(repr(row).encode())
    engine.load("part", {"part": "BIGINT", "digest": "VARCHAR"}, [(part, one.hexdigest()) for part, one in sorted(said.items())])
