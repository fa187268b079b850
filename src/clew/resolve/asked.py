"""One identifier, asked about many times: a table in which it is found by its beginning, and the query that asks it."""

from clew.engine.plan import Plan, Step
from clew.model.holding import Holding
from clew.resolve.identifiers import KINDS, composite_sql, cusip_within, sedol_within

# In order, and the value first, so that an engine that keeps the bounds of each block of rows passes nearly all blocks over.
_KEYED = """
SELECT i.value, i.kind, i.proven, c.cluster_id FROM identifier i JOIN cluster c ON c.entity_id = i.entity_id
"""
_TOLD = """
SELECT DISTINCT value, kind, proven, cluster_id FROM {table} WHERE {asked} ORDER BY kind, cluster_id
"""
_SORTED = f"{_KEYED} ORDER BY i.value, i.kind, c.cluster_id"
ASKED = Plan("asked", (Step("asked_identifier", _SORTED, "identifiers by value and kind, with the company of each"),))
"""Makes `asked_identifier` from `identifier` and `cluster`."""
ONCE = f"({_KEYED}) AS asked_once"
"""The same for one question: made for it alone."""


def told_sql(holding: Holding, table: str) -> str:
    """SQL for the companies that the identifiers of one row lead to: value, kind, proven and company, as `holdings_plan` would find them.

    Args:
        holding: a row without a name.
        table: as `ASKED` makes it, or `ONCE`.
    """
    values = {kind: getattr(holding, kind) for kind in KINDS if kind not in {"listing", "composite"}}
    values["listing"] = f"{holding.mic}:{holding.code}" if holding.mic and holding.code else ""
    asked = [(kind, _text(value)) for kind, value in values.items() if value]
    if holding.isin:
        asked += [("cusip", cusip_within(_text(holding.isin))), ("sedol", sedol_within(_text(holding.isin)))]
    if holding.listed_in and holding.code:
        asked.append(("composite", composite_sql(_text(holding.listed_in), _text(holding.code))))
    return _TOLD.format(table=table, asked=" OR ".join(f"(value = {value} AND kind = '{kind}')" for kind, value in asked) or "1 = 0")


def _text(value: str) -> str:
    """A text of a query."""
    quoted = value.replace("'", "''")
    return f"'{quoted}'"
