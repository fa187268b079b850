"""From claims and clusters to links and evidence: the graph on which threads are found."""

from collections.abc import Sequence

from clew.engine.plan import Plan, Step
from clew.engine.port import Engine
from clew.pack.policy import LinkKind, Policy, score
from clew.pack.standards import Standards

TABLES = {"link": ("link_id",), "evidence": ("evidence_id", "indicator")}
"""Tables of this stage, with the columns that order them."""

_NOTICE = """
SELECT entity_id AS notice_id,
       coalesce(max(CASE WHEN prop = 'effectiveDate' THEN value END), max(CASE WHEN prop = 'publishedDate' THEN value END), '') AS since,
       coalesce(max(CASE WHEN prop = 'citation' THEN value END), max(CASE WHEN prop = 'documentNumber' THEN value END), max(CASE WHEN prop = 'title' THEN value END), '') AS citation
FROM claims WHERE schema = 'Notice' GROUP BY entity_id
"""
_LISTING = """
SELECT entity_id, dataset,
       max(CASE WHEN prop = 'entity' THEN value END) AS subject,
       coalesce(max(CASE WHEN prop = 'sublist' THEN value END), '') AS sublist,
       coalesce(max(CASE WHEN prop = 'ground' THEN value END), '') AS ground,
       coalesce(max(CASE WHEN prop = 'status' THEN value END), 'active') AS status,
       coalesce(max(CASE WHEN prop = 'notice' THEN value END), '') AS notice_id,
       min(grade) AS grade
FROM claims WHERE schema = 'Sanction' GROUP BY entity_id, dataset
"""
# An entry without a notice held on the day of its version; before that day it is unknown, and unknown is not evidence.
_LISTED = """
SELECT l.entity_id AS evidence_id, c.cluster_id, r.indicator, l.grade,
       CASE WHEN l.status = 'active' THEN 0 ELSE 1 END AS historical,
       r.restriction, 0 AS positive, 'listing' AS form
FROM listing l
JOIN cluster c ON c.entity_id = l.subject
JOIN listing_rule r ON r.dataset = l.dataset AND (r.sublist = '' OR r.sublist = l.sublist) AND (r.ground = '' OR r.ground = l.ground)
JOIN source s ON s.dataset = l.dataset
LEFT JOIN notice n ON n.notice_id = l.notice_id
WHERE CASE WHEN coalesce(n.since, '') <> '' THEN n.since ELSE s.published END <= {as_of}
"""
_REPORT = """
SELECT c.entity_id, c.schema,
       max(CASE WHEN c.prop = 'indicator' THEN c.value END) AS indicator,
       max(CASE WHEN c.prop = r.subject THEN c.value END) AS subject,
       max(r.positive) AS positive, min(c.grade) AS grade, max(c.stated_on) AS stated_on, max(c.valid_from) AS valid_from, max(c.valid_to) AS valid_to
FROM claims c JOIN reported_rule r ON r.schema = c.schema
GROUP BY c.entity_id, c.schema
"""
_REPORTED = """
SELECT p.entity_id, c.cluster_id, CASE WHEN p.positive = 1 THEN 'POSITIVE' ELSE p.indicator END, p.grade,
       CASE WHEN p.positive = 1 OR (p.valid_to <> '' AND p.valid_to <= {as_of}) OR p.stated_on < {cutoff} THEN 1 ELSE 0 END,
       0, p.positive, 'report'
FROM report p JOIN cluster c ON c.entity_id = p.subject
WHERE (p.indicator IS NOT NULL OR p.positive = 1) AND p.stated_on <= {as_of} AND p.valid_from <= {as_of}
"""
# A restriction, a positive practice and a company's own conduct are its own: they do not travel along supply or ownership upwards.
_EVIDENCE = """
SELECT e.evidence_id, e.cluster_id, e.indicator, e.grade, e.historical, e.restriction, e.positive, e.form, g.score,
       CASE WHEN e.restriction = 1 OR e.positive = 1 OR e.indicator LIKE 'CON-%' THEN 0 ELSE 1 END AS travels
FROM (SELECT * FROM listed UNION ALL SELECT * FROM reported) AS e
JOIN link_score g ON g.kind = 'evidence' AND g.grade = e.grade
"""
_ENDS = """
SELECT entity_id || '|{kind}|{source}' AS link_id, '{kind}' AS kind, entity_id AS link_entity,
       max(CASE WHEN prop = '{source}' THEN value END) AS source_entity,
       max(CASE WHEN prop = '{target}' THEN value END) AS target_entity,
       coalesce(max(CASE WHEN prop = 'shareLow' THEN value END), '') AS share_low,
       coalesce(max(CASE WHEN prop = 'shareHigh' THEN value END), '') AS share_high,
       coalesce(max(CASE WHEN prop = 'role' THEN value END), '') AS role,
       coalesce(max(CASE WHEN prop = 'status' THEN value END), 'usable') AS status,
       min(grade) AS grade, max(stated_on) AS stated_on, max(valid_from) AS valid_from, max(valid_to) AS valid_to
FROM claims WHERE schema = '{schema}' GROUP BY entity_id
"""
# Shares are fractions. A share of unknown size is control where the source says subsidiary, and a minority otherwise.
_LINK = """
SELECT e.link_id, e.kind, e.link_entity, a.cluster_id AS source_id, b.cluster_id AS target_id, e.grade, g.score,
       e.share_low, e.share_high, e.stated_on,
       CASE WHEN e.kind <> 'owns' THEN 'any'
            WHEN e.share_low <> '' AND CAST(e.share_low AS DECIMAL(18,12)) >= 0.5 THEN 'controlled'
            WHEN e.share_low = '' AND e.role = 'subsidiary' THEN 'controlled'
            ELSE 'minority' END AS held,
       CASE WHEN (e.valid_to <> '' AND e.valid_to <= {as_of}) OR (e.stated_on <> '' AND e.stated_on < {cutoff}) THEN 1 ELSE 0 END AS historical
FROM ends e
JOIN cluster a ON a.entity_id = e.source_entity
JOIN cluster b ON b.entity_id = e.target_entity
JOIN link_score g ON g.kind = e.kind AND g.grade = e.grade
WHERE e.status <> 'candidate' AND a.cluster_id <> b.cluster_id
  AND (e.valid_from <> '' OR e.stated_on <= {as_of}) AND e.valid_from <= {as_of}
"""


def links_plan(policy: Policy, as_of: str, cutoff: str) -> Plan:
    """The plan from `claims` and `cluster` to `link` and `evidence`.

    Args:
        policy: which schemas make links.
        as_of: the day in the world (ISO).
        cutoff: claims stated before this day (ISO) are historical.
    """
    days = {"as_of": f"'{as_of}'", "cutoff": f"'{cutoff}'"}
    return Plan(
        "links",
        (
            Step("notice", _NOTICE, "since when, by which notice"),
            Step("listing", _LISTING, "entries of measure lists"),
            Step("listed", _LISTED.format(**days), "entries that held on the day, with the indicator that the standards pack gives them"),
            Step("report", _REPORT, "what publications report"),
            Step("reported", _REPORTED.format(**days), "reports, current or historical on the day"),
            Step("evidence", _EVIDENCE, "all evidence, with its score"),
            Step("ends", " UNION ALL ".join(_ends(link) for link in policy.links), "both ends of every link that claims make"),
            Step("link", _LINK.format(**days), "links between clusters that held on the day, with their score"),
        ),
    )


def load_rules(engine: Engine, policy: Policy, standards: Standards, published: Sequence[tuple[str, str]]) -> None:
    """Hand the engine the small tables that the plan joins: scores, listing rules, reported schemas, and each source's publication day."""
    text = "VARCHAR"
    scores = [(kind, grade, score(value)) for (kind, grade), value in policy.confidence.items()]
    engine.load("link_score", {"kind": text, "grade": text, "score": "BIGINT"}, scores)
    rules = [(rule.dataset, rule.sublist, rule.ground, rule.indicator, int(rule.restriction)) for rule in standards.listings]
    columns = {"dataset": text, "sublist": text, "ground": text, "indicator": text, "restriction": "BIGINT"}
    engine.load("listing_rule", columns, rules)
    reported = [(rule.schema, rule.subject, int(rule.positive)) for rule in standards.reported]
    engine.load("reported_rule", {"schema": text, "subject": text, "positive": "BIGINT"}, reported)
    engine.load("source", {"dataset": text, "published": text}, list(published))


def _ends(link: LinkKind) -> str:
    """One kind of link, both ends."""
    return _ENDS.format(kind=link.kind, schema=link.schema, source=link.source, target=link.target)
