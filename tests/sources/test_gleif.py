"""GLEIF Level 1: the golden copy as CSV, XML and JSON says the same of a company; sole proprietors are counted, never claimed."""

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
from tests.sources.imports import Said, add, claims, values
from tests.world import World

HEAD = (
    *("LEI", "Entity.LegalName", "Entity.LegalName.xmllang", "Entity.LegalAddress.FirstAddressLine", "Entity.LegalAddress.City"),
    *("Entity.LegalAddress.Country", "Entity.OtherEntityNames.OtherEntityName.1", "Entity.OtherEntityNames.OtherEntityName.1.type"),
    *("Entity.OtherEntityNames.OtherEntityName.2", "Entity.OtherEntityNames.OtherEntityName.2.type", "Entity.EntityCategory"),
    *("Entity.EntityStatus", "Entity.EntityCreationDate", "Registration.LastUpdateDate", "Registration.RegistrationStatus"),
)
LEI, OTHER, TRADER = "5299000ABCDEFGHIJ101", "5299000ABCDEFGHIJ202", "5299000ABCDEFGHIJ303"
ALFA = (
    *(LEI, "昆仑纺织有限公司", "zh", "1 Mill Road", "Urumqi", "CN", "Kunlun Textile", "ALTERNATIVE_LANGUAGE_LEGAL_NAME"),
    *("Old Kunlun Mill", "PREVIOUS_LEGAL_NAME", "GENERAL", "ACTIVE", "2001-02-03T00:00:00Z", "2026-06-01T10:00:00Z", "ISSUED"),
)
BETA = (OTHER, "Beta Fund", "en", "", "Oslo", "NO", "", "", "", "", "FUND", "ACTIVE", "", "2026-05-01T10:00:00Z", "LAPSED")
SOLE = (TRADER, "Xavier Inventedname", "en", "", "Oslo", "NO", "", "", "", "", "SOLE_PROPRIETOR", "ACTIVE", "", "2026-05-01", "ISSUED")
ID = f"gleif:{LEI.lower()}"


def table(folder: Path, rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> Path:
    path = folder / "lei2.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def record(row: Sequence[str], *, dollar: bool) -> dict[str, object]:
    """A row as an object: as GLEIF's golden copy has it, or plain."""
    cell = dict(zip(HEAD, row, strict=True))

    def word(text: str, **attributes: str) -> object:
        return {**{f"@{key}": value for key, value in attributes.items()}, "$": text} if dollar else text

    names = [(cell[f"Entity.OtherEntityNames.OtherEntityName.{at}"], cell[f"{HEAD[6][:-1]}{at}.type"]) for at in (1, 2)]
    listed = [{"$": name, "@type": kind} if dollar else {"OtherEntityName": name, "type": kind} for name, kind in names if name]
    return {
        "LEI": word(cell["LEI"]),
        "Entity": {
            "LegalName": word(cell["Entity.LegalName"], **{"xml:lang": cell["Entity.LegalName.xmllang"]}),
            "OtherEntityNames": {"OtherEntityName": listed} if dollar else listed,
            "LegalAddress": {
                part: word(cell[f"Entity.LegalAddress.{part}"])
                for part in ("FirstAddressLine", "City", "Country")
                if cell[f"Entity.LegalAddress.{part}"]
            },
            "EntityCategory": word(cell["Entity.EntityCategory"]),
            "EntityStatus": word(cell["Entity.EntityStatus"]),
            **({"EntityCreationDate": word(cell["Entity.EntityCreationDate"])} if cell["Entity.EntityCreationDate"] else {}),
        },
        "Registration": {
            "LastUpdateDate": word(cell["Registration.LastUpdateDate"]),
            "RegistrationStatus": word(cell["Registration.RegistrationStatus"]),
        },
    }


def markup(row: Sequence[str]) -> str:
    cell = dict(zip(HEAD, row, strict=True))
    names = [(cell[f"{HEAD[6][:-1]}{at}"], cell[f"{HEAD[6][:-1]}{at}.type"]) for at in (1, 2)]
    others = "".join(f'<lei:OtherEntityName type="{kind}">{name}</lei:OtherEntityName>' for name, kind in names if name)
    address = "".join(f"<lei:{part}>{cell[f'Entity.LegalAddress.{part}']}</lei:{part}>" for part in ("FirstAddressLine", "City", "Country"))
    created = cell["Entity.EntityCreationDate"]
    return (
        f"<lei:LEIRecord><lei:LEI>{cell['LEI']}</lei:LEI><lei:Entity>"
        f'<lei:LegalName xml:lang="{cell["Entity.LegalName.xmllang"]}">{cell["Entity.LegalName"]}</lei:LegalName>'
        f"<lei:OtherEntityNames>{others}</lei:OtherEntityNames><lei:LegalAddress>{address}</lei:LegalAddress>"
        f"<lei:EntityCategory>{cell['Entity.EntityCategory']}</lei:EntityCategory><lei:EntityStatus>{cell['Entity.EntityStatus']}</lei:EntityStatus>"
        f"<lei:EntityCreationDate>{created}</lei:EntityCreationDate></lei:Entity>"
        f"<lei:Registration><lei:LastUpdateDate>{cell['Registration.LastUpdateDate']}</lei:LastUpdateDate>"
        f"<lei:RegistrationStatus>{cell['Registration.RegistrationStatus']}</lei:RegistrationStatus></lei:Registration></lei:LEIRecord>"
    )


def in_form(folder: Path, form: str, rows: Sequence[Sequence[str]]) -> Path:
    if form == "csv":
        return table(folder, rows)
    path = folder / f"{form}.txt"
    if form == "xml":
        head = (
            '<?xml version="1.0" encoding="UTF-8"?><lei:LEIData xmlns:lei="http://www.gleif.org/data/schema/leidata/2016"><lei:LEIRecords>'
        )
        path.write_text(f"{head}{''.join(map(markup, rows))}</lei:LEIRecords></lei:LEIData>", encoding="utf-8")
    else:
        records = [record(row, dollar=form == "golden") for row in rows]
        path.write_text(json.dumps({"records": records} if form == "golden" else records, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["csv", "xml", "golden", "plain"])
def test_every_form_says_the_same_of_a_company(world: World, tmp_path: Path, form: str) -> None:
    done = add(world.stores, "gleif", in_form(tmp_path, form, [ALFA, BETA, SOLE]))
    assert done.snapshot.dropped == (("sole proprietors", 1),)
    said = values(world.stores, done, ID)
    assert said.pop("locatedIn"), "its address is located"
    assert said == {
        "address": ["1 Mill Road, Urumqi, CN"],
        "alias": ["Kunlun Textile"],
        "classification": ["GENERAL"],
        "country": ["CN"],
        "incorporationDate": ["2001-02-03"],
        "leiCode": [LEI],
        "name": ["昆仑纺织有限公司"],
        "previousName": ["Old Kunlun Mill"],
        "registrationStatus": ["ISSUED"],
        "status": ["ACTIVE"],
    }
    assert not claims(world.stores, done, "contains(lower(value), 'inventedname') OR contains(entity_id, 'hij303')")


def test_a_name_has_the_language_that_the_file_gives_it_and_its_place(world: World, tmp_path: Path) -> None:
    done = add(world.stores, "gleif", in_form(tmp_path, "csv", [ALFA, BETA]))
    assert claims(world.stores, done, "prop = 'name'") == [
        Said(ID, "Company", "name", "昆仑纺织有限公司", "zho", "row 2", "2026-06-01", "", "", "G1"),
        Said(f"gleif:{OTHER.lower()}", "Company", "name", "Beta Fund", "eng", "row 3", "2026-05-01", "", "", "G1"),
    ]


def test_all_that_is_wrong_is_said_at_once(world: World, tmp_path: Path) -> None:
    wrong = [
        (LEI[:-1], *ALFA[1:]),
        (ALFA[0], "", *ALFA[2:]),
        (*BETA[:10], "GUILD", *BETA[11:]),
        (*BETA[:13], "31/31/2026", "ISSUED"),
    ]
    with pytest.raises(UnexpectedContentError) as caught:
        add(world.stores, "gleif", table(tmp_path, wrong))
    told = str(caught.value)
    for row, part in ((2, "has not the shape"), (3, "the cell is empty"), (4, "unknown code “GUILD”"), (5, "“31/31/2026” is no day")):
        assert f"row {row}" in told
        assert part in told


def test_an_unknown_column_stops_the_import(world: World, tmp_path: Path) -> None:
    with pytest.raises(UnexpectedContentError, match="unknown column “Owner”"):
        add(world.stores, "gleif", table(tmp_path, [(*ALFA, "x")], (*HEAD, "Owner")))


@settings(max_examples=10)
@given(st.permutations([ALFA, BETA, SOLE]))
def test_the_order_of_rows_changes_nothing_but_their_numbers(rows: list[tuple[str, ...]]) -> None:
    with TemporaryDirectory() as name, open_workspace(Path(name) / "home") as stores:
        done = add(stores, "gleif", table(Path(name), rows))
        said = {(one.entity_id, one.prop, one.value, one.lang, one.stated_on) for one in claims(stores, done)}
        assert done.snapshot.about.rows == 2
        assert {one[0] for one in said} == {ID, f"gleif:{OTHER.lower()}"}
        assert (ID, "name", "昆仑纺织有限公司", "zho", "2026-06-01") in said


@pytest.mark.parametrize(
    ("name", "rows", "dropped"),
    [
        ("o_gleif_l1_l2_subset/gleif_l1_entities_subset_2026-01-23.csv", 6347, 103),
        ("o_gleif_golden_copy_json/20240505-0000-gleif-goldencopy-lei2-intra-day.json", 549, 28),
        ("o_gleif_xml_json_l1_l2_repex/20180901-gleif-concatenated-file-lei2-Top10.xml", 10, 0),
        *((f"o_gleif_xml_json_l1_l2_repex/lei-data.{suffix}", 13, 0) for suffix in ("json", "xml")),
        ("o_gleif_xml_json_l1_l2_repex/lei-updates-data.json", 5, 0),
        *(
            (f"o_gleif_xml_json_l1_l2_repex/lei-updates-{which}.{suffix}", 12, 0)
            for which in ("data2", "data2-new")
            for suffix in ("json", "xml")
        ),
        ("o_gleif_xml_json_l1_l2_repex/lei-updates-replaces-data.json", 2, 0),
    ],
)
def test_real_files_are_imported_whole(world: World, shared_data: Path, name: str, rows: int, dropped: int) -> None:
    done = add(world.stores, "gleif", shared_data / "market" / name)
    assert done.snapshot.about.rows == rows
    assert sum(count for _, count in done.snapshot.dropped) == dropped
