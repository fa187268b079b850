"""The threads of issuers, and the claims that findings on them quote: the same for a portfolio and for one company."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from msgspec import Struct, field

from clew.assess.facts import Facts
from clew.assess.findings import Assessor
from clew.assess.second import Proof, by_cluster
from clew.engine.plan import Plan, Step
from clew.engine.port import Engine
from clew.model.release import ClaimRow
from clew.pack.policy import confidence
from clew.trace.around import Spot, Topic, read_around
from clew.trace.bracket import simulated, upper_ends
from clew.trace.paths import Thread, read_threads
from clew.work.release import Release, datasets

K = TypeVar("K")
V = TypeVar("V")

# First of whom, then what: of millions of claims only theirs are read whole.
_ASKED = """
SELECT entity_id FROM wanted_entity
UNION
SELECT c.value FROM claims c JOIN wanted_entity w ON w.entity_id = c.entity_id WHERE c.prop = 'notice'
UNION
SELECT c.entity_id FROM claims c JOIN wanted_entity w ON w.entity_id = c.value WHERE c.prop = 'inReplyTo'
"""
_CLAIMS = """
SELECT c.claim_id, c.dataset, c.entity_id, c.schema, c.prop, c.value, c.lang, c.original, c.locator, c.source_url,
       c.stated_on, c.valid_from, c.valid_to, c.grade
FROM claims c JOIN asked_entity a ON a.entity_id = c.entity_id ORDER BY c.entity_id, c.prop, c.claim_id
"""
# The current evidence of organisations on these threads that may be a second claim.
_PROOFS = """
SELECT e.evidence_id, e.cluster_id, e.indicator, e.grade, e.family
FROM evidence e JOIN wanted_proof w ON w.cluster_id = e.cluster_id
WHERE e.historical = 0 AND e.restriction = 0 AND e.positive = 0
ORDER BY e.cluster_id, e.evidence_id, e.indicator
"""
_MARKED = "SELECT evidence_id, restriction, positive FROM evidence WHERE restriction = 1 OR positive = 1 ORDER BY evidence_id"
_NAMES = "SELECT n.cluster_id, n.name, n.name_zh FROM cluster_name n JOIN wanted_name w ON w.cluster_id = n.cluster_id"


class IssuerThreads(Struct, frozen=True):
    """What issuers reach.

    Attributes:
        by_issuer: issuer → its threads; issuers without any are left out.
        brackets: (issuer, indicator, historical, end state) → recursive noisy-or, and the share of simulated draws.
        restricted: evidence that is another legal restriction; `positive`: evidence of a practice to credit.
        proofs: cluster → its current evidence, for those on threads of which the policy asks for a second claim.
    """

    by_issuer: Mapping[str, tuple[Thread, ...]]
    brackets: Mapping[tuple[str, str, bool, str], tuple[float, float]]
    restricted: frozenset[str]
    positive: frozenset[str]
    proofs: Mapping[str, tuple[Proof, ...]] = field(default_factory=dict)

    def all(self) -> list[Thread]:
        """Every thread of every issuer."""
        return [thread for found in self.by_issuer.values() for thread in found]

    def entities(self) -> set[str]:
        """Every entity whose claims stand on a thread: the evidence, the links, and what may be a second claim."""
        threads = self.all()
        second = {proof.evidence_id for found in self.proofs.values() for proof in found}
        return {thread.evidence_id for thread in threads} | {hop.link_entity for thread in threads for hop in thread.hops} | second

    def clusters(self) -> set[str]:
        """Every cluster that a thread passes."""
        hops = [hop for thread in self.all() for hop in thread.hops]
        return {*self.by_issuer, *(end for hop in hops for end in (hop.source_id, hop.target_id))}

    def assessor(self, release: Release, facts: Facts, portfolio: str) -> Assessor:
        """What turns these threads into findings; `portfolio` names the investor's own node."""
        packs = release.packs
        return Assessor(
            policy=packs.policy,
            standards=packs.standards,
            facts=facts,
            restricted=self.restricted,
            positive=self.positive,
            brackets=self.brackets,
            goods=packs.goods,
            portfolio=portfolio,
            proofs=self.proofs,
        )


def read_issuers(engine: Engine, release: Release, clusters: Iterable[str], places: int) -> IssuerThreads:
    """The threads of issuers, `places` for each indicator and end state, and the upper end of each bracket."""
    engine.load("wanted", {"cluster_id": "VARCHAR"}, [(cluster,) for cluster in sorted(set(clusters))])
    threads = read_threads(engine, places)
    evidence = engine.fetch(_MARKED)
    return IssuerThreads(
        by_issuer=grouped((thread.cluster_id, thread) for thread in threads),
        brackets=_brackets(engine, release, threads),
        restricted=frozenset(str(row[0]) for row in evidence if row[1]),
        positive=frozenset(str(row[0]) for row in evidence if row[2]),
        proofs=_proofs(engine, release, threads),
    )


def _brackets(engine: Engine, release: Release, threads: Iterable[Thread]) -> Mapping[tuple[str, str, bool, str], tuple[float, float]]:
    """The upper end and the simulated share of each bracket; where the upper end is not above any thread, it is the share too."""
    starts: dict[Topic, dict[Spot, float]] = {}
    for thread in threads:
        lows = starts.setdefault(Topic(thread.indicator, thread.end_state), {})
        spot, low = Spot(thread.cluster_id, 0, int(thread.historical)), confidence(thread.score)
        lows[spot] = min(low, lows.get(spot, low))
    if not starts:
        return {}
    longest, around = release.packs.policy.hops, read_around(engine, release.packs.policy)
    brackets: dict[tuple[str, str, bool, str], tuple[float, float]] = {}
    for topic, lows in starts.items():
        ends = upper_ends(around[topic], lows, longest)
        wide = {spot for spot, low in lows.items() if ends[spot] > low}
        drawn = simulated(around[topic], wide, longest, f"{release.seed} {topic.indicator} {topic.end_state}") if wide else {}
        for spot, end in ends.items():
            brackets[spot.entity_id, topic.indicator, bool(spot.historical), topic.end_state] = (end, drawn.get(spot, end))
    return brackets


def _proofs(engine: Engine, release: Release, threads: Iterable[Thread]) -> Mapping[str, tuple[Proof, ...]]:
    """The current evidence of the organisations at the end of threads of which the policy asks for a second claim."""
    wanted: set[str] = set()
    for thread in threads:
        if release.packs.policy.second(thread.indicator, thread.end_state) is not None:
            ends = thread.hops[-1:]
            wanted |= {thread.cluster_id} if not ends else {ends[0].source_id, ends[0].target_id}
    if not wanted:
        return {}
    engine.load("wanted_proof", {"cluster_id": "VARCHAR"}, [(cluster,) for cluster in sorted(wanted)])
    return by_cluster(Proof(*(str(cell) for cell in row)) for row in engine.fetch(_PROOFS))


def read_facts(engine: Engine, release: Release, entities: Iterable[str], clusters: Iterable[str]) -> Facts:
    """The claims of the entities (with those of their notices, and of the priority sectors) and the names of the clusters."""
    sectors = engine.fetch("SELECT DISTINCT entity_id FROM claims WHERE schema = 'PrioritySector' ORDER BY entity_id")
    wanted = sorted({*entities, *(str(row[0]) for row in sectors)})
    engine.load("wanted_entity", {"entity_id": "VARCHAR"}, [(entity,) for entity in wanted])
    engine.load("wanted_name", {"cluster_id": "VARCHAR"}, [(cluster,) for cluster in sorted(set(clusters))])
    engine.run(Plan("facts", (Step("asked_entity", _ASKED, "whose claims are shown: with those of notices and replies"),)))
    claims = tuple(ClaimRow(*(str(cell) for cell in row)) for row in engine.fetch(_CLAIMS))
    names = {str(cluster): (str(name), str(name_zh)) for cluster, name, name_zh in engine.fetch(_NAMES)}
    return Facts(claims, names, datasets(release.snapshots), release.marks)


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """Key → the values that came with it, in order."""
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}
