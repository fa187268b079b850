"""A review in the terminal: keys and reasons of a person who is played, and once a terminal that is real."""

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.console import RenderableType

from clew.cli.match_session import Session
from clew.render.terminal import to_text
from clew.work.clocks import Clocks
from clew.work.keeping import Filing, add_portfolio
from clew.work.reviewing import Scope, review
from clew.work.stores import Stores
from tests.world import AS_OF, World

PAIRS = ["uflpa:yarkand-ginnery", "uflpa:lop-nur-export"]


class Played:
    """A person who presses these keys and says these lines."""

    def __init__(self, keys: str, *lines: str) -> None:
        self.keys, self.lines, self.seen = iter(keys), iter(lines), ""

    def show(self, what: RenderableType) -> None:
        self.seen += to_text(what, 200)

    def key(self, question: str) -> str:
        assert "[a]ccept" in question
        return next(self.keys)

    def text(self, question: str) -> str:
        assert question.startswith("What did you see")
        return next(self.lines)


@pytest.fixture
def held(world: World, tmp_path: Path) -> World:
    """The world with a portfolio of two names."""
    path = tmp_path / "fund.csv"
    path.write_text(
        "Name,Weight (%)\nYarkand Cotton Ginnery,5\nLop Nur Agricultural Export and Tra,2\nSomebody else,93\n", encoding="utf-8"
    )
    add_portfolio(world.stores, (path,), Filing("Fund", AS_OF))
    return world


def play(stores: Stores, keys: str, *lines: str) -> str:
    person = Played(keys, *lines)
    Session(stores, person).run(review(stores, Scope(), Clocks(AS_OF, AS_OF), None).pairs)
    assert next(person.keys, None) is next(person.lines, None) is None
    return person.seen


def verdicts(world: World) -> Sequence[tuple[str, str]]:
    return [(one.entity_id, one.verdict) for one in world.stores.ledger.judgements.all()]


def test_each_key_records_its_verdict_with_the_reason(held: World) -> None:
    seen = play(held.stores, "ae", "seen in the register", "its parent")
    assert verdicts(held) == [(PAIRS[0], "same"), (PAIRS[1], "related")]
    assert [one.reason for one in held.stores.ledger.judgements.all()] == ["seen in the register", "its parent"]
    assert "1 of 2" in seen
    assert seen.rstrip().endswith("2 of 2 judged; 1 of them waits for a second person.")


def test_a_pair_is_shown_side_by_side_with_what_an_accept_brings(held: World) -> None:
    seen = play(held.stores, "q")
    for said in (
        "Yarkand Cotton Ginnery (UFLPA Entity List)",
        "Fund, row 2: 5 %",
        "Agree in: one name",
        "Gravest: ",
        "An accept brings 1 finding",
    ):
        assert said in seen, seen
    assert verdicts(held) == []


def test_without_a_reason_nothing_is_recorded_and_the_pair_is_asked_again(held: World) -> None:
    play(held.stores, "rrq", " ", "another firm")
    assert verdicts(held) == [(PAIRS[0], "different")]


def test_skipped_pairs_stay_and_other_keys_are_explained(held: World) -> None:
    assert "Press one of a, r, e, s, u, q." in play(held.stores, "xss")
    assert verdicts(held) == []


def test_the_last_word_is_undone_and_its_pair_comes_again(held: World) -> None:
    seen = play(held.stores, "urusa", "another firm", "seen")
    assert "Nothing was judged in this session yet." in seen
    assert "Judgement 1 is undone." in seen
    assert verdicts(held) == [(PAIRS[1], "same")]


def test_a_second_person_confirms_by_accepting_and_can_undo_that_alone(held: World) -> None:
    play(held.stores, "aq", "seen")
    seen = play(held.by("Grace"), "aus" + "q", "seen as well")
    assert "Judgement 1 is confirmed, and in force." in seen
    assert "The confirmation of judgement 1 is undone." in seen
    (one,) = held.stores.ledger.judgements.all()
    assert (one.confirmed_by, one.undone) == ("", False)


def test_what_is_refused_is_said_and_the_review_goes_on(held: World) -> None:
    play(held.stores, "aq", "seen")
    seen = play(held.stores, "asq", "seen again")
    assert "A second person has to confirm it" in seen
    assert seen.rstrip().endswith("0 of 2 judged.")


@pytest.mark.slow
def test_in_a_terminal_the_program_asks_pair_by_pair(held: World) -> None:
    master, slave = pty.openpty()
    program = [str(Path(sys.executable).parent / "clew"), "match", "review", "--workspace", str(held.stores.folder), "--known", AS_OF]
    running = subprocess.Popen([*program, "--as-of", AS_OF], stdin=slave, stdout=slave, stderr=slave, env=os.environ | {"TERM": "xterm"})
    os.close(slave)
    try:
        seen = answered(master, [(b"uit?", b"a"), (b"again):", b"seen in the register\r"), (b"uit?", b"q")])
        assert running.wait(20) == 0, seen
    finally:
        running.kill()
        running.wait()
        os.close(master)
    assert "2 of 2" in seen
    assert verdicts(held) == [(PAIRS[0], "same")]


def answered(terminal: int, script: Sequence[tuple[bytes, bytes]]) -> str:
    """What the program prints while each question is answered, and until it ends."""
    seen, left, asked_from = b"", list(script), 0
    until = time.monotonic() + 90
    while time.monotonic() < until:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            seen += os.read(terminal, 65536)
        except OSError:  # the program has gone
            break
        if left and left[0][0] in seen[asked_from:]:
            asked_from = len(seen)
            time.sleep(0.5)  # what is typed before the program listens is lost
            os.write(terminal, left.pop(0)[1])
    return seen.decode(errors="replace")
