"""What a prepared engine says of a portfolio: matches, ways through funds, threads, and the claims that findings quote."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from clew.assess.facts import Facts
from clew.engine.port import Engine
from clew.model.release import ClaimRow
from clew.resolve.holdings import holdings_plan
from clew.trace.bracket import Spot, Topic, read_around, upper_ends
from clew.trace.lookthrough import open_books
from clew.trace.paths import Thread, read_threads
from clew.work.portfolio import Place
from clew.work.release import Release, datasets

_LEAF = """
SELECT l.top_row, l.via, l.book, l.row_number, l.weight, coalesce(m.cluster_id, ''), coalesce(m.how, '')
FROM leaf l LEFT JOIN holding_match m ON m.book = l.book AND m.row_number = l.row_number
ORDER BY l.top_row, l.via, l.book, l.row_number
"""
_CLOSED = "SELECT top_row, via, book, row_number, weight FROM closed ORDER BY top_row, via, book, row_number"
_CANDIDATE = """
SELECT c.book, c.row_number, c.entity_id, e.dataset, c.how, n.name, c.alike_name, h.subject
FROM holding_candidate c JOIN entity e ON e.entity_id = c.entity_id JOIN cluster_name n ON n.cluster_id = c.cluster_id
JOIN holding h ON h.book = c.book AND h.row_number = c.row_number
ORDER BY c.book, c.row_number, c.entity_id
"""
_SUBJECT = "SELECT book, row_number, subject FROM holding ORDER BY book, row_number"
# Identities of an issuer, and the securities by which rows of the portfolio found it.
_PROOF = """
SELECT DISTINCT c.cluster_id, i.entity_id, i.right_id
FROM identity i JOIN cluster c ON c.entity_id = i.left_id JOIN wanted w ON w.cluster_id = c.cluster_id
WHERE i.status = 'usable' ORDER BY 1, 2
"""
_SECURITY = """
SELECT f.book, f.row_number, f.entity_id FROM (
  SELECT h.book, h.row_number, s.entity_id FROM holding h JOIN security s ON s.isin = h.isin WHERE h.isin <> '' AND s.status = 'usable'
  UNION
  SELECT h.book, h.row_number, s.entity_id FROM holding h JOIN security s ON s.mic || ':' || s.code = h.listing WHERE s.status = 'usable'
) AS f JOIN holding_match m ON m.book = f.book AND m.row_number = f.row_number ORDER BY 1, 2, 3
"""
_CLAIMS = """
SELECT DISTINCT claim_id, dataset, entity_id, schema, prop, value, lang, original, locator, source_url,
       stated_on, valid_from, valid_to, grade
FROM claims
WHERE entity_id IN (SELECT entity_id FROM wanted_entity)
   OR entity_id IN (SELECT c.value FROM claims c JOIN wanted_entity w ON w.entity_id = c.entity_id WHERE c.prop = 'notice')
   OR entity_id IN (SELECT c.entity_id FROM claims c JOIN wanted_entity w ON w.entity_id = c.value WHERE c.prop = 'inReplyTo')
ORDER BY entity_id, prop, claim_id
"""
_NAMES = "SELECT n.cluster_id, n.name, n.name_zh FROM cluster_name n JOIN wanted_name w ON w.cluster_id = n.cluster_id"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One way from the portfolio to a row that is no opened fund; `cluster_id` is its issuer, "" where none was matched."""

    top_row: int
    via: tuple[str, ...]
    place: Place
    weight: Decimal | None
    cluster_id: str
    how: str


@dataclass(frozen=True, slots=True)
class NameAlike:
    """An entity that a row resembles: `how` says in what, `alike` by which name; `subject` is the row's key for judgements."""

    place: Place
    entity_id: str
    dataset: str
    how: str
    name: str
    alike: str
    subject: str


@dataclass(frozen=True)
class Reading:
    """Everything that the engine says of one portfolio.

    Attributes:
        leaves: ways to rows; `closed`: ways that end at a fund within itself or too deep.
        alike: candidates; `subjects`: row → the key by which judgements follow it.
        threads: issuer → its threads; `upper`: (issuer, indicator, historical, end state) → recursive noisy-or.
        securities: row → the securities that it was found by; `identities`: issuer → (identity, list entry).
        restricted, positive: evidence of those kinds.
        links: link kind → links that are not historical.
    """

    leaves: tuple[Leaf, ...]
    closed: tuple[Leaf, ...]
    alike: tuple[NameAlike, ...]
    subjects: Mapping[Place, str]
    threads: Mapping[str, tuple[Thread, ...]]
    upper: Mapping[tuple[str, str, bool, str], float]
    securities: Mapping[Place, tuple[str, ...]]
    identities: Mapping[str, tuple[tuple[str, str], ...]]
    restricted: frozenset[str]
    positive: frozenset[str]
    links: Mapping[str, int]

    def entities(self) -> set[str]:
        """Every entity whose claims the findings quote: evidence, links, and the proofs of who a row is."""
        threads = [thread for found in self.threads.values() for thread in found]
        proofs = {entity for found in self.securities.values() for entity in found}
        proofs |= {entity for found in self.identities.values() for entity, _ in found}
        return proofs | {thread.evidence_id for thread in threads} | {hop.link_entity for thread in threads for hop in thread.hops}

    def clusters(self) -> set[str]:
        """Every cluster that stands on a path."""
        threads = [thread for found in self.threads.values() for thread in found]
        hops = [hop for thread in threads for hop in thread.hops]
        return {thread.cluster_id for thread in threads} | {end for hop in hops for end in (hop.source_id, hop.target_id)}


def read_exposures(engine: Engine, release: Release, places: int = 1) -> Reading:
    """Match the loaded portfolio, open its funds, and read the threads of every issuer found (`places` for each indicator)."""
    engine.run(holdings_plan(release.packs.names))
    open_books(engine)
    leaves = tuple(_leaf(row) for row in engine.fetch(_LEAF))
    wanted = sorted({leaf.cluster_id for leaf in leaves if leaf.cluster_id})
    threads, upper = read_cluster_threads(engine, release, wanted, places)
    evidence = engine.fetch("SELECT evidence_id, restriction, positive FROM evidence ORDER BY 1")
    return Reading(
        leaves=leaves,
        closed=tuple(_leaf((*row, "", "")) for row in engine.fetch(_CLOSED)),
        alike=tuple(NameAlike((str(row[0]), _int(row[1])), *(str(cell) for cell in row[2:])) for row in engine.fetch(_CANDIDATE)),
        subjects={(str(book), _int(row)): str(subject) for book, row, subject in engine.fetch(_SUBJECT)},
        threads=threads,
        upper=upper,
        securities=_grouped(((str(book), _int(row)), str(entity)) for book, row, entity in engine.fetch(_SECURITY)),
        identities=_grouped((str(cluster), (str(entity), str(entry))) for cluster, entity, entry in engine.fetch(_PROOF)),
        restricted=frozenset(str(row[0]) for row in evidence if row[1]),
        positive=frozenset(str(row[0]) for row in evidence if row[2]),
        links={
            str(kind): _int(count)
            for kind, count in engine.fetch("SELECT kind, count(*) FROM link WHERE historical = 0 GROUP BY kind ORDER BY kind")
        },
    )


def read_cluster_threads(
    engine: Engine, release: Release, clusters: Iterable[str], places: int
) -> tuple[Mapping[str, tuple[Thread, ...]], Mapping[tuple[str, str, bool, str], float]]:
    """The threads of issuers, and the upper end of each bracket."""
    longest = release.packs.policy.hops
    engine.load("wanted", {"cluster_id": "VARCHAR"}, [(cluster,) for cluster in sorted(set(clusters))])
    threads = read_threads(engine, places)
    starts: dict[Topic, set[Spot]] = {}
    for thread in threads:
        starts.setdefault(Topic(thread.indicator, thread.end_state), set()).add(Spot(thread.cluster_id, "own", int(thread.historical)))
    around = read_around(engine, longest)
    ends = {topic: upper_ends(around[topic], spots, longest) for topic, spots in starts.items()}
    upper = {
        (spot.entity_id, topic.indicator, bool(spot.historical), topic.end_state): value
        for topic, found in ends.items()
        for spot, value in found.items()
    }
    return _grouped((thread.cluster_id, thread) for thread in threads), upper


def read_facts(engine: Engine, release: Release, entities: Iterable[str], clusters: Iterable[str]) -> Facts:
    """The claims of the entities (with those of their notices, and of the priority sectors) and the names of the clusters."""
    sectors = engine.fetch("SELECT DISTINCT entity_id FROM claims WHERE schema = 'PrioritySector' ORDER BY 1")
    engine.load("wanted_entity", {"entity_id": "VARCHAR"}, [(entity,) for entity in sorted({*entities, *(str(row[0]) for row in sectors)})])
    engine.load("wanted_name", {"cluster_id": "VARCHAR"}, [(cluster,) for cluster in sorted(set(clusters))])
    claims = tuple(ClaimRow(*(str(cell) for cell in row)) for row in engine.fetch(_CLAIMS))
    names = {str(cluster): (str(name), str(name_zh)) for cluster, name, name_zh in engine.fetch(_NAMES)}
    return Facts(claims, names, datasets(release.snapshots))


def _leaf(row: tuple[object, ...]) -> Leaf:
    """A row of the query as a leaf."""
    top_row, via, book, row_number, weight, cluster, how = row
    ways = tuple(str(via).split("\x1f")) if via else ()
    return Leaf(_int(top_row), ways, (str(book), _int(row_number)), weight if isinstance(weight, Decimal) else None, str(cluster), str(how))


def _int(cell: object) -> int:
    """A whole number of the engine."""
    return int(str(cell))


def _grouped(pairs: Iterable[tuple[object, object]]) -> Mapping:  # type: ignore[type-arg]  # keys and values are as the caller gives them
    """Key → the values that came with it, in order."""
    found: dict[object, list[object]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}
