"""How good a source is: coverage by property, doubled names, shares numbered and located, oldest and newest dates."""

from pathlib import Path

import pytest

from clew.errors import NotFoundError
from clew.work.files import Given
from clew.work.importing import Asked, import_files
from clew.work.mapping import Decided, make_card, outline
from clew.work.quality import PropertyCoverage, Quality, quality
from clew.work.sourcebook import find_spec
from tests.world import World

TABLE = """No,Name,ISIN,Address,Country,Listed
1,Quiet Mills,ZZQUIETMILL1,"No. 1 Tuanjie Road, Urumqi, Xinjiang",China,2020-01-05
2,"Quiet Mills Co., Ltd.",ZZQUIETMILL1,,China,2026-02-03
3,Loud Shirts,,"1 Quay Street, Dublin",Ireland,
4,Plain Bakery,,,,
"""


@pytest.fixture
def found(world: World, tmp_path: Path) -> Quality:
    path = tmp_path / "mills.csv"
    path.write_text(TABLE, encoding="utf-8")
    columns = {"name": "Name", "isinCode": "ISIN", "address": "Address", "country": "Country", "startDate": "Listed"}
    decided = Decided("mills", "list", columns, (), "No", {"title": "Mills"})
    make_card(world.stores, outline(world.stores, path, "list"), decided)
    import_files(world.stores, find_spec(world.stores, "mills"), Asked(Given((path,)), "2026-11-01"))
    return quality(world.stores, "mills")


def test_how_many_subjects_have_a_property_is_told_of_all_of_their_schema(found: Quality) -> None:
    company = {one.prop: one for one in found.coverage if one.schema == "Company"}
    assert company["isinCode"] == PropertyCoverage("Company", "isinCode", 2, 4, 2, 1)
    assert company["name"].subjects == company["name"].of == 4
    assert [one.schema for one in found.coverage] == sorted(one.schema for one in found.coverage)


def test_organisations_are_counted_with_those_numbered_addressed_and_located(found: Quality) -> None:
    assert (found.parties, found.numbered, found.addressed, found.located) == (4, 2, 2, 1)


def test_names_in_two_wordings_are_one_name_that_two_bear(found: Quality) -> None:
    assert (found.doubled_names, found.doubled_subjects) == (1, 2)
    assert found.doubled_examples == (("Quiet Mills", 2),)


def test_an_identifier_that_two_bear_is_counted(found: Quality) -> None:
    assert found.shared_identifiers == 1


def test_sizes_and_version_are_those_of_the_newest(found: Quality) -> None:
    assert (found.dataset, found.title, found.version, found.rows) == ("mills", "Mills", "2026-11-01", 4)
    assert found.claims == sum(one.claims for one in found.coverage)


def test_a_source_without_dates_says_none(world: World) -> None:
    found = quality(world.stores, "uflpa")
    assert found.stated == ("", "")
    assert found.undated == found.claims


def test_days_are_those_of_the_claims(world: World) -> None:
    found = quality(world.stores, "founding_documents")
    assert found.stated == ("2020-03-01", "2026-02-01")
    assert found.began == ("", "")


def test_a_source_that_speaks_of_no_organisation_has_no_shares(world: World) -> None:
    found = quality(world.stores, "notices")
    assert (found.parties, found.numbered, found.located) == (0, 0, 0)


def test_a_source_that_was_never_loaded_says_how_to_add_it(world: World) -> None:
    with pytest.raises(NotFoundError, match="clew source add FILE --as csl"):
        quality(world.stores, "csl")
