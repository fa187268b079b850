"""From claims to records of ownership and control: which organisations each joins, and how it stood on a day."""

from clew.engine.plan import Plan, Step

TABLES = {"ownership_record": ("record_id",)}
"""Tables of this stage, with the columns that order them."""
FIELDS = (
    *("record_id", "dataset", "owner", "asset", "schema", "share_low", "share_high", "votes_low", "votes_high", "role", "kind", "level"),
    *("relation", "joint", "valid_from", "valid_to", "stated_on", "missing"),
)
"""Columns of `ownership_record` in the order of `model.ownership.Interest`; beside them stands `state`."""


def _said(*props: str) -> str:
    """SQL of the value of the first of some properties."""
    named = ", ".join(f"'{prop}'" for prop in props)
    return f"coalesce(max(CASE WHEN prop IN ({named}) THEN value END), '')"


_SAID = f"""
SELECT entity_id AS record_id, schema, min(dataset) AS dataset,
       {_said("owner", "holder")} AS owner_entity, {_said("asset", "entity")} AS asset_entity,
       {_said("shareLow")} AS share_low, {_said("shareHigh")} AS share_high, {_said("votesLow")} AS votes_low,
       {_said("votesHigh")} AS votes_high, {_said("role")} AS role, {_said("interest")} AS kind, {_said("ownershipType")} AS level,
       {_said("relationType")} AS relation, {_said("status")} AS status, max(stated_on) AS stated_on,
       max(valid_from) AS valid_from, max(valid_to) AS valid_to
FROM claims WHERE schema IN ('Ownership', 'IndirectOwnership', 'Control') GROUP BY entity_id, schema
"""  # noqa: S608 - words of ours
_ENDS = """
SELECT s.*, a.cluster_id AS owner_cluster, b.cluster_id AS asset_cluster
FROM ownership_said s
LEFT JOIN cluster a ON a.entity_id = s.owner_entity
LEFT JOIN cluster b ON b.entity_id = s.asset_entity
WHERE s.status <> 'candidate' AND s.owner_entity <> '' AND s.asset_entity <> ''
"""
# An owner without a name is no organisation and in no cluster, but its source describes it.
_DESCRIBED = """
SELECT DISTINCT c.entity_id FROM claims c
JOIN (SELECT owner_entity AS entity_id FROM ownership_ends WHERE owner_cluster IS NULL
      UNION SELECT asset_entity FROM ownership_ends WHERE asset_cluster IS NULL) AS u ON u.entity_id = c.entity_id
"""
# A record without a first day began no later than it was said, as links have it.
_RECORD = """
SELECT e.record_id, e.dataset, coalesce(e.owner_cluster, e.owner_entity) AS owner, coalesce(e.asset_cluster, e.asset_entity) AS asset,
       e.schema, e.share_low, e.share_high, e.votes_low, e.votes_high, e.role, e.kind, e.level, e.relation, '' AS joint,
       e.valid_from, e.valid_to, CASE WHEN e.stated_on <> '' THEN e.stated_on ELSE s.published END AS stated_on,
       CASE WHEN e.owner_cluster IS NULL AND o.entity_id IS NULL AND e.asset_cluster IS NULL AND d.entity_id IS NULL THEN 'owner,asset'
            WHEN e.owner_cluster IS NULL AND o.entity_id IS NULL THEN 'owner'
            WHEN e.asset_cluster IS NULL AND d.entity_id IS NULL THEN 'asset' ELSE '' END AS missing,
       CASE WHEN e.valid_to <> '' AND e.valid_to < e.valid_from THEN 'backwards'
            WHEN e.valid_to <> '' AND e.valid_to <= {as_of} THEN 'ended'
            WHEN e.valid_from > {as_of} THEN 'later'
            WHEN e.valid_from = '' AND CASE WHEN e.stated_on <> '' THEN e.stated_on ELSE s.published END > {as_of} THEN 'later'
            ELSE 'held' END AS state
FROM ownership_ends e
JOIN source s ON s.dataset = e.dataset
LEFT JOIN ownership_described o ON o.entity_id = e.owner_entity
LEFT JOIN ownership_described d ON d.entity_id = e.asset_entity
"""
_START = "SELECT cluster_id AS node FROM ownership_asked"
_STEP = """
SELECT node FROM {name} UNION
SELECT r.{to} FROM ownership_record r JOIN {name} n ON n.node = r.{source} WHERE r.state IN ('held', 'backwards')
"""


def records_plan(as_of: str) -> Plan:
    """The plan from `claims`, `cluster` and `source` to `ownership_record`.

    Args:
        as_of: the day in the world (ISO): whether a record held on it is its state.
    """
    return Plan(
        "ownership",
        (
            Step("ownership_said", _SAID, "records of ownership and control, as their sources say them"),
            Step("ownership_ends", _ENDS, "with the organisations at both ends"),
            Step("ownership_described", _DESCRIBED, "owners without a name that a source describes all the same"),
            Step("ownership_record", _RECORD.format(as_of=f"'{as_of}'"), "and how each stood on the day"),
        ),
    )


def asked_plan(name: str) -> Plan:
    """The plan that begins a table of nodes with what is asked for."""
    return Plan("ownership", (Step(name, _START, "whom the question is about"),))


def step_plan(name: str, *, up: bool) -> Plan:
    """The plan that adds to a table of nodes all their owners, or all that they own."""
    source, to = ("asset", "owner") if up else ("owner", "asset")
    return Plan("ownership", (Step(name, _STEP.format(name=name, source=source, to=to), "one step further"),))
