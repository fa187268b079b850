"""Which judgements count: where one would bring a finding and no identifier bears it out, one person's word is a proposal."""

from clew.engine.plan import Plan, Step
from clew.resolve.identifiers import cusip_within, sedol_within

UNDECIDED = dict.fromkeys(("subject", "entity_id", "cluster_id", "verdict"), "VARCHAR")
"""Column → type of `decision`, which has no rows where nobody has judged."""
PROPOSED = "proposed"
"""The verdict of a judgement `same` that waits for a second person."""

_NAMED = """
SELECT DISTINCT subject, substr(subject, 1, instr(subject, ':') - 1) AS kind, substr(subject, instr(subject, ':') + 1) AS value
FROM judgement WHERE instr(subject, ':') > 1 AND verdict = 'same'
"""
_WITHIN = """
SELECT subject, kind, value FROM judged_key
UNION
SELECT subject, 'cusip', {cusip} FROM judged_key WHERE kind = 'isin'
UNION
SELECT subject, 'sedol', {sedol} FROM judged_key WHERE kind = 'isin'
"""
# An identifier that counts only where the name agrees (`proven` is 2) bears nothing out by itself.
_BACKED = """
SELECT DISTINCT k.subject, c.cluster_id
FROM judged_identifier k JOIN identifier i ON i.kind = k.kind AND i.value = k.value JOIN cluster c ON c.entity_id = i.entity_id
WHERE i.proven < 2
"""
# Whether two entries that become one company bring a finding cannot be told before: a second person is always asked.
_DECISION = """
SELECT j.subject, j.entity_id, c.cluster_id,
       CASE WHEN j.verdict = 'same' AND j.confirmed = 0
              AND (e.entity_id IS NOT NULL OR (l.cluster_id IS NOT NULL AND b.cluster_id IS NULL)) THEN '{proposed}'
         ELSE j.verdict END AS verdict
FROM judgement j JOIN cluster c ON c.entity_id = j.entity_id
LEFT JOIN entity e ON e.entity_id = j.subject
LEFT JOIN ({leading}) AS l ON l.cluster_id = c.cluster_id
LEFT JOIN backed b ON b.subject = j.subject AND b.cluster_id = c.cluster_id
"""


def decisions_plan(leading: str) -> Plan:
    """The plan from `judgement` and the stages of a release to `decision`: subject, entity, its cluster, and the verdict that counts.

    The rule asks of the judgement's own key whether an identifier bears it out, so that a judgement counts for every file or for none.

    Args:
        leading: SQL for the clusters (`cluster_id`) from which a thread leads to evidence.
    """
    written = {"cusip": cusip_within("value"), "sedol": sedol_within("value")}
    return Plan(
        "decisions",
        (
            Step("judged_key", _NAMED, "keys of holdings that a person judged to be an entity, taken apart"),
            Step("judged_identifier", _WITHIN.format(**written), "and the identifiers that are written within them"),
            Step("backed", _BACKED, "judgements that an identifier bears out, if only by the word of one source"),
            Step("decision", _DECISION.format(leading=leading, proposed=PROPOSED), "what counts, and what waits for a second person"),
        ),
    )
