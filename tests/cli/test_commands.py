"""The other commands: company, why, match, source, workspace."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.world import World

Run = Callable[..., subprocess.CompletedProcess[str]]
begun = pytest.mark.usefixtures("begun")


@begun
def test_company_draws_each_thread(clew: Run) -> None:
    told = clew("company", "Hikvision")
    assert told.returncode == 0, told.stderr
    assert "杭州海康威视数字技术股份有限公司" in told.stdout
    assert "appears on → BIS Entity List" in told.stdout


@begun
def test_company_as_json(clew: Run) -> None:
    document = json.loads(clew("company", "Hikvision", "--json").stdout)
    assert document["contract"] == "clew.company/2"
    assert {"kind": "listing", "value": "XSHE:002415"} in document["identifiers"]


@begun
def test_company_unknown_to_every_source(clew: Run) -> None:
    told = clew("company", "Nobody Mills of Nowhere")
    assert told.returncode == 6
    assert "no information found" in told.stderr


@begun
def test_why_uses_the_portfolio_screened_last(clew: Run, examples: Path) -> None:
    clew("screen", examples / "portfolio.csv")
    told = clew("why", "Zijin Mining Group H", "--json")
    document = json.loads(told.stdout)
    assert {one["holding"]["name"] for one in document["findings"]} == {"Zijin Mining Group H"}
    assert document["heading"].startswith("Internal working paper")


def test_match_accept_list_and_undo(clew: Run, world: World) -> None:
    home = ("--workspace", world.stores.folder)
    subject = "name:goldenbridgetrading"
    told = clew("match", "accept", subject, "uflpa:golden-bridge", "--why", "seen in its annual report", *home)
    assert told.returncode == 0, told.stderr
    listed = json.loads(clew("match", "list", "--json", *home).stdout)["judgements"]
    assert [(one["subject"], one["verdict"], one["undone"]) for one in listed] == [(subject, "same", False)]
    assert clew("match", "undo", "1", "--why", "wrong", *home).returncode == 0
    assert json.loads(clew("match", "list", "--json", *home).stdout)["judgements"] == []


def test_match_list_of_a_new_workspace_says_where_possible_matches_stand(clew: Run) -> None:
    assert "review.csv" in clew("match", "list").stdout


@begun
def test_source_list_tells_version_and_age(clew: Run) -> None:
    document = json.loads(clew("source", "list", "--as-of", "2026-11-20", "--json").stdout)
    by_id = {one["card"]["dataset"]: one for one in document["sources"]}
    assert by_id["uflpa"]["published"] == "2026-07-16"
    assert by_id["uflpa"]["age_days"] == 127
    assert by_id["uflpa"]["stale"]


@begun
def test_source_list_before_anything_was_retrieved_says_what_to_do(clew: Run) -> None:
    assert "--known" in clew("source", "list", "--known", "2001-01-01").stdout


@begun
def test_workspace_info_says_that_the_chain_is_whole(clew: Run, examples: Path) -> None:
    clew("screen", examples / "portfolio.csv")
    document = json.loads(clew("workspace", "info", "--json").stdout)
    assert document["whole"]
    assert document["outputs"] == 5


@begun
def test_workspace_events_name_actor_and_act(clew: Run, examples: Path) -> None:
    clew("screen", examples / "portfolio.csv")
    events = json.loads(clew("workspace", "events", "--json").stdout)["events"]
    assert {"snapshot.live", "portfolio.version", "output.written"} <= {one["kind"] for one in events}
    assert all(one["actor"].endswith("(unauthenticated)") for one in events)


def test_caches_can_be_cleared_and_come_back(clew: Run, examples: Path) -> None:
    before = clew("screen", examples / "portfolio.csv", "--json").stdout
    assert "freed" in clew("workspace", "clear-cache").stdout
    assert clew("screen", examples / "portfolio.csv", "--json").stdout == before


@begun
def test_the_plan_is_printed_as_sql(clew: Run) -> None:
    told = clew("workspace", "plan", "--as-of", "2026-07-16")
    assert told.returncode == 0
    assert "SELECT" in told.stdout
    assert "'2026-07-16'" in told.stdout


@begun
def test_a_denial_stands_beside_the_allegation_that_it_answers(clew: Run) -> None:
    document = json.loads(clew("company", "founding_documents:megvii", "--json").stdout)
    alleged = next(one for one in document["historical"] if one["indicator"]["code"] == "ST-02")
    assert "any access to the IJOP platform" in alleged["reply"]["text"]
    assert alleged["outcome"].startswith("Corrected in June 2019")


@begun
def test_a_company_that_stopped_a_sale_has_that_as_positive_practice(clew: Run) -> None:
    document = json.loads(clew("company", "Thermo Fisher Scientific", "--json").stdout)
    assert document["findings"] == []
    assert any(one["positive"] for one in document["historical"])
