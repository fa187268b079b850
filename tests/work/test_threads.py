"""What issuers reach, and between which ends its confidence lies."""

from clew.pack.policy import confidence
from clew.trace.around import Spot, read_around
from clew.trace.bracket import simulated, upper_ends
from clew.work.threads import read_issuers
from tests.world import CLAIMS, World, settle

_SAID = "founding_documents"
_TOO = "c4ads_xinjiang"
"""Another family of sources, which says the same: what two say is surer than what one does."""


def test_the_share_of_draws_is_that_of_a_simulation_or_the_end_itself_where_the_bracket_has_no_width(world: World) -> None:
    said_too = tuple(one._replace(entity_id=one.entity_id.replace(_SAID, _TOO)) for one in CLAIMS[_SAID])
    settle(world.stores, {_TOO: said_too})
    release, engine = world.release(), world.prepared()
    issuers = [str(row[0]) for row in engine.fetch("SELECT DISTINCT cluster_id FROM cluster ORDER BY 1")]
    found = read_issuers(engine, release, issuers, 5)
    around, widths = read_around(engine, release.packs.policy), set()
    for topic, graph in around.items():
        said = {key: ends for key, ends in found.brackets.items() if (key[1], key[3]) == topic}
        spots = {Spot(issuer, 0, int(historical)): (issuer, code, historical, state) for issuer, code, historical, state in said}
        drawn = simulated(graph, spots, release.packs.policy.hops, f"{release.seed} {topic.indicator} {topic.end_state}")
        ends = upper_ends(graph, spots, release.packs.policy.hops)
        for spot, key in spots.items():
            lows = [confidence(one.score) for one in found.by_issuer[key[0]] if (one.indicator, one.historical, one.end_state) == key[1:]]
            wide = ends[spot] > min(lows)
            assert said[key] == (ends[spot], drawn[spot] if wide else ends[spot])
            widths.add(wide)
    assert widths == {True, False}
    assert read_issuers(world.prepared(), release, [], 5).brackets == {}
