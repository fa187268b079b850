"""Evidence in numbers: what is numbered, what keeps its number, and where numbers end."""

import pytest

from clew.engine.duck import DuckEngine
from clew.errors import UnexpectedContentError
from clew.trace.graph import STATES
from clew.trace.proofs import INDICATORS, build_proofs
from tests.graph import Link, Proof, buys, load_graph

LINKS = (*buys("b", "c"), *buys("a", "c"))


def numbers(engine: DuckEngine, *evidence: Proof) -> dict[tuple[str, str], tuple[int, int]]:
    """(evidence, indicator) to number and company."""
    load_graph(engine, LINKS, evidence)
    rows = engine.fetch("SELECT evidence_id, indicator, proof, node FROM proof")
    return {(str(name), str(code)): (int(str(proof)), int(str(node))) for name, code, proof, node in rows}


def parts(engine: DuckEngine) -> dict[int, str]:
    return {int(str(part)): str(digest) for part, digest in engine.fetch("SELECT part, digest FROM part")}


def test_evidence_of_an_indicator_is_numbered_in_the_order_of_ids(engine: DuckEngine) -> None:
    found = numbers(engine, Proof("c", "second"), Proof("c", "first"), Proof("c", "other", "FL-02"))
    assert found == {
        ("first", "FL-01"): (INDICATORS + 1, 3 * STATES),
        ("second", "FL-01"): (2 * INDICATORS + 1, 3 * STATES),
        ("other", "FL-02"): (INDICATORS + 2, 3 * STATES),
    }


def test_companies_on_no_link_are_numbered_after_those_that_are(engine: DuckEngine) -> None:
    numbers(engine, Proof("0 alone"), Proof("c"))
    nodes = engine.fetch("SELECT cluster_id, node FROM node ORDER BY node")
    assert nodes == [("a", STATES), ("b", 2 * STATES), ("c", 3 * STATES), ("0 alone", 4 * STATES)]


def test_an_entry_at_a_company_on_no_link_changes_no_number_and_no_part_but_its_own(engine: DuckEngine) -> None:
    before = numbers(engine, Proof("c", "m"), Proof("z alone", "x"))
    told = parts(engine)
    after = numbers(engine, Proof("c", "m"), Proof("z alone", "x"), Proof("0 alone", "a"))
    assert after["m", "FL-01"] == before["m", "FL-01"]
    assert {part for part, digest in parts(engine).items() if told.get(part) != digest} == {0}


def test_an_entry_changes_the_part_of_its_own_indicator_alone(engine: DuckEngine) -> None:
    numbers(engine, Proof("c", "m"), Proof("b", "n", "FL-02"))
    told = parts(engine)
    numbers(engine, Proof("c", "m"), Proof("b", "n", "FL-02"), Proof("a", "0", "FL-02"))
    assert {part for part, digest in parts(engine).items() if told.get(part) != digest} == {2}


@pytest.mark.parametrize("change", [Proof("c", "m", score=11), Proof("c", "m", historical=1), Proof("c", "m", travels=0)])
def test_a_part_is_told_by_all_that_labels_are_a_function_of(engine: DuckEngine, change: Proof) -> None:
    numbers(engine, Proof("c", "m"))
    told = parts(engine)
    numbers(engine, change)
    assert parts(engine) != told


def test_a_link_whose_own_claim_is_the_evidence_is_known(engine: DuckEngine) -> None:
    load_graph(engine, [Link("a", "supplied_by", "c")], [Proof("c", "claims of 00"), Proof("c", "other")])
    assert engine.fetch("SELECT b.link, p.evidence_id FROM borne b JOIN proof p ON p.proof = b.proof") == [(1, "claims of 00")]


def test_more_indicators_than_numbers_are_refused(engine: DuckEngine) -> None:
    numbers(engine, Proof("c"))
    with pytest.raises(UnexpectedContentError, match=f"evidence of {INDICATORS} indicators"):
        build_proofs(engine, [f"I-{at}" for at in range(INDICATORS)])
