"""The gate on the small world: what it answers to a security, a fund and a list of orders, and that it writes nothing."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from clew.assess.gate import Deal
from clew.errors import InputError, NotFoundError, PackError
from clew.ledger.store import Ledger
from clew.model.gate import Answer, Gated, Outcome, Trade
from clew.pack.gate import DEFAULT, load_gate_policy
from clew.work.asking import Question
from clew.work.clocks import Clocks
from clew.work.gate import gate, issuer_of
from clew.work.stores import Stores
from tests.world import (
    AS_OF,
    ASIA,
    AURELIA_H,
    FOODS,
    KESTREL,
    LINDQVIST,
    MILLSTONE,
    NORDEN,
    ORDINARY,
    STAR,
    TARIM,
    TEXTILE,
    World,
    holdings_csv,
    isin,
)

POLICY = load_gate_policy()


def question(
    what: str, *laws: str, day: str = AS_OF, trade: Trade = Trade.LISTED, name: str = "", books: tuple[Path, ...] = ()
) -> Question:
    return Question(what, Clocks(day, AS_OF), POLICY, Deal(trade, frozenset(laws), day), name, books)


def ask(world: World, what: str, *laws: str, day: str = AS_OF, trade: Trade = Trade.LISTED, name: str = "") -> Answer:
    (answer,) = gate(world.stores, question(what, *laws, day=day, trade=trade, name=name)).answers
    return answer


def rules(answer: Answer) -> list[str]:
    return [one.rule for one in answer.reasons]


def lift(world: World, entity_id: str, until: str = "") -> None:
    """Two people put an override in force."""
    number = world.stores.ledger.propose_override(entity_id, entity_id, "weighed in committee", until)
    second = Ledger(world.stores.lake.parent / "ledger.db", "Grace")
    second.say_to_override(number, "confirmed")
    second.close()


def state(stores: Stores) -> tuple[object, ...]:
    """Everything that a verb could write of what an investor holds or asks."""
    return stores.ledger.events(), stores.ledger.outputs(), sorted(path.name for path in stores.books.rglob("*"))


@pytest.mark.parametrize(
    "what", [TARIM, f"ISIN {TARIM}", "688998 CH", "688998.SS", "XSHG:688998", "Shanghai Stock Exchange:688998", "688998 CH Equity"]
)
def test_a_security_is_the_same_issuers_however_it_is_written(world: World, what: str) -> None:
    answer = ask(world, what)
    assert (answer.outcome, answer.issuer) == (Outcome.BLOCK, "Tarim Polysilicon Co., Ltd.")
    assert rules(answer)[0] == "listed-itself"
    assert answer.line.startswith("BLOCK: Tarim Polysilicon Co., Ltd.")


@pytest.mark.parametrize(
    ("number", "outcome", "rule"),
    [
        (TARIM, Outcome.BLOCK, "listed-itself"),
        (FOODS, Outcome.ASK, "own-conduct"),
        (ORDINARY, Outcome.ASK, "unknown"),
        (STAR, Outcome.WATCH, "other-restriction"),
    ],
)
def test_each_outcome_has_its_rule(world: World, number: str, outcome: Outcome, rule: str) -> None:
    answer = ask(world, number)
    assert (answer.outcome, rules(answer)[0]) == (outcome, rule)


@pytest.mark.parametrize("number", [MILLSTONE, TEXTILE])
def test_a_historical_claim_stops_nothing_and_is_counted(world: World, number: str) -> None:
    answer = ask(world, number, "us")
    assert (answer.outcome, answer.reasons) == (Outcome.NONE, ())
    assert answer.historical > 0
    assert "No information found" in answer.line


def test_a_parent_is_answered_for_what_it_controls_and_each_way_of_a_chain_is_a_reason(world: World) -> None:
    answer = ask(world, AURELIA_H)
    assert answer.outcome is not Outcome.NONE
    assert all(one.finding is not None for one in answer.reasons)
    assert ask(world, LINDQVIST).outcome in {Outcome.ASK, Outcome.WATCH}
    assert ask(world, NORDEN).outcome in {Outcome.ASK, Outcome.WATCH}


def test_a_law_stops_where_it_binds_and_from_its_first_day(world: World) -> None:
    assert rules(ask(world, STAR)) == ["other-restriction"]
    bound = ask(world, STAR, "us")
    assert (bound.outcome, rules(bound)) == (Outcome.BLOCK, ["us-cmic", "other-restriction"])
    assert "31 CFR Part 586" in bound.reasons[0].citation
    assert "us-cmic" not in rules(ask(world, STAR, "us", day="2021-08-01"))


def test_a_law_that_covers_listed_securities_is_silent_about_private_deals(world: World) -> None:
    assert "us-cmic" not in rules(ask(world, STAR, "us", trade=Trade.PRIVATE))


def test_an_override_lifts_the_policy_until_it_ends_and_never_a_law(world: World) -> None:
    lift(world, "crosswalk:tarim", "2026-11-30")
    lift(world, "crosswalk:star")
    answer = ask(world, TARIM)
    assert (answer.outcome, answer.stated) == (Outcome.WATCH, Outcome.BLOCK)
    assert "The policy says block; an override lifts that." in answer.line
    assert [one.confirmed_by for one in answer.overrides] == ["Grace"]
    assert ask(world, TARIM, day="2026-12-01").outcome is Outcome.BLOCK
    assert ask(world, STAR, "us").outcome is Outcome.BLOCK


def test_an_override_that_nobody_confirmed_lifts_nothing(world: World) -> None:
    world.stores.ledger.propose_override("crosswalk:tarim", "Tarim", "why", "")
    answer = ask(world, TARIM)
    assert (answer.outcome, answer.overrides) == (Outcome.BLOCK, ())


@pytest.mark.parametrize("what", ["Tarim Polysilicon Co., Ltd.", "Golden Bridge Trading Inc"])
def test_a_name_alone_that_resembles_somebody_of_whom_there_is_evidence_is_to_be_asked_about(world: World, what: str) -> None:
    answer = ask(world, what)
    assert (answer.outcome, rules(answer), answer.entity_id) == (Outcome.ASK, ["alike"], "")


def test_a_name_that_nobody_of_whom_there_is_evidence_bears_is_answered_and_said_to_be_a_name_alone(world: World) -> None:
    answer = ask(world, "Ordinary Bakeries")
    assert (answer.outcome, answer.reasons) == (Outcome.NONE, ())
    assert answer.line.endswith("It was looked for by its name alone.")


@pytest.mark.parametrize("what", [ORDINARY, "99999 HK", "XHKG:99999", "688998", "BYD", "ORDI US"])
def test_what_nobody_knows_is_unknown_and_no_clearance(world: World, what: str) -> None:
    answer = ask(world, what)
    assert (answer.outcome, rules(answer)) == (Outcome.ASK, ["unknown"])


def test_a_short_word_is_a_name_where_that_is_said(world: World) -> None:
    assert ask(world, "", name="BYD").outcome is Outcome.NONE


def test_an_identifier_with_its_name_is_answered_by_the_name_where_nobody_knows_the_identifier(world: World) -> None:
    assert ask(world, ORDINARY, name="Ordinary Bakeries").outcome is Outcome.NONE
    assert rules(ask(world, ORDINARY, name="Tarim Polysilicon")) == ["alike"]


def test_a_text_that_may_be_a_ticker_is_a_name_as_well(world: World) -> None:
    assert rules(ask(world, "TARIM POLYSILICON CO")) == ["alike"]


def test_an_identifier_from_one_source_alone_stops_nothing_by_itself(world: World) -> None:
    assert Outcome.BLOCK is not ask(world, KESTREL).outcome


def test_the_policy_says_what_the_unknown_is(world: World) -> None:
    lenient = replace(POLICY, unknown=Outcome.WATCH, alike=Outcome.NONE)
    for what, outcome in ((ORDINARY, Outcome.WATCH), ("Tarim Polysilicon", Outcome.NONE)):
        assert gate(world.stores, replace(question(what), policy=lenient)).outcome is outcome


def listed(world: World, folder: Path, *laws: str) -> Gated:
    return gate(world.stores, question(str(world.holdings_file(folder)), *laws))


def test_a_list_of_orders_accounts_for_every_row(world: World, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    rows = [f"Tarim Polysilicon,{TARIM},10", f"Harbour Foods,{FOODS},20", f",{ORDINARY},30", "Cash,,20", "Ordinary Bakeries,,20"]
    path.write_text("\n".join(["Name,ISIN,Weight (%)", *rows, ""]), encoding="utf-8")
    found = gate(world.stores, question(str(path)))
    assert [(one.asked.row, one.outcome) for one in found.answers] == [
        (2, Outcome.BLOCK),
        (3, Outcome.ASK),
        (4, Outcome.ASK),
        (6, Outcome.NONE),
    ]
    assert (found.what, found.outcome, found.passed, len(found.answers) + found.passed) == ("orders", Outcome.BLOCK, 1, len(rows))


def test_a_list_of_funds_is_answered_by_every_way_to_a_security(world: World, tmp_path: Path) -> None:
    found = listed(world, tmp_path)
    ways = {one.asked.via for one in found.answers if one.issuer == "Tarim Polysilicon Co., Ltd."}
    assert ("Asia Growth Fund",) in ways
    assert ("Emerging Companies Fund", "Asia Growth Fund") in ways
    unseen = next(one for one in found.answers if one.asked.name == "Frontier Fund")
    assert (unseen.outcome, "--book" in unseen.reasons[0].why) == (Outcome.ASK, True)
    assert found.outcome is Outcome.BLOCK


def test_a_fund_is_answered_by_what_its_book_holds(world: World, tmp_path: Path) -> None:
    book = tmp_path / "books.csv"
    book.write_text(holdings_csv(), encoding="utf-8")
    for what in (ASIA, "Asia Growth Fund"):
        found = gate(world.stores, question(what, books=(book,)))
        assert {one.asked.via for one in found.answers} == {("Asia Growth Fund",)}
        assert (found.what, found.outcome) == (what, Outcome.BLOCK)
        assert "Steppe Sugar Joint Stock Company" in {one.issuer for one in found.answers}


def test_nothing_is_recorded_when_the_gate_is_asked(world: World, tmp_path: Path) -> None:
    before = state(world.stores)
    listed(world, tmp_path)
    ask(world, TARIM)
    assert state(world.stores) == before


def test_the_same_question_has_the_same_answer(world: World, tmp_path: Path) -> None:
    assert listed(world, tmp_path, "us") == listed(world, tmp_path, "us")


def test_the_answer_names_everything_that_it_is_a_function_of(world: World, tmp_path: Path) -> None:
    found = listed(world, tmp_path, "us")
    kinds = {one.kind for one in found.inputs}
    assert {"holdings", "snapshot", "pack"} <= kinds
    assert any(one.name.startswith("gate/default") for one in found.inputs)
    assert (found.laws, found.trade, found.as_of, found.known) == (("us",), Trade.LISTED, AS_OF, AS_OF)
    assert found.searched
    edited = replace(POLICY, text=f"{POLICY.text}# mine")
    other = gate(world.stores, replace(question(TARIM), policy=edited))
    assert {one.sha256 for one in other.inputs if one.name.startswith("gate/")}.isdisjoint(one.sha256 for one in found.inputs)


def test_the_issuer_of_one_security_is_told(world: World) -> None:
    entity, name = issuer_of(world.stores, question("688998 CH"))
    assert (bool(entity), name) == (True, "Tarim Polysilicon Co., Ltd.")


@pytest.mark.parametrize("what", [ORDINARY, "Tarim Polysilicon", isin("NOBODY000")])
def test_an_issuer_that_no_source_tells_is_not_guessed(world: World, what: str) -> None:
    with pytest.raises(NotFoundError, match="no loaded source says who issued"):
        issuer_of(world.stores, question(what))


def test_a_question_that_cannot_be_read_is_refused_before_anything_is_loaded(world: World) -> None:
    with pytest.raises(InputError, match="check digit"):
        gate(world.stores, question(f"{TARIM[:-1]}{(int(TARIM[-1]) + 1) % 10}"))


def test_a_policy_of_ones_own_decides(world: World, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    text = DEFAULT.read_text(encoding="utf-8").replace('id = "default"', 'id = "mine"').replace('outcome = "block"', 'outcome = "watch"')
    mine.write_text(text, encoding="utf-8")
    found = gate(world.stores, replace(question(TARIM), policy=load_gate_policy(mine)))
    assert found.policy.startswith("mine ")
    assert found.answers[0].reasons[-1].outcome is Outcome.WATCH
    mine.write_text(text.replace("[[rule]]", "[[rules]]"), encoding="utf-8")
    with pytest.raises(PackError):
        load_gate_policy(mine)
