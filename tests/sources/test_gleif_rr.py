"""GLEIF Level 2: consolidation is control, funds and branches are no ownership, and what a delta file deletes is no relation."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import UnexpectedContentError
from clew.workspace import open_workspace
from tests.sources.imports import add, claims, values
from tests.sources.threads import links
from tests.world import World

HEAD = (
    *("Relationship.StartNode.NodeID", "Relationship.StartNode.NodeIDType", "Relationship.EndNode.NodeID"),
    *("Relationship.EndNode.NodeIDType", "Relationship.RelationshipType", "Relationship.RelationshipStatus"),
    *("Relationship.Period.1.startDate", "Relationship.Period.1.endDate", "Relationship.Period.1.periodType"),
    *("Relationship.Period.2.startDate", "Relationship.Period.2.endDate", "Relationship.Period.2.periodType"),
    *("Relationship.Quantifiers.1.MeasurementMethod", "Relationship.Quantifiers.1.QuantifierAmount"),
    *("Relationship.Quantifiers.1.QuantifierUnits", "Registration.LastUpdateDate", "Registration.RegistrationStatus"),
)
CHILD, PARENT, TOP = ("5299000ABCDEFGHIJ101", "5299000ABCDEFGHIJ202", "5299000ABCDEFGHIJ303")
C, P, T = (f"gleif:{one.lower()}" for one in (CHILD, PARENT, TOP))
ACCOUNTS = ("2025-01-01T00:00:00Z", "2025-12-31T00:00:00Z", "ACCOUNTING_PERIOD")
KINDS = ("IS_DIRECTLY_CONSOLIDATED_BY", "IS_ULTIMATELY_CONSOLIDATED_BY", "IS_FUND-MANAGED_BY", "IS_SUBFUND_OF", "IS_FEEDER_TO")
LAST = "2026-06-01T00:00:00Z"


def row(start: str, end: str, kind: str, status: str = "ACTIVE", days: tuple[str, str] = ("", ""), **more: str) -> tuple[str, ...]:
    period = (*days, "RELATIONSHIP_PERIOD") if any(days) else ("", "", "")
    share = ("ACCOUNTING_CONSOLIDATION", more["share"], "PERCENTAGE") if "share" in more else ("", "", "")
    return (start, "LEI", end, "LEI", kind, status, *ACCOUNTS, *period, *share, LAST, more.get("registration", "PUBLISHED"))


DIRECT = row(CHILD, PARENT, KINDS[0], days=("2011-04-01T00:00:00Z", ""), share="60.5")
ABOVE = row(PARENT, TOP, KINDS[1])


def table(folder: Path, rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> Path:
    path = folder / "rr.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def record(cells: Sequence[str], *, dollar: bool, deleted: str = "") -> dict[str, object]:
    def word(text: str) -> object:
        return {"$": text} if dollar else text

    cell = dict(zip(HEAD, cells, strict=True))
    places = [f"Relationship.Period.{at}." for at in (1, 2)]
    periods = [
        {
            "StartDate": word(cell[f"{at}startDate"]),
            "PeriodType": word(cell[f"{at}periodType"]),
            **({"EndDate": word(cell[f"{at}endDate"])} if cell[f"{at}endDate"] else {}),
        }
        for at in places
        if cell[f"{at}periodType"]
    ]
    amount = cell["Relationship.Quantifiers.1.QuantifierAmount"]
    shares = [{"QuantifierAmount": word(amount), "QuantifierUnits": word("PERCENTAGE")}] if amount else []
    return {
        "Relationship": {
            "StartNode": {"NodeID": word(cell[HEAD[0]]), "NodeIDType": word(cell[HEAD[1]])},
            "EndNode": {"NodeID": word(cell[HEAD[2]]), "NodeIDType": word(cell[HEAD[3]])},
            "RelationshipType": word(cell["Relationship.RelationshipType"]),
            "RelationshipStatus": word(cell["Relationship.RelationshipStatus"]),
            "RelationshipPeriods": {"RelationshipPeriod": periods} if dollar else periods,
            **({"RelationshipQuantifiers": {"RelationshipQuantifier": shares} if dollar else shares} if shares else {}),
        },
        "Registration": {
            "LastUpdateDate": word(cell["Registration.LastUpdateDate"]),
            "RegistrationStatus": word(cell["Registration.RegistrationStatus"]),
        },
        **({"Extension": {"Deletion": {"DeletedAt": word(deleted)}}} if deleted else {}),
    }


def in_form(folder: Path, form: str, rows: Sequence[Sequence[str]]) -> Path:
    if form == "csv":
        return table(folder, rows)
    path = folder / "rr.json"
    records = [record(one, dollar=form == "golden") for one in rows]
    path.write_text(json.dumps({"relations": records} if form == "golden" else records), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["csv", "golden", "plain"])
def test_consolidation_is_ownership_with_the_days_and_the_share_of_the_relationship(world: World, tmp_path: Path, form: str) -> None:
    done = add(world.stores, "gleif_rr", in_form(tmp_path, form, [DIRECT, ABOVE]))
    relation = f"gleif_rr:{CHILD.lower()}-directly-consolidated-by-{PARENT.lower()}"
    assert values(world.stores, done, relation) == {
        "asset": [C],
        "owner": [P],
        "registrationStatus": ["PUBLISHED"],
        "relationStatus": ["ACTIVE"],
        "relationType": ["IS_DIRECTLY_CONSOLIDATED_BY"],
        "role": ["subsidiary"],
        "shareHigh": ["0.605"],
        "shareLow": ["0.605"],
    }
    dates = {(one.stated_on, one.valid_from, one.valid_to) for one in claims(world.stores, done, f"entity_id = '{relation}'")}
    assert dates == {("2026-06-01", "2011-04-01", "")}
    assert {one.value for one in claims(world.stores, done, "prop = 'leiCode'")} == {CHILD, PARENT, TOP}


def test_a_relation_alone_makes_a_chain_of_links(world: World, tmp_path: Path) -> None:
    done = add(world.stores, "gleif_rr", in_form(tmp_path, "csv", [DIRECT, ABOVE]))
    assert links(world.stores, {"gleif_rr": done}) == [(P, C, "controlled", 0), (T, P, "controlled", 0)]


@pytest.mark.parametrize(("kind", "schema"), [*((kind, "FundRelation") for kind in KINDS[2:]), ("IS_INTERNATIONAL_BRANCH_OF", "Branch")])
def test_funds_and_branches_are_no_ownership(world: World, tmp_path: Path, kind: str, schema: str) -> None:
    done = add(world.stores, "gleif_rr", table(tmp_path, [row(CHILD, PARENT, kind)]))
    assert {one.schema for one in claims(world.stores, done)} == {"Company", schema}
    assert links(world.stores, {"gleif_rr": done}) == []


@pytest.mark.parametrize(
    ("cells", "end", "reasons"),
    [
        (row(CHILD, PARENT, KINDS[0], "INACTIVE", ("2010-01-01", "2020-06-30T00:00:00Z")), "2020-06-30", 0),
        (row(CHILD, PARENT, KINDS[0], "INACTIVE"), "2026-06-01", 1),
        (row(CHILD, PARENT, KINDS[0], registration="RETIRED"), "2026-06-01", 1),
        (row(CHILD, PARENT, KINDS[0], registration="LAPSED"), "", 0),
    ],
)
def test_a_relation_that_ended_is_history(world: World, tmp_path: Path, cells: tuple[str, ...], end: str, reasons: int) -> None:
    done = add(world.stores, "gleif_rr", table(tmp_path, [cells]))
    assert {one.valid_to for one in claims(world.stores, done, "schema = 'Ownership'")} == {end}
    assert len(claims(world.stores, done, "prop = 'endedReason'")) == reasons
    assert [old for *_, old in links(world.stores, {"gleif_rr": done})] == [int(bool(end))]


def test_deleted_annulled_and_nameless_relations_are_dropped_and_counted(world: World, tmp_path: Path) -> None:
    path = tmp_path / "delta.json"
    other = record(ABOVE, dollar=False)
    records = [
        record(DIRECT, dollar=False),
        record(ABOVE, dollar=False, deleted="2026-06-02T00:00:00Z"),
        record(row(CHILD, TOP, KINDS[1], registration="ANNULLED"), dollar=False),
        json.loads(json.dumps(other).replace('"NodeIDType": "LEI"', '"NodeIDType": "ISO_17442_COMPATIBLE"')),
    ]
    path.write_text(json.dumps(records), encoding="utf-8")
    done = add(world.stores, "gleif_rr", path)
    assert done.snapshot.dropped == (
        ("deleted by a delta file", 1),
        ("duplicate or annulled registrations", 1),
        ("relationships with a node that is no LEI", 1),
    )
    assert not claims(world.stores, done, f"contains(entity_id, '{TOP.lower()}')")


def test_all_that_is_wrong_is_said_at_once(world: World, tmp_path: Path) -> None:
    wrong = [row("529900", PARENT, KINDS[0]), row(CHILD, PARENT, "IS_COUSIN_OF")]
    wrong += [row(CHILD, PARENT, KINDS[0], "ASLEEP"), row(CHILD, "", KINDS[0])]
    with pytest.raises(UnexpectedContentError) as caught:
        add(world.stores, "gleif_rr", table(tmp_path, wrong))
    told = str(caught.value)
    for part in ("“529900” has not the shape", "unknown code “IS_COUSIN_OF”", "unknown code “ASLEEP”", "row 5", "the cell is empty"):
        assert part in told


def test_an_unknown_column_stops_the_import(world: World, tmp_path: Path) -> None:
    with pytest.raises(UnexpectedContentError, match="unknown column “Guess”"):
        add(world.stores, "gleif_rr", table(tmp_path, [(*DIRECT, "x")], (*HEAD, "Guess")))


ENDS = st.integers(0, 30).map(lambda at: f"5299000ABCDEFGHIJ{at:03}")


@settings(max_examples=10)
@given(st.lists(st.tuples(ENDS, ENDS, st.sampled_from(KINDS)), min_size=1, max_size=12, unique=True))
def test_every_row_is_one_relation_of_its_two_ends(relations: list[tuple[str, str, str]]) -> None:
    with TemporaryDirectory() as name, open_workspace(Path(name) / "home") as stores:
        done = add(stores, "gleif_rr", table(Path(name), [row(*one) for one in relations]))
        found = {(one.value, one.locator) for one in claims(stores, done, "prop IN ('owner', 'counterpart')")}
        assert found == {(f"gleif:{end.lower()}", f"row {at}") for at, (_, end, _) in enumerate(relations, start=2)}
        assert {one.value for one in claims(stores, done, "prop = 'leiCode'")} == {end for one in relations for end in one[:2]}


@pytest.mark.parametrize(
    ("name", "rows", "dropped"),
    [
        ("o_gleif_l1_l2_subset/gleif_l2_rr_subset_2026-01-23_paired.csv", 1730, 0),
        ("o_gleif_l1_l2_subset/gleif_l2_rr_subset_2026-01-23_large_v1.csv", 4102, 0),
        ("o_gleif_l1_l2_subset/gleif_l2_rr_subset_2026-01-23_v2_13669rows.csv", 13669, 0),
        ("o_gleif_xml_json_l1_l2_repex/rr-updates-data.json", 3, 0),
        *((f"o_gleif_xml_json_l1_l2_repex/rr-data.{suffix}", 10, 0) for suffix in ("json", "xml")),
        *((f"o_gleif_xml_json_l1_l2_repex/rr-updates-data2.{suffix}", 11, 0) for suffix in ("json", "xml")),
        *((f"o_gleif_xml_json_l1_l2_repex/rr-updates-data2-new.{suffix}", 9, 1) for suffix in ("json", "xml")),
    ],
)
def test_real_files_are_imported_whole(world: World, shared_data: Path, name: str, rows: int, dropped: int) -> None:
    done = add(world.stores, "gleif_rr", shared_data / "market" / name)
    assert done.snapshot.about.rows == rows
    assert sum(count for _, count in done.snapshot.dropped) == dropped
    assert len({one.entity_id for one in claims(world.stores, done, "prop = 'relationType'")}) == rows
