"""Who owns whom in real files: official examples of BODS, and a part of GLEIF's golden copy."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from clew.model.owned import PartyKind
from clew.model.ownership import Sure
from clew.work.clocks import read_clocks
from clew.work.own import Sides, own
from clew.work.stores import Stores
from clew.workspace import open_workspace
from tests.sources.imports import add
from tests.world import UNDATED, say, settle

pytestmark = pytest.mark.shared_data
EXAMPLES = Path("market/o_bods_official_examples")


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    with open_workspace(tmp_path / "home") as opened:
        settle(opened, {"crosswalk": say("crosswalk:other", "Company", UNDATED, name="Another Company")})
        yield opened


def test_two_persons_who_hold_all_jointly_have_half_each(stores: Stores, shared_data: Path) -> None:
    add(stores, "bods", shared_data / EXAMPLES / "joint-ownership.json")
    found = own(stores, "CHRINON", read_clocks(), Sides())
    shares = [
        line.economic.share.low for line in found.owners if line.economic.share and found.parties[line.party].kind is PartyKind.PERSON
    ]
    assert shares == [Fraction(1, 2), Fraction(1, 2)]
    assert found.problems == ()


def test_two_companies_that_own_one_another_wholly_are_told(stores: Stores, shared_data: Path) -> None:
    add(stores, "bods", shared_data / EXAMPLES / "bods-v04-fixtures" / "10-circular-ownership.json")
    found = own(stores, "Alpha Corp", read_clocks(), Sides())
    assert [one.kind for one in found.problems] == ["closed"]
    assert [line.economic.share for line in found.owners] == [None]


def test_consolidation_is_control_of_shares_that_nobody_tells(stores: Stores, shared_data: Path) -> None:
    """529900W3MOO00A18X956 consolidates more companies than any other of this part of the golden copy."""
    add(stores, "gleif_rr", shared_data / "market" / "o_gleif_l1_l2_subset" / "gleif_l2_rr_subset_2026-01-23_large_v1.csv")
    with_name = say("crosswalk:other", "Company", UNDATED, name="Another Company", leiCode="529900W3MOO00A18X956")
    settle(stores, {"crosswalk": with_name})
    found = own(stores, "529900W3MOO00A18X956", read_clocks(), Sides(up=False))
    assert len(found.holdings) > 40
    assert {line.grip.sure for line in found.holdings if line.grip} == {Sure.YES}
    assert {(line.economic.share.low, line.economic.share.high) for line in found.holdings if line.economic.share} == {
        (Fraction(0), Fraction(1))
    }
