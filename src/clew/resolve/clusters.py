"""From pairs to clusters: every entity gets the smallest id that it is joined to; a cluster's name is the best of its entities'."""

from clew.engine.plan import Plan, Step
from clew.engine.port import Cell, Engine

TABLES = {"cluster": ("entity_id",), "cluster_name": ("cluster_id",)}
"""Tables of this stage, with the columns that order them."""

_START = "SELECT entity_id, entity_id AS cluster_id FROM entity"
_EDGE = "SELECT left_id AS a, right_id AS b FROM pair UNION SELECT right_id, left_id FROM pair"
_SPREAD = """
SELECT c.entity_id, least(c.cluster_id, coalesce(min(n.cluster_id), c.cluster_id)) AS cluster_id
FROM cluster c LEFT JOIN edge e ON e.a = c.entity_id LEFT JOIN cluster n ON n.entity_id = e.b
GROUP BY c.entity_id, c.cluster_id
"""
_JUMP = """
SELECT s.entity_id, coalesce(j.cluster_id, s.cluster_id) AS cluster_id
FROM spread s LEFT JOIN spread j ON j.entity_id = s.cluster_id
"""
_CHANGED = "SELECT count(*) FROM cluster c JOIN jumped j ON j.entity_id = c.entity_id WHERE c.cluster_id <> j.cluster_id"

# Which name speaks for a cluster: a name before an alias before a former name, the crosswalk's before others;
# the longest of equals, which is the full one.
_NAMED = """
SELECT c.cluster_id, n.name, n.lang,
       row_number() OVER (
         PARTITION BY c.cluster_id, CASE WHEN n.lang = 'zho' THEN 1 ELSE 0 END
         ORDER BY CASE n.prop WHEN 'name' THEN 0 WHEN 'alias' THEN 1 ELSE 2 END, CASE n.dataset WHEN 'crosswalk' THEN 0 ELSE 1 END,
                  length(n.name) DESC, n.name
       ) AS place
FROM entity_name n JOIN cluster c ON c.entity_id = n.entity_id
"""
_CLUSTER_NAME = """
SELECT cluster_id,
       coalesce(max(CASE WHEN lang <> 'zho' THEN name END), max(CASE WHEN lang = 'zho' THEN name END)) AS name,
       coalesce(max(CASE WHEN lang = 'zho' THEN name END), '') AS name_zh
FROM named WHERE place = 1 GROUP BY cluster_id
"""


def build_clusters(engine: Engine) -> None:
    """Make `cluster` (entity_id, cluster_id) and `cluster_name` (cluster_id, name, name_zh) from `entity`, `pair` and `entity_name`."""
    engine.run(Plan("clusters", (Step("cluster", _START, "each entity on its own"), Step("edge", _EDGE, "pairs, both ways"))))
    changed: Cell = 1
    while changed:  # ends: every round gives some entity a smaller id
        engine.run(
            Plan(
                "clusters", (Step("spread", _SPREAD, "the smallest id among neighbours"), Step("jumped", _JUMP, "and the id that it found"))
            )
        )
        changed = engine.fetch(_CHANGED)[0][0]
        engine.run(Plan("clusters", (Step("cluster", "SELECT entity_id, cluster_id FROM jumped", "the round's result"),)))
    engine.run(NAMES)


NAMES = Plan(
    "cluster names",
    (
        Step("named", _NAMED, "names of each cluster, best first"),
        Step("cluster_name", _CLUSTER_NAME, "the name that a report prints, Latin and Chinese"),
    ),
)
"""The plan that names clusters; part of the stage's key."""
PLAN_TEXT = f"{_START}\n{_EDGE}\n{_SPREAD}\n{_JUMP}\n{NAMES.text()}"
"""The text of every query of this module, for the stage's key."""
