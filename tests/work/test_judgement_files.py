"""Judgements go out as CSV and come in again: all or none, every fault named, the same twice is once."""

import csv
from pathlib import Path

import pytest

from clew.errors import Fault, UnexpectedContentError, UnreadableFileError
from clew.ledger.store import Verdict
from clew.work.judge import confirm, judge, waiting
from clew.work.judgement_files import export_judgements, import_judgements, read_judgements
from tests.world import World

HEAD = "subject,entity,verdict,why"
MILL = "name:yarkandcottonginnery,uflpa:yarkand-ginnery,same,seen in the register"
SUGAR = "isin:ZZ0000000019,uflpa:steppe-sugar,different,another firm"


def written(folder: Path, *lines: str, head: str = HEAD) -> Path:
    path = folder / "judgements.csv"
    path.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
    return path


def take(world: World, path: Path) -> tuple[int, int]:
    """How many came in, and how many were known."""
    incoming = read_judgements(world.stores, path)
    return len(import_judgements(world.stores, incoming)[1]), incoming.known


def refused(world: World, path: Path) -> list[Fault]:
    with pytest.raises(UnexpectedContentError) as caught:
        take(world, path)
    assert world.stores.ledger.judgements.all() == ()
    return list(caught.value.faults)


def test_judgements_come_in_as_one_batch_of_who_imports_them(world: World, tmp_path: Path) -> None:
    path = written(tmp_path, f"{MILL},Grace,2026-10-01", f"{SUGAR},,", head=f"{HEAD},by,at")
    assert take(world, path) == (2, 0)
    first, second = world.stores.ledger.judgements.all()
    assert (first.subject, first.entity_id, first.verdict) == ("name:yarkandcottonginnery", "uflpa:yarkand-ginnery", "same")
    assert (first.actor, first.stated_by, first.stated_at) == (world.stores.ledger.actor, "Grace", "2026-10-01")
    assert (first.batch, second.batch, second.stated_by) == (1, 1, "")


def test_the_same_file_twice_is_once(world: World, tmp_path: Path) -> None:
    path = written(tmp_path, MILL, SUGAR, MILL)
    assert take(world, path) == (2, 1)
    events = len(world.stores.ledger.events())
    assert take(world, path) == (0, 3)
    assert len(world.stores.ledger.events()) == events


def test_a_second_person_named_by_a_file_has_to_speak_here(world: World, tmp_path: Path) -> None:
    path = written(tmp_path, f"{MILL},Ada,Grace", head=f"{HEAD},by,confirmed_by")
    take(world, path)
    assert waiting(world.stores) == {1}


def test_what_is_written_out_comes_in_elsewhere_and_is_known_here(world: World, tmp_path: Path) -> None:
    judge(world.stores, "name:yarkandcottonginnery", "uflpa:yarkand-ginnery", "same", 'seen: "=1+1", in\ntwo lines')
    judge(world.stores, "name:sugar", "uflpa:steppe-sugar", "related", "=its parent")
    gone = judge(world.stores, "name:steppe", "uflpa:steppe-sugar", "different", "a mistake")
    world.stores.ledger.judgements.undo([gone], "a mistake")
    confirm(world.by("Grace"), [1], "seen")
    path = tmp_path / "out.csv"
    assert export_judgements(world.stores, path) == 2
    assert take(world, path) == (0, 2)
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["verdict"], row["by"], row["confirmed_by"]) for row in rows] == [
        ("same", world.stores.ledger.actor, "Grace"),
        ("related", world.stores.ledger.actor, ""),
    ]
    world.stores.ledger.judgements.undo([1, 2], "to take them in again")
    assert take(world, path) == (2, 0)
    assert [one.reason for one in world.stores.ledger.judgements.all()] == ['seen: "=1+1", in two lines', "=its parent"]


def test_what_was_undone_is_written_where_that_is_asked_for_and_never_taken_in(world: World, tmp_path: Path) -> None:
    world.stores.ledger.judgements.undo([judge(world.stores, "name:steppe", "uflpa:steppe-sugar", "different", "a mistake")], "why")
    path = tmp_path / "out.csv"
    assert (export_judgements(world.stores, path), export_judgements(world.stores, path, undone=True)) == (0, 1)
    assert take(world, path) == (0, 0)


def test_the_file_is_recorded_as_written(world: World, tmp_path: Path) -> None:
    export_judgements(world.stores, tmp_path / "out.csv")
    (output,) = world.stores.ledger.outputs()
    assert (Path(output.path).name, output.kind) == ("out.csv", "judgements")


def test_every_fault_of_every_row_is_named_with_row_and_column_and_nothing_comes_in(world: World, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        MILL,
        "bluemill,uflpa:nobody,perhaps,",
        '"name:a\nb",uflpa:steppe-sugar,same,"two\nlines"',
        "name:c,uflpa:steppe-sugar,same,why,on the 3rd,too much",
        "name:yarkandcottonginnery,uflpa:yarkand-ginnery,different,no",
        head=f"{HEAD},at",
    )
    assert [(one.row, one.column) for one in refused(world, path)] == [
        (3, "why"),
        (3, "subject"),
        (3, "entity"),
        (3, "verdict"),
        (4, "subject"),
        (7, ""),
        (7, "at"),
        (8, "verdict"),
    ]


def test_what_a_judgement_here_contradicts_is_a_fault(world: World, tmp_path: Path) -> None:
    world.stores.ledger.judgements.judge_all([Verdict("name:yarkandcottonginnery", "uflpa:yarkand-ginnery", "different", "no")])
    with pytest.raises(UnexpectedContentError, match="judgement 1 of this workspace says “different”") as caught:
        take(world, written(tmp_path, MILL))
    assert "clew match undo 1" in caught.value.faults[0].mend


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("subject,entity,why", ["there is no column “verdict”"]),
        ("subject,entity,verdict,why,colour,shape", ["the column is not known", "the column is not known"]),
        ("subject,entity,verdict,verdict,why", ["the column stands there twice"]),
        ("Name;ISIN", ["there is no column “subject”"] * 1),
    ],
)
def test_a_file_with_other_columns_is_refused(world: World, tmp_path: Path, head: str, said: list[str]) -> None:
    assert [one.what for one in refused(world, written(tmp_path, head=head))][: len(said)] == said


def test_semicolons_and_heads_in_capitals_are_read(world: World, tmp_path: Path) -> None:
    assert take(world, written(tmp_path, MILL.replace(",", ";"), head="Subject;Entity;Verdict;Why")) == (1, 0)


def test_quotes_that_are_not_closed_are_told_with_their_row(world: World, tmp_path: Path) -> None:
    (fault,) = refused(world, written(tmp_path, MILL, 'name:a,uflpa:steppe-sugar,same,"never closed'))
    assert (fault.row, fault.mend.startswith("Mend the quotes")) == (3, True)


def test_a_file_that_is_missing_is_told(world: World, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="no such file"):
        take(world, tmp_path / "nowhere.csv")
