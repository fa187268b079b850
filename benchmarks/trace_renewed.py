"""After a list changed: the evidence of one indicator numbered anew, and its labels alone computed, against all of them computed anew."""

import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from clew.engine.duck import DuckEngine
from clew.engine.plan import Plan, Step
from clew.pack.policy import Policy
from clew.trace.graph import AT_HAND
from clew.trace.graph import TABLES as GRAPH
from clew.trace.labels import build_labels, tables, whole
from clew.trace.proofs import NODES, build_proofs

_GONE = """
SELECT e.* FROM evidence e
WHERE e.evidence_id <> (SELECT min(evidence_id) FROM evidence WHERE indicator = (SELECT min(indicator) FROM evidence))
"""
_ROWS = {"layer": "hop, spot, topic, line, proof, cost", "label": "spot, topic, proof, cost, hop"}
_DIFFERING = """
SELECT (SELECT count(*) FROM (({left}) EXCEPT ({right})) AS l) + (SELECT count(*) FROM (({right}) EXCEPT ({left})) AS r)
"""


def renewed(engine: DuckEngine, files: Mapping[str, Sequence[Path]], policy: Policy, *, compared: bool) -> tuple[float, int]:
    """Seconds to have the labels again after one entry went; how many rows are not those of a full rebuild, where that is `compared`.

    Args:
        engine: holds `link`, `evidence` and the rules.
        files: what was kept of the graph, of the evidence and of the labels before: table → its files.
        policy: the grammar.
        compared: whether to rebuild all of it beside.
    """
    for name in (*GRAPH, "theme", "part", "proof", *tables(policy)):
        engine.read(name if name in GRAPH else f"kept_{name}", files[name])
    engine.define(_kept(policy))
    engine.run(Plan("changed", (Step("evidence", _GONE, "without one entry"),)))
    codes = {str(code) for (code,) in engine.fetch("SELECT indicator FROM kept_theme")}
    begun = time.perf_counter()
    build_proofs(engine, codes)
    engine.define(NODES)
    before = {part: digest for part, digest in engine.fetch("SELECT part, digest FROM kept_part")}  # noqa: C416 - rows of any length
    now = {int(str(part)): digest for part, digest in engine.fetch("SELECT part, digest FROM part")}
    changed = [part for part, digest in now.items() if before.get(part) != digest]
    # Where it was the only entry of its indicator no part is new; then some part is made again, so that there is something to compare.
    engine.run(AT_HAND)
    build_labels(engine, policy, changed or [max(now)])
    spent = time.perf_counter() - begun
    return spent, _differing(engine, policy, set(now) - set(changed or [max(now)])) if compared else 0


def _kept(policy: Policy) -> Plan:
    """The layers before, put together."""
    return Plan("kept", tuple(Step(f"kept_{step.name}", step.sql.replace("FROM ", "FROM kept_"), step.why) for step in whole(policy).steps))


def _differing(engine: DuckEngine, policy: Policy, same: Iterable[int]) -> int:
    """Rows in which what was kept and what is new are together not what a full rebuild gives."""
    parts = ", ".join(str(part) for part in same) or "-1"
    for name, columns in _ROWS.items():
        kept = f"SELECT {columns} FROM kept_{name} WHERE proof IN (SELECT proof FROM kept_proof WHERE part IN ({parts}))"  # noqa: S608 - ours
        engine.run(Plan("joined", (Step(f"joined_{name}", f"{kept} UNION ALL SELECT {columns} FROM {name}", "old and new"),)))  # noqa: S608
    build_labels(engine, policy)
    wrong = 0
    for name, columns in _ROWS.items():
        left, right = (f"SELECT {columns} FROM {table}" for table in (f"joined_{name}", name))  # noqa: S608 - ours
        wrong += int(str(engine.fetch(_DIFFERING.format(left=left, right=right))[0][0]))
    return wrong
