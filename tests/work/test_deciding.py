"""Which judgements count is what the whole of the labels says, of which the judged companies alone are looked at."""

import pytest

from clew.engine.port import Row
from clew.resolve.decisions import decisions_plan
from clew.trace.labels import LEADING
from clew.work.deciding import decide
from clew.work.preparing import prepare
from tests.world import World

DECISION = "SELECT subject, entity_id, cluster_id, verdict FROM decision ORDER BY 1, 2, 3, 4"


@pytest.mark.parametrize("large", [1, 10**9], ids=["by indices", "without"])
def test_what_counts_is_what_all_labels_say(world: World, large: int) -> None:
    engine = world.stores.engine()
    try:
        prepare(world.stores, engine, world.release(), alone=large, large=large)
        entities = [str(entity) for (entity,) in engine.fetch("SELECT entity_id FROM entity ORDER BY entity_id")]
        rows: list[Row] = [(f"name:{entity}", entity, verdict, 0) for entity in entities for verdict in ("same", "different")]
        columns = {**dict.fromkeys(("subject", "entity_id", "verdict"), "VARCHAR"), "confirmed": "BIGINT"}
        engine.load("judgement", columns, [*rows, ("name:nobody", "nobody", "same", 0)])
        decide(engine)
        found = engine.fetch(DECISION)
        engine.run(decisions_plan(LEADING))
        assert found == engine.fetch(DECISION)
        assert {str(row[3]) for row in found} == {"same", "different", "proposed"}
    finally:
        engine.close()
