"""Screen: a holdings file in, findings with their evidence out. The result is a pure function of what is pinned here."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from clew.assess.coverage import coverage, searched
from clew.assess.findings import Assessor, order_of_work, sayable
from clew.assess.sectors import sector_signals, sectors_of
from clew.model.screening import Finding, Input, Screening, Section
from clew.work.clocks import Clocks
from clew.work.exposures import Reading, read_exposures, read_facts
from clew.work.portfolio import Portfolio, keep_portfolio, read_portfolio
from clew.work.release import Packs, Release, load_packs, pin, prepare
from clew.work.rows import Rows
from clew.work.starter import load_starter
from clew.work.stores import Progress, Stores, silent

HEADING = "Internal working paper. Companies not yet asked. Not for publication."
"""Stands on every output until a gate releases it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What to screen.

    Attributes:
        path: the holdings file.
        clocks: as-of and known.
        books: further files with books of funds.
        places: how many threads to show for each holding and indicator.
    """

    path: Path
    clocks: Clocks
    books: tuple[Path, ...] = ()
    places: int = 1


def screen(stores: Stores, asked: Asked, progress: Progress = silent) -> Screening:
    """Screen a portfolio against everything that this workspace holds.

    Raises:
        InputError: the holdings file cannot be used.
        WorkspaceError: the workspace cannot be read or written.
    """
    progress(f"Reading {asked.path.name}")
    portfolio = read_portfolio(asked.path, asked.books)
    load_starter(stores, progress)
    engine = stores.engine()
    try:
        keep_portfolio(stores, engine, portfolio, asked.path)
        packs = load_packs()
        release = pin(stores, asked.clocks.as_of, asked.clocks.known, packs)
        head = stores.ledger.head()
        prepare(stores, engine, release, progress)
        progress("Following the threads")
        reading = read_exposures(engine, release, asked.places)
        rows = Rows(portfolio, reading, packs.standards, release)
        threads = [thread for found in reading.threads.values() for thread in found]
        entities = {thread.evidence_id for thread in threads} | {hop.link_entity for thread in threads for hop in thread.hops}
        entities |= {entity for found in reading.securities.values() for entity in found}
        entities |= {entity for found in reading.identities.values() for entity, _ in found}
        clusters = {thread.cluster_id for thread in threads} | {end for thread in threads for hop in thread.hops for end in (hop.source_id, hop.target_id)}
        facts = read_facts(engine, release, entities, clusters)
    finally:
        engine.close()
    progress("Weighing what was found")
    sentences = packs.standards.sentences
    assessor = Assessor(packs.policy, packs.standards, facts, reading.restricted, reading.positive, reading.upper, portfolio.name)
    found = sorted(_findings(assessor, rows, reading), key=order_of_work)
    told = [finding for finding in found if sayable(finding)]
    by_section = {section: tuple(finding for finding in told if finding.section is section) for section in Section}
    internal = tuple(rows.internal(finding) for finding in found if not sayable(finding))
    current = by_section[Section.FINDING]
    return Screening(
        title=f"Links to ask about: {portfolio.name}",
        heading=HEADING,
        portfolio_name=portfolio.name,
        as_of=asked.clocks.as_of,
        known=asked.clocks.known,
        counts=rows.counts(),
        weight_total=rows.weight_total(),
        weight_unseen=rows.funds().weight,
        reach=rows.reach(current),
        findings=current,
        historical=by_section[Section.HISTORICAL],
        restrictions=by_section[Section.RESTRICTION],
        affiliations=by_section[Section.AFFILIATION],
        sector_signals=tuple(sector_signals(facts, sectors_of(facts), rows.securities(), sentences)),
        candidates=(*rows.candidates(), *internal),
        rows=rows.plain(told),
        coverage=coverage(release.snapshots, reading.links, rows.funds(), sentences["not_assessed"]),
        searched=searched(release.snapshots, packs.policy, asked.clocks.as_of),
        inputs=_inputs(portfolio, release, packs),
        chain_head=head,
        notes=rows.notes(),
    )


def _findings(assessor: Assessor, rows: Rows, reading: Reading) -> Sequence[Finding]:
    """Each way to an issuer with each of its threads."""
    return [
        assessor.finding(rows.exposure(leaf, thread, assessor.facts), thread)
        for leaf in reading.leaves
        if leaf.cluster_id
        for thread in reading.threads.get(leaf.cluster_id, ())
    ]


def _inputs(portfolio: Portfolio, release: Release, packs: Packs) -> tuple[Input, ...]:
    """Everything that the result is a function of, with its hash."""
    files = [Input("holdings", Path(file.path).name, file.sha256) for file in (portfolio.file, *portfolio.more)]
    snapshots = [Input("snapshot", f"{one.version.dataset} {one.version.label}", one.content_hash) for one in release.snapshots]
    rules = [Input("pack", name, digest) for name, digest in packs.hashes.items()]
    return (*files, *snapshots, *rules, Input("decisions", "judgements in force", release.decisions_hash()), Input("clew", version("clew"), ""))
