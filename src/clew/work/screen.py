"""Screen: a holdings file in, findings with their evidence out. The result is a pure function of what is pinned here."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from clew.assess.coverage import coverage, left_out, searched
from clew.assess.facts import Facts
from clew.assess.findings import order_of_work, sayable
from clew.assess.reach import reach
from clew.assess.rules import unverified
from clew.assess.sectors import Traded, sector_signals, sectors_of
from clew.ledger.store import LastScreened
from clew.model.screening import Finding, Screening, Section
from clew.pack.policy import Policy
from clew.trace.paths import Thread
from clew.work.basket import Basket, basket_of
from clew.work.clocks import Clocks
from clew.work.exposures import Leaf, Reading, read_exposures
from clew.work.goods import read_goods
from clew.work.keeping import Filing, keep, read_given
from clew.work.pinning import Pinned, pinned
from clew.work.release import Release, release_inputs
from clew.work.rows import Rows
from clew.work.shelf import shelf_of, with_kept_books
from clew.work.stores import Progress, Stores, silent
from clew.work.threads import read_facts

HEADING = "Internal working paper. Companies not yet asked. Not for publication."
"""Stands on every output until a gate releases it."""


class Asked(Struct, frozen=True):
    """A file to screen.

    Attributes:
        path: the holdings file.
        clocks: as-of and known.
        books: further files with books of funds.
        places: how many threads to show for each holding and indicator.
        heads: dataset → snapshot id, to screen against other snapshots than those in force.
        filing: under which name and day it is kept, by default those that the file states; and by which mapping it is read.
    """

    path: Path
    clocks: Clocks
    books: tuple[Path, ...] = ()
    places: int = 1
    heads: Mapping[str, str] | None = None
    filing: Filing = Filing()


class View(Struct, frozen=True):
    """How to look: see `Asked`; `policy` is the link policy, where it is not the one in force."""

    clocks: Clocks
    places: int = 1
    heads: Mapping[str, str] | None = None
    policy: Policy | None = None


class Told(Struct, frozen=True):
    """A finding with the way and the thread that it was made of."""

    finding: Finding
    leaf: Leaf
    thread: Thread


class Looked(Struct, frozen=True):
    """What was read for one screening: everything that the result is a function of."""

    basket: Basket
    release: Release
    reading: Reading
    facts: Facts
    head: str
    goods: Mapping[str, tuple[Traded, ...]]


def screen(stores: Stores, asked: Asked, progress: Progress = silent) -> Screening:
    """Screen a holdings file against everything that this workspace holds; the file is kept as a version of its portfolio.

    Raises:
        InputError: the holdings file cannot be used.
        WorkspaceError: the workspace cannot be read or written.
    """
    progress(f"Reading {asked.path.name}")
    portfolio = read_given(stores, (asked.path, *asked.books), asked.filing)
    added = keep(stores, portfolio, (asked.path, *asked.books), asked.filing)
    stores.ledger.portfolios.record_screened(LastScreened("", added.kept.portfolio, added.kept.version_id, added.kept.day))
    basket = basket_of(portfolio, added.name, added.kept.day) if asked.filing.name else basket_of(portfolio)
    return screen_basket(stores, basket, View(asked.clocks, asked.places, asked.heads), progress)


def screen_basket(stores: Stores, basket: Basket, view: View, progress: Progress = silent) -> Screening:
    """Screen what was read already against everything that this workspace holds.

    Raises:
        WorkspaceError: the workspace cannot be read or written.
    """
    opened = with_kept_books(stores, basket, shelf_of(stores))
    with pinned(stores, view.clocks, progress, view.heads, view.policy) as held:
        progress("Following the threads")
        looked = look(held, opened, view.places)
    progress("Weighing what was found")
    return weigh(looked, findings_of(looked))


def look(held: Pinned, basket: Basket, places: int = 1) -> Looked:
    """Read what the engine says of a basket and the release together."""
    basket.load(held.engine)
    reading = read_exposures(held.engine, held.release, places)
    facts = read_facts(held.engine, held.release, reading.entities(), reading.threads.clusters())
    goods = read_goods(held.engine, held.release, (leaf.cluster_id for leaf in reading.leaves))
    return Looked(basket, held.release, reading, facts, held.head, goods)


def findings_of(looked: Looked) -> list[Told]:
    """Each way to an issuer with each of its threads, in the order of work."""
    reading, rows = looked.reading, _rows(looked)
    assessor = reading.threads.assessor(looked.release, looked.facts, looked.basket.name)
    found = [
        Told(assessor.finding(rows.exposure(leaf, thread, looked.facts), thread), leaf, thread)
        for leaf in reading.leaves
        if leaf.cluster_id
        for thread in reading.threads.by_issuer.get(leaf.cluster_id, ())
    ]
    return sorted(found, key=lambda one: order_of_work(one.finding))


def weigh(looked: Looked, told: Sequence[Told]) -> Screening:
    """The screening that these findings make."""
    basket, release, reading, facts = looked.basket, looked.release, looked.reading, looked.facts
    packs, rows = release.packs, _rows(looked)
    said = [one.finding for one in told if sayable(one.finding)]
    internal = tuple(rows.internal(one.finding) for one in told if not sayable(one.finding))
    sections = {section: tuple(finding for finding in said if finding.section is section) for section in Section}
    sentences, lines = packs.standards.sentences, rows.without_thread(sections[Section.FINDING], looked.goods)
    return Screening(
        title=f"Links to ask about: {basket.name}",
        heading=HEADING,
        portfolio_name=basket.name,
        as_of=release.as_of,
        known=release.known,
        counts=rows.counts(),
        weight_total=rows.weight_total(),
        weight_unseen=rows.funds().weight,
        reach=reach(sections[Section.FINDING]),
        findings=sections[Section.FINDING],
        historical=sections[Section.HISTORICAL],
        restrictions=sections[Section.RESTRICTION],
        affiliations=sections[Section.AFFILIATION],
        sector_signals=tuple(sector_signals(facts, sectors_of(facts), lines, sentences, packs.shares)),
        candidates=(*rows.candidates(), *internal),
        rows=rows.plain(said),
        coverage=coverage(release.snapshots, reading.links, rows.funds(), sentences["not_assessed"], release.omitted),
        searched=searched(release.snapshots, packs.policy, release.as_of, release.marks),
        inputs=(*basket.inputs, *release_inputs(release)),
        chain_head=looked.head,
        notes=(*rows.notes(), *unverified(packs.policy)),
        left_out=left_out(release.omitted, release.snapshots),
        identified=rows.identified(),
        lookthrough=rows.lookthrough(),
    )


def _rows(looked: Looked) -> Rows:
    return Rows(looked.basket, looked.reading, looked.release.packs.standards, looked.release)
