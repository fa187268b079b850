"""Records of ownership around one company: the stage that holds all of them, and the part of it that a question is about."""

from collections.abc import Sequence

from msgspec import Struct

from clew.engine.port import Engine
from clew.lake.caches import key_of
from clew.model.ownership import Interest
from clew.ownership.records import FIELDS, TABLES, asked_plan, records_plan, step_plan
from clew.work.pinning import Pinned
from clew.work.preparing import companies_text
from clew.work.stores import Progress, Stores

_STAGE = "ownership"
_MOST = 20_000
"""Organisations around one company beyond which no further step is taken."""
_AROUND = "ownership_around"
_CELLS = ", ".join(f"r.{field}" for field in FIELDS)
_RECORDS = f"""
SELECT DISTINCT {_CELLS}, r.state FROM ownership_record r JOIN {_AROUND} n ON n.node = r.asset
WHERE r.state IN ('held', 'backwards') ORDER BY r.record_id
"""  # noqa: S608 - names of ours
_GONE = f"""
SELECT {_CELLS}, r.state FROM ownership_record r
JOIN ownership_asked a ON a.cluster_id = r.asset OR a.cluster_id = r.owner
WHERE r.state IN ('ended', 'later') ORDER BY r.record_id
"""  # noqa: S608 - names of ours
_LISTED = f"""
SELECT DISTINCT c.cluster_id, l.dataset, l.sublist FROM (
  SELECT entity_id, dataset,
         max(CASE WHEN prop = 'entity' THEN value END) AS subject, coalesce(max(CASE WHEN prop = 'sublist' THEN value END), '') AS sublist,
         coalesce(max(CASE WHEN prop = 'status' THEN value END), 'active') AS status,
         max(CASE WHEN prop = 'notice' THEN value END) AS notice
  FROM claims WHERE schema = 'Sanction' GROUP BY entity_id, dataset
) AS l
JOIN cluster c ON c.entity_id = l.subject
JOIN (SELECT node FROM {_AROUND} UNION SELECT r.owner FROM ownership_record r JOIN {_AROUND} n ON n.node = r.asset) AS a
  ON a.node = c.cluster_id
JOIN source s ON s.dataset = l.dataset
LEFT JOIN (
  SELECT entity_id, coalesce(max(CASE WHEN prop = 'effectiveDate' THEN value END),
                             max(CASE WHEN prop = 'publishedDate' THEN value END)) AS day
  FROM claims WHERE schema = 'Notice' GROUP BY entity_id
) AS n ON n.entity_id = l.notice
WHERE l.status = 'active' AND coalesce(n.day, s.published) <= '{{as_of}}' ORDER BY 1, 2, 3
"""  # noqa: S608 - names of ours


class Around(Struct, frozen=True):
    """What is on record around a company.

    Attributes:
        held: interests that held on the day, and those whose days are the wrong way round.
        gone: interests of the company itself that had ended, or had not begun.
        listed: organisation, dataset, sub-list of entries that held on the day.
        datasets: sources that have any record of ownership or control.
        whole: whether every owner above and every holding below was followed.
    """

    held: tuple[Interest, ...]
    gone: tuple[tuple[Interest, str], ...]
    listed: tuple[tuple[str, str, str], ...]
    datasets: frozenset[str]
    whole: bool


def load_records(stores: Stores, held: Pinned, progress: Progress) -> None:
    """Make `ownership_record` available in the engine, from the cache or anew."""
    release, plan = held.release, records_plan(held.release.as_of)
    snapshots = {f"snapshot {one.version.dataset}": one.content_hash + one.version.published for one in release.snapshots}
    key = key_of({**snapshots, "decisions": release.joins_hash(), "before": companies_text(release.packs), "plan": plan.text()})
    if not stores.caches.recall(held.engine, _STAGE, key, TABLES):
        progress("Reading records of ownership")
        held.engine.run(plan)
        stores.caches.keep(held.engine, _STAGE, key, TABLES)
        stores.caches.evict()


def around(engine: Engine, cluster: str, as_of: str, *, up: bool, down: bool) -> Around:
    """The records that bear on the owners of a company, on its holdings, or on both.

    What somebody else holds of a holding bears on it too: the other owners of holdings are followed upwards as well.
    """
    engine.load("ownership_asked", {"cluster_id": "VARCHAR"}, [(cluster,)])
    engine.run(asked_plan(_AROUND))
    whole = _spread(engine, up=False) if down else True
    whole = _spread(engine, up=True) and whole if up or down else whole
    rows = engine.fetch(_RECORDS)
    gone = engine.fetch(_GONE)
    return Around(
        tuple(_interest(row) for row in rows),
        tuple((_interest(row), str(row[-1])) for row in gone),
        tuple((str(node), str(dataset), str(sublist)) for node, dataset, sublist in engine.fetch(_LISTED.format(as_of=as_of))),
        frozenset(str(row[0]) for row in engine.fetch("SELECT DISTINCT dataset FROM ownership_record ORDER BY dataset")),
        whole,
    )


def _spread(engine: Engine, *, up: bool) -> bool:
    """Follow records in one direction until nothing is added; False where there was too much to follow."""
    plan, count, before = step_plan(_AROUND, up=up), 1, 0
    while before < count < _MOST:
        engine.run(plan)
        before, count = count, int(str(engine.fetch(f"SELECT count(*) FROM {_AROUND}")[0][0]))  # noqa: S608 - our name
    return count < _MOST


def _interest(row: Sequence[object]) -> Interest:
    """A row of `ownership_record` without its state."""
    return Interest(*(str(cell or "") for cell in row[: len(FIELDS)]))
