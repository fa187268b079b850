"""Small graphs for tests of one room: claims without a lake, links and evidence without claims."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from clew.engine.plan import Plan, Step
from clew.engine.port import Engine, Row
from clew.model.claim import Claim
from clew.pack.goods import load_goods
from clew.pack.names import load_name_words
from clew.pack.policy import Policy, load_policy
from clew.pack.standards import Standards, load_standards
from clew.resolve.clusters import CLUSTERS, build_clusters
from clew.resolve.entities import build_pairs
from clew.resolve.holdings import NEAR_NAME
from clew.resolve.mentions import mentions_plan
from clew.trace.evidence import evidence_plan
from clew.trace.goods import load_goods_lines
from clew.trace.graph import build_graph, load_grammar, pack_of
from clew.trace.labels import build_labels
from clew.trace.links import ENDS, links_plan, load_rules
from clew.trace.proofs import TOPIC_PLAN, build_proofs
from clew.trace.statements import statements_plan
from clew.values.days import months_before
from tests.world import AS_OF, PUBLISHED

TEXT, WHOLE = "VARCHAR", "BIGINT"
JUDGEMENT = {**dict.fromkeys(("subject", "entity_id", "verdict"), TEXT), "confirmed": "BIGINT"}
NOWHERE = "SELECT cluster_id FROM cluster WHERE 1 = 0"
"""For `decisions_plan`: no company leads to evidence."""
_CLAIM = dict.fromkeys(("claim_id", "dataset", *Claim._fields), TEXT)
_LINK = {
    **dict.fromkeys(("link_id", "kind", "link_entity", "source_id", "target_id", "grade"), TEXT),
    "score": WHOLE,
    **dict.fromkeys(("share_low", "share_high", "stated_on", "held"), TEXT),
    "historical": WHOLE,
    **dict.fromkeys(("family", "line"), TEXT),
    "number": WHOLE,
}
_EVIDENCE = {
    **dict.fromkeys(("evidence_id", "cluster_id", "indicator", "grade"), TEXT),
    **dict.fromkeys(("historical", "restriction", "positive"), WHOLE),
    **dict.fromkeys(("form", "family"), TEXT),
    **dict.fromkeys(("score", "travels"), WHOLE),
}


_TOLD = """
SELECT n.cluster_id AS entity_id, t.indicator, t.historical, t.end_state, p.evidence_id,
       (l.cost - l.cost % {pack}) // {pack} AS score, l.hop,
       row_number() OVER (PARTITION BY l.spot, l.topic ORDER BY l.cost - l.cost % {pack}, l.hop, l.proof) AS place,
       greatest(count(*) OVER (PARTITION BY l.spot, l.topic), coalesce(f.pieces, 0)) AS found
FROM label l JOIN node n ON n.node = l.spot JOIN topic t ON t.topic = l.topic JOIN proof p ON p.proof = l.proof
LEFT JOIN label_found f ON f.spot = l.spot AND f.topic = l.topic
"""
"""Labels in words, for tests that speak of them."""


class Link(NamedTuple):
    """A link between two clusters; `held` matters for ownership."""

    source: str
    kind: str
    target: str
    score: int = 100
    held: str = "any"
    historical: int = 0
    family: str = "a family"
    line: str = ""


class Proof(NamedTuple):
    """A piece of evidence at a cluster."""

    cluster_id: str
    evidence_id: str = "proof"
    indicator: str = "FL-01"
    score: int = 10
    historical: int = 0
    travels: int = 1
    family: str = "a family"


def controls(owner: str, asset: str, score: int = 100) -> tuple[Link, Link]:
    """A controlling stake: both links that its claims make."""
    return Link(owner, "owns", asset, score, "controlled"), Link(asset, "parent", owner, score, "controlled")


def buys(customer: str, supplier: str, score: int = 100) -> tuple[Link, Link]:
    """A supply link: both links that its claims make."""
    return Link(customer, "supplied_by", supplier, score), Link(supplier, "sells_to", customer, score)


def link_id(at: int, link: Link) -> str:
    """How `load_graph` names the link at a place of the list."""
    return f"{at:02}|{link.source}|{link.kind}|{link.target}"


def load_graph(engine: Engine, links: Sequence[Link], evidence: Sequence[Proof], policy: Policy | None = None) -> None:
    """Make `link`, `evidence`, the grammar and the labels."""
    rows = [
        (
            link_id(at, one),
            one.kind,
            f"claims of {at:02}",
            one.source,
            one.target,
            "G1",
            one.score,
            "",
            "",
            "",
            one.held,
            one.historical,
            one.family,
            one.line,
            at + 1,
        )
        for at, one in enumerate(links)
    ]
    engine.load("link", _LINK, rows)
    proofs = [
        (one.evidence_id, one.cluster_id, one.indicator, "G1", one.historical, 0, 0, "listing", one.family, one.score, one.travels)
        for one in evidence
    ]
    engine.load("evidence", _EVIDENCE, proofs)
    chosen = policy or load_policy()
    load_goods_lines(engine, load_goods())
    load_grammar(engine, chosen)
    build_graph(engine, chosen)
    build_proofs(engine, {one.indicator for one in evidence})
    build_labels(engine, chosen)
    engine.run(TOPIC_PLAN)
    engine.run(Plan("told", (Step("told", _TOLD.format(pack=pack_of(engine)), "labels in words"),)))


def want(engine: Engine, *clusters: str) -> None:
    """Ask for the threads of these clusters."""
    engine.load("wanted", {"cluster_id": TEXT}, [(cluster,) for cluster in clusters])


def load_claims(engine: Engine, claims: Mapping[str, Iterable[Claim]], judgements: Sequence[tuple[str, str, str]] = ()) -> None:
    """Make `claims`, `judgement`, no near names, entities and clusters."""
    rows: list[Row] = [(f"{at}", dataset, *claim) for dataset, found in claims.items() for at, claim in enumerate(found)]
    engine.load("claims", _CLAIM, rows)
    engine.load("judgement", JUDGEMENT, [(*one, 1) for one in judgements])
    engine.load("near_name", NEAR_NAME, [])
    engine.run(mentions_plan(load_name_words()))
    build_pairs(engine)
    build_clusters(engine)
    engine.define(CLUSTERS)


def load_links(engine: Engine, claims: Mapping[str, Iterable[Claim]], as_of: str = AS_OF, standards: Standards | None = None) -> None:
    """Make everything up to `link` and `evidence`; each dataset is a family of its own."""
    load_claims(engine, claims)
    policy = load_policy()
    load_goods_lines(engine, load_goods())
    load_rules(engine, policy, standards or load_standards(), [(dataset, PUBLISHED, dataset) for dataset in claims])
    engine.run(statements_plan(policy))
    cutoff = months_before(as_of, policy.historical_months)
    for plan in (ENDS, links_plan(as_of, cutoff), evidence_plan(as_of, cutoff)):
        engine.run(plan)


def clusters(engine: Engine) -> set[frozenset[str]]:
    """Entities that are one company."""
    found: dict[str, set[str]] = {}
    for entity, cluster in engine.fetch("SELECT entity_id, cluster_id FROM cluster"):
        found.setdefault(str(cluster), set()).add(str(entity))
    return {frozenset(entities) for entities in found.values()}
