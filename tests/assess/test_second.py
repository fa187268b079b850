"""The second claim: another indicator, another family, a good grade, the same organisation."""

import pytest

from clew.assess.second import Proof, by_cluster, carrier, second_claim
from clew.pack.policy import load_policy
from clew.trace.paths import Hop, Thread

RULE = load_policy().seconds[0]
FIRST = Proof("first", "mill", "FL-05", "G3", "one study")


def thread(*hops: Hop, end_state: str = "own", indicator: str = "FL-05") -> Thread:
    return Thread("mill", indicator, False, end_state, "first", 0, 1, 1, hops)


def hop(source: str, target: str, kind: str) -> Hop:
    return Hop(source, target, "link", kind, 0, "", "", "", "claims", "any")


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (Proof("second", "mill", "FL-04", "G3", "another study"), "second"),
        (Proof("second", "mill", "REG-UFLPA-ii", "G1", "a list"), "second"),
        (Proof("second", "mill", "FL-04", "G4", "another study"), ""),
        (Proof("second", "mill", "FL-04", "G3", "one study"), ""),
        (Proof("second", "mill", "FL-05", "G1", "another study"), ""),
        (Proof("second", "mill", "CON-01", "G2", "another study"), ""),
        (Proof("second", "its parent", "FL-04", "G1", "another study"), ""),
    ],
)
def test_a_second_claim_is_another_claim_of_another_source_on_the_same_organisation(other: Proof, found: str) -> None:
    got = second_claim(thread(), RULE, by_cluster([FIRST, other]))
    assert (got.evidence_id if got else "") == found


def test_who_takes_part_carries_the_claim_and_not_the_programme() -> None:
    assert carrier(thread(hop("mill", "programme", "programme"), end_state="programme"), RULE) == "mill"
    assert carrier(thread(hop("mill", "gin", "supplied_by"), end_state="supply"), RULE) == "gin"
