"""Positions of funds: whose a security is by the LEI that most positions give, in each of the layouts; the rest is counted."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from clew.errors import UnexpectedContentError
from clew.sources.nport_pairs.positions import DISAGREEING, GROUNDS
from clew.values.identifiers import lei
from tests.sources.imports import Said, add, claims, values
from tests.sources.loose import add_small, sayings, table
from tests.world import World, isin


def numbered(body: str) -> str:
    """An LEI with its check digits; `body` has eighteen letters and digits."""
    return next(code for code in (f"{body}{digits:02}" for digits in range(100)) if lei(code))


LAMPS, FERRY, MANAGER = (numbered(body) for body in ("9999000000000LAMPS", "9999000000000FERRY", "99990000000MANAGER"))
SHARE, BOND, NOTE = isin("000LAMPS0"), isin("000LAMPS1"), isin("0000NOTE0")
CUSIP, OTHER_CUSIP = "990000101", "990000200"
SEDOL = "B0WNLY7"


def position(**said: str) -> dict[str, str]:
    """A position by the names of the XML."""
    plain = {"name": "Morning Star Lamps Inc", "lei": LAMPS, "title": "MORNING STAR LAMPS COM", "cusip": CUSIP, "isin": SHARE}
    return plain | {"assetCat": "EC", "issuerCat": "CORP"} | said


def filing(folder: Path, positions: Sequence[Mapping[str, str]], inner: str = "") -> Path:
    """A filing with the elements of the form; a position's `sedol` stands among its other identifiers."""
    made = []
    for one in positions:
        cells = {key: escape(value, {'"': "&quot;"}) for key, value in one.items()}
        isin_cell = f'<isin value="{cells["isin"]}"/>' if cells["isin"] else ""
        other = '<other otherDesc="Internal" value="X1"/>' + (
            f'<other otherDesc="SEDOL" value="{one["sedol"]}"/>' if "sedol" in one else ""
        )
        kind = f"<issuerCat>{cells['issuerCat']}</issuerCat>"
        if cells["issuerCat"] == "OTHER":
            kind = '<issuerConditional desc="other" issuerCat="OTHER"/>'
        made.append(
            f"<invstOrSec><name>{cells['name']}</name><lei>{cells['lei']}</lei><title>{cells['title']}</title><cusip>{cells['cusip']}</cusip>"
            f"<identifiers>{isin_cell}{other}</identifiers><balance>1</balance><assetCat>{cells['assetCat']}</assetCat>{kind}{inner}</invstOrSec>"
        )
    path = folder / "primary_doc.xml"
    root = '<edgarSubmission xmlns="http://www.sec.gov/edgar/nport"><formData><invstOrSecs>'
    path.write_text(f"\n<?xml version='1.0'?>{root}{''.join(made)}</invstOrSecs></formData></edgarSubmission>", encoding="utf-8")
    return path


def quarter(folder: Path, positions: Sequence[Mapping[str, str]]) -> tuple[Path, Path]:
    """The two tables of a quarter that belong together."""
    holdings = [
        {
            "ACCESSION_NUMBER": "0009900001-26-000001",
            "HOLDING_ID": str(at),
            "ISSUER_NAME": one["name"],
            "ISSUER_LEI": one["lei"],
            "ISSUER_TITLE": one["title"],
            "ISSUER_CUSIP": one["cusip"],
            "ASSET_CAT": one["assetCat"],
            "ISSUER_TYPE": one["issuerCat"],
        }
        for at, one in enumerate(positions)
    ]
    blank = {"IDENTIFIER_ISIN": "", "IDENTIFIER_TICKER": "", "OTHER_IDENTIFIER": "", "OTHER_IDENTIFIER_DESC": ""}
    numbers: list[dict[str, str]] = []
    for at, one in enumerate(positions):
        numbers.append({"HOLDING_ID": str(at), "IDENTIFIERS_ID": str(2 * at)} | blank | {"IDENTIFIER_ISIN": one["isin"]})
        if "sedol" in one:
            other = {"OTHER_IDENTIFIER": one["sedol"], "OTHER_IDENTIFIER_DESC": "Sedol"}
            numbers.append({"HOLDING_ID": str(at), "IDENTIFIERS_ID": str(2 * at + 1)} | blank | other)
    return (
        table(folder / "FUND_REPORTED_HOLDING.tsv", holdings, delimiter="\t"),
        table(folder / "IDENTIFIERS.tsv", numbers, delimiter="\t"),
    )


def said_by(found: list[Said], prop: str) -> set[tuple[str, str]]:
    return {(one.entity_id, one.value) for one in found if one.prop == prop}


def test_a_position_makes_an_issuer_by_its_lei_and_a_security_that_is_a_second_signal(world: World, tmp_path: Path) -> None:
    imported = add_small(world.stores, "nport_pairs", filing(tmp_path, [position(sedol=SEDOL)]))
    issuer = f"nport_pairs:{LAMPS.lower()}"
    assert values(world.stores, imported, issuer) == {"leiCode": [LAMPS], "alias": ["Morning Star Lamps Inc"]}
    assert values(world.stores, imported, f"nport_pairs:isin-{SHARE.lower()}") == {
        "issuer": [issuer],
        "isin": [SHARE],
        "cusip": [CUSIP],
        "sedol": [SEDOL],
        "title": ["MORNING STAR LAMPS COM"],
        "status": ["second signal"],
    }


def test_the_layouts_say_the_same(world: World, tmp_path: Path) -> None:
    positions = [position(), position(isin="", cusip=OTHER_CUSIP), position(assetCat="DIR"), position(lei="N/A")]
    files = [(filing(tmp_path, positions),), (table(tmp_path / "flat.csv", positions),), quarter(tmp_path, positions)]
    done = [add_small(world.stores, "nport_pairs", *paths) for paths in files]
    said = [sayings(claims(world.stores, one)) for one in done]
    assert said[0] == said[1] == said[2]
    assert {one.snapshot.about.dropped for one in done} == {(("derivatives", 1), ("positions without a valid LEI of the issuer", 1))}


def test_a_set_has_the_sedols_of_its_second_table(world: World, tmp_path: Path) -> None:
    imported = add_small(world.stores, "nport_pairs", *quarter(tmp_path, [position(sedol=SEDOL), position(sedol="1234567")]))
    assert said_by(claims(world.stores, imported), "sedol") == {(f"nport_pairs:isin-{SHARE.lower()}", SEDOL)}


@pytest.mark.parametrize(
    ("odd", "ground"),
    [
        ({"assetCat": "DFE"}, 0),
        ({"assetCat": "RA"}, 1),
        ({"issuerCat": "UST"}, 2),
        ({"lei": "00000000000000000000"}, 3),
        ({"lei": "N/A"}, 3),
        ({"lei": LAMPS[:-2] + "00"}, 3),
        ({"isin": "", "cusip": "N/A"}, 4),
        ({"isin": "", "cusip": "000000000"}, 4),
        ({"isin": "US0378331005", "cusip": OTHER_CUSIP}, 5),
    ],
)
def test_a_position_that_tells_no_issuer_is_counted_with_the_reason(
    world: World, tmp_path: Path, odd: Mapping[str, str], ground: int
) -> None:
    imported = add_small(world.stores, "nport_pairs", filing(tmp_path, [position(**odd), position(isin=BOND, cusip="")]))
    assert imported.snapshot.about.dropped == ((list(GROUNDS)[ground], 1),)
    assert {value for _, value in said_by(claims(world.stores, imported), "isin")} == {BOND}


def test_a_security_has_the_issuer_that_most_positions_name_and_none_where_they_are_as_many(world: World, tmp_path: Path) -> None:
    most = [position(), position(), position(lei=MANAGER, name="Manager of Lamps")]
    torn = [position(isin=NOTE, cusip="", lei=FERRY, name="Ferry"), position(isin=NOTE, cusip="", lei=MANAGER)]
    imported = add_small(world.stores, "nport_pairs", filing(tmp_path, [*most, *torn]))
    found = claims(world.stores, imported)
    assert said_by(found, "issuer") == {(f"nport_pairs:isin-{SHARE.lower()}", f"nport_pairs:{LAMPS.lower()}")}
    assert {value for _, value in said_by(found, "leiCode")} == {LAMPS}
    assert imported.snapshot.about.dropped == ((DISAGREEING, 3),)


def test_the_most_frequent_name_is_an_alias_and_others_are_weak(world: World, tmp_path: Path) -> None:
    positions = [position(), position(isin=BOND, cusip=""), position(isin=NOTE, cusip="", name="LAMPS/THE"), position(name="N/A")]
    imported = add_small(world.stores, "nport_pairs", filing(tmp_path, positions))
    said = values(world.stores, imported, f"nport_pairs:{LAMPS.lower()}")
    assert (said["alias"], said["weakAlias"]) == (["Morning Star Lamps Inc"], ["LAMPS/THE"])


def test_a_fund_is_no_company(world: World, tmp_path: Path) -> None:
    imported = add_small(world.stores, "nport_pairs", filing(tmp_path, [position(issuerCat="RF")]))
    found = claims(world.stores, imported, "prop = 'classification'")
    assert [(one.schema, one.value) for one in found] == [("Organization", "fund")]


def test_elements_that_repeat_within_a_position_are_read_over(world: World, tmp_path: Path) -> None:
    inner = "<derivativeInfo><swapDeriv><counterparties/><counterparties/></swapDeriv></derivativeInfo>"
    imported = add_small(world.stores, "nport_pairs", filing(tmp_path, [position()], inner))
    assert len(said_by(claims(world.stores, imported), "isin")) == 1


def test_what_is_not_known_stops_the_import(world: World, tmp_path: Path) -> None:
    with pytest.raises(UnexpectedContentError) as caught:
        add_small(world.stores, "nport_pairs", filing(tmp_path, [position(assetCat="XYZ"), position(issuerCat="ABC")]))
    assert all(part in str(caught.value) for part in ("unknown code “XYZ”", "unknown code “ABC”"))
    with pytest.raises(UnexpectedContentError, match="unknown column “colour”"):
        add_small(world.stores, "nport_pairs", table(tmp_path / "flat.csv", [position(colour="red")]))
    with pytest.raises(UnexpectedContentError, match="is missing"):
        add_small(world.stores, "nport_pairs", quarter(tmp_path, [position()])[1])


def test_a_filing_of_no_company_says_why_nothing_is_read(world: World, tmp_path: Path) -> None:
    with pytest.raises(UnexpectedContentError, match=r"municipalities \(2\)"):
        add_small(world.stores, "nport_pairs", filing(tmp_path, [position(issuerCat="MUN")] * 2))
    with pytest.raises(UnexpectedContentError, match=r"or as many \(2\)"):
        add_small(world.stores, "nport_pairs", filing(tmp_path, [position(), position(issuerCat="OTHER", lei=FERRY)]))


def test_a_real_filing_and_its_table_say_the_same(world: World, shared_data: Path) -> None:
    folder = shared_data / "market" / "h_sec_nport_xml"
    done = [add(world.stores, "nport_pairs", folder / name) for name in ("NPORT Sample 7.xml", "derived_nport_sample7_holdings.csv")]
    said = [sayings(claims(world.stores, one)) for one in done]
    assert said[0] == said[1]
    assert (done[0].snapshot.about.rows, done[0].snapshot.claims) == (1685, 3318)
    with pytest.raises(UnexpectedContentError, match=r"municipalities \(55\)"):
        add(world.stores, "nport_pairs", folder / "NPORT.Dupree.xml")
