"""`clew override`, by two people."""

import json
import subprocess
from collections.abc import Callable

import pytest

from tests.world import ORDINARY, TARIM, World

Run = Callable[..., subprocess.CompletedProcess[str]]
As = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def by(clew: Run, world: World, monkeypatch: pytest.MonkeyPatch) -> As:
    """The program on the world's workspace, run by somebody."""

    def run(actor: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        monkeypatch.setenv("CLEW_ACTOR", actor)
        return clew(*arguments, "--workspace", world.stores.folder)

    return run


def test_an_override_goes_from_proposal_to_withdrawal(by: As) -> None:
    proposed = by("Ada", "override", "propose", TARIM, "--why", "engagement mandate", "--until", "2099-12-31")
    assert proposed.returncode == 0, proposed.stderr
    assert "Override 1 is proposed for Tarim Polysilicon Co., Ltd." in proposed.stdout
    assert "clew override confirm 1" in proposed.stdout
    assert by("Ada", "gate", TARIM).returncode == 21
    alone = by("Ada", "override", "confirm", "1")
    assert alone.returncode == 7
    assert "CLEW_ACTOR" in alone.stderr
    assert by("Grace", "override", "confirm", "1").stdout == "Override 1 is in force.\n"
    lifted = by("Ada", "gate", TARIM)
    assert lifted.returncode == 0
    assert lifted.stdout.startswith("WATCH")
    assert by("Ada", "override", "withdraw", "1", "--why", "sold").returncode == 0
    assert by("Ada", "gate", TARIM).returncode == 21
    events = by("Ada", "workspace", "events").stdout
    assert [word in events for word in ("gate.override.proposed", "gate.override.confirmed", "gate.override.withdrawn")] == [True] * 3


def test_overrides_are_listed_as_a_table_and_as_json(by: As) -> None:
    empty = by("Ada", "override", "list")
    assert empty.stdout.startswith("No override was proposed yet.")
    assert json.loads(by("Ada", "override", "list", "--json").stdout) == {"overrides": []}
    by("Ada", "override", "propose", TARIM, "--why", "engagement mandate")
    by("Grace", "override", "confirm", "1")
    (one,) = json.loads(by("Ada", "override", "list", "--json").stdout)["overrides"]
    assert (one["holds"], one["reason"], one["until"]) == (True, "engagement mandate", "")
    assert one["proposed_by"].startswith("Ada")
    assert one["confirmed_by"].startswith("Grace")
    assert "Tarim Polysilicon" in by("Ada", "override", "list").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("propose", TARIM), 3, "needs a reason"),
        (("propose", TARIM, "--why", "x", "--until", "soon"), 3, "“soon”"),
        (("propose", TARIM, "--why", "x", "--until", "2020-01-01"), 3, "which is over"),
        (("propose", ORDINARY, "--why", "x"), 6, "no loaded source says who issued"),
        (("confirm", "9"), 6, "override 9 is not there"),
        (("withdraw", "9"), 3, "needs a reason"),
    ],
)
def test_what_is_wrong_is_said_with_its_mend(by: As, arguments: tuple[str, ...], code: int, said: str) -> None:
    told = by("Ada", "override", *arguments)
    assert told.returncode == code, told.stderr
    assert said in told.stderr
