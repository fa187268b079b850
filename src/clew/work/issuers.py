"""Issuers: what a release says of some of them, each looked at without a portfolio."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from clew.assess.facts import Facts
from clew.assess.findings import Exposure, order_of_work
from clew.assess.gate import Met
from clew.model.screening import HoldingRef
from clew.pack.wording import load_word_rules
from clew.report.wording import refuse_unfair_findings
from clew.trace.paths import Thread
from clew.work.pinning import Pinned
from clew.work.release import Release
from clew.work.threads import IssuerThreads, grouped, read_facts, read_issuers

PLACES = 5
"""Threads for each indicator: as many as labels are kept, so that no list hides behind another."""
_COUNTRIES = """
SELECT DISTINCT c.cluster_id, upper(m.value) FROM claims m JOIN cluster c ON c.entity_id = m.entity_id
JOIN wanted w ON w.cluster_id = c.cluster_id WHERE m.prop IN ('country', 'jurisdiction') ORDER BY 1, 2
"""


class Issuers(Struct, frozen=True):
    """What the release says of some issuers, each looked at without a portfolio.

    Attributes:
        met: issuer → its findings, in the order of work; `names`: issuer → Latin and Chinese name; `countries`: issuer → where it is.
    """

    met: Mapping[str, tuple[Met, ...]]
    names: Mapping[str, tuple[str, str]]
    countries: Mapping[str, frozenset[str]]


def issuers_of(held: Pinned, clusters: Iterable[str], threads: IssuerThreads | None = None) -> Issuers:
    """Read some issuers.

    Args:
        held: the release.
        clusters: the issuers.
        threads: theirs, where they were read already.

    Raises:
        RefusedError: a generated text says what may not be said.
    """
    wanted, engine = sorted(set(clusters)), held.engine
    read = threads or read_issuers(engine, held.release, wanted, PLACES)
    facts = read_facts(engine, held.release, read.entities(), {*wanted, *read.clusters()})
    met = {cluster: tuple(_met(cluster, held.release, facts, read)) for cluster in wanted}
    refuse_unfair_findings([one.finding for found in met.values() for one in found], load_word_rules())
    engine.load("wanted", {"cluster_id": "VARCHAR"}, [(cluster,) for cluster in wanted])
    countries = grouped((str(issuer), str(country)) for issuer, country in engine.fetch(_COUNTRIES))
    return Issuers(
        met,
        {cluster: (facts.node(cluster).name, facts.node(cluster).name_zh) for cluster in wanted},
        {cluster: frozenset(found) for cluster, found in countries.items()},
    )


def _met(cluster: str, release: Release, facts: Facts, threads: IssuerThreads) -> list[Met]:
    """The findings on one issuer, in the order of work."""
    assessor = threads.assessor(release, facts, "")
    exposure = Exposure(HoldingRef(0, facts.node(cluster).name, "", None, ()), cluster, cluster, ())
    found = [
        Met(assessor.finding(exposure, thread), thread.end_state, not thread.hops, _listed(facts, thread))
        for thread in threads.by_issuer.get(cluster, ())
    ]
    return sorted(found, key=lambda one: order_of_work(one.finding))


def _listed(facts: Facts, thread: Thread) -> str:
    """Dataset and sub-list of the evidence."""
    claims = facts.by_entity.get(thread.evidence_id, ())
    dataset, part = claims[0].dataset if claims else "", facts.value(thread.evidence_id, "sublist")
    return f"{dataset}:{part}" if part else dataset
