"""From the statements of sources, and companies, to evidence: what is reported or listed, of which indicator, current or historical."""

from clew.engine.plan import Plan, Step
from clew.engine.port import Engine
from clew.errors import Fault, UnexpectedContentError
from clew.pack.standards import Standards
from clew.trace.links import before_sql

TABLES = {"evidence": ("evidence_id", "indicator")}
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
_UNKNOWN = "SELECT indicator, min(evidence_id) FROM evidence GROUP BY indicator ORDER BY indicator"


def evidence_plan(as_of: str, cutoff: str) -> Plan:
    """The plan from the tables of `statements` and `cluster` to `evidence`.

    Args:
        as_of: the day in the world (ISO).
        cutoff: claims stated before this day (ISO) are historical; a claim that names only a year or a month is as old as its last day.
    """
    day, old = f"'{as_of}'", before_sql("p.stated_on", cutoff)
    return Plan(
        "evidence",
        (
            Step(
                "listed", _LISTED.format(as_of=day), "entries that held on the day, with the indicator that the standards pack gives them"
            ),
            Step("report", _REPORT, "what publications report, and when"),
            Step("reported", _REPORTED.format(as_of=day, old=old), "reports, current or historical on the day"),
            Step("evidence", _EVIDENCE, "all evidence, with its score"),
        ),
    )


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
