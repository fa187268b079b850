"""The EU's financial sanctions as XML and as CSV: enterprises with names by strength and language; persons are counted alone."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import UnexpectedContentError
from tests.sources.imports import claims, values
from tests.sources.loose import FILES, add_small, said_of, sayings
from tests.world import World

XML, CSV = FILES / "eu_fsf" / "list.xml", FILES / "eu_fsf" / "list.csv"


def test_an_enterprise_of_the_xml_has_names_by_strength_and_numbers_by_kind(world: World) -> None:
    imported = add_small(world.stores, "eu_fsf", XML)
    assert values(world.stores, imported, "eu_fsf:9001") == {
        "address": ["1 Quay Road, Moscow, 109000, RU"],
        "alias": ["ООО Янтарная река", "琥珀河贸易有限公司"],
        "bicCode": ["AMBRRUMM"],
        "country": ["RU"],
        "name": ["AMBER RIVER TRADING LLC"],
        "registrationNumber": ["1027700000000"],
        "taxNumber": ["7700000000"],
        "weakAlias": ["Amber"],
    }
    assert [one.value for one in claims(world.stores, imported, "lang = 'zho'")] == ["琥珀河贸易有限公司"]
    listing = values(world.stores, imported, "eu_fsf:9001#listed")
    assert (listing["programId"], listing["legalBasis"]) == (["UKR"], ["2022/900 (OJ L1)", "2023/901 (OJ L2)"])


def test_the_one_notice_that_was_read_is_quoted_and_its_ground_stays_other(world: World) -> None:
    listing = values(world.stores, add_small(world.stores, "eu_fsf", XML), "eu_fsf:9002#listed")
    assert listing["ground"] == ["other"]
    assert "large-scale arbitrary detentions" in listing["groundQuote"][0]
    assert "South China Morning Post" in listing["groundNote"][0]


@pytest.mark.parametrize("path", [XML, CSV], ids=["xml", "csv"])
def test_persons_are_counted_and_nothing_of_them_is_kept(world: World, path: Path) -> None:
    imported = add_small(world.stores, "eu_fsf", path)
    assert imported.snapshot.about.dropped == (("private individuals", 1),)
    assert not [one for one in claims(world.stores, imported) if "Placeholder" in one.value]
    copies = [found.read_bytes() for found in (world.stores.folder / "archive").rglob("*") if found.is_file()]
    assert copies
    assert not [copy for copy in copies if b"Placeholder" in copy]


def test_rows_of_the_csv_make_one_enterprise_whose_first_name_is_its_name(world: World) -> None:
    imported = add_small(world.stores, "eu_fsf", CSV)
    assert values(world.stores, imported, "eu_fsf:9001") == {
        "address": ["1 Quay Road, Moscow, 109000, RU"],
        "alias": ["Amber River", "琥珀河贸易有限公司"],
        "country": ["RU"],
        "name": ["AMBER RIVER TRADING LLC"],
        "registrationNumber": ["1027700000000"],
    }
    assert values(world.stores, imported, "eu_fsf:9001#listed")["startDate"] == ["2022-02-25"]


def test_all_that_is_wrong_is_said_at_once(world: World, tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    wrong = XML.read_text(encoding="utf-8").replace('code="enterprise" classificationCode="E"', 'code="vessel"', 1)
    path.write_text(wrong.replace('"2021-03-22"', '"in March"'), encoding="utf-8")
    with pytest.raises(UnexpectedContentError) as caught:
        add_small(world.stores, "eu_fsf", path)
    assert all(part in str(caught.value) for part in ("unknown code “vessel”", "“in March” is no day"))


def test_an_unknown_column_of_the_csv_stops_the_import(world: World, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(CSV.read_text(encoding="utf-8").replace("Entity_Remark", "Entity_Mood", 1), encoding="utf-8")
    with pytest.raises(UnexpectedContentError, match="unknown column “Entity_Mood”"):
        add_small(world.stores, "eu_fsf", path)


ROW = st.tuples(st.integers(1, 9), st.sampled_from(["E", "P"]), st.sampled_from(["Amber", "Birch", "Cedar"]))


@settings(max_examples=8)
@given(st.lists(ROW, min_size=1, max_size=8))
def test_names_of_enterprises_alone_are_claimed_whatever_else_the_table_holds(rows: list[tuple[int, str, str]]) -> None:
    cells = [
        {
            "Entity_LogicalId": f"{number}{kind}",
            "Entity_SubjectType": kind,
            "NameAlias_WholeName": f"{name} {kind}",
            "Entity_Regulation_Programme": "HR",
        }
        for number, kind, name in [*rows, (0, "E", "Amber")]
    ]
    said = sayings(said_of("eu_fsf", cells))
    names = {(entity, value) for entity, _, prop, value, _ in said if prop in {"name", "alias"}}
    assert names == {(f"eu_fsf:{number}e", f"{name} E") for number, kind, name in [*rows, (0, "E", "Amber")] if kind == "E"}
    assert not [value for _, _, _, value, _ in said if value.endswith(" P")]
