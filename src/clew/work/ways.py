"""Ways: the other paths between a holding's issuer and a piece of evidence, for whoever asks how else they are linked."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from clew.model.screening import Finding
from clew.model.ways import Way
from clew.pack.policy import confidence
from clew.trace.alternatives import alternatives
from clew.trace.paths import Thread
from clew.work.clocks import Clocks
from clew.work.pinning import Pinned, pinned
from clew.work.stores import Progress, Stores, silent
from clew.work.threads import read_facts, read_issuers

_PLACES = 5


def ways(
    stores: Stores, findings: Sequence[Finding], clocks: Clocks, most: int, progress: Progress = silent
) -> Mapping[str, tuple[Way, ...]]:
    """For each finding (by its id) up to `most` other ways from its company to its evidence, the surest first.

    Args:
        stores: the workspace.
        findings: of one screening on these clocks.
        clocks: as-of and known.
        most: ways for each finding.
        progress: told what begins.

    Raises:
        WorkspaceError: the workspace cannot be read or written.
    """
    if not findings or most < 1:
        return {}
    with pinned(stores, clocks, progress) as held:
        progress("Looking for other ways")
        return _ways(held, findings, most)


def _ways(held: Pinned, findings: Sequence[Finding], most: int) -> Mapping[str, tuple[Way, ...]]:
    """The ways on the graph of a release."""
    engine, release = held.engine, held.release
    issuers = read_issuers(engine, release, {one.entity_id for one in findings}, _PLACES)
    known = {_stops(thread): thread for thread in issuers.all()}
    drawn = {one.id: known[stops] for one in findings if (stops := _stops_of(one)) in known}
    found = {
        ident: tuple(one for one in alternatives(engine, release.packs.policy, thread, most + 1) if one.hops != thread.hops)[:most]
        for ident, thread in drawn.items()
    }
    shown = replace(issuers, by_issuer={ident: threads for ident, threads in found.items() if threads})
    passed = {end for thread in shown.all() for hop in thread.hops for end in (hop.source_id, hop.target_id)}
    assessor = issuers.assessor(release, read_facts(engine, release, shown.entities(), passed), "")
    return {
        ident: tuple(Way(assessor.way(thread), confidence(thread.score), thread.historical) for thread in threads)
        for ident, threads in found.items()
    }


def _stops(thread: Thread) -> tuple[str, ...]:
    """What tells a thread from others of its company."""
    return (thread.cluster_id, thread.indicator, thread.evidence_id, *(hop.target_id for hop in thread.hops))


def _stops_of(finding: Finding) -> tuple[str, ...]:
    """The same, of the thread that a finding draws."""
    inner = [link for link in finding.path if link.kind != "lookthrough"]
    return (finding.entity_id, finding.indicator.code, inner[-1].target.entity_id, *(link.target.entity_id for link in inner[:-1]))
