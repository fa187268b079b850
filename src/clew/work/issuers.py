"""Issuers: what a release says of some of them, each looked at without a portfolio."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clew.assess.facts import Facts
from clew.assess.findings import Exposure, order_of_work
from clew.assess.gate import Met
from clew.engine.port import Engine
from clew.model.screening import HoldingRef
from clew.pack.wording import load_word_rules
from clew.report.wording import refuse_unfair_findings
from clew.trace.paths import Thread
from clew.work.release import Release
from clew.work.threads import IssuerThreads, read_facts

PLACES = 5
"""Threads for each indicator: as many as labels are kept, so that no list hides behind another."""
_COUNTRIES = """
SELECT DISTINCT c.cluster_id, upper(m.value) FROM claims m JOIN cluster c ON c.entity_id = m.entity_id
JOIN wanted w ON w.cluster_id = c.cluster_id WHERE m.prop IN ('country', 'jurisdiction') ORDER BY 1, 2
"""


@dataclass(frozen=True)
class Issuers:
    """What the release says of some issuers, each looked at without a portfolio.

    Attributes:
        met: issuer → its findings, in the order of work; `names`: issuer → Latin and Chinese name; `countries`: issuer → where it is.
    """

    met: Mapping[str, tuple[Met, ...]]
    names: Mapping[str, tuple[str, str]]
    countries: Mapping[str, frozenset[str]]

    @classmethod
    def read(cls, engine: Engine, release: Release, clusters: Iterable[str], threads: IssuerThreads) -> "Issuers":
        """Read them, with the threads that were read of them.

        Raises:
            RefusedError: a generated text says what may not be said.
        """
        wanted = set(clusters)
        facts = read_facts(engine, release, threads.entities(), {*wanted, *threads.clusters()})
        assessor = threads.assessor(release, facts, "")
        met: dict[str, list[Met]] = {}
        for cluster in sorted(wanted):
            exposure = Exposure(HoldingRef(0, facts.node(cluster).name, "", None, ()), cluster, cluster, ())
            for thread in threads.by_issuer.get(cluster, ()):
                finding = assessor.finding(exposure, thread)
                met.setdefault(cluster, []).append(Met(finding, thread.end_state, not thread.hops, _listed(facts, thread)))
        refuse_unfair_findings([one.finding for found in met.values() for one in found], load_word_rules())
        engine.load("wanted", {"cluster_id": "VARCHAR"}, [(cluster,) for cluster in sorted(wanted)])
        countries: dict[str, set[str]] = {}
        for issuer, country in engine.fetch(_COUNTRIES):
            countries.setdefault(str(issuer), set()).add(str(country))
        return cls(
            {cluster: tuple(sorted(found, key=lambda one: order_of_work(one.finding))) for cluster, found in met.items()},
            {cluster: (facts.node(cluster).name, facts.node(cluster).name_zh) for cluster in wanted},
            {cluster: frozenset(found) for cluster, found in countries.items()},
        )


def _listed(facts: Facts, thread: Thread) -> str:
    """Dataset and sub-list of the evidence."""
    claims = facts.by_entity.get(thread.evidence_id, ())
    dataset, part = claims[0].dataset if claims else "", facts.value(thread.evidence_id, "sublist")
    return f"{dataset}:{part}" if part else dataset
