"""From the statements of sources, and companies, to links: the graph on which threads are found."""

from collections.abc import Sequence

from clew.engine.plan import Plan, Step
from clew.engine.port import Engine
from clew.pack.policy import Policy, score
from clew.pack.standards import Standards
from clew.trace import goods

ENDS = Plan(
    "ends",
    (
        Step(
            "resolved_end",
            "SELECT DISTINCT c.entity_id, c.cluster_id FROM link_end e JOIN cluster c ON c.entity_id = e.entity_id",
            "the companies at the ends of links",
        ),
    ),
)
"""From `link_end` and `cluster` to `resolved_end`: all that links need to know of companies."""
END_TABLES = {"resolved_end": ("entity_id",)}
TABLES = {"link": ("number",)}
"""Tables of the stages of ends and of links, with the columns that order them."""

# Shares are fractions. A share of unknown size is control where the source says subsidiary, and a minority otherwise.
_HELD = """
SELECT e.link_id, e.kind, e.link_entity, a.cluster_id AS source_id, b.cluster_id AS target_id, e.grade, g.score,
       e.share_low, e.share_high, e.stated_on,
       CASE WHEN e.kind NOT IN ('owns', 'parent') THEN 'any'
            WHEN e.share_low <> '' AND CAST(e.share_low AS DECIMAL(18,12)) >= 0.5 THEN 'controlled'
            WHEN e.share_low = '' AND e.role = 'subsidiary' THEN 'controlled'
            ELSE 'minority' END AS held,
       CASE WHEN (e.valid_to <> '' AND e.valid_to <= {as_of}) OR {old} THEN 1 ELSE 0 END AS historical, e.family,
       coalesce(x.line, '') AS line
FROM (
  SELECT p.*, CASE WHEN p.stated_on <> '' THEN p.stated_on ELSE s.published END AS said_on, s.family
  FROM ends p JOIN source s ON s.dataset = p.dataset
) AS e
JOIN resolved_end a ON a.entity_id = e.source_entity
JOIN resolved_end b ON b.entity_id = e.target_entity
JOIN link_score g ON g.kind = e.kind AND g.grade = e.grade
LEFT JOIN goods_line x ON x.entity_id = e.link_entity
WHERE e.status <> 'candidate' AND a.cluster_id <> b.cluster_id
  AND (e.valid_from <> '' OR e.said_on <= {as_of}) AND e.valid_from <= {as_of}
"""
# What a newer claim says of the same two is not historical: the older claim was renewed, and the newer one stands for both.
_LINK = """
SELECT h.*, row_number() OVER (ORDER BY h.link_id) AS number FROM held_link h
LEFT JOIN (SELECT DISTINCT kind, source_id, target_id, held FROM held_link WHERE historical = 0) AS n
  ON h.historical = 1 AND n.kind = h.kind AND n.source_id = h.source_id AND n.target_id = h.target_id AND n.held = h.held
WHERE n.kind IS NULL
"""


def links_plan(as_of: str, cutoff: str) -> Plan:
    """The plan from the tables of `statements` and `resolved_end` to `link`.

    Args:
        as_of: the day in the world (ISO).
        cutoff: claims stated before this day (ISO) are historical; a claim that names only a year or a month is as old as its last day.
    """
    held = _HELD.format(as_of=f"'{as_of}'", old=before_sql("e.said_on", cutoff))
    return Plan(
        "links",
        (
            *goods.STEPS,
            Step("held_link", held, "links between clusters that held on the day, with their score"),
            Step("link", _LINK, "without those that a newer claim renews"),
        ),
    )


def load_rules(engine: Engine, policy: Policy, standards: Standards, sources: Sequence[tuple[str, str, str]]) -> None:
    """Hand the engine the small tables that the plan joins: scores, listing rules, reported schemas, and the sources.

    Args:
        engine: takes the tables.
        policy: confidence of links.
        standards: what listings and reports mean.
        sources: dataset, day of publication, and family (sources that copy one another share one).
    """
    text = "VARCHAR"
    scores = [(kind, grade, score(value)) for (kind, grade), value in policy.confidence.items()]
    engine.load("link_score", {"kind": text, "grade": text, "score": "BIGINT"}, scores)
    rules = [
        (at, rule.dataset, rule.sublist, rule.ground, rule.indicator, int(rule.restriction)) for at, rule in enumerate(standards.listings)
    ]
    columns = {"place": "BIGINT", "dataset": text, "sublist": text, "ground": text, "indicator": text, "restriction": "BIGINT"}
    engine.load("listing_rule", columns, rules)
    reported = [(rule.schema, rule.subject, int(rule.positive)) for rule in standards.reported]
    engine.load("reported_rule", {"schema": text, "subject": text, "positive": "BIGINT"}, reported)
    engine.load("source", {"dataset": text, "published": text, "family": text}, list(sources))


def before_sql(column: str, cutoff: str) -> str:
    """SQL for whether a day, month or year is wholly before the cutoff."""
    return f"{column} < substr('{cutoff}', 1, length({column}))"
