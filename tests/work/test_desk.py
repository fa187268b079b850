"""The desk: asked many times, it answers as the gate does, and quickly where an identifier alone tells the issuer."""

import subprocess
import sys
from pathlib import Path

import pytest

from clew.assess.gate import Deal
from clew.model.gate import Gated, Trade
from clew.pack.gate import load_gate_policy
from clew.work.asking import Question, ask_portfolio
from clew.work.basket import basket_of
from clew.work.clocks import Clocks
from clew.work.desk import Desk, opened_desk
from clew.work.gate import gate
from clew.work.judge import judge
from clew.work.keeping import Filing, add_portfolio
from tests.world import AS_OF, AURELIA_ADR, KESTREL, NORDEN, TARIM, World, isin

CLOCKS = Clocks(AS_OF, AS_OF)
POLICY = load_gate_policy()
DEAL = Deal(Trade.LISTED, frozenset({"us"}), AS_OF)


def question(what: str, name: str = "") -> Question:
    return Question(what, CLOCKS, POLICY, DEAL, name)


def wholly(desk: Desk, asked: Question) -> Gated:
    """The answer as a list of orders is answered: names and all."""
    portfolio, single = ask_portfolio(asked.what, asked.name, asked.books)
    return desk.answer(asked, basket_of(portfolio), single=single)


@pytest.mark.parametrize("standing", [True, False])
@pytest.mark.parametrize(
    "what",
    [
        TARIM,
        AURELIA_ADR,
        NORDEN,
        KESTREL,
        "XSHG:688998",
        "XHKG:99001",
        "688998 CH",
        "US0378331005",
        "Golden Bridge Trading",
        "TCL",
        "Nobody Known Ltd",
    ],
)
def test_a_single_security_is_answered_as_a_line_of_a_list_is(world: World, what: str, *, standing: bool) -> None:
    with opened_desk(world.stores, CLOCKS, standing=standing) as desk:
        assert desk.ask(question(what)) == wholly(desk, question(what))


def test_the_gate_says_what_the_desk_says(world: World) -> None:
    with opened_desk(world.stores, CLOCKS) as desk:
        assert desk.ask(question(TARIM)) == gate(world.stores, question(TARIM))


def test_every_identifier_of_the_release_is_answered_as_a_line_of_a_list_is(world: World) -> None:
    with opened_desk(world.stores, CLOCKS) as desk:
        rows = desk.held.engine.fetch("SELECT DISTINCT value FROM identifier WHERE kind IN ('isin', 'listing', 'lei') ORDER BY value")
        asked = [str(value) for (value,) in rows]
        assert len(asked) > 10
        for what in asked:
            assert desk.ask(question(what)).answers == wholly(desk, question(what)).answers, what


def test_a_persons_word_is_heard(world: World) -> None:
    judge(world.stores, f"isin:{KESTREL}", "crosswalk:kestrel", "same", "the annual report names it")
    with opened_desk(world.stores, CLOCKS) as desk:
        assert desk.ask(question(KESTREL)).answers[0].how == "judgement"


def test_a_name_and_a_list_of_orders_are_answered_too(world: World, tmp_path_factory: pytest.TempPathFactory) -> None:
    orders = tmp_path_factory.mktemp("orders") / "orders.csv"
    orders.write_text(f"Name,ISIN\nTarim Polysilicon,{TARIM}\nNobody,US0378331005\n", encoding="utf-8")
    with opened_desk(world.stores, CLOCKS) as desk:
        assert len(desk.ask(question(str(orders))).answers) == 2
        assert desk.ask(question(TARIM, "Tarim Polysilicon")).answers == gate(world.stores, question(TARIM, "Tarim Polysilicon")).answers


def test_a_fund_is_opened_by_what_the_workspace_keeps_under_its_isin(world: World, tmp_path: Path) -> None:
    fund = isin("000000777")
    path = tmp_path / "fund.csv"
    path.write_text(f"Name,ISIN,Weight (%)\nTarim Polysilicon,{TARIM},40\nNobody,US0378331005,60\n", encoding="utf-8")
    assert gate(world.stores, question(fund)).answers[0].how == ""
    add_portfolio(world.stores, [path], Filing(fund, "2026-06-30"))
    found = gate(world.stores, question(fund))
    assert [answer.asked.via for answer in found.answers] == [(fund,), (fund,)]
    assert found.outcome is gate(world.stores, question(TARIM)).outcome
    assert any(one.name.startswith(fund) for one in found.inputs if one.kind == "holdings")


def test_a_security_that_its_number_tells_is_answered_without_arrays_or_the_readers_of_sources(world: World) -> None:
    code = (
        "import sys; from clew.cli.main import run; "
        f"run(['gate', '{TARIM}', '--as-of', '{AS_OF}', '--known', '{AS_OF}', '--workspace', r'{world.stores.folder}']); "
        "print([name for name in ('numpy', 'clew.sources.csl', 'clew.portfolio.read') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()
    assert told[0].startswith("BLOCK: Tarim")
    assert told[-1] == "[]"
