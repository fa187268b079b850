"""Differences of snapshots: what came and went, of whom, whatever the number of files and the order of rows."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.engine.duck import DuckEngine
from clew.engine.plan import Plan, Step
from clew.lake.diff import compare
from clew.lake.snapshots import BUCKET, write_parts, write_snapshot
from clew.model.claim import Claim
from clew.model.snapshot import About, Snapshot, Version
from tests.sources.invented import CARD

ENGINE = DuckEngine()
"""One for all tests of this module: hypothesis asks for many small snapshots."""
Table = list[tuple[str, ...]]


def about(label: str) -> About:
    return About(Version("invented", label, "2026-07-01", "2026-07-02", "https://example.org", "invented", starter=False), CARD)


def written(folder: Path, label: str, claims: Sequence[Claim], digits: int = 0) -> Snapshot:
    """A snapshot of one file, or of a file for each beginning of a bucket."""
    if not digits:
        return write_snapshot(ENGINE, folder, about(label), claims)

    def parts() -> Iterator[None]:
        ENGINE.load("every", dict.fromkeys(Claim._fields, "VARCHAR"), claims)
        for (part,) in ENGINE.fetch(f"SELECT DISTINCT substr({BUCKET}, 1, {digits}) FROM every ORDER BY 1"):  # noqa: S608 - names of ours
            sql = f"SELECT * FROM every WHERE starts_with({BUCKET}, '{part}')"  # noqa: S608 - names of ours
            ENGINE.run(Plan("part", (Step("incoming", sql, "a part"),)))
            yield

    return write_parts(ENGINE, folder, about(label), parts())


def say(root: str, prop: str, value: str, lang: str = "", schema: str = "Company") -> Claim:
    return Claim(f"invented:{root}", schema, prop, value, lang)


def table(name: str) -> Table:
    columns = {"came": "root, prop, value", "gone": "root, prop, value"}.get(name, "root")
    columns = "root, name" if name.endswith("_name") else columns
    return sorted(tuple(map(str, row)) for row in ENGINE.fetch(f"SELECT {columns} FROM {name}"))  # noqa: S608 - names of ours


BEFORE = (say("a", "name", "Alpha"), say("b", "name", "Beta"), say("c", "name", "Gamma"), say("c#listed", "status", "active"))
AFTER = (
    say("a", "name", "Alpha"),
    *(say("c", "name", "Gamma Holding"), say("c#listed", "status", "inactive")),
    *(say("d", "name", "Delta"), say("d", "name", "德尔塔", "zho"), say("d#listed", "status", "active")),
)


@pytest.fixture
def both(tmp_path: Path) -> tuple[Snapshot, Snapshot]:
    return written(tmp_path, "1", BEFORE), written(tmp_path, "2", AFTER)


def test_claims_that_came_and_went_are_told_with_whom_they_speak_of(both: tuple[Snapshot, Snapshot]) -> None:
    compare(ENGINE, *both)
    assert table("gone") == [("invented:b", "name", "Beta"), ("invented:c", "name", "Gamma"), ("invented:c", "status", "active")]
    assert [row for row in table("came") if row[0] == "invented:c"] == [
        ("invented:c", "name", "Gamma Holding"),
        ("invented:c", "status", "inactive"),
    ]


def test_an_added_subject_is_new_only_and_a_removed_one_old_only(both: tuple[Snapshot, Snapshot]) -> None:
    compare(ENGINE, *both)
    assert table("changed_root") == [("invented:b",), ("invented:c",), ("invented:d",)]
    assert (table("old_root"), table("new_root")) == ([("invented:b",), ("invented:c",)], [("invented:c",), ("invented:d",)])


def test_a_renamed_subject_keeps_its_id_under_both_names(both: tuple[Snapshot, Snapshot]) -> None:
    compare(ENGINE, *both)
    assert table("old_name") == [("invented:b", "Beta"), ("invented:c", "Gamma")]
    assert table("new_name") == [("invented:c", "Gamma Holding"), ("invented:d", "Delta")]


def test_a_subject_is_called_by_its_own_name_before_that_of_its_parts(tmp_path: Path) -> None:
    old = written(tmp_path, "1", [say("x", "note", "-")])
    new = written(
        tmp_path, "2", [say("a#listed", "listedName", "LISTED"), say("a", "title", "Title"), say("b#listed", "listedName", "ONLY")]
    )
    compare(ENGINE, old, new)
    assert table("new_name") == [("invented:a", "Title"), ("invented:b", "ONLY")]


def test_a_change_of_a_volatile_property_is_none(tmp_path: Path) -> None:
    old = written(tmp_path, "1", [say("a", "name", "A"), say("a", "modifiedAt", "2026-01-01"), say("b", "it's", "1")])
    new = written(tmp_path, "2", [say("a", "name", "A"), say("a", "modifiedAt", "2026-02-02"), say("b", "it's", "2")])
    compare(ENGINE, old, new, ("modifiedAt",))
    assert table("changed_root") == [("invented:b",)]
    compare(ENGINE, old, new, ("modifiedAt", "it's"))
    assert [table(name) for name in ("came", "gone", "changed_root")] == [[], [], []]


def test_where_and_when_something_was_read_is_no_change(tmp_path: Path) -> None:
    (claim,) = (say("a", "name", "A"),)
    old = written(tmp_path, "1", [claim._replace(locator="row 1", stated_on="2025", grade="G2")])
    compare(ENGINE, old, written(tmp_path, "2", [claim._replace(locator="row 9", stated_on="2026")]))
    assert table("changed_root") == []


def test_when_something_held_is_a_change(tmp_path: Path) -> None:
    old = written(tmp_path, "1", [say("a", "name", "A")])
    compare(ENGINE, old, written(tmp_path, "2", [say("a", "name", "A")._replace(valid_to="2026-01-01")]))
    assert table("changed_root") == [("invented:a",)]


def test_a_comparison_leaves_nothing_of_the_one_before(both: tuple[Snapshot, Snapshot]) -> None:
    compare(ENGINE, *both)
    compare(ENGINE, both[0], both[0])
    names = ("came", "gone", "changed_root", "old_root", "new_root", "old_name", "new_name")
    assert [table(name) for name in names] == [[]] * len(names)


_claims = st.lists(
    st.builds(
        say,
        st.sampled_from(["a", "a#listed", "a#2", "b", "c", "d#x"]),
        st.sampled_from(["name", "listedName", "alias", "modifiedAt"]),
        st.sampled_from(["1", "2", "é"]),
        st.sampled_from(["", "zho"]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=8)
@given(_claims, _claims, st.sampled_from([0, 1, 2]), st.sampled_from([0, 1, 2]))
def test_there_and_back_are_each_others_mirror_whatever_the_number_of_files(
    before: list[Claim], after: list[Claim], old_digits: int, new_digits: int
) -> None:
    with TemporaryDirectory() as folder:
        old, new = written(Path(folder), "1", before, old_digits), written(Path(folder), "2", after, new_digits)
        compare(ENGINE, old, new, ("modifiedAt",))
        there = [table(name) for name in ("came", "gone", "changed_root", "old_root", "new_root", "old_name", "new_name")]
        compare(ENGINE, new, old, ("modifiedAt",))
        back = [table(name) for name in ("gone", "came", "changed_root", "new_root", "old_root", "new_name", "old_name")]
        assert there == back
        compare(ENGINE, old, old)
        assert table("changed_root") == []


@settings(max_examples=6)
@given(_claims, _claims, st.sampled_from([0, 1]), st.sampled_from([0, 1, 2]))
def test_shares_say_the_same_as_the_whole(before: list[Claim], after: list[Claim], old_digits: int, new_digits: int) -> None:
    with TemporaryDirectory() as folder:
        old, new = written(Path(folder), "1", before, old_digits), written(Path(folder), "2", after, new_digits)
        told = []
        for at_once in (2_000_000, 0):
            compare(ENGINE, old, new, at_once=at_once)
            told.append([table(name) for name in ("came", "gone", "changed_root", "old_root", "new_root", "old_name", "new_name")])
        assert told[0] == told[1]


@settings(max_examples=12)
@given(_claims, _claims, st.sampled_from([2_000_000, 0]))
def test_what_came_and_went_is_what_only_one_of_the_two_says(before: list[Claim], after: list[Claim], at_once: int) -> None:
    with TemporaryDirectory() as folder:
        compare(ENGINE, written(Path(folder), "1", before), written(Path(folder), "2", after), ("modifiedAt",), at_once)
    for way, here, there in (("came", after, before), ("gone", before, after)):
        only = {claim for claim in here if claim.prop != "modifiedAt"} - set(there)
        rows = ENGINE.fetch(f"SELECT root, schema, prop, value, lang, valid_from, valid_to FROM {way}")  # noqa: S608 - names of ours
        assert sorted(rows) == sorted(
            (claim.entity_id.partition("#")[0], claim.schema, claim.prop, claim.value, claim.lang, claim.valid_from, claim.valid_to)
            for claim in only
        )
