"""What a portfolio reaches: its issuers looked up on the labels of a release, by every screening, gate and explanation alike."""

from collections.abc import Mapping

from clew.engine.plan import Plan, Sought, Step
from clew.engine.port import Engine

SOUGHT: Mapping[str, str] = {"linked": "cluster_id", "lone": "cluster_id", "label": "spot"}
"""Tables of a release in which a portfolio is looked up → the column by which: of a large release they have an index."""

_ISSUER = Sought("issuer", ("linked", "lone"), "cluster_id", "wanted", "cluster_id", "the companies that are asked for")
_REACHED = Sought("reached", ("label",), "spot", "issuer", "node", "what they reach: few rows, from which all questions go on")
BEST = """
SELECT i.cluster_id, t.indicator, t.end_state, t.historical, min(r.cost) AS cost, count(*) AS pieces
FROM reached r JOIN issuer i ON i.node = r.spot JOIN topic t ON t.topic = r.topic
GROUP BY i.cluster_id, t.indicator, t.end_state, t.historical ORDER BY 1, 2, 3, 4
"""
"""SQL for the best of it: of each issuer and topic the least cost, and how many pieces of evidence are kept; over `topic`."""


def look_up(engine: Engine) -> None:
    """From `wanted` (cluster_id) to `issuer`, their numbers, and `reached`, all of their labels; nothing of who is not known."""
    engine.seek(_ISSUER)
    engine.seek(_REACHED)


LED = """
SELECT i.cluster_id FROM asked_issuer i JOIN (SELECT DISTINCT spot FROM asked_label) AS l ON l.spot = i.node
UNION
SELECT cluster_id FROM evidence
"""
"""SQL as `labels.LEADING`, but of companies on links and such those alone that were asked for by `look_up_asked`."""
_ASKED_ISSUER = Sought("asked_issuer", ("linked", "lone"), "cluster_id", "asked_company", "cluster_id", "their numbers")
_ASKED_LABEL = Sought("asked_label", ("label",), "spot", "asked_issuer", "node", "and what they reach")


def asked_plan(asked: str) -> Plan:
    """What `look_up_asked` makes, as steps, for the audit."""
    return Plan("asked", (_asked(asked), _ASKED_ISSUER.step(), _ASKED_LABEL.step()))


def look_up_asked(engine: Engine, asked: str) -> None:
    """Look companies (`cluster_id`) up that a query names, so that `LED` says which of them lead to evidence; `wanted` is left alone."""
    engine.run(Plan("asked", (_asked(asked),)))
    engine.seek(_ASKED_ISSUER)
    engine.seek(_ASKED_LABEL)


def _asked(asked: str) -> Step:
    """The companies of a query."""
    return Step("asked_company", asked, "companies of which it is asked whether a thread leads from them to evidence")
