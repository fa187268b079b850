"""Company: what the loaded sources say of one organisation, whoever holds it."""

from msgspec import Struct

from clew.assess.coverage import left_out
from clew.assess.findings import Exposure, order_of_work, sayable
from clew.engine.plan import Plan, Step
from clew.engine.port import Engine
from clew.errors import Fault, NotFoundError
from clew.model.release import PlaceRow
from clew.model.screening import Finding, HoldingRef, LeftOut
from clew.pack.wording import load_word_rules
from clew.report.wording import refuse_unfair_findings
from clew.resolve.name_keys import name_key_sql
from clew.work.clocks import Clocks
from clew.work.pinning import pinned
from clew.work.release import Release
from clew.work.stores import Progress, Stores, silent
from clew.work.threads import read_facts, read_issuers

_SHOWN = 12
_PLACES = 5
_FIND = """
SELECT DISTINCT c.cluster_id, m.name, m.name_zh,
       min(CASE WHEN n.name_key = w.name_key THEN 0 WHEN n.entity_id = w.name OR i.value = upper(w.name) THEN 0 ELSE 1 END) AS distance
FROM asked_key w
JOIN entity_name n ON instr(n.name_key, w.name_key) > 0 OR n.entity_id = w.name
JOIN cluster c ON c.entity_id = n.entity_id
JOIN cluster_name m ON m.cluster_id = c.cluster_id
LEFT JOIN identifier i ON i.entity_id = n.entity_id
GROUP BY c.cluster_id, m.name, m.name_zh ORDER BY distance, m.name, c.cluster_id
"""
_BY_IDENTIFIER = """
SELECT DISTINCT c.cluster_id, m.name, m.name_zh, 0 FROM asked_key w
JOIN identifier i ON i.value = upper(w.name) OR (i.kind = 'listing' AND substr(i.value, instr(i.value, ':') + 1) = upper(w.name))
JOIN cluster c ON c.entity_id = i.entity_id JOIN cluster_name m ON m.cluster_id = c.cluster_id ORDER BY m.name, c.cluster_id
"""
_NAMES = """
SELECT DISTINCT n.name, n.dataset
FROM entity_name n JOIN cluster c ON c.entity_id = n.entity_id JOIN wanted w ON w.cluster_id = c.cluster_id ORDER BY 1, 2
"""
_IDS = """
SELECT DISTINCT i.kind, i.value
FROM identifier i JOIN cluster c ON c.entity_id = i.entity_id JOIN wanted w ON w.cluster_id = c.cluster_id ORDER BY 1, 2
"""

_PLACED = """
SELECT DISTINCT l.claim_id, coalesce(p.name, l.value) || coalesce(', ' || o.name, '') AS place, l.original, l.dataset, l.locator
FROM claims l JOIN cluster c ON c.entity_id = l.entity_id JOIN wanted w ON w.cluster_id = c.cluster_id
LEFT JOIN place_name p ON p.entity_id = l.value
LEFT JOIN (SELECT DISTINCT entity_id, value FROM claims WHERE prop = 'parent' AND schema = 'Place') AS up ON up.entity_id = l.value
LEFT JOIN place_name o ON o.entity_id = up.value
WHERE l.prop = 'locatedIn' ORDER BY 2, 4, 5
"""
_PLACE_NAMES = """
SELECT entity_id, max(value) AS name FROM claims WHERE schema = 'Place' AND prop = 'name' AND lang = 'eng' GROUP BY entity_id
"""


class Company(Struct, frozen=True):
    """One organisation.

    Attributes:
        entity_id, name, name_zh: its cluster and how a report prints it.
        names: every name, with the dataset that uses it; `identifiers`: kind and value.
        places: where its addresses are, of those that lie in a region that clew knows.
        findings: what it reaches, every section, most severe first.
        others: further organisations of a like name (id, name), when the words asked for fit several.
        searched: the sources and their versions.
        left_out: versions of sources that are held and were not searched.
    """

    entity_id: str
    name: str
    name_zh: str
    names: tuple[tuple[str, str], ...]
    identifiers: tuple[tuple[str, str], ...]
    places: tuple[PlaceRow, ...]
    findings: tuple[Finding, ...]
    others: tuple[tuple[str, str], ...]
    searched: tuple[tuple[str, str], ...]
    left_out: tuple[LeftOut, ...]


def company(stores: Stores, name: str, clocks: Clocks, progress: Progress = silent) -> Company:
    """What the release says of the organisation whose name, id, ISIN or exchange code is given.

    Raises:
        NotFoundError: no source speaks of it; that is a statement about the sources.
        RefusedError: a generated text says what may not be said.
    """
    with pinned(stores, clocks, progress) as held:
        told = _read(held.engine, held.release, organisations(held.engine, held.release, name))
    refuse_unfair_findings(told.findings, load_word_rules())
    return told


def organisations(engine: Engine, release: Release, name: str) -> list[tuple[str, str, str]]:
    """Clusters that fit a name, an id, an ISIN or an exchange code (id, name, Chinese name), the nearest first; at least one.

    Raises:
        NotFoundError: no source speaks of it; that is a statement about the sources.
    """
    found = _search(engine, release, name)
    if not found:
        lists = ", ".join(one.version.dataset for one in release.snapshots)
        raise NotFoundError(
            Fault(
                f"no information found on “{name}” in {lists} as of {release.as_of}",
                "Try part of the name, its Chinese name or an ISIN.",
            )
        )
    return found


def _search(engine: Engine, release: Release, name: str) -> list[tuple[str, str, str]]:
    """Clusters that fit, the nearest first."""
    engine.load("asked", {"name": "VARCHAR"}, [(name.strip(),)])
    key = name_key_sql("name", release.packs.names)
    engine.load("asked_key", {"name": "VARCHAR", "name_key": "VARCHAR"}, engine.fetch(f"SELECT name, {key} FROM asked"))  # noqa: S608 - the expression is ours
    rows = engine.fetch(_BY_IDENTIFIER) or engine.fetch(_FIND)
    exact = [row for row in rows if row[3] == 0]
    return [(str(row[0]), str(row[1]), str(row[2])) for row in (exact or rows)]


def _read(engine: Engine, release: Release, found: list[tuple[str, str, str]]) -> Company:
    """Names, identifiers and threads of the first."""
    cluster, name, name_zh = found[0]
    threads = read_issuers(engine, release, [cluster], _PLACES)
    facts = read_facts(engine, release, threads.entities(), {cluster, *threads.clusters()})
    assessor = threads.assessor(release, facts, name)
    exposure = Exposure(HoldingRef(0, name, "", None, ()), cluster, cluster, ())
    findings = (assessor.finding(exposure, thread) for thread in threads.all())
    return Company(
        entity_id=cluster,
        name=name,
        name_zh=name_zh,
        names=tuple((str(one), str(dataset)) for one, dataset in engine.fetch(_NAMES)),
        identifiers=tuple((str(kind), str(value)) for kind, value in engine.fetch(_IDS)),
        places=_places(engine),
        findings=tuple(sorted(filter(sayable, findings), key=order_of_work)),
        others=tuple((one[0], one[1]) for one in found[1 : _SHOWN + 1]),
        searched=tuple((one.version.dataset, one.version.published) for one in release.snapshots),
        left_out=left_out(release.omitted, release.snapshots),
    )


def _places(engine: Engine) -> tuple[PlaceRow, ...]:
    """Where the addresses of the wanted organisation are."""
    engine.run(Plan("places", (Step("place_name", _PLACE_NAMES, "what places are called"),)))
    return tuple(PlaceRow(*map(str, row)) for row in engine.fetch(_PLACED))
