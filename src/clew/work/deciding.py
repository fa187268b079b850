"""Deciding: which judgements count, by what the companies that were judged lead to; of a large release those alone are looked at."""

from clew.engine.plan import Plan
from clew.engine.port import Engine
from clew.resolve.decisions import decisions_plan
from clew.trace.reached import LED, asked_plan, look_up_asked

_JUDGED = "SELECT c.cluster_id FROM judgement j JOIN cluster c ON c.entity_id = j.entity_id"
PLANS: tuple[Plan, ...] = (asked_plan(_JUDGED), decisions_plan(LED))
"""From `judgement` and the stages of a release to `decision`."""


def decide(engine: Engine) -> None:
    """Make `decision`."""
    look_up_asked(engine, _JUDGED)
    engine.run(decisions_plan(LED))
