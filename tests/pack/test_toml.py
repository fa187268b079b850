"""Packs are filled into frozen types; what does not fit is named, all of it, with its place."""

from pathlib import Path

import pytest
from msgspec import Struct

from clew.errors import Fault, PackError
from clew.pack.toml import collect, fill, once, read, section


class Rule(Struct, frozen=True):
    """Every kind of value that packs hold."""

    source: str
    hops: int
    weight: float = 1.0
    known: bool = False
    scale: int | None = None
    words: list[str] | None = None


def told(*rows: dict[str, object]) -> list[tuple[int | None, str, str]]:
    with pytest.raises(PackError) as caught:
        fill(Rule, rows, "rules.toml")
    assert all(fault.file == "rules.toml" and fault.mend for fault in caught.value.faults)
    return [(fault.row, fault.column, fault.what) for fault in caught.value.faults]


def test_a_table_fills_its_type() -> None:
    assert fill(Rule, [{"from": "own", "hops": 2, "weight": 1, "words": ["a"]}], "rules.toml") == (Rule("own", 2, 1, words=["a"]),)


def test_unknown_and_missing_keys_are_named_at_once() -> None:
    assert told({"hops": 1, "mood": 1}, {"source": "own"}) == [
        (1, "mood", "unknown key “mood”"),
        (1, "source", "“source” is missing"),
        (2, "hops", "“hops” is missing"),
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [("hops", "2"), ("hops", 2.5), ("hops", True), ("weight", "1"), ("known", 1), ("scale", "4"), ("words", "a"), ("words", ["a", 1])],
)
def test_a_value_of_another_type_is_refused(key: str, value: object) -> None:
    assert [(row, column) for row, column, _ in told({"source": "own", "hops": 1, key: value})] == [(1, key)]


def test_faults_of_several_kinds_of_tables_are_collected() -> None:
    faults: list[Fault] = []
    assert collect(Rule, [{"source": "own", "hops": 1}, {}], "rules.toml", faults) == (Rule("own", 1),)
    assert section({"rule": []}, "rule", "rules.toml", faults) == ()
    assert [fault.what for fault in faults] == ["“source” is missing", "“hops” is missing", "there is no [[rule]]"]


@pytest.mark.parametrize("data", [b"rule = [", b"\xff"])
def test_a_file_that_is_not_toml_is_refused(tmp_path: Path, data: bytes) -> None:
    place = tmp_path / "rules.toml"
    place.write_bytes(data)
    with pytest.raises(PackError, match="this is not TOML"):
        read(place)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="the pack's file is missing"):
        read(tmp_path / "rules.toml")


def test_what_ships_is_read_once_and_a_file_that_is_given_each_time(tmp_path: Path) -> None:
    shipped, given = tmp_path / "shipped", tmp_path / "given"

    @once
    def load(place: Path = shipped) -> str:
        return place.read_text(encoding="utf-8")

    seen = []
    for text in ("a", "b"):
        shipped.write_text(text, encoding="utf-8")
        given.write_text(text, encoding="utf-8")
        seen.append((load(), load(given), load(place=given)))
    assert seen == [("a", "a", "a"), ("a", "b", "b")]
