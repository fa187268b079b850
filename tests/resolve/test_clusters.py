"""Pairs become clusters, whatever the order of the ids, and every cluster has a name."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.engine.duck import DuckEngine
from clew.resolve.clusters import CLUSTERS, build_clusters
from tests.graph import TEXT, clusters, load_claims
from tests.world import CLAIMS, UNDATED, say

NAMES = {"entity_id": TEXT, "dataset": TEXT, "prop": TEXT, "lang": TEXT, "name": TEXT, "name_key": TEXT}


def join(engine: DuckEngine, entities: list[str], pairs: list[tuple[str, str]]) -> set[frozenset[str]]:
    engine.load("entity", {"entity_id": TEXT}, [(entity,) for entity in entities])
    engine.load("pair", {"left_id": TEXT, "right_id": TEXT}, pairs)
    engine.load("entity_name", NAMES, [])
    engine.load("called", dict.fromkeys(("entity_id", "name", "name_zh"), TEXT), [])
    build_clusters(engine)
    engine.define(CLUSTERS)
    return clusters(engine)


def test_an_entity_without_a_pair_is_its_own_cluster(engine: DuckEngine) -> None:
    assert join(engine, ["a", "b"], []) == {frozenset("a"), frozenset("b")}


@pytest.mark.parametrize("ids", ["abcdefghij", "jihgfedcba", "acegibdfhj"])
def test_a_chain_is_one_cluster(engine: DuckEngine, ids: str) -> None:
    assert join(engine, list(ids), list(pairwise(ids))) == {frozenset(ids)}


def test_a_long_chain_ends(engine: DuckEngine) -> None:
    ids = [f"{(at * 379) % 500:03}" for at in range(500)]
    assert len(join(engine, ids, list(pairwise(ids)))) == 1


def test_a_pair_with_an_entity_that_no_source_has_any_more_does_no_harm(engine: DuckEngine) -> None:
    assert join(engine, ["a", "b"], [("a", "gone"), ("gone", "b")]) == {frozenset("a"), frozenset("b")}


def test_a_cluster_is_named_by_its_smallest_id(engine: DuckEngine) -> None:
    join(engine, ["c", "b", "d"], [("c", "d"), ("d", "b")])
    assert engine.fetch("SELECT DISTINCT cluster_id FROM cluster") == [("b",)]


def test_the_world_joins_what_the_crosswalk_says_and_nothing_else(engine: DuckEngine) -> None:
    load_claims(engine, CLAIMS)
    together = {entities for entities in clusters(engine) if len(entities) > 1}
    assert frozenset(("crosswalk:tarim", "uflpa:tarim-polysilicon")) in together
    assert len(together) == 6
    assert {"uflpa:golden-bridge"} in clusters(engine)


def test_a_persons_word_parts_a_cluster(engine: DuckEngine) -> None:
    load_claims(engine, CLAIMS, [("crosswalk:tarim", "uflpa:tarim-polysilicon", "different")])
    assert {"crosswalk:tarim"} in clusters(engine)


def test_a_cluster_has_the_crosswalks_name_and_a_chinese_one(engine: DuckEngine) -> None:
    load_claims(engine, CLAIMS)
    named = {row[0]: row[1:] for row in engine.fetch("SELECT cluster_id, name, name_zh FROM cluster_name")}
    assert named["crosswalk:tarim"] == ("Tarim Polysilicon Co., Ltd.", "塔里木多晶硅股份有限公司")
    assert named["uflpa:yarkand-ginnery"] == ("Yarkand Cotton Ginnery", "")


def test_a_name_comes_before_an_alias_and_the_full_name_before_a_short_one(engine: DuckEngine) -> None:
    rows = (
        *say("uflpa:loom", "Company", UNDATED, name="Loom", alias="The Very Long Alias of Loom Limited"),
        *say("uflpa:loom", "Company", UNDATED, name="Loom Limited"),
    )
    load_claims(engine, {"uflpa": rows})
    assert engine.fetch("SELECT name FROM cluster_name") == [("Loom Limited",)]


def test_a_company_with_a_chinese_name_alone_is_called_by_it(engine: DuckEngine) -> None:
    load_claims(engine, {"uflpa": say("uflpa:loom", "Company", UNDATED, name_zh="织机有限公司")})
    assert engine.fetch("SELECT name, name_zh FROM cluster_name") == [("织机有限公司", "织机有限公司")]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=14))
def test_clusters_are_the_connected_parts(engine: DuckEngine, pairs: list[tuple[int, int]]) -> None:
    ids = [f"{at:02}" for at in range(15)]
    expected = {at: {at} for at in range(15)}
    for one, other in pairs:
        joined = expected[one] | expected[other]
        expected.update(dict.fromkeys(joined, joined))
    found = join(engine, ids, [(ids[one], ids[other]) for one, other in pairs])
    assert found == {frozenset(ids[at] for at in part) for part in expected.values()}
