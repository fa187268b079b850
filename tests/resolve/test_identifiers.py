"""What identifiers hold of each other, and when a name bears one out."""

import pytest

from clew.engine.duck import DuckEngine
from clew.resolve.identifiers import agreeing_sql, composite_sql, cusip_within, initials_sql, same_name_sql, sedol_within


def said(engine: DuckEngine, sql: str) -> object:
    return engine.fetch(f"SELECT {sql}")[0][0]


def test_the_isin_of_the_united_states_holds_the_cusip_and_that_of_the_british_isles_the_sedol(engine: DuckEngine) -> None:
    assert said(engine, cusip_within("'US0378331005'")) == "037833100"
    assert said(engine, cusip_within("'GB0005405286'")) == ""
    assert said(engine, sedol_within("'GB0005405286'")) == "0540528"
    assert said(engine, sedol_within("'IE00B4BNMY34'")) == "B4BNMY3"
    assert said(engine, sedol_within("'KYG875721634'")) == ""


def test_marks_within_a_ticker_are_left_out(engine: DuckEngine) -> None:
    assert {said(engine, composite_sql("'US'", f"'{code}'")) for code in ("BRK.B", "BRK/B", "BRK-B", "BRK B", "BRKB")} == {"US:BRKB"}


@pytest.mark.parametrize(
    ("left", "right", "agreeing", "same"),
    [
        ("amberstores", "amberstores", True, True),
        ("amberstoresof", "amberstores", True, True),
        ("elililly", "lillyeli", True, False),
        ("lillyeli", "eli", False, False),
        ("x", "xpo", False, False),
        ("bankamerica", "bankofamerica", True, False),
        ("3m", "3m", True, True),
        ("3m", "3mpartners", True, False),
        ("cocacola", "thecocacola", True, False),
        ("amberstores", "amberstones", True, False),
        ("amberstores", "lantern", False, False),
        ("tell", "tellurian", True, False),
        ("jbhalltransport", "halljbtransport", True, False),
        ("jbhalltransport", "halljctransport", False, False),
        ("bamber", "rebmab", False, False),
    ],
)
def test_names_bear_out_an_identifier_or_are_one_name(engine: DuckEngine, left: str, right: str, *, agreeing: bool, same: bool) -> None:
    assert said(engine, agreeing_sql(f"'{left}'", f"'{right}'")) is agreeing
    assert said(engine, same_name_sql(f"'{left}'", f"'{right}'")) is same


@pytest.mark.parametrize(
    ("plain", "key", "initials"),
    [
        ("united amber realty", "uar", True),
        ("united amber realty trust inc", "uar", True),
        ("united amber realty trust inc", "uart", True),
        ("u.s. amber   retail".replace(".", " "), "usar", True),
        ("united amber", "uai", False),
        ("united amber realty", "uat", False),
        ("united", "u", False),
        ("united amber", "ua", False),
        ("", "", False),
    ],
)
def test_initials_bear_out_an_identifier(engine: DuckEngine, plain: str, key: str, *, initials: bool) -> None:
    assert said(engine, initials_sql(f"'{plain}'", f"'{key}'")) is initials
