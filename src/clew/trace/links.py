"""From the statements of sources, and clusters, to links and evidence: the graph on which threads are found."""

from collections.abc import Sequence

from clew.engine.plan import Plan, Step
from clew.engine.port import Engine
from clew.errors import Fault, UnexpectedContentError
from clew.pack.policy import Policy, score
from clew.pack.standards import Standards
from clew.trace import goods

TABLES = {"link": ("number",), "evidence": ("evidence_id", "indicator")}
"""Tables of this stage, with the columns that order them."""

# The first rule that fits decides. An entry without a notice held on the day of its version; before that day it is unknown,
# and unknown is not evidence.
_LISTED = """
SELECT evidence_id, cluster_id, indicator, grade, historical, restriction, 0 AS positive, 'listing' AS form, family FROM (
  SELECT l.entity_id AS evidence_id, c.cluster_id, r.indicator, l.grade, CASE WHEN l.status = 'active' THEN 0 ELSE 1 END AS historical,
         r.restriction, s.family, row_number() OVER (PARTITION BY l.entity_id ORDER BY r.place) AS nth
  FROM listing l
  JOIN cluster c ON c.entity_id = l.subject
  JOIN listing_rule r ON (r.dataset = '' OR r.dataset = l.dataset) AND (r.sublist = '' OR r.sublist = l.sublist)
    AND (r.ground = '' OR r.ground = l.ground)
  JOIN source s ON s.dataset = l.dataset
  LEFT JOIN notice n ON n.notice_id = l.notice_id
  WHERE CASE WHEN coalesce(n.since, '') <> '' THEN n.since ELSE s.published END <= {as_of}
) AS fitting WHERE nth = 1
"""
# A report without a date of its own was made when its source was published; one that gives several indicators is evidence of each.
_REPORT = """
SELECT r.entity_id, r.schema, r.subject, r.positive, r.grade, s.family, r.valid_from, r.valid_to,
       CASE WHEN r.first_said <> '' THEN r.last_said ELSE greatest(r.last_said, s.published) END AS stated_on
FROM said_report r JOIN source s ON s.dataset = r.dataset
"""
_REPORTED = """
SELECT p.entity_id AS evidence_id, c.cluster_id, t.indicator, p.grade,
       CASE WHEN (p.valid_to <> '' AND p.valid_to <= {as_of}) OR {old} THEN 1 ELSE 0 END AS historical,
       0 AS restriction, 0 AS positive, 'report' AS form, p.family
FROM report p JOIN cluster c ON c.entity_id = p.subject JOIN topic t ON t.entity_id = p.entity_id
WHERE p.positive = 0 AND p.stated_on <= {as_of} AND p.valid_from <= {as_of}
UNION ALL
SELECT p.entity_id, c.cluster_id, 'POSITIVE', p.grade, 1, 0, 1, 'report', p.family
FROM report p JOIN cluster c ON c.entity_id = p.subject
WHERE p.positive = 1 AND p.stated_on <= {as_of} AND p.valid_from <= {as_of}
"""
# A restriction, a positive practice and a company's own conduct are its group's own: they count for who controls it,
# and do not travel along supply, stakes or the like.
_EVIDENCE = """
SELECT e.evidence_id, e.cluster_id, e.indicator, e.grade, e.historical, e.restriction, e.positive, e.form, e.family, g.score,
       CASE WHEN e.restriction = 1 OR e.positive = 1 OR e.indicator LIKE 'CON-%' THEN 0 ELSE 1 END AS travels
FROM (SELECT * FROM listed UNION ALL SELECT * FROM reported) AS e
JOIN link_score g ON g.kind = 'evidence' AND g.grade = e.grade
"""
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
JOIN cluster a ON a.entity_id = e.source_entity
JOIN cluster b ON b.entity_id = e.target_entity
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
_UNKNOWN = "SELECT indicator, min(evidence_id) FROM evidence GROUP BY indicator ORDER BY indicator"


def links_plan(as_of: str, cutoff: str) -> Plan:
    """The plan from the tables of `statements` and `cluster` to `link` and `evidence`.

    Args:
        as_of: the day in the world (ISO).
        cutoff: claims stated before this day (ISO) are historical; a claim that names only a year or a month is as old as its last day.
    """
    day = f"'{as_of}'"
    reported, held = (_REPORTED.format(as_of=day, old=_old("p.stated_on", cutoff)), _HELD.format(as_of=day, old=_old("e.said_on", cutoff)))
    return Plan(
        "links",
        (
            Step(
                "listed", _LISTED.format(as_of=day), "entries that held on the day, with the indicator that the standards pack gives them"
            ),
            Step("report", _REPORT, "what publications report, and when"),
            Step("reported", reported, "reports, current or historical on the day"),
            Step("evidence", _EVIDENCE, "all evidence, with its score"),
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


def check_indicators(engine: Engine, standards: Standards) -> None:
    """Stop at evidence of an indicator that the standards pack does not have.

    Raises:
        UnexpectedContentError: there is such evidence; every unknown indicator is named.
    """
    found = engine.fetch(_UNKNOWN)
    faults = [
        Fault(
            f"{evidence} names the indicator “{code}”, which the standards pack {standards.id} does not have",
            "Mend the source, or add the indicator.",
        )
        for code, evidence in found
        if code not in standards.by_code
    ]
    if faults:
        raise UnexpectedContentError(*faults)


def _old(column: str, cutoff: str) -> str:
    """SQL for whether a day, month or year is wholly before the cutoff."""
    return f"{column} < substr('{cutoff}', 1, length({column}))"
