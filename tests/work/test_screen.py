"""A screening of the small world: what is found, what is kept apart, and that every row is accounted for."""

import itertools
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from clew.errors import InputError
from clew.lake.snapshots import write_snapshot
from clew.ledger.store import LiveSnapshot
from clew.model.claim import Claim
from clew.model.screening import Finding, Level, Screening, Section
from clew.model.snapshot import About, Version
from clew.sources.reading.card import load_card
from clew.work.clocks import Clocks, read_clocks
from clew.work.judge import confirm, judge, undo
from clew.work.screen import HEADING, Asked, screen
from tests.sources.loose import add_small, table
from tests.world import AS_OF, TARIM, World


@pytest.fixture
def screened(world: World, tmp_path: Path) -> Screening:
    return screen(world.stores, Asked(world.holdings_file(tmp_path), Clocks(AS_OF, AS_OF)))


def found(screening: Screening, name: str, code: str) -> Finding:
    return next(one for one in screening.findings if one.holding.name == name and one.indicator.code == code)


def test_every_row_of_the_file_is_accounted_for(screened: Screening) -> None:
    counts = screened.counts
    assert counts.rows_in == 22
    assert counts.rows_in == counts.resolved + counts.candidates + counts.unresolved + counts.not_companies + counts.rejected


def test_a_listed_subsidiary_is_reached_through_its_parents_depositary_receipt(screened: Screening) -> None:
    finding = found(screened, "Aurelia Solar ADR", "REG-UFLPA-i")
    assert finding.company == "Aurelia Solar Holdings Limited"
    assert finding.holding.weight == Decimal("0.05")
    assert finding.share == (Decimal("0.031000000000"), Decimal("0.031000000000"))
    assert "owns 62 % of" in finding.sentence
    assert "in force since 2024-05-17 (91 FR 1001)" in finding.sentence


def test_share_classes_lead_to_one_issuer(screened: Screening) -> None:
    entities = {one.entity_id for one in screened.findings if one.holding.name.startswith("Aurelia Solar")}
    assert len(entities) == 1


def test_a_fund_in_a_fund_is_opened_and_its_weights_multiply(screened: Screening) -> None:
    ways = {one.holding.via: one.holding.weight for one in screened.findings if one.holding.name == "Tarim Polysilicon A"}
    assert ways[("Asia Growth Fund",)] == Decimal("0.04")
    assert ways["Emerging Companies Fund", "Asia Growth Fund"] == Decimal("0.02")


def test_a_book_that_is_not_at_hand_is_weight_not_seen(screened: Screening) -> None:
    assert screened.weight_unseen == Decimal("0.1")
    assert [row.status for row in screened.rows if row.holding.name == "Frontier Fund"] == ["book not seen"]


def test_a_supply_chain_of_three_tiers_is_followed_and_named_link_by_link(screened: Screening) -> None:
    finding = found(screened, "Lindqvist Apparel", "REG-UFLPA-ii")
    assert [link.kind for link in finding.path] == ["lookthrough", "lookthrough", "supplied_by", "supplied_by", "supplied_by", "evidence"]
    assert finding.involvement == "directly linked"
    assert finding.level is Level.REPORTED


def test_the_links_of_a_path_lead_from_the_portfolio_to_the_evidence(screened: Screening) -> None:
    for finding in screened.findings:
        ends = [(link.source, link.target) for link in finding.path]
        assert all(before[1] == after[0] for before, after in itertools.pairwise(ends))


def test_every_finding_can_be_clicked_back_to_a_claim(screened: Screening) -> None:
    for finding in (*screened.findings, *screened.historical, *screened.restrictions):
        known = {claim.id for claim in finding.claims}
        assert known
        assert {claim for link in finding.path for claim in link.claims} <= known


def test_a_minority_stake_is_a_link_and_not_the_groups_own_conduct(screened: Screening) -> None:
    finding = found(screened, "Norden Invest", "REG-BIS-ST")
    assert finding.involvement == "directly linked"
    assert "minority" in finding.involvement_reason


def test_military_lists_are_other_restrictions_and_reach_no_weight(screened: Screening) -> None:
    assert [one.company for one in screened.restrictions if one.indicator.code == "LAW-CMIC"]
    assert not [one for one in screened.findings if one.indicator.code.startswith("LAW")]
    assert not [row for row in screened.reach if row.indicator.startswith("LAW")]


def test_an_old_allegation_is_historical_with_its_reply_and_outcome(screened: Screening) -> None:
    old = next(one for one in screened.historical if one.holding.name == "Millstone Footwear")
    assert old.reply.text == "We have ended the contract."
    assert old.outcome == "contract ended"
    assert old.section is Section.HISTORICAL


def test_a_positive_practice_stands_among_the_historical_rows(screened: Screening) -> None:
    assert [one.holding.name for one in screened.historical if one.positive] == ["Orchard Devices"]


def test_an_entry_no_longer_in_force_is_historical(screened: Screening) -> None:
    gone = [one for one in screened.historical if one.holding.name == "Desert Textile"]
    assert gone
    assert all("appeared on" in one.sentence and "no longer in force" in one.sentence for one in gone)


def test_a_name_alone_is_a_candidate_and_never_a_finding(screened: Screening) -> None:
    assert {one.holding.name for one in screened.candidates} >= {"Golden Bridge Trading Inc"}
    assert not [one for one in screened.findings if one.holding.name == "Golden Bridge Trading Inc"]


def test_an_identifier_from_one_source_only_makes_a_candidate(screened: Screening) -> None:
    assert [one for one in screened.candidates if one.holding.name == "Kestrel Lidar"]
    assert not [one for one in screened.findings if one.holding.name == "Kestrel Lidar"]


def test_an_entry_without_a_notice_says_no_since(screened: Screening) -> None:
    sugar = found(screened, "Steppe Sugar", "REG-UFLPA-v")
    assert "since" not in sugar.sentence


def test_an_ordinary_holding_says_where_nothing_was_found_and_as_of_when(screened: Screening) -> None:
    row = next(row for row in screened.rows if row.holding.name == "Ordinary Bakeries")
    assert row.status == "no information found"
    assert row.sentence.endswith(f"as of {AS_OF}.")
    assert "UFLPA Entity List" in row.sentence


def test_what_no_loaded_source_can_show_is_said(screened: Screening) -> None:
    by_kind = {row.kind: row for row in screened.coverage}
    assert by_kind["listings"].assessed == "yes"
    assert by_kind["funds"].assessed == "in part"
    assert all(row.sentence for row in screened.coverage)


def test_the_same_inputs_give_the_same_result(world: World, screened: Screening, tmp_path: Path) -> None:
    again = screen(world.stores, Asked(world.holdings_file(tmp_path), Clocks(AS_OF, AS_OF)))
    assert again == screened


def test_before_the_notice_the_entry_is_not_evidence(world: World, tmp_path: Path) -> None:
    earlier = screen(world.stores, Asked(world.holdings_file(tmp_path), Clocks("2024-01-01", AS_OF)))
    assert not [one for one in earlier.findings if one.indicator.code.startswith("REG-UFLPA")]
    assert [one for one in earlier.findings if one.indicator.code == "REG-BIS-ST"] == []
    assert not [one for one in earlier.historical if "UFLPA" in one.indicator.code]


def test_what_was_not_yet_retrieved_is_not_used(world: World, tmp_path: Path) -> None:
    blind = screen(world.stores, Asked(world.holdings_file(tmp_path), Clocks(AS_OF, "2026-01-01")))
    assert blind.findings == ()
    assert blind.searched == ()
    assert {row.sentence for row in blind.rows if row.status == "no information found"} == {
        "Not assessed for listings: no source of that kind is loaded."
    }


def test_a_judgement_makes_a_candidate_a_finding_and_undoing_it_takes_it_back(world: World, screened: Screening, tmp_path: Path) -> None:
    candidate = next(one for one in screened.candidates if one.holding.name == "Golden Bridge Trading Inc" and one.source == "uflpa")
    subject = candidate.command.split('"')[1]
    number = judge(world.stores, subject, candidate.entity_id, "same", "the annual report names the list entry as the firm itself")
    asked = Asked(world.holdings_file(tmp_path), Clocks(AS_OF, AS_OF))
    proposed = screen(world.stores, asked)
    waiting = next(one for one in proposed.candidates if one.holding.name == "Golden Bridge Trading Inc" and one.source == "uflpa")
    assert "it counts once a second person confirms it" in waiting.why
    assert waiting.command == f'clew match confirm {number} --why "…"'
    assert (proposed.findings, proposed.counts) == (screened.findings, screened.counts)
    confirm(world.by("Grace"), [number], "seen there as well")
    accepted = screen(world.stores, asked)
    assert [one.indicator.code for one in accepted.findings if one.holding.name == "Golden Bridge Trading Inc"] == ["REG-UFLPA-ii"]
    undo(world.stores, number, "wrong firm")
    after = screen(world.stores, asked)
    # The chain of events has grown, and says so; everything else is as before.
    assert replace(after, chain_head=screened.chain_head) == screened


def test_findings_are_ranked_by_severity_before_confidence_and_weight(screened: Screening) -> None:
    highest = [max(one.severity.scale or 0, one.severity.scope or 0, one.severity.irremediability or 0) for one in screened.findings]
    assert highest == sorted(highest, reverse=True)


def test_the_result_says_that_it_is_an_internal_working_paper(screened: Screening) -> None:
    assert screened.heading == HEADING == "Internal working paper. Companies not yet asked. Not for publication."
    assert screened.title == "Links to ask about: Harbour Pension"


def test_weight_reached_counts_a_holding_once(screened: Screening) -> None:
    reach = {row.indicator: row for row in screened.reach}
    ways = {
        (one.holding.row, one.holding.via, one.entity_id): one.holding.weight or Decimal(0)
        for one in screened.findings
        if one.indicator.code == "REG-UFLPA-i"
    }
    assert reach["REG-UFLPA-i"].direct + reach["REG-UFLPA-i"].through_funds == sum(ways.values())


def test_a_file_that_is_not_there_is_one_clear_error(world: World, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.csv"):
        screen(world.stores, Asked(tmp_path / "nothing.csv", Clocks(AS_OF, AS_OF)))


def test_a_sector_signal_is_given_only_where_no_thread_is_known(world: World, tmp_path: Path) -> None:
    path = tmp_path / "signals.csv"
    rows = ["Name,ISIN,Weight (%)", f"Tarim Polysilicon,{TARIM},50", "Example Copper Works,US0378331005,50"]
    path.write_text("\n".join(rows), encoding="utf-8")
    engine = world.stores.engine()
    version = Version("uflpa_sectors", "2025-08-19", "2025-08-19", "2025-08-19", "https://example.org", "invented", starter=False)
    words = [("copper", "Copper"), ("polysilicon", "Silica-based products")]
    claims = [
        Claim(f"uflpa_sectors:{word}", "PrioritySector", prop, value)
        for word, name in words
        for prop, value in (("keyword", word), ("name", name))
    ]
    snapshot = write_snapshot(engine, world.stores.lake, About(version, load_card("uflpa_sectors")), claims)
    engine.close()
    world.stores.ledger.go_live([LiveSnapshot("uflpa_sectors", snapshot.snapshot_id, "2025-08-19", "2025-08-19", starter=False)])
    result = screen(world.stores, Asked(path, Clocks(AS_OF, AS_OF)))
    assert [one.holding.name for one in result.sector_signals] == ["Example Copper Works"]
    assert {one.holding.name for one in result.findings} == {"Tarim Polysilicon"}


def test_a_filing_in_xml_says_what_its_elements_name_and_no_header_row(world: World, tmp_path: Path) -> None:
    path = tmp_path / "table.xml"
    record = "<infoTable><nameOfIssuer>{}</nameOfIssuer><cusip>{}</cusip><value>1</value></infoTable>"
    rows = record.format("Apple", "037833100") + record.format("Microsoft", "594918104")
    path.write_text(f"<informationTable>{rows}</informationTable>", encoding="utf-8")
    screening = screen(world.stores, Asked(path, Clocks(AS_OF, AS_OF)))
    assert screening.notes[0] == "No header row: its elements name 3 known fields: cusip, name, value."
    assert screening.counts.rows_in == 2


def test_a_renamed_company_is_told_by_the_name_it_had_and_a_ticker_that_passed_on_is_said(world: World, tmp_path: Path) -> None:
    for published, name in (("2025-07-01", "Morning Star Lamps Inc."), ("2026-07-01", "Quiet Harbour Corp.")):
        tickers = [("0009900001", "MSTL", name), ("0009900002", "FRYY", "Ferry Holdings Corp.")]
        rows = [{"cik": cik, "ticker": code, "exchange": "NYSE", "name": said} for cik, code, said in tickers]
        add_small(world.stores, "sec_tickers", table(tmp_path / f"tickers-{published}.csv", rows), published=published)
    held = tmp_path / "held.csv"
    held.write_text("Name,Ticker,Exchange,Weight\nMorning Star Lamps,MSTL,NYSE,60\nGlacier Mining,FRYY,NYSE,40\n", encoding="utf-8")
    said = {one.how: one.title for one in screen(world.stores, Asked(held, read_clocks())).identified}
    assert set(said) == {"listing", "other name"}
    assert said["other name"] == "with an identifier that a source gives to a company of another name"
