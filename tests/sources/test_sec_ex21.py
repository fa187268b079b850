"""Exhibit 21: subsidiaries of a registrant, with a share where one is told; the filer is in the table or in the file's name."""

import csv
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

HEAD = ("Filename", "Subsidiary", "Location of Incorporation", "Ownership Percentage")
FILING = "12345-0000012345-24-000678"
FILER = "sec:cik-12345"


def table(folder: Path, *rows: Sequence[str]) -> Path:
    path = folder / "ex21.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    return path


def exhibit(folder: Path, name: str, *rows: Sequence[str]) -> Path:
    path = folder / name
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    path.write_text(
        f"<html><head><title>EX-21</title></head><body><p>SUBSIDIARIES</p><table>{cells}</table></body></html>", encoding="utf-8"
    )
    return path


def test_a_subsidiary_without_a_share_is_controlled_and_one_with_a_share_is_held_by_it(world: World, tmp_path: Path) -> None:
    path = table(
        tmp_path,
        (FILING, "Alfa Textile Ltd", "China", "60.5"),
        (FILING, "Beta LLC", "Delaware", ""),
        (FILING, "Gamma SA", "", "9"),
        (FILING, "", "", ""),
    )
    done = add(world.stores, "sec_ex21", path)
    assert done.snapshot.dropped == (("rows without a subsidiary", 1),)
    assert links(world.stores, {"sec_ex21": done}) == [
        (FILER, "sec_ex21:12345-alfa-textile-ltd-china", "controlled", 0),
        (FILER, "sec_ex21:12345-beta-llc-delaware", "controlled", 0),
        (FILER, "sec_ex21:12345-gamma-sa", "minority", 0),
    ]
    (stake,) = (one for one in claims(world.stores, done, "prop = 'shareLow'") if one.value == "0.605")
    assert (stake.locator, stake.stated_on, stake.grade) == ("row 2", "2024", "G2")
    assert values(world.stores, done, "sec_ex21:12345-alfa-textile-ltd-china") == {"jurisdiction": ["China"], "name": ["Alfa Textile Ltd"]}
    assert values(world.stores, done, FILER) == {"cikCode": ["0000012345"]}


def test_one_company_that_stands_twice_has_both_of_its_shares(world: World, tmp_path: Path) -> None:
    done = add(world.stores, "sec_ex21", table(tmp_path, (FILING, "Alfa", "Ohio", "39"), (FILING, "Alfa", "Ohio", "4.3")))
    assert sorted(one.value for one in claims(world.stores, done, "prop = 'shareLow'")) == ["0.043", "0.39"]
    assert len({one.value for one in claims(world.stores, done, "prop = 'asset'")}) == 1


def test_a_saved_exhibit_says_by_its_name_who_files_it(world: World, tmp_path: Path) -> None:
    rows = (
        ("Name of Subsidiary", "Jurisdiction of Incorporation", "% owned"),
        ("Alfa Textile Ltd", "China", "60.5 % (1)"),
        ("Beta LLC", "Delaware", "—"),
        ("Gamma SA", "France", "100%"),
    )
    done = add(world.stores, "sec_ex21", exhibit(tmp_path, "0000012345-0000012345-24-000678.htm", *rows))
    assert [(owner, asset) for owner, asset, *_ in links(world.stores, {"sec_ex21": done})] == [
        (FILER, f"sec_ex21:12345-{one}") for one in ("alfa-textile-ltd-china", "beta-llc-delaware", "gamma-sa-france")
    ]
    assert sorted(one.value for one in claims(world.stores, done, "prop = 'shareHigh'")) == ["0.605", "1"]


def test_an_exhibit_of_nobody_and_odd_shares_are_refused_at_once(world: World, tmp_path: Path) -> None:
    rows = (("Subsidiary", "Ownership Percentage"), ("Alfa", "most of it"))
    with pytest.raises(UnexpectedContentError) as caught:
        add(world.stores, "sec_ex21", exhibit(tmp_path, "exhibit.htm", *rows))
    assert "“exhibit.htm” names no filer" in str(caught.value)
    assert "“mostofit” has not the shape" in str(caught.value)
    with pytest.raises(UnexpectedContentError, match="unknown column “Chief”"):
        add(world.stores, "sec_ex21", exhibit(tmp_path, "e.htm", ("Subsidiary", "Jurisdiction", "Chief"), ("Alfa", "Ohio", "x")))


@settings(max_examples=10)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 1000)), min_size=1, max_size=10, unique_by=lambda one: one[0]))
def test_every_row_is_one_stake(rows: list[tuple[int, int]]) -> None:
    with TemporaryDirectory() as name, open_workspace(Path(name) / "home") as stores:
        done = add(stores, "sec_ex21", table(Path(name), *((FILING, f"Company {at}", "Ohio", str(share / 10)) for at, share in rows)))
        assets = {one.entity_id: one.value for one in claims(stores, done, "prop = 'asset'")}
        shares = {assets[one.entity_id]: round(float(one.value) * 1000) for one in claims(stores, done, "prop = 'shareLow'")}
        assert shares == {f"sec_ex21:12345-company-{at}-ohio": share for at, share in rows}


def test_the_real_table_is_imported_whole_and_lists_of_filings_are_no_subsidiaries(world: World, shared_data: Path) -> None:
    folder = shared_data / "market" / "o_sec_exhibit21_subsidiaries"
    done = add(world.stores, "sec_ex21", folder / "ex21_labels.csv")
    assert done.snapshot.about.rows == 2424
    assert done.snapshot.dropped == (("rows without a subsidiary", 1),)
    assert len({one.entity_id for one in claims(world.stores, done, "prop = 'owner'")}) == 2424
    for name in ("ex21_labeled_filings.csv", "ex21_layout_histogram.csv"):
        with pytest.raises(UnexpectedContentError, match="unknown column"):
            add(world.stores, "sec_ex21", folder / name)


LABELS = "filename,filer_count,block,block_count,key,value"


def test_heads_of_reports_say_who_files(world: World, tmp_path: Path) -> None:
    said = {
        "company_data": {"company_conformed_name": "alfa corp", "central_index_key": "0000012345", "state_of_incorporation": "de"},
        "business_address": {"street_1": "1 mill road", "city": "columbus", "state": "oh"},
        "former_company": {"former_conformed_name": "old mill co"},
        "filing_values": {"form_type": "10-k"},
    }
    lines = [f"edgar/x.txt,0,{block},0,{key},{value}" for block, pairs in said.items() for key, value in pairs.items()]
    path = tmp_path / "heads.csv"
    path.write_text("\n".join([LABELS, *lines, ""]), encoding="utf-8")
    done = add(world.stores, "sec_10k_headers", path)
    assert values(world.stores, done, FILER) == {
        "address": ["1 mill road, columbus, oh"],
        "cikCode": ["0000012345"],
        "jurisdiction": ["DE"],
        "name": ["alfa corp"],
        "previousName": ["old mill co"],
    }


def test_an_unknown_key_and_a_filer_without_a_number_are_refused_at_once(world: World, tmp_path: Path) -> None:
    path = tmp_path / "heads.csv"
    path.write_text(f"{LABELS}\nx,0,company_data,0,shoe_size,44\nx,0,company_data,0,company_conformed_name,alfa\n", encoding="utf-8")
    with pytest.raises(UnexpectedContentError) as caught:
        add(world.stores, "sec_10k_headers", path)
    assert "unknown key “company_data/shoe_size”" in str(caught.value)
    assert "the cell is empty" in str(caught.value)


def test_the_real_heads_are_imported_whole(world: World, shared_data: Path) -> None:
    done = add(world.stores, "sec_10k_headers", shared_data / "market" / "o_sec_exhibit21_subsidiaries" / "basic_10k_labels.csv")
    assert (done.snapshot.about.rows, len(claims(world.stores, done, "prop = 'cikCode'"))) == (5, 5)
