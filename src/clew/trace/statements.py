"""What a source states of companies: entries of lists, reports, and both ends of every link that the grammar may follow.

A source is read on its own, so that what it states is kept for as long as it says so, whatever becomes of the others.
"""

from clew.engine.plan import Plan, Step
from clew.pack.policy import LinkKind, Policy
from clew.trace.goods import SAID

TABLES = {
    "notice": ("notice_id",),
    "listing": ("entity_id", "dataset"),
    "said_report": ("entity_id", "schema"),
    "topic": ("entity_id", "indicator"),
    "ends": ("link_id",),
    "link_end": ("entity_id",),
    "linking": ("dataset",),
    "goods_said": ("entity_id", "code", "said"),
}
"""Tables of this stage, with the columns that order them."""

_NOTICE = """
SELECT entity_id AS notice_id,
       coalesce(max(CASE WHEN prop = 'effectiveDate' THEN value END), max(CASE WHEN prop = 'publishedDate' THEN value END), '') AS since
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
_REPORT = """
SELECT c.entity_id, c.schema, min(c.dataset) AS dataset,
       max(CASE WHEN c.prop = r.subject THEN c.value END) AS subject, max(r.positive) AS positive, min(c.grade) AS grade,
       max(c.stated_on) AS last_said, min(c.stated_on) AS first_said, max(c.valid_from) AS valid_from, max(c.valid_to) AS valid_to
FROM claims c JOIN reported_rule r ON r.schema = c.schema
GROUP BY c.entity_id, c.schema
"""
_TOPIC = "SELECT DISTINCT entity_id, value AS indicator FROM claims WHERE prop = 'indicator'"
_ENDS = """
SELECT entity_id || '|{kind}|{source}' AS link_id, '{kind}' AS kind, entity_id AS link_entity,
       max(CASE WHEN prop = '{source}' THEN value END) AS source_entity,
       max(CASE WHEN prop = '{target}' THEN value END) AS target_entity,
       coalesce(max(CASE WHEN prop = 'shareLow' THEN value END), '') AS share_low,
       coalesce(max(CASE WHEN prop = 'shareHigh' THEN value END), '') AS share_high,
       coalesce(max(CASE WHEN prop = 'role' THEN value END), '') AS role,
       coalesce(max(CASE WHEN prop = 'status' THEN value END), 'usable') AS status,
       min(dataset) AS dataset, min(grade) AS grade, max(stated_on) AS stated_on, max(valid_from) AS valid_from, max(valid_to) AS valid_to
FROM claims WHERE schema = '{schema}' GROUP BY entity_id
"""
_LINK_END = "SELECT source_entity AS entity_id FROM ends UNION SELECT target_entity FROM ends"


def statements_plan(policy: Policy) -> Plan:
    """The plan from `claims` of some sources and `reported_rule` to the tables of this stage; the policy says which schemas make links."""
    return Plan(
        "statements",
        (
            Step("notice", _NOTICE, "since when"),
            Step("listing", _LISTING, "entries of measure lists"),
            Step("said_report", _REPORT, "what publications report"),
            Step("topic", _TOPIC, "of which indicators"),
            Step("ends", " UNION ALL ".join(_ends(link) for link in policy.followed), "both ends of every link that claims make"),
            Step("link_end", _LINK_END, "what stands at an end of a link"),
            Step("linking", "SELECT DISTINCT dataset FROM ends", "sources that say anything of links"),
            Step("goods_said", SAID, "goods of supply links, as codes and as words"),
        ),
    )


def _ends(link: LinkKind) -> str:
    """One kind of link, both ends."""
    return _ENDS.format(kind=link.kind, schema=link.schema, source=link.source, target=link.target)
