"""Labels read back as paths, link by link."""

import pytest
from msgspec.structs import replace

from clew.engine.duck import DuckEngine
from clew.engine.plan import Plan, Step
from clew.pack.policy import load_policy
from clew.trace.paths import Thread, read_threads
from tests.graph import Link, Proof, buys, controls, load_graph, want
from tests.world import World


def threads(engine: DuckEngine, *issuers: str, places: int = 1) -> tuple[Thread, ...]:
    want(engine, *issuers)
    return read_threads(engine, places)


def test_a_path_is_read_back_link_by_link(engine: DuckEngine) -> None:
    load_graph(engine, (*controls("a", "b", 1), *buys("b", "c", 2), *buys("c", "z", 3)), [Proof("z", score=4)])
    (found,) = threads(engine, "a")
    assert [(hop.source_id, hop.kind, hop.target_id, hop.score) for hop in found.hops] == [
        ("a", "owns", "b", 1),
        ("b", "supplied_by", "c", 2),
        ("c", "supplied_by", "z", 3),
    ]
    assert (found.score, found.end_state, found.evidence_id, found.place, found.found) == (10, "supply", "proof", 1, 1)
    assert found.hops[0].link_entity == "claims of 00"
    assert found.hops[0].held == "controlled"


def test_evidence_at_the_issuer_itself_is_a_path_without_links(engine: DuckEngine) -> None:
    load_graph(engine, (), [Proof("a", score=4)])
    (found,) = threads(engine, "a")
    assert found.hops == ()
    assert found.score == 4


def test_only_what_was_asked_for_is_read(engine: DuckEngine) -> None:
    load_graph(engine, buys("a", "z"), [Proof("z")])
    assert {found.cluster_id for found in threads(engine, "a")} == {"a"}
    assert threads(engine) == ()
    assert threads(engine, "nobody") == ()


def test_several_issuers_share_the_rest_of_a_way(engine: DuckEngine) -> None:
    load_graph(engine, (*buys("a", "m"), *buys("b", "m"), *buys("m", "z")), [Proof("z")])
    assert [[hop.target_id for hop in found.hops] for found in threads(engine, "a", "b")] == [["m", "z"], ["m", "z"]]


def test_as_many_threads_as_asked_for_best_first(engine: DuckEngine) -> None:
    load_graph(engine, buys("a", "z"), [Proof("z", f"proof-{at}", score=9 - at) for at in range(3)])
    assert [found.evidence_id for found in threads(engine, "a")] == ["proof-2"]
    assert [found.evidence_id for found in threads(engine, "a", places=2)] == ["proof-2", "proof-1"]
    assert [(found.place, found.found) for found in threads(engine, "a", places=9)] == [(1, 3), (2, 3), (3, 3)]


def test_a_way_that_passes_its_issuer_again_gives_its_place_to_the_next(engine: DuckEngine) -> None:
    """The issuer's parent is not the parent of a supplier because a subsidiary buys from the issuer."""
    loop = (*controls("a", "b", 1), *buys("b", "a", 1), *controls("p", "a", 1))
    load_graph(
        engine, (*loop, *buys("a", "s", 50), *controls("q", "s", 50)), [Proof("p", "at the parent"), Proof("q", "at the supplier's parent")]
    )
    found = {one.end_state: one for one in threads(engine, "a")}
    assert found["affiliation"].evidence_id == "at the parent"
    assert found["supplier_group"].evidence_id == "at the supplier's parent"
    assert (found["supplier_group"].place, found["supplier_group"].found) == (1, 1)


def test_a_path_of_the_past_is_read_to_its_end(engine: DuckEngine) -> None:
    load_graph(engine, (Link("a", "supplied_by", "b"), Link("b", "supplied_by", "z", historical=1)), [Proof("z")])
    (found,) = threads(engine, "a")
    assert found.historical
    assert [hop.target_id for hop in found.hops] == ["b", "z"]


def test_links_that_do_not_add_up_stop_everything(engine: DuckEngine) -> None:
    load_graph(engine, buys("a", "z"), [Proof("z")])
    engine.run(Plan("faulty", (Step("proof", "SELECT proof, evidence_id, score + 1 AS score FROM proof", "a score that no label has"),)))
    with pytest.raises(AssertionError, match="add up to 111, their score is 110"):
        threads(engine, "a")


def test_the_longest_path_of_the_policy_is_read_whole(engine: DuckEngine) -> None:
    policy = replace(load_policy(), hops=8)
    load_graph(engine, [link for at in range(8) for link in buys(f"{at}", f"{at + 1}")], [Proof("8")], policy)
    (found,) = threads(engine, "0")
    assert len(found.hops) == 8


def test_the_world_has_the_threads_that_its_picture_shows(world: World) -> None:
    engine = world.prepared()
    engine.load("wanted", {"cluster_id": "VARCHAR"}, engine.fetch("SELECT DISTINCT cluster_id FROM cluster"))
    found = {
        (one.cluster_id.partition(":")[2], one.indicator, one.end_state): len(one.hops)
        for one in read_threads(engine)
        if one.cluster_id.startswith("crosswalk:") and not one.historical
    }
    assert found == {
        ("aurelia", "REG-UFLPA-i", "own"): 1,
        ("chipworks", "REG-BIS-ST", "customer"): 1,
        ("foods", "FL-05", "own"): 0,
        ("kestrel", "REG-CMIC-ST", "own"): 0,
        ("lindqvist", "REG-UFLPA-ii", "supply"): 3,
        ("norden", "REG-BIS-ST", "minority"): 1,
        ("orchard", "REG-BIS-ST", "hosting"): 1,
        ("sentinel", "REG-BIS-ST", "contract"): 1,
        ("star", "LAW-CMIC", "own"): 0,
        ("sugar", "REG-UFLPA-v", "own"): 0,
        ("tarim", "REG-UFLPA-i", "own"): 0,
    }
