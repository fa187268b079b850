"""`clew match`, by two people."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.report.schemas import faults, schema
from tests.world import KESTREL, World

As = Callable[..., subprocess.CompletedProcess[str]]
MILL = ("name:yarkandcottonginnery", "uflpa:yarkand-ginnery")


@pytest.fixture
def by(clew: Callable[..., subprocess.CompletedProcess[str]], world: World, monkeypatch: pytest.MonkeyPatch) -> As:
    """The program on the world's workspace, run by somebody."""

    def run(actor: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        monkeypatch.setenv("CLEW_ACTOR", actor)
        return clew(*arguments, "--workspace", world.stores.folder)

    return run


@pytest.fixture
def names(tmp_path: Path) -> Path:
    path = tmp_path / "names.csv"
    path.write_text("Name,Weight (%)\nYarkand Cotton Ginnery,5\nSomebody else,95\n", encoding="utf-8")
    return path


def test_an_accept_goes_from_proposal_to_finding_and_back(by: As, names: Path) -> None:
    empty = by("Ada", "match", "review")
    assert empty.stdout.startswith("Nothing is kept yet")
    made = by("Ada", "match", "accept", *MILL, "--why", "seen in the register")
    assert "it counts once a second person confirms it: clew match confirm 1" in made.stdout, made.stderr
    assert "0 resolved + 1 with possible matches only" in by("Ada", "screen", str(names)).stdout
    alone = by("Ada", "match", "confirm", "1", "--why", "seen again")
    assert (alone.returncode, "CLEW_ACTOR" in alone.stderr) == (7, True)
    assert "waits for one" in by("Ada", "match", "list").stdout
    assert by("Grace", "match", "confirm", "1", "--why", "seen as well").stdout == "Judgement 1 is confirmed, and in force.\n"
    assert "1 resolved + 0 with possible matches only" in by("Ada", "screen", str(names)).stdout
    (one,) = json.loads(by("Ada", "match", "list", "--json").stdout)["judgements"]
    assert (one["state"], one["confirmed_why"]) == ("in force", "seen as well")
    assert "taken back" in by("Ada", "match", "undo", "1", "--confirmation", "--why", "wrong page").stdout
    assert by("Ada", "match", "undo", "1").stdout == "Judgement 1 is undone.\n"
    told = [line for line in by("Ada", "workspace", "events").stdout.splitlines() if "judgement." in line]
    assert len(told) == 4


def test_the_review_of_a_file_keeps_its_schema_and_lists_where_there_is_no_terminal(by: As, names: Path) -> None:
    document = json.loads(by("Ada", "match", "review", str(names), "--json").stdout)
    assert faults(document, schema("matches")) == []
    (pair,) = document["pairs"]
    assert ((pair["subject"], pair["entity_id"]), pair["second_person"], pair["brings"]["findings"]) == (MILL, True, 1)
    listed = by("Ada", "match", "review", str(names)).stdout
    assert "1 possible match," in listed
    assert "needs two persons" in listed
    by("Ada", "match", "accept", *MILL, "--why", "seen")
    waiting = json.loads(by("Ada", "match", "review", str(names), "--json").stdout)
    assert faults(waiting, schema("matches")) == []
    assert waiting["pairs"][0]["proposal"]["number"] == 1


def test_pairs_whose_names_are_likely_one_company_are_accepted_together(by: As, names: Path) -> None:
    (pair,) = json.loads(by("Ada", "match", "review", str(names), "--json").stdout)["pairs"]
    likeness = pair["likeness"]
    assert (likeness["verdict"], likeness["theirs"]) == ("same", "Yarkand Cotton Ginnery")
    assert likeness["score"] > 0.97
    assert "“yarkand” in both" in likeness["why"]
    assert f"{likeness['score']:.2f}" in by("Ada", "match", "review", str(names)).stdout
    asked = by("Ada", "match", "accept", "--above", "0.97", "--file", str(names), "--why", "the names agree")
    assert (asked.returncode, "Accept 1 pair?" in asked.stderr) == (7, True)
    told = by("Ada", "match", "accept", "--above", "0.97", "--file", str(names), "--why", "the names agree", "--yes").stdout
    assert "1 pair accepted as batch 1." in told
    assert "once a second person confirms: clew match confirm --batch 1" in told
    (one,) = json.loads(by("Ada", "match", "list", "--json").stdout)["judgements"]
    assert f"the names agree (likelihood {likeness['score']:.3f}: {likeness['why']})" in json.dumps(one, ensure_ascii=False)


def test_rejected_and_related_pairs_are_reviewed_no_more(by: As, names: Path) -> None:
    assert "are different" in by("Ada", "match", "reject", *MILL, "--why", "another firm").stdout
    assert by("Ada", "match", "review", str(names)).stdout == "No possible match is waiting for a person.\n"
    assert "are related" in by("Ada", "match", "relate", *MILL, "--why", "its parent").stdout
    assert by("Ada", "match", "review", str(names)).stdout == "No possible match is waiting for a person.\n"


def test_judgements_go_out_and_come_in_and_a_batch_is_undone_as_one(by: As, tmp_path: Path) -> None:
    by("Ada", "match", "accept", f"isin:{KESTREL}", "crosswalk:kestrel", "--why", "the annual report names it")
    path = str(tmp_path / "out.csv")
    assert by("Ada", "match", "export", path).stdout == f"1 judgement written to {path}\n"
    by("Ada", "match", "undo", "1")
    assert "1 judgement taken in as batch 1." in by("Grace", "match", "import", path).stdout
    assert json.loads(by("Grace", "match", "import", path, "--json").stdout) == {"batch": 0, "imported": [], "known": 1}
    assert by("Ada", "match", "undo", "--batch", "1").stdout == "Judgement 2 is undone.\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("accept", *MILL), 3, "a judgement needs a reason"),
        (("accept",), 3, "KEY is missing"),
        (("accept", "name:x", "uflpa:nobody", "--why", "x"), 6, "no loaded source has the entity uflpa:nobody"),
        (("accept", *MILL, "--above", "0.9", "--why", "x"), 3, "a pair and --above are named both"),
        (("accept", *MILL, "--yes", "--why", "x"), 3, "go with --above"),
        (("accept", "--above", "0.9"), 3, "a judgement needs a reason"),
        (("accept", "--above", "97", "--why", "x"), 3, "above 0 and at most 1"),
        (("confirm", "--why", "x"), 3, "no judgement is named"),
        (("confirm", "9", "--why", "x"), 6, "no judgement 9 in force"),
        (("undo",), 3, "name one judgement or one batch"),
        (("undo", "1", "--batch", "1"), 3, "name one judgement or one batch"),
        (("undo", "--batch", "4"), 6, "no judgement of a batch 4"),
    ],
)
def test_what_is_wrong_is_said_with_its_mend(by: As, arguments: tuple[str, ...], code: int, said: str) -> None:
    told = by("Ada", "match", *arguments)
    assert told.returncode == code, told.stderr
    assert said in told.stderr
