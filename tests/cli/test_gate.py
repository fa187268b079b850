"""`clew gate`, as a person and as a script run it."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.report.schemas import faults, schema
from tests.world import FOODS, LINDQVIST, MILLSTONE, ORDINARY, STAR, TARIM, World

Run = Callable[..., subprocess.CompletedProcess[str]]
Ask = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def ask(clew: Run, world: World) -> Ask:
    """The gate on the world's workspace."""
    return lambda *arguments: clew("gate", *arguments, "--workspace", world.stores.folder)


@pytest.mark.parametrize(
    ("asked", "code", "word"),
    [
        ((TARIM,), 21, "BLOCK"),
        ((FOODS,), 20, "ASK FIRST"),
        ((ORDINARY,), 20, "ASK FIRST"),
        ((STAR,), 0, "WATCH"),
        ((STAR, "--law", "us"), 21, "BLOCK"),
        ((STAR, "--law", "us", "--as-of", "2021-08-01"), 0, "NO RULE APPLIES"),
        ((MILLSTONE,), 0, "NO RULE APPLIES"),
        (("Ordinary Bakeries",), 0, "NO RULE APPLIES"),
    ],
)
def test_the_exit_code_says_whether_capital_may_go_in(ask: Ask, asked: tuple[str, ...], code: int, word: str) -> None:
    told = ask(*asked)
    assert (told.returncode, told.stdout.partition(":")[0]) == (code, word), told.stderr


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        ((), 3, "nothing is asked about"),
        (("orders.csv",), 3, "there is no such file"),
        ((f"{TARIM[:-1]}{(int(TARIM[-1]) + 1) % 10}",), 3, "check digit"),
        ((TARIM, "--law", "atlantis"), 2, "atlantis"),
        ((TARIM, "--trade", "barter"), 2, "barter"),
        ((TARIM, "--policy", "nowhere.toml"), 4, "missing"),
        ((TARIM, "--as-of", "yesterday"), 3, "yesterday"),
    ],
)
def test_a_question_that_cannot_be_answered_is_no_clearance(ask: Ask, asked: tuple[str, ...], code: int, said: str) -> None:
    told = ask(*asked)
    assert told.returncode == code, told.stderr
    assert said in " ".join(told.stderr.split())
    assert told.stdout == ""


def test_the_document_keeps_its_contract_and_says_the_exit_code(ask: Ask, world: World, tmp_path: Path) -> None:
    for asked in (TARIM, LINDQVIST, "Golden Bridge Trading Inc", world.holdings_file(tmp_path)):
        told = ask(asked, "--law", "us", "--json")
        document = json.loads(told.stdout)
        assert faults(document, schema("gate")) == []
        assert document["exit_code"] == told.returncode


def test_a_list_of_orders_is_answered_row_by_row(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(f"Name,ISIN,Weight (%)\nTarim,{TARIM},50\nFoods,{FOODS},30\nCash,,20\n", encoding="utf-8")
    told = ask("orders.csv")
    assert told.returncode == 21
    assert told.stdout.startswith("BLOCK: orders. 1 block, 1 ask first; 1 row is no security.")
    rows = [word for line in told.stdout.splitlines() for word in line.split()[:1] if word.isdigit()]
    assert rows == ["2", "3"]


def test_the_book_of_a_fund_is_looked_through(ask: Ask, world: World, tmp_path: Path) -> None:
    told = ask("Asia Growth Fund", "--book", world.holdings_file(tmp_path))
    assert told.returncode == 21, told.stderr
    assert "through Asia Growth Fund" in " ".join(told.stdout.split())


def test_the_policy_that_is_printed_is_read_back(ask: Ask, tmp_path: Path) -> None:
    printed = ask("--print-policy")
    assert printed.returncode == 0
    (tmp_path / "mine.toml").write_text(printed.stdout, encoding="utf-8")
    mine, shipped = ask(TARIM, "--policy", "mine.toml", "--json"), ask(TARIM, "--json")
    assert mine.stdout == shipped.stdout
    (tmp_path / "mine.toml").write_text(printed.stdout.replace('states = ["own"]', 'states = ["owned"]', 1), encoding="utf-8")
    refused = ask(TARIM, "--policy", "mine.toml")
    assert refused.returncode == 4
    assert "there is no “owned”" in refused.stderr
