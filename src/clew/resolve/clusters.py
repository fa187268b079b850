"""From pairs to clusters: every entity gets the smallest id that it is joined to; a cluster's name is the best of its entities'.

Nearly every entity is a company on its own: only those that are joined to another are computed and kept.
"""

from clew.engine.plan import Plan, Step
from clew.engine.port import Cell, Engine
from clew.resolve.mentions import best_sql, ranked_sql

TABLES = {"merged": ("entity_id",), "merged_name": ("cluster_id",)}
"""Tables of this stage, with the columns that order them."""

_START = """
SELECT e.entity_id, e.entity_id AS cluster_id
FROM entity e JOIN (SELECT left_id AS entity_id FROM pair UNION SELECT right_id FROM pair) AS p ON p.entity_id = e.entity_id
"""
_EDGE = "SELECT left_id AS a, right_id AS b FROM pair UNION SELECT right_id, left_id FROM pair"
_SPREAD = """
SELECT c.entity_id, least(c.cluster_id, coalesce(min(n.cluster_id), c.cluster_id)) AS cluster_id
FROM merged c LEFT JOIN edge e ON e.a = c.entity_id LEFT JOIN merged n ON n.entity_id = e.b
GROUP BY c.entity_id, c.cluster_id
"""
_JUMP = """
SELECT s.entity_id, coalesce(j.cluster_id, s.cluster_id) AS cluster_id
FROM spread s LEFT JOIN spread j ON j.entity_id = s.cluster_id
"""
_CHANGED = "SELECT count(*) FROM merged c JOIN jumped j ON j.entity_id = c.entity_id WHERE c.cluster_id <> j.cluster_id"
_CLUSTER = """
SELECT e.entity_id, coalesce(m.cluster_id, e.entity_id) AS cluster_id FROM entity e LEFT JOIN merged m ON m.entity_id = e.entity_id
"""
_CLUSTER_NAME = """
SELECT c.entity_id AS cluster_id, c.name, c.name_zh FROM called c LEFT JOIN merged m ON m.entity_id = c.entity_id WHERE m.entity_id IS NULL
UNION ALL
SELECT cluster_id, name, name_zh FROM merged_name
"""
NAMES = Plan(
    "cluster names",
    (
        Step("named", ranked_sql("m.cluster_id", " JOIN merged m ON m.entity_id = n.entity_id"), "names of joined entities, best first"),
        Step("merged_name", best_sql("cluster_id", "named"), "the name that a report prints, Latin and Chinese"),
    ),
)
"""The plan that names clusters of several entities."""
CLUSTERS = Plan(
    "clusters",
    (
        Step("cluster", _CLUSTER, "every entity, and the company that it is"),
        Step("cluster_name", _CLUSTER_NAME, "every company, with its name"),
    ),
)
"""What is defined, not run: entities on their own, and those that are joined."""
PLAN_TEXT = f"{_START}\n{_EDGE}\n{_SPREAD}\n{_JUMP}\n{NAMES.text()}{CLUSTERS.text()}"
"""The text of every query of this module, for the stage's key."""


def build_clusters(engine: Engine) -> None:
    """Make `merged` (entity_id, cluster_id) and `merged_name` (cluster_id, name, name_zh) from `entity`, `pair` and `entity_name`."""
    engine.run(Plan("clusters", (Step("merged", _START, "each joined entity on its own"), Step("edge", _EDGE, "pairs, both ways"))))
    changed: Cell = 1
    while changed:  # ends: every round gives some entity a smaller id
        engine.run(
            Plan(
                "clusters", (Step("spread", _SPREAD, "the smallest id among neighbours"), Step("jumped", _JUMP, "and the id that it found"))
            )
        )
        changed = engine.fetch(_CHANGED)[0][0]
        engine.run(Plan("clusters", (Step("merged", "SELECT entity_id, cluster_id FROM jumped", "the round's result"),)))
    engine.run(NAMES)
