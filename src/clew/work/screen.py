"""Screen: a holdings file in, findings with their evidence out. The result is a pure function of what is pinned here."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from clew.assess.coverage import coverage, left_out, searched
from clew.assess.facts import Facts
from clew.assess.findings import order_of_work, sayable
from clew.assess.reach import reach
from clew.assess.sectors import sector_signals, sectors_of
from clew.model.screening import Finding, Input, Screening, Section
from clew.portfolio.mapping import Mappings
from clew.work.clocks import Clocks
from clew.work.exposures import Reading, read_exposures
from clew.work.portfolio import Portfolio, keep_portfolio, read_portfolio
from clew.work.release import Packs, Release, load_packs, pin, prepare
from clew.work.remembering import mappings_for
from clew.work.rows import Rows
from clew.work.starter import load_starter
from clew.work.stores import Progress, Stores, silent
from clew.work.threads import read_facts

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
        heads: dataset → snapshot id, to screen against other snapshots than those in force.
        mapping: by which the holdings file is read; by default one that the workspace keeps for its heads, if any.
        mappings: by which each file is read instead, in the order of the files: copies in the books are read as they were.
    """

    path: Path
    clocks: Clocks
    books: tuple[Path, ...] = ()
    places: int = 1
    heads: Mapping[str, str] | None = None
    mapping: Path | None = None
    mappings: tuple[Mappings, ...] = ()


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was read for one screening: everything that the result is a function of."""

    portfolio: Portfolio
    release: Release
    reading: Reading
    facts: Facts
    head: str


def screen(stores: Stores, asked: Asked, progress: Progress = silent) -> Screening:
    """Screen a portfolio against everything that this workspace holds.

    Raises:
        InputError: the holdings file cannot be used.
        WorkspaceError: the workspace cannot be read or written.
    """
    looked = _look(stores, asked, progress)
    progress("Weighing what was found")
    portfolio, release, reading, facts = looked.portfolio, looked.release, looked.reading, looked.facts
    packs, clocks = release.packs, asked.clocks
    rows = Rows(portfolio, reading, packs.standards, release)
    found = _findings(looked, rows)
    told = [finding for finding in found if sayable(finding)]
    internal = tuple(rows.internal(finding) for finding in found if not sayable(finding))
    sections = {section: tuple(finding for finding in told if finding.section is section) for section in Section}
    sentences = packs.standards.sentences
    return Screening(
        title=f"Links to ask about: {portfolio.name}",
        heading=HEADING,
        portfolio_name=portfolio.name,
        as_of=clocks.as_of,
        known=clocks.known,
        counts=rows.counts(),
        weight_total=rows.weight_total(),
        weight_unseen=rows.funds().weight,
        reach=reach(sections[Section.FINDING]),
        findings=sections[Section.FINDING],
        historical=sections[Section.HISTORICAL],
        restrictions=sections[Section.RESTRICTION],
        affiliations=sections[Section.AFFILIATION],
        sector_signals=tuple(sector_signals(facts, sectors_of(facts), rows.without_thread(sections[Section.FINDING]), sentences)),
        candidates=(*rows.candidates(), *internal),
        rows=rows.plain(told),
        coverage=coverage(release.snapshots, reading.links, rows.funds(), sentences["not_assessed"], release.omitted),
        searched=searched(release.snapshots, packs.policy, clocks.as_of, release.marks),
        inputs=_inputs(portfolio, release, packs),
        chain_head=looked.head,
        notes=rows.notes(),
        left_out=left_out(release.omitted, release.snapshots),
        lookthrough=rows.lookthrough(),
    )


def _look(stores: Stores, asked: Asked, progress: Progress) -> _Looked:
    """Read the file, keep it in the books, pin the release, and read what the engine says of the two together."""
    progress(f"Reading {asked.path.name}")
    using = asked.mappings or (mappings_for(stores.folder, asked.mapping), mappings_for(stores.folder, None))
    portfolio = read_portfolio(asked.path, asked.books, using)
    load_starter(stores, progress)
    engine = stores.engine()
    try:
        keep_portfolio(stores, engine, portfolio, asked.path, asked.books)
        release = pin(stores, asked.clocks.as_of, asked.clocks.known, load_packs(), asked.heads)
        head = stores.ledger.head()
        prepare(stores, engine, release, progress)
        progress("Following the threads")
        reading = read_exposures(engine, release, asked.places)
        facts = read_facts(engine, release, reading.entities(), reading.threads.clusters())
    finally:
        engine.close()
    return _Looked(portfolio, release, reading, facts, head)


def _findings(looked: _Looked, rows: Rows) -> list[Finding]:
    """Each way to an issuer with each of its threads, in the order of work."""
    reading = looked.reading
    assessor = reading.threads.assessor(looked.release, looked.facts, looked.portfolio.name)
    found = [
        assessor.finding(rows.exposure(leaf, thread, looked.facts), thread)
        for leaf in reading.leaves
        if leaf.cluster_id
        for thread in reading.threads.by_issuer.get(leaf.cluster_id, ())
    ]
    return sorted(found, key=order_of_work)


def _inputs(portfolio: Portfolio, release: Release, packs: Packs) -> tuple[Input, ...]:
    """Everything that the result is a function of, with its hash."""
    files = [Input("holdings", Path(file.path).name, file.sha256) for file in (portfolio.file, *portfolio.more)]
    snapshots = [Input("snapshot", f"{one.version.dataset} {one.version.label}", one.content_hash) for one in release.snapshots]
    rules = [Input("pack", name, digest) for name, digest in packs.hashes.items()]
    mappings = [Input("mapping", one.name, one.sha256) for one in portfolio.mappings if one is not None]
    return (
        *files,
        *mappings,
        *snapshots,
        *rules,
        Input("decisions", "judgements in force", release.decisions_hash()),
        Input("decisions", "marks and corrections of sources", release.marks_hash()),
        Input("clew", version("clew"), ""),
    )
