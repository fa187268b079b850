"""What a prepared engine says of a portfolio: matches, ways through funds, candidates, and the threads of its issuers."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from msgspec import Struct

from clew.engine.port import Cell, Engine, Row
from clew.portfolio.opening import Place
from clew.resolve.decisions import PROPOSED
from clew.resolve.holdings import OTHER_NAME, holdings_plan
from clew.trace.lookthrough import Shares, open_books, read_shares
from clew.trace.reached import LED, look_up_asked
from clew.work.release import Release
from clew.work.threads import IssuerThreads, grouped, read_issuers

_LEAF = """
SELECT l.root, l.top_row, l.via, l.book, l.row_number, l.weight, coalesce(m.cluster_id, ''), coalesce(m.how, '')
FROM leaf l LEFT JOIN holding_match m ON m.book = l.book AND m.row_number = l.row_number
ORDER BY l.root, l.top_row, l.via, l.book, l.row_number
"""
_CLOSED = "SELECT root, top_row, via, book, row_number, weight FROM closed ORDER BY root, top_row, via, book, row_number"
# A name alone, or a code that went to another company, is worth a person's time where it leads to evidence: a register of a million
# companies resembles every holding.
_CANDIDATE = """
SELECT c.book, c.row_number, c.entity_id, e.dataset, c.how, n.name, c.alike_name, h.subject, coalesce(p.entity_id, ''), c.cluster_id
FROM holding_candidate c JOIN entity e ON e.entity_id = c.entity_id JOIN cluster_name n ON n.cluster_id = c.cluster_id
JOIN holding h ON h.book = c.book AND h.row_number = c.row_number
LEFT JOIN ({leading}) AS v ON v.cluster_id = c.cluster_id
LEFT JOIN (
  SELECT book, row_number, cluster_id, min(entity_id) AS entity_id FROM judged WHERE verdict = '{proposed}'
  GROUP BY book, row_number, cluster_id
) AS p ON p.book = c.book AND p.row_number = c.row_number AND p.cluster_id = c.cluster_id
WHERE v.cluster_id IS NOT NULL OR (substr(c.how, 1, 4) <> 'name' AND c.how <> '{other_name}')
ORDER BY c.book, c.row_number, c.entity_id
"""
_SUBJECT = "SELECT book, row_number, subject FROM holding ORDER BY book, row_number"
_DOUBTED = f"SELECT DISTINCT book, row_number FROM stated WHERE doubt = '{OTHER_NAME}' ORDER BY book, row_number"  # noqa: S608 - words of ours
# Identities of an issuer, and the securities by which rows of the portfolio found it.
_PROOF = """
SELECT DISTINCT c.cluster_id, i.entity_id, i.right_id
FROM identity i JOIN cluster c ON c.entity_id = i.left_id JOIN wanted w ON w.cluster_id = c.cluster_id
WHERE i.status = 'usable' ORDER BY 1, 2
"""
# What is said of a security proves whose it is; where nothing is, what is said of the company itself.
_SECURITY = """
SELECT DISTINCT s.book, s.row_number, s.said_by
FROM stated s JOIN holding_match m ON m.book = s.book AND m.row_number = s.row_number AND m.cluster_id = s.cluster_id
LEFT JOIN (SELECT DISTINCT book, row_number, cluster_id FROM stated WHERE signals < 3 AND said_by <> entity_id) AS k
  ON k.book = s.book AND k.row_number = s.row_number AND k.cluster_id = s.cluster_id
WHERE s.signals < 3 AND (s.said_by <> s.entity_id OR k.book IS NULL) ORDER BY 1, 2, 3
"""


class Leaf(Struct, frozen=True):
    """One way from a root book to a row that is no opened fund; `cluster_id` is its issuer, "" where none was matched."""

    root: str
    top_row: int
    via: tuple[str, ...]
    place: Place
    weight: Decimal | None
    cluster_id: str
    how: str


class NameAlike(Struct, frozen=True):
    """An entity that a row resembles: `how` says in what, `alike` by which name; `subject` is the row's key for judgements.

    `proposed` is the entity with which one person judged the row to be one, "" where nobody did; `cluster_id` the entity's company.
    """

    place: Place
    entity_id: str
    dataset: str
    how: str
    name: str
    alike: str
    subject: str
    proposed: str = ""
    cluster_id: str = ""


class Reading(Struct, frozen=True):
    """Everything that the engine says of one portfolio.

    Attributes:
        leaves: ways to rows; `closed`: ways that end at a fund within itself or too deep; `shares`: their sums.
        alike: candidates; `subjects`: row → the key by which judgements follow it.
        doubted: rows with an identifier that a source gives to a company of another name.
        threads: of every issuer that a row was matched to.
        securities: row → the entities whose claims identify it, a security or the company itself.
        identities: issuer → (identity, list entry).
        links: link kind → links that are not historical.
    """

    leaves: tuple[Leaf, ...]
    closed: tuple[Leaf, ...]
    shares: Shares
    alike: tuple[NameAlike, ...]
    doubted: frozenset[Place]
    subjects: Mapping[Place, str]
    threads: IssuerThreads
    securities: Mapping[Place, tuple[str, ...]]
    identities: Mapping[str, tuple[tuple[str, str], ...]]
    links: Mapping[str, int]

    def entities(self) -> set[str]:
        """Every entity whose claims the findings quote: evidence, links, and the proofs of who a row is."""
        proofs = {entity for found in self.securities.values() for entity in found}
        proofs |= {entity for found in self.identities.values() for entity, _ in found}
        return proofs | self.threads.entities()


def read_exposures(engine: Engine, release: Release, places: int = 1) -> Reading:
    """Match the loaded portfolio, open its funds, and read the threads of every issuer found (`places` for each indicator)."""
    engine.run(holdings_plan(release.packs.names))
    open_books(engine)
    leaves = tuple(leaves_of(engine.fetch(_LEAF)))
    wanted = sorted({leaf.cluster_id for leaf in leaves if leaf.cluster_id})
    return Reading(
        leaves=leaves,
        closed=tuple(leaves_of((*row, "", "") for row in engine.fetch(_CLOSED))),
        shares=read_shares(engine),
        alike=read_alike(engine),
        doubted=frozenset((str(book), _int(row)) for book, row in engine.fetch(_DOUBTED)),
        subjects={(str(book), _int(row)): str(subject) for book, row, subject in engine.fetch(_SUBJECT)},
        threads=read_issuers(engine, release, wanted, places),
        securities=grouped(((str(book), _int(row)), str(entity)) for book, row, entity in engine.fetch(_SECURITY)),
        identities=grouped((str(cluster), (str(entity), str(entry))) for cluster, entity, entry in engine.fetch(_PROOF)),
        links={
            str(kind): _int(count)
            for kind, count in engine.fetch("SELECT kind, count(*) FROM link WHERE historical = 0 GROUP BY kind ORDER BY kind")
        },
    )


def read_alike(engine: Engine) -> tuple[NameAlike, ...]:
    """The entities that rows of the loaded portfolio resemble, by row: those that are worth a person's time."""
    look_up_asked(engine, "SELECT cluster_id FROM holding_candidate")
    rows = engine.fetch(_CANDIDATE.format(other_name=OTHER_NAME, leading=LED, proposed=PROPOSED))
    return tuple(NameAlike((str(row[0]), _int(row[1])), *(str(cell) for cell in row[2:])) for row in rows)


def leaves_of(rows: Iterable[Row]) -> Iterator[Leaf]:
    """Rows of the query as leaves; a way that many rows share is taken apart once."""
    known: dict[str, tuple[str, ...]] = {"": ()}
    for root, top_row, via, book, row_number, weight, cluster, how in rows:
        text = str(via)
        ways = known.get(text)
        if ways is None:
            ways = known.setdefault(text, tuple(text.split("\x1f")))
        share = weight if isinstance(weight, Decimal) else None
        yield Leaf(str(root), _int(top_row), ways, (str(book), _int(row_number)), share, str(cluster), str(how))


def _int(cell: Cell) -> int:
    """A whole number of the engine."""
    return cell if isinstance(cell, int) else int(str(cell))
