"""Places and pairing programmes: the region whole, nothing more exact than a seat, nothing guessed."""

from decimal import Decimal

from clew.values.days import is_day
from tests.packs.shipped import table

PLACES = {row["key"]: row for row in table("gazetteer_xuar", "places.csv")}
CODES = {row["key"]: row for row in table("gazetteer_xuar", "codes.csv")}
PROGRAMMES = table("pairing_xuar", "programmes.csv")
RECIPIENTS = table("pairing_xuar", "recipients.csv")
NORTH, SOUTH, WEST, EAST = Decimal("49.2"), Decimal("34.3"), Decimal("73.4"), Decimal("96.4")


def keys(level: str) -> set[str]:
    return {key for key, row in PLACES.items() if row["level"] == level}


def test_the_region_is_whole() -> None:
    assert (len(keys("region")), len(keys("prefecture")), len(keys("xpcc_city"))) == (1, 14, 12)


def test_parents_lead_to_the_region() -> None:
    (region,) = keys("region")
    assert PLACES[region]["parent"] == ""
    assert {PLACES[key]["parent"] for key in keys("prefecture") | keys("xpcc_city")} == {region}
    assert {PLACES[key]["parent"] for key in keys("county")} <= keys("prefecture")


def test_division_codes_are_of_the_region_and_of_the_parent() -> None:
    assert len({row["code"] for row in PLACES.values()}) == len(PLACES)
    for row in PLACES.values():
        assert row["code"].startswith("65")
        assert len(row["code"]) == 6
        if row["level"] == "county":
            assert row["code"][:4] == PLACES[row["parent"]]["code"][:4]


def test_coordinates_are_in_the_region_and_rounded() -> None:
    for row in PLACES.values():
        assert bool(row["lat"]) == bool(row["lon"])
        if row["lat"]:
            lat, lon = Decimal(row["lat"]), Decimal(row["lon"])
            assert SOUTH <= lat <= NORTH, row["key"]
            assert WEST <= lon <= EAST, row["key"]
            assert all(value.as_tuple().exponent == -2 for value in (lat, lon))


def test_every_place_but_the_region_has_codes_or_says_why_not() -> None:
    assert set(CODES) == set(PLACES) - keys("region")
    assert all(bool(row[column]) or bool(row[f"{column}_reason"]) for row in CODES.values() for column in ("postcode", "area_code"))


def test_postcodes_are_of_the_region() -> None:
    assert {row["postcode"][:2] for row in CODES.values() if row["postcode"]} == {"83", "84"}


def test_each_city_of_the_corps_is_the_seat_of_one_division() -> None:
    seats = {key: row["division"] for key, row in CODES.items() if row["division"]}
    assert set(seats) == keys("xpcc_city")
    assert len(set(seats.values())) == len(seats)


def test_an_uyghur_name_that_is_missing_says_why() -> None:
    assert [key for key, row in PLACES.items() if not row["name_ug"] and not row["name_ug_reason"]] == []


def test_nothing_smaller_than_a_county_or_city_is_named() -> None:
    words = ("camp", "prison", "detention", "training center", "street", "village", "看守所", "监狱")
    assert [
        key
        for key, row in PLACES.items()
        if any(word in f"{row['name_en']} {row['name_zh']} {row['aliases_en']}".lower() for word in words)
    ] == []


def test_the_round_of_2010_has_nineteen_donors_and_is_historical() -> None:
    assert len({row["donor_en"] for row in PROGRAMMES}) == len(PROGRAMMES) == 19
    assert {(row["round"], row["status"]) for row in PROGRAMMES} == {("2010", "historical")}


def test_no_sector_is_guessed() -> None:
    assert [row["key"] for row in PROGRAMMES if row["sector"] or not row["sector_reason"]] == []


def test_a_pairing_rests_on_inference_at_most() -> None:
    assert {row["grade"] for row in PROGRAMMES} <= {"G5", "G6"}


def test_recipients_are_places_of_the_gazetteer_or_say_why_not() -> None:
    assert {row["programme"] for row in RECIPIENTS} == {row["key"] for row in PROGRAMMES}
    assert [row["unit_en"] for row in RECIPIENTS if not row["place"] and not row["place_reason"]] == []
    assert {row["place"] for row in RECIPIENTS if row["place"]} <= set(PLACES)


def test_no_day_is_made_of_a_year() -> None:
    assert [row["key"] for row in PROGRAMMES if is_day(row["round"])] == []
