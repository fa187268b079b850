"""BODS out, and in again: what is written reads back as the same stakes, and names no person."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from clew.model.owned import Owned
from clew.model.ownership import Sure
from clew.report.bods import bods_bytes, bods_statements
from clew.sources.reading.card import load_card
from clew.sources.registry import load_spec
from clew.work.clocks import Clocks, read_clocks
from clew.work.files import Given
from clew.work.importing import Asked, import_files
from clew.work.outputs import write_bods
from clew.work.own import Sides, own
from clew.work.stores import Stores
from clew.workspace import open_workspace
from tests.world import AS_OF, UNDATED, Dates, say, settle

CLOCKS = Clocks(AS_OF, AS_OF)
NATURE = "ownership-of-shares-25-to-50-percent"
CLAIMS = {
    "gleif_rr": (
        *(
            one
            for key, name in (("a", "Alder Holding"), ("b", "Birch Group"), ("c", "Cedar Works"))
            for one in say(f"gleif_rr:{key}", "Company", UNDATED, name=name)
        ),
        *say(
            "gleif_rr:r-1",
            "Ownership",
            Dates("2026-02-01", "2020-01-02", "", "G1"),
            owner="gleif_rr:a",
            asset="gleif_rr:b",
            shareLow="0.6",
            shareHigh="0.6",
        ),
        *say("gleif_rr:r-2", "Ownership", UNDATED, owner="gleif_rr:b", asset="gleif_rr:c", role="subsidiary"),
        *say("gleif_rr:r-3", "Ownership", UNDATED, owner="gleif_rr:a", asset="gleif_rr:c", shareLow="0.125", shareHigh="0.125"),
        *say(
            "gleif_rr:r-4",
            "Ownership",
            Dates("2020-02-01", "2019-01-02", "2021-01-01", "G1"),
            owner="gleif_rr:c",
            asset="gleif_rr:a",
            shareLow="1",
            shareHigh="1",
        ),
        *say("gleif_rr:a", "Company", UNDATED, leiCode="5299000ABCDEFGHIJ101"),
    ),
    "uk_psc": (
        *say("uk_psc:personal-owner-1", "PersonalOwner", UNDATED, ownerKind="a natural person"),
        *say(
            "uk_psc:o-1#1",
            "Ownership",
            UNDATED,
            owner="uk_psc:personal-owner-1",
            asset="gleif_rr:c",
            shareLow="0.25",
            shareHigh="0.5",
            interest=NATURE,
        ),
        *say(
            "uk_psc:o-1#2",
            "Control",
            UNDATED,
            holder="uk_psc:personal-owner-1",
            entity="gleif_rr:c",
            votesLow="0.25",
            votesHigh="0.5",
            interest="voting-rights-25-to-50-percent",
        ),
    ),
    "brand_suppliers": say(
        "brand_suppliers:o-1", "Ownership", UNDATED, owner="gleif_rr:b", asset="gleif_rr:c", shareLow="0.2", shareHigh="0.3"
    ),
}


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    with open_workspace(tmp_path / "home") as opened:
        settle(opened, CLAIMS)
        yield opened


def ends(found: Owned) -> dict[tuple[str, str], tuple[object, ...]]:
    """Stakes by the names of their ends, as chains have them."""
    stakes = {stake for line in found.owners for chain in line.chains for stake in chain.stakes}
    return {(found.name(one.owner).split(" (")[0], found.name(one.asset)): (one.share.low, one.share.high) for one in stakes}


def read_back(folder: Path, path: Path) -> Owned:
    with open_workspace(folder) as opened:
        settle(opened, {"crosswalk": say("crosswalk:other", "Company", UNDATED, name="Another Company")})
        import_files(opened, load_spec("bods"), Asked(Given((path,), ""), "2026-11-01"))
        return own(opened, "Cedar Works", read_clocks(), Sides())


def test_what_is_written_reads_back_as_the_same_stakes(stores: Stores, tmp_path: Path) -> None:
    found = own(stores, "Cedar Works", CLOCKS, Sides())
    path = tmp_path / "out.json"
    path.write_bytes(bods_bytes(bods_statements(found, [one for one in found.records if one.interest.dataset != "brand_suppliers"])))
    again = read_back(tmp_path / "again", path)
    person = {("an owner that is declared and not told", "Cedar Works"): (0.25, 0.5)}
    expected = {pair: share for pair, share in ends(found).items() if not pair[0].startswith("a private person")}
    expected["Birch Group", "Cedar Works"] = (0, 1)
    assert ends(again) == {**expected, **person}


def test_control_in_words_reads_back_as_control_that_may_be(stores: Stores, tmp_path: Path) -> None:
    found = own(stores, "Cedar Works", CLOCKS, Sides())
    path = tmp_path / "out.json"
    write_bods(stores, found, path)
    grips = {
        again.name(line.party): line.grip.sure for again in (read_back(tmp_path / "again", path),) for line in again.owners if line.grip
    }
    assert grips["Birch Group"] is Sure.POSSIBLE
    assert grips["Alder Holding"] is Sure.POSSIBLE


def written(stores: Stores, path: Path) -> tuple[list[Mapping[str, object]], tuple[int, int]]:
    counts = write_bods(stores, own(stores, "Cedar Works", CLOCKS, Sides()), path)
    return json.loads(path.read_text(encoding="utf-8")), counts


def test_what_may_not_be_passed_on_is_left_out_and_counted(stores: Stores, tmp_path: Path) -> None:
    assert not load_card("brand_suppliers").export
    statements, counts = written(stores, tmp_path / "out.json")
    assert counts == (5, 1)
    assert "brand_suppliers" not in json.dumps(statements)


def test_a_person_is_a_share_without_a_name(stores: Stores, tmp_path: Path) -> None:
    statements, _ = written(stores, tmp_path / "out.json")
    (person,) = (one["recordDetails"] for one in statements if one["recordType"] == "person")
    assert person == {
        "isComponent": False,
        "personType": "anonymousPerson",
        "unspecifiedPersonDetails": {"reason": "informationUnknownToPublisher"},
    }


def test_every_statement_has_what_the_standard_asks_for(stores: Stores, tmp_path: Path) -> None:
    """BODS 0.4: required fields of a statement, and that a relationship comes after the records that it names."""
    statements, _ = written(stores, tmp_path / "out.json")
    known: set[object] = set()
    for one in statements:
        assert {"statementId", "declarationSubject", "statementDate", "recordId", "recordType", "recordDetails"} <= set(one)
        assert 32 <= len(str(one["statementId"])) <= 64
        details = one["recordDetails"]
        assert isinstance(details, dict)
        if one["recordType"] == "relationship":
            assert {details["subject"], details["interestedParty"]} <= known
        known.add(one["recordId"])
    assert len({str(one["statementId"]) for one in statements}) == len(statements)


def test_what_had_ended_is_not_written(stores: Stores, tmp_path: Path) -> None:
    assert "gleif_rr:r-4" not in json.dumps(written(stores, tmp_path / "out.json")[0])


def test_the_same_records_give_the_same_bytes_and_the_file_is_recorded(stores: Stores, tmp_path: Path) -> None:
    first, second = tmp_path / "one.json", tmp_path / "two.json"
    written(stores, first)
    written(stores, second)
    assert first.read_bytes() == second.read_bytes()


def test_figures_stand_as_the_record_has_them(stores: Stores, tmp_path: Path) -> None:
    statements, _ = written(stores, tmp_path / "out.json")
    interests = {str(one["recordId"]): one["recordDetails"]["interests"] for one in statements if one["recordType"] == "relationship"}  # type: ignore[index]  # as asserted above
    assert interests["gleif_rr:r-1"] == [
        {"type": "shareholding", "directOrIndirect": "direct", "startDate": "2020-01-02", "share": {"exact": 60}}
    ]
    assert interests["uk_psc:o-1#2"][0]["share"] == {"minimum": 25, "maximum": 50}
    assert interests["gleif_rr:r-3"][0]["share"] == {"exact": 12.5}
