"""A made-up world to find threads in: a scale-free forest of owners, supply with cycles and hubs, contracts and programmes, evidence.

The shape follows what registers and shipment records look like: six of ten companies have an owner, half of these the head of a group and
half some subsidiary that was there before, which makes a few very large groups and many small ones; one in eight is a joint venture, and
some listed companies hold one another. Buyers and suppliers are drawn by powers of a uniform number, so that a few have very many. Most
links of supply go from a higher tier to a lower one, the rest make cycles. A third of the supply links say which goods.
Evidence lies on unlisted companies of lower tiers; fifteen of a hundred are drawn by how many buy from them: the hubs.
Each link of ownership is read in both directions, as the policy reads it, and so is each link of supply; `count` counts a link of
supply once.
"""

from pathlib import Path

import duckdb
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from clew.pack.goods import Goods
from clew.pack.policy import Policy, score

LISTED, LEAST = 0.05, 5_000
"""Share of companies that are listed, and the least number of them."""
_GRADES = ("G1", "G2", "G3", "G4", "G5")
_OWNED, _PURE, _JOINT, _CROSS = 0.6, 0.6, 0.12, 0.002
_LINKS = 2.8
_OTHER = 0.07
_TOLD = 1 / 3
_HUBS = 0.15
_INDICATORS = 12
_TIERS = 5
_DOWNWARD = 0.75
_SPREAD, _IDS = 618_033_989, 1_000_000_000
"""By what numbers are multiplied to be ids, of which there are so many: the two have no divisor in common, so that no two meet."""

Whole = NDArray[np.int64]


class World(Struct, frozen=True):
    """Where the tables of a world are, and how large it is.

    Attributes:
        folder: `link.parquet` and `evidence.parquet`, as the stage of links makes them.
        companies, listed: how many; the listed ones have the smallest numbers.
        count: links, a link of supply once; `rows`: links as they are read, both ways.
        evidence: pieces of evidence.
    """

    folder: Path
    companies: int
    listed: int
    count: int
    rows: int
    evidence: int

    def holdings(self, many: int) -> list[str]:
        """Issuers that an investor holds: listed companies, drawn at random."""
        source = np.random.default_rng(many)
        return [name(int(at)) for at in np.sort(source.choice(self.listed, min(many, self.listed), replace=False))]


def name(company: int) -> str:
    """The id of a company, in no order that has to do with its number, as in registers: holdings lie apart from each other."""
    return f"c{company * _SPREAD % _IDS:09d}"


def _name_sql(company: str) -> str:
    """The same as SQL of the company's number."""
    return f"'c' || lpad(({company}::BIGINT * {_SPREAD} % {_IDS})::VARCHAR, 9, '0')"


def make_world(folder: Path, companies: int, share: float, policy: Policy, goods: Goods) -> World:
    """Write a world of so many companies, of which a `share` carries evidence."""
    source = np.random.default_rng(companies)
    listed = min(max(int(LISTED * companies), LEAST), companies // 2)
    links = [*_owners(source, companies, listed)]
    supply_tier = np.minimum(source.geometric(0.35, companies) - 1, _TIERS)
    supply_tier[:listed] = np.minimum(supply_tier[:listed], 2)
    wanted = int(_LINKS * companies) - 2 * sum(len(one.source) for one in links)
    links.append(_supply(source, supply_tier, int(wanted * (1 - _OTHER)), len(goods.lines)))
    links.append(_others(source, companies, int(wanted * _OTHER)))
    rows = _write_links(folder / "link.parquet", links, policy, goods)
    bought = np.bincount(links[-2].target, minlength=companies)
    marked = _marked(source, supply_tier, listed, bought, max(1, int(companies * share)))
    _write_evidence(folder / "evidence.parquet", source, marked, policy)
    count = 2 * sum(len(one.source) for one in links[:-2]) + sum(len(one.source) for one in links[-2:])
    return World(folder, companies, listed, count, rows, len(marked))


class _Links(Struct, frozen=True):
    """Links of one sort: `held` is 1 where a stake controls; `goods` the number of a line, 0 unknown."""

    kind: str
    source: Whole
    target: Whole
    grade: Whole
    held: Whole
    goods: Whole


def _links(kind: str, ends: tuple[Whole, Whole], grade: Whole, held: Whole | None = None, goods: Whole | None = None) -> _Links:
    """Without links of a company to itself."""
    apart = ends[0] != ends[1]
    nothing = np.zeros(len(apart), np.int64)
    return _Links(
        kind,
        ends[0][apart],
        ends[1][apart],
        grade[apart],
        (nothing if held is None else held)[apart],
        (nothing if goods is None else goods)[apart],
    )


def _owners(source: np.random.Generator, companies: int, listed: int) -> list[_Links]:
    """A forest of owners, joint ventures, and holdings of listed companies in one another."""
    owned = np.arange(listed, companies)[source.random(companies - listed) < _OWNED]
    heads = np.minimum((listed * source.random(len(owned)) ** 2.5).astype(np.int64), listed - 1)
    before = owned[(np.arange(len(owned)) * source.random(len(owned))).astype(np.int64)]
    owner = np.where(source.random(len(owned)) < 1 / 2, heads, before)
    stake = np.where(source.random(len(owned)) < _PURE, 1.0, source.uniform(0.1, 1, len(owned)))
    joint = owned[source.random(len(owned)) < _JOINT]
    cross = int(_CROSS * companies)
    ends = (
        np.concatenate([owner, source.integers(0, companies, len(joint)), source.integers(0, listed, cross)]),
        np.concatenate([owned, joint, source.integers(0, listed, cross)]),
    )
    shares = np.concatenate([stake, source.uniform(0.05, 0.5, len(joint)), source.uniform(0.02, 0.3, cross)])
    grade = source.choice(5, len(shares), p=(0.5, 0.25, 0.15, 0.05, 0.05))
    return [_links("owns", ends, grade, (shares >= 1 / 2).astype(np.int64))]


def _supply(source: np.random.Generator, tier: Whole, many: int, lines: int) -> _Links:
    """Who buys from whom: few have very many, and some links lead back up."""
    companies = len(tier)
    order, tried = source.permutation(companies), int(many * 1.35)
    buyer = order[np.minimum((companies * source.random(tried) ** 1.9).astype(np.int64), companies - 1)]
    seller = order[::-1][np.minimum((companies * source.random(tried) ** 2.2).astype(np.int64), companies - 1)]
    kept = np.flatnonzero((tier[seller] >= tier[buyer]) | (source.random(tried) > _DOWNWARD))[:many]
    told = source.random(len(kept)) < _TOLD
    # A company sells one line of goods, told or not.
    line = np.where(told, seller[kept] % lines + 1, 0)
    grade = source.choice(5, len(kept), p=(0.1, 0.3, 0.3, 0.2, 0.1))
    return _links("supplied_by", (buyer[kept], seller[kept]), grade, goods=line)


def _others(source: np.random.Generator, companies: int, many: int) -> _Links:
    """Contracts, partners, hosts and programmes: written as contracts, and told apart when they are read."""
    order = source.permutation(companies)
    ends = (order[source.integers(0, companies, many)], order[companies - 1 - (companies * source.random(many) ** 2).astype(np.int64)])
    return _links("other", ends, source.choice(5, many), source.integers(0, 4, many))


def _marked(source: np.random.Generator, tier: Whole, listed: int, bought: Whole, many: int) -> Whole:
    """Companies that carry evidence: hubs by how many buy from them, the rest at random."""
    able = np.flatnonzero(tier >= 1)
    able = able[able >= listed]
    weight = bought[able] + 1e-9
    hubs = source.choice(able, max(1, int(many * _HUBS)), replace=False, p=weight / weight.sum())
    rest = np.setdiff1d(source.choice(able, many, replace=False), hubs)[: many - len(hubs)]
    return np.concatenate([hubs, rest])


# Both readings of a claim have the claim's entity; ids of links are in the order of the rows, so that to number them is no sort.
_READ = f"""
SELECT *, row_number() OVER (ORDER BY claim, kind) AS number,
       'l' || lpad(claim::VARCHAR, 10, '0') || '|' || kind AS link_id, 'claim ' || claim AS link_entity,
       {_name_sql("source")} AS source_id, {_name_sql("target")} AS target_id
FROM (
  SELECT claim, source, target, grade, goods,
         CASE kind WHEN 'other' THEN ['contract', 'hosting', 'partner', 'programme'][held + 1] ELSE kind END AS kind,
         CASE kind WHEN 'owns' THEN CASE held WHEN 1 THEN 'controlled' ELSE 'minority' END ELSE 'any' END AS held
  FROM made
  UNION ALL
  SELECT claim, target, source, grade, goods, CASE kind WHEN 'owns' THEN 'parent' ELSE 'sells_to' END,
         CASE kind WHEN 'owns' THEN CASE held WHEN 1 THEN 'controlled' ELSE 'minority' END ELSE 'any' END
  FROM made WHERE kind IN ('owns', 'supplied_by')
)
"""  # noqa: S608 - names of ours
_LINK = """
COPY (
  SELECT r.link_id, r.kind, r.link_entity, r.source_id, r.target_id, s.grade, s.score, '' AS share_low, '' AS share_high,
         '2026-01-01' AS stated_on, r.held, 0::BIGINT AS historical, 'family ' || r.claim % 7 AS family,
         coalesce(g.line, '') AS line, r.number
  FROM ({read}) AS r JOIN link_score s ON s.kind = r.kind AND s.place = r.grade LEFT JOIN goods_number g ON g.number = r.goods
  ORDER BY r.number
) TO '{path}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 16384)
"""


def _write_links(path: Path, links: list[_Links], policy: Policy, goods: Goods) -> int:
    """The links as they are read, both ways; says how many."""
    first, connection = 0, duckdb.connect()
    for at, one in enumerate(links):
        made = {"source": one.source, "target": one.target, "grade": one.grade, "held": one.held, "goods": one.goods}
        connection.register("columns", {**made, "claim": np.arange(first, first + len(one.source))})
        select = f"SELECT claim, source, target, grade, held, goods, '{one.kind}' AS kind FROM columns"  # noqa: S608 - kinds of ours
        connection.execute(f"CREATE TABLE made AS {select}" if at == 0 else f"INSERT INTO made {select}")
        connection.unregister("columns")
        first += len(one.source)
    connection.execute("CREATE TABLE link_score (kind VARCHAR, place BIGINT, grade VARCHAR, score BIGINT)")
    scores = [(row.kind, at, grade, score(policy.confidence[row.kind, grade])) for row in policy.rows for at, grade in enumerate(_GRADES)]
    connection.executemany("INSERT INTO link_score VALUES (?, ?, ?, ?)", scores)
    connection.execute("CREATE TABLE goods_number (line VARCHAR, number BIGINT)")
    connection.executemany("INSERT INTO goods_number VALUES (?, ?)", list(goods.number.items()))
    written = connection.execute(_LINK.format(read=_READ, path=path)).fetchall()[0][0]
    connection.close()
    return int(written)


_EVIDENCE = """
COPY (
  SELECT 'proof ' || lpad(nth::VARCHAR, 8, '0') AS evidence_id, {company} AS cluster_id,
         'I-' || lpad(indicator::VARCHAR, 2, '0') AS indicator, s.grade, 0::BIGINT AS historical, 0::BIGINT AS restriction,
         0::BIGINT AS positive, 'listing' AS form, 'family ' || nth % 5 AS family, s.score, 1::BIGINT AS travels
  FROM columns JOIN evidence_score s ON s.place = columns.grade ORDER BY 1
) TO '{path}' (FORMAT parquet)
"""


def _write_evidence(path: Path, source: np.random.Generator, marked: Whole, policy: Policy) -> None:
    """A piece of evidence at each marked company, of one of twelve indicators, the first ones more often."""
    odds = 1 / np.arange(1, _INDICATORS + 1)
    indicator = source.choice(_INDICATORS, len(marked), p=odds / odds.sum())
    connection = duckdb.connect()
    made = {"nth": np.arange(len(marked)), "company": marked, "indicator": indicator, "grade": source.choice(5, len(marked))}
    connection.register("columns", made)
    connection.execute("CREATE TABLE evidence_score (place BIGINT, grade VARCHAR, score BIGINT)")
    scores = [(at, grade, score(policy.confidence["evidence", grade])) for at, grade in enumerate(_GRADES)]
    connection.executemany("INSERT INTO evidence_score VALUES (?, ?, ?)", scores)
    connection.execute(_EVIDENCE.format(path=path, company=_name_sql("company")))
    connection.close()
