"""The graph in numbers: what is numbered, and where numbers end."""

import pytest
from msgspec.structs import replace

from clew.engine.duck import DuckEngine
from clew.errors import UnexpectedContentError
from clew.pack.policy import load_policy
from clew.trace.graph import STATES, build_graph, load_grammar, pack_of
from tests.graph import Link, Proof, buys, load_graph

POLICY = load_policy()


def test_numbers_follow_the_order_of_ids(engine: DuckEngine) -> None:
    load_graph(engine, (*buys("b", "c"), *buys("a", "c")), [Proof("c")])
    assert engine.fetch("SELECT cluster_id, node FROM node ORDER BY node") == [("a", STATES), ("b", 2 * STATES), ("c", 3 * STATES)]


def test_a_spot_is_a_company_s_number_and_a_state_s(engine: DuckEngine) -> None:
    load_grammar(engine, POLICY)
    states = {str(name): state for name, state in engine.fetch("SELECT name, state FROM state")}
    assert states["own"] == 0
    assert len(set(states.values())) == len(POLICY.states) < STATES


def test_the_pack_of_costs_is_larger_than_any_link_s_number(engine: DuckEngine) -> None:
    load_graph(engine, [Link("a", "supplied_by", f"z{at}") for at in range(9)], [Proof("z0")])
    assert pack_of(engine) == 16
    assert engine.fetch("SELECT max(link) FROM arc") == [(9,)]


def test_links_that_no_step_of_the_grammar_follows_are_left_out(engine: DuckEngine) -> None:
    load_graph(engine, [Link("a", "is a neighbour of", "z"), Link("a", "owns", "z", held="controlled")], [Proof("z")])
    assert engine.fetch("SELECT link FROM arc") == [(2,)]


def test_a_policy_of_paths_too_unsure_to_be_numbered_is_refused_with_its_mend(engine: DuckEngine) -> None:
    load_graph(engine, buys("a", "z"), [Proof("z")])
    unsure = replace(POLICY, hops=1_000_000_000, rows=tuple(replace(row, G6=1e-9) for row in POLICY.rows))
    with pytest.raises(UnexpectedContentError, match="too unsure to be told apart"):
        build_graph(engine, unsure)


def test_only_the_state_from_which_goods_are_checked_keeps_a_line(engine: DuckEngine) -> None:
    load_grammar(engine, POLICY)
    rows = engine.fetch(
        "SELECT DISTINCT a.name, b.name, s.checks, s.sets, s.keeps FROM step s JOIN state a ON a.state = s.source"
        " JOIN state b ON b.state = s.target JOIN class c ON c.class = s.class"
        " WHERE c.kind = 'supplied_by' OR a.name = 'supply' ORDER BY 1, 2, 3"
    )
    assert set(rows) == {
        ("own", "supply", 1, 0, 0),
        ("supply", "supply", 0, 0, 1),
        ("supply", "supply", 1, 1, 0),
        ("supply", "supplier_group", 0, 0, 1),
    }
