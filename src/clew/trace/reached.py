"""What a portfolio reaches: its issuers looked up on the labels of a release, by every screening, gate and explanation alike."""

from collections.abc import Mapping

from clew.engine.plan import Sought
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
