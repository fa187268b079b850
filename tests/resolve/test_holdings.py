"""Holdings against entities: identifiers decide, names propose, a person overrides both."""

from collections.abc import Sequence

import pytest

from clew.engine.duck import DuckEngine
from clew.lake.books import COLUMNS
from clew.model.claim import Claim
from clew.pack.names import load_name_words
from clew.resolve.decisions import decisions_plan
from clew.resolve.holdings import holdings_plan
from tests.graph import JUDGEMENT, NOWHERE, load_claims
from tests.world import AURELIA_ADR, AURELIA_H, CLAIMS, KESTREL, NORDEN, TARIM, UNDATED, World, entry, issuer, say

Found = dict[int, str]
WORDS = load_name_words()


@pytest.fixture
def resolved(engine: DuckEngine) -> DuckEngine:
    load_claims(engine, CLAIMS)
    return engine


def row(number: int, name: str, **said: str) -> tuple[str | int | None, ...]:
    """A row of the one book; a listing gives its market and its code too."""
    mic, _, code = said.get("listing", "").partition(":")
    cells = {"mic": mic, "code": code, "weight": "0.1", "kind": "security", **said}
    return ("book", number, name, *(cells.get(column, "") for column in list(COLUMNS)[3:]))


def match(
    engine: DuckEngine, *rows: tuple[str | int | None, ...], judged: Sequence[tuple[str, str, str]] = ()
) -> tuple[Found, list[tuple[str, str]]]:
    """Row → its issuer, and candidates as (entity, how)."""
    engine.load("holding_row", COLUMNS, rows)
    engine.load("judgement", JUDGEMENT, [(*one, 0) for one in judged])
    engine.run(decisions_plan(NOWHERE))
    engine.run(holdings_plan(WORDS))
    matches = engine.fetch("SELECT row_number, cluster_id FROM holding_match")
    candidates = engine.fetch("SELECT entity_id, how FROM holding_candidate ORDER BY row_number, entity_id")
    return {int(str(number)): str(cluster) for number, cluster in matches}, [(str(entity), str(how)) for entity, how in candidates]


def test_an_isin_is_a_match(resolved: DuckEngine) -> None:
    assert match(resolved, row(1, "Some other words", isin=TARIM)) == ({1: "crosswalk:tarim"}, [])


def test_a_listing_is_a_match_where_no_isin_is_given(resolved: DuckEngine) -> None:
    assert match(resolved, row(1, "Tarim", listing="XSHG:688998")) == ({1: "crosswalk:tarim"}, [])


def test_an_lei_is_a_match(engine: DuckEngine) -> None:
    load_claims(engine, {"uflpa": say("uflpa:loom", "Company", UNDATED, name="Loom", leiCode="LEI1")})
    assert match(engine, row(1, "Weaver", lei="LEI1"))[0] == {1: "uflpa:loom"}


def test_the_depositary_receipt_and_the_h_share_reach_one_issuer(resolved: DuckEngine) -> None:
    rows = (row(1, "Aurelia ADR", isin=AURELIA_ADR), row(2, "Aurelia H", isin=AURELIA_H), row(3, "Aurelia H", listing="XHKG:99001"))
    assert set(match(resolved, *rows)[0].values()) == {"crosswalk:aurelia"}


def test_identifiers_of_two_issuers_make_two_candidates_and_no_match(resolved: DuckEngine) -> None:
    matches, candidates = match(resolved, row(1, "Torn", isin=NORDEN, listing="XSHG:688998"))
    assert matches == {}
    assert candidates == [("crosswalk:norden", "identifiers that disagree"), ("crosswalk:tarim", "identifiers that disagree")]


def test_a_code_whose_security_has_another_isin_is_a_candidate(resolved: DuckEngine) -> None:
    assert match(resolved, row(1, "Renamed", isin="ZZ0000000099", listing="XSHG:688998")) == (
        {},
        [("crosswalk:tarim", "identifiers that disagree")],
    )


def test_an_identifier_from_one_source_is_a_candidate(resolved: DuckEngine) -> None:
    assert match(resolved, row(1, "Lidar", isin=KESTREL)) == ({}, [("crosswalk:kestrel", "an identifier from one source")])


def test_a_name_alone_is_a_candidate_for_everybody_who_has_it(resolved: DuckEngine) -> None:
    matches, candidates = match(resolved, row(1, "GOLDEN BRIDGE TRADING INC"))
    assert matches == {}
    assert candidates == [("bis_entity_list:golden-bridge", "name"), ("uflpa:golden-bridge", "name")]


def test_a_chinese_name_alone_is_a_candidate(resolved: DuckEngine) -> None:
    assert match(resolved, row(1, "塔里木多晶硅"))[1] == [("crosswalk:tarim", "name")]


def test_a_matched_row_has_no_candidates(resolved: DuckEngine) -> None:
    assert match(resolved, row(1, "Golden Bridge Trading", isin=TARIM))[1] == []


def test_a_name_with_its_share_class_or_with_a_word_that_looks_like_one_is_a_candidate(engine: DuckEngine) -> None:
    load_claims(engine, {"uflpa": (*entry("uflpa", "a", "Esker Textiles (HK) Limited"), *entry("uflpa", "b", "Delta Looms"))})
    assert match(engine, row(1, "Esker Textiles HK Ltd"), row(2, "Delta Looms Class A"))[1] == [("uflpa:a", "name"), ("uflpa:b", "name")]


def test_a_name_that_is_cut_short_is_a_candidate_for_the_whole(resolved: DuckEngine) -> None:
    matches, candidates = match(
        resolved, row(1, "Lop Nur Agricultural Export and Tra"), row(2, "Lop Nur Agricultural Export and Trading Group Co L")
    )
    assert matches == {}
    assert candidates == [("uflpa:lop-nur-export", "name cut short"), ("uflpa:lop-nur-export", "name cut short")]


@pytest.mark.parametrize("name", ["Lop Nur", "Lop Nur Agricultural", "Lop Nur Agricultural Export of Another Trade", "Golden"])
def test_the_beginning_of_a_name_is_nothing_where_it_was_not_cut(resolved: DuckEngine, name: str) -> None:
    assert match(resolved, row(1, name)) == ({}, [])


def test_short_names_do_not_flood_the_review(engine: DuckEngine) -> None:
    load_claims(engine, {"uflpa": tuple(claim for at in range(5) for claim in entry("uflpa", f"abc-{at}", "ABC Ltd"))})
    assert match(engine, row(1, "ABC"))[1] == []


def test_rows_that_are_no_securities_are_left_alone(resolved: DuckEngine) -> None:
    assert match(resolved, row(1, "Golden Bridge Trading", kind="fund")) == ({}, [])


def test_an_accepted_candidate_is_a_match_from_then_on(resolved: DuckEngine) -> None:
    judged = [("name:goldenbridgetrading", "uflpa:golden-bridge", "same")]
    assert match(resolved, row(1, "Golden Bridge Trading Inc"), judged=judged) == ({1: "uflpa:golden-bridge"}, [])


def test_a_rejected_candidate_does_not_come_back_and_the_other_stays(resolved: DuckEngine) -> None:
    judged = [("name:goldenbridgetrading", "uflpa:golden-bridge", "different")]
    assert match(resolved, row(1, "Golden Bridge Trading"), judged=judged) == ({}, [("bis_entity_list:golden-bridge", "name")])


def test_a_person_may_refuse_what_an_identifier_says(resolved: DuckEngine) -> None:
    assert match(resolved, row(1, "Tarim", isin=TARIM), judged=[(f"isin:{TARIM}", "uflpa:tarim-polysilicon", "different")]) == ({}, [])


def test_a_person_overrides_an_identifier(resolved: DuckEngine) -> None:
    judged = [(f"isin:{TARIM}", "uflpa:golden-bridge", "same")]
    assert match(resolved, row(1, "Tarim", isin=TARIM), judged=judged) == ({1: "uflpa:golden-bridge"}, [])


def test_a_row_that_was_judged_to_be_two_companies_is_shown_again(resolved: DuckEngine) -> None:
    judged = [("name:goldenbridgetrading", entity, "same") for entity in ("uflpa:golden-bridge", "bis_entity_list:golden-bridge")]
    matches, candidates = match(resolved, row(1, "Golden Bridge Trading"), judged=judged)
    assert matches == {}
    assert {how for _, how in candidates} == {"judgements that disagree"}


def test_a_judgement_follows_the_isin_into_the_next_file(resolved: DuckEngine) -> None:
    judged = [(f"isin:{KESTREL}", "crosswalk:kestrel", "same")]
    assert match(resolved, row(7, "KESTREL LIDAR H SHS", isin=KESTREL), judged=judged)[0] == {7: "crosswalk:kestrel"}


def test_two_securities_with_one_code_on_different_markets_are_two(engine: DuckEngine) -> None:
    both = (*issuer("one", "One Ltd", ("XHKG", "00001", "ZZ0000000001")), *issuer("two", "Two Ltd", ("XSHG", "00001", "ZZ0000000002")))
    load_claims(engine, {"crosswalk": both})
    assert match(engine, row(1, "x", listing="XHKG:00001"), row(2, "y", listing="XSHG:00001"))[0] == {
        1: "crosswalk:one",
        2: "crosswalk:two",
    }


def test_a_judgement_in_the_ledger_decides_until_it_is_undone(world: World) -> None:
    ledger = world.stores.ledger
    number = ledger.judgements.judge(f"isin:{KESTREL}", "crosswalk:kestrel", "same", "the annual report names it")
    assert how(world) == "judgement"
    ledger.judgements.undo([number], "the wrong report")
    assert how(world) == ""


def how(world: World) -> str:
    engine = world.prepared()
    engine.run(holdings_plan(WORDS))
    rows = engine.fetch(
        "SELECT m.how FROM holding_match m JOIN holding h ON h.book = m.book AND h.row_number = m.row_number WHERE h.name = 'Kestrel Lidar'"
    )
    return str(rows[0][0]) if rows else ""


@pytest.mark.parametrize(("number", "found"), [("023135106", {1: "crosswalk:amber"}), ("023135107", {}), ("", {})])
def test_a_cusip_matches_the_american_isin_that_holds_it(engine: DuckEngine, number: str, found: Found) -> None:
    load_claims(engine, {"crosswalk": issuer("amber", "Amber Stores Inc.", ("XNAS", "AMBR", "US0231351067"))})
    assert match(engine, row(1, "Amber Stores", cusip=number))[0] == found


def test_a_cusip_says_nothing_of_an_isin_of_another_country(engine: DuckEngine) -> None:
    load_claims(engine, {"crosswalk": issuer("amber", "Amber Stores Inc.", ("XLON", "AMBR", "GB0231351067"))})
    assert match(engine, row(1, "Something else", cusip="023135106"))[0] == {}


@pytest.mark.parametrize(
    "said",
    [{"cusip": "023135106"}, {"sedol": "B0SWJX3"}, {"figi": "BBG000B9XRY4"}, {"cik": "0000320193"}, {"isin": "US0231351067"}],
)
def test_every_kind_of_identifier_leads_to_the_issuer_that_a_source_gives_it(engine: DuckEngine, said: dict[str, str]) -> None:
    codes = {"cusip": "023135106", "sedol": "B0SWJX3", "figi": "BBG000B9XRY4"}
    security = say("reference:amber-share", "Security", UNDATED, issuer="reference:amber", **codes)
    load_claims(engine, {"reference": (*say("reference:amber", "Company", UNDATED, name="Amber", cikCode="0000320193"), *security)})
    assert match(engine, row(1, "Some other words", **said))[0] == {1: "reference:amber"}


def test_a_british_isin_holds_the_sedol(engine: DuckEngine) -> None:
    security = say("reference:amber-share", "Security", UNDATED, issuer="reference:amber", sedol="0540528")
    load_claims(engine, {"reference": (*say("reference:amber", "Company", UNDATED, name="Amber"), *security)})
    assert match(engine, row(1, "Other", isin="GB0005405286"))[0] == {1: "reference:amber"}


def filed(*rows: tuple[str, str, str]) -> Sequence[Claim]:
    """Companies of a source that errs: (id, name, ticker)."""
    said: list[Claim] = []
    for name, title, ticker in rows:
        said += say(f"filings:{name}", "Company", UNDATED, name=title, cikCode=name.zfill(10))
        said += say(f"filings:{ticker}", "Security", UNDATED, issuer=f"filings:{name}", code=ticker, country="US", status="second signal")
    return said


def test_a_ticker_counts_where_the_name_bears_it_out_and_classes_of_shares_are_one_issuer(engine: DuckEngine) -> None:
    load_claims(engine, {"filings": filed(("1", "AMBER STORES INC", "AMB-A"), ("1", "AMBER STORES INC", "AMB-B"))})
    held = (row(1, "Amber Stores Class A", code="AMB/A", listed_in="US"), row(2, "STORES AMBER CO", code="AMBB", listed_in="US"))
    assert match(engine, *held)[0] == {1: "filings:1", 2: "filings:1"}
    assert match(engine, row(3, "Amber Stores Inc Class B", code="AMB.B", listed_in="US"))[0] == {3: "filings:1"}


def test_a_ticker_that_passed_to_another_company_is_no_match(engine: DuckEngine) -> None:
    load_claims(engine, {"filings": filed(("1", "LANTERN FUNDS TRUST", "AMB"))})
    assert match(engine, row(1, "Amber Stores Inc", code="AMB", listed_in="US")) == (
        {},
        [("filings:1", "an identifier whose issuer has another name")],
    )


def test_an_identifier_of_a_good_source_is_heard_before_one_that_needs_the_name(engine: DuckEngine) -> None:
    amber = issuer("amber", "Amber Stores Inc.", ("XNAS", "AMBR", "US0231351067"))
    load_claims(engine, {"crosswalk": amber, "filings": filed(("1", "Amber Stones Ltd", "AMBR"))})
    assert match(engine, row(1, "Amber Sto", isin="US0231351067", code="AMBR", listed_in="US"))[0] == {1: "crosswalk:amber"}


def test_a_cusip_known_by_its_ticker_alone_leads_to_the_issuer_of_the_ticker(engine: DuckEngine) -> None:
    mapped = say("mapping:1", "Security", UNDATED, cusip="023135106", code="AMB", country="US", status="second signal")
    load_claims(engine, {"filings": filed(("1", "AMBER STORES INC", "AMB")), "mapping": mapped})
    assert match(engine, row(1, "Amber Stores", cusip="023135106"), row(2, "Lantern", cusip="023135106"))[0] == {1: "filings:1"}


def test_companies_of_sources_that_err_are_one_where_identifier_and_name_agree(engine: DuckEngine) -> None:
    pairs = say("pairs:1", "Company", UNDATED, name="Amber Stores", leiCode="LEI1")
    pairs = (*pairs, *say("pairs:s1", "Security", UNDATED, issuer="pairs:1", code="AMB", country="US", status="second signal"))
    wrong = say("pairs:2", "Company", UNDATED, name="Lantern Trust", leiCode="LEI2")
    wrong = (*wrong, *say("pairs:s2", "Security", UNDATED, issuer="pairs:2", code="BMB", country="US", status="second signal"))
    register = (*say("gleif:LEI1", "Company", UNDATED, name="Amber Stores Inc.", leiCode="LEI1"),)
    register = (*register, *say("gleif:LEI2", "Company", UNDATED, name="Borealis SA", leiCode="LEI2"))
    load_claims(
        engine,
        {"filings": filed(("1", "AMBER STORES INC", "AMB"), ("2", "BOREALIS S.A.", "BMB")), "pairs": (*pairs, *wrong), "gleif": register},
    )
    clusters = {str(entity): str(cluster) for entity, cluster in engine.fetch("SELECT entity_id, cluster_id FROM cluster")}
    assert clusters["filings:1"] == clusters["pairs:1"] == clusters["gleif:LEI1"]
    assert len({clusters["filings:2"], clusters["pairs:2"], clusters["gleif:LEI2"]}) == 3


def test_a_row_that_is_named_by_its_ticker_is_borne_out_by_it_where_another_identifier_leads_there(engine: DuckEngine) -> None:
    mapped = say("mapping:1", "Security", UNDATED, cusip="023135106", code="AMB", country="US", status="second signal")
    load_claims(engine, {"filings": filed(("1", "INTERNATIONAL LANTERN CORP", "AMB")), "mapping": mapped})
    assert match(engine, row(1, "Amb", cusip="023135106"), row(2, "Amb", code="AMB", listed_in="US"))[0] == {1: "filings:1"}


def test_a_former_name_in_another_source_bears_an_identifier_out(engine: DuckEngine) -> None:
    register = say("gleif:LEI1", "Company", UNDATED, name="Amber Stores Inc.", previousName="Quarry Holdings", cikCode="0000000001")
    load_claims(engine, {"filings": filed(("1", "AMBER STORES INC", "AMB")), "gleif": register})
    assert match(engine, row(1, "Quarry Hldgs", code="AMB", listed_in="US"))[0] == {1: "filings:1"}
