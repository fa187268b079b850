"""The restricted list on the small world: every security of a stopped issuer, with the reason that decides."""

from msgspec.structs import replace

from clew.assess.gate import Deal
from clew.ledger.store import Ledger
from clew.model.gate import Outcome, Restricted, RestrictedList, Trade
from clew.pack.gate import load_gate_policy
from clew.work.asking import Question
from clew.work.clocks import Clocks
from clew.work.gate import gate
from clew.work.restricted import restricted
from tests.world import AS_OF, KESTREL, MILLSTONE, STAR, TARIM, TEXTILE, World

POLICY = load_gate_policy()


def question(*laws: str, what: str = "", day: str = AS_OF, trade: Trade = Trade.LISTED) -> Question:
    return Question(what, Clocks(day, AS_OF), POLICY, Deal(trade, frozenset(laws), day))


def stopped(world: World, *laws: str, day: str = AS_OF) -> RestrictedList:
    return restricted(world.stores, question(*laws, day=day))


def by_isin(found: RestrictedList) -> dict[str, Restricted]:
    return {row.identifiers.get("isin", ""): row for row in found.rows}


def lift(world: World, entity_id: str) -> None:
    number = world.stores.ledger.propose_override(entity_id, entity_id, "weighed in committee", "")
    second = Ledger(world.stores.lake.parent / "ledger.db", "Grace")
    second.say_to_override(number, "confirmed")
    second.close()


def test_a_stopped_issuers_securities_are_listed_with_their_identifiers(world: World) -> None:
    row = by_isin(stopped(world))[TARIM]
    assert row.identifiers["listing"] == "XSHG:688998"
    assert (row.outcome, row.reason.rule, row.issuer) == (Outcome.BLOCK, "listed-itself", "Tarim Polysilicon Co., Ltd.")


def test_the_list_says_of_each_security_what_the_gate_answers(world: World) -> None:
    for row in stopped(world, "us").rows:
        if number := row.identifiers.get("isin"):
            (answer,) = gate(world.stores, question("us", what=number)).answers
            assert (answer.outcome, answer.entity_id) == (row.outcome, row.entity_id)


def test_what_is_only_watched_or_historical_is_not_listed(world: World) -> None:
    assert {STAR, TEXTILE, MILLSTONE}.isdisjoint(by_isin(stopped(world)))


def test_a_law_adds_its_securities_where_it_binds_and_is_in_force(world: World) -> None:
    assert by_isin(stopped(world, "us"))[STAR].reason.rule == "us-cmic"
    assert STAR not in by_isin(stopped(world, "us", day="2021-08-01"))


def test_an_identifier_from_one_source_alone_stops_no_order(world: World) -> None:
    assert KESTREL not in by_isin(stopped(world, "us"))


def test_the_gravest_come_first_then_issuers_by_name(world: World) -> None:
    rows = stopped(world, "us").rows
    order = [(list(Outcome).index(row.outcome), row.issuer) for row in rows]
    assert order == sorted(order)
    assert len({row.outcome for row in rows}) > 1


def test_an_overridden_issuer_stays_in_the_list_with_what_the_override_leaves(world: World) -> None:
    lift(world, "crosswalk:tarim")
    row = by_isin(stopped(world))[TARIM]
    assert (row.outcome, row.stated) == (Outcome.WATCH, Outcome.BLOCK)
    assert [one.reason for one in row.overrides] == ["weighed in committee"]


def test_the_reason_of_a_row_is_the_law_that_an_override_leaves(world: World) -> None:
    private = replace(POLICY, grounds=tuple(replace(one, outcome="ask first", lists=["uflpa"], itself=False) for one in POLICY.grounds[:1]))
    lift(world, "crosswalk:tarim")
    row = by_isin(restricted(world.stores, replace(question("us"), policy=private)))[TARIM]
    assert (row.outcome, row.stated, row.reason.law) == (Outcome.ASK, Outcome.BLOCK, "us")
    assert row.reasons[0].rule == "listed-itself"


def test_laws_that_go_by_country_are_named_since_the_list_cannot_hold_every_company_of_one(world: World) -> None:
    assert restricted(world.stores, question("us", trade=Trade.PRIVATE)).by_country == ("us-outbound",)
    assert stopped(world, "us").by_country == ()


def test_issuers_are_counted_once_however_many_securities_they_have(world: World) -> None:
    found = stopped(world, "us")
    assert found.issuers == len({row.entity_id for row in found.rows}) <= len(found.rows)


def test_the_list_is_the_same_each_time_and_writes_nothing(world: World) -> None:
    before = world.stores.ledger.events()
    assert stopped(world, "us") == stopped(world, "us")
    assert world.stores.ledger.events() == before


def test_where_nothing_is_stopped_the_list_is_empty(world: World) -> None:
    lenient = replace(POLICY, rules=tuple(replace(rule, outcome="watch") for rule in POLICY.rules))
    found = restricted(world.stores, replace(question(), policy=lenient))
    assert (found.rows, found.issuers) == ((), 0)
