"""The words by which the columns of an unknown table are guessed: what ships is whole, and what contradicts itself is told."""

from pathlib import Path

import pytest

from clew.errors import PackError
from clew.model.card import SHOWS
from clew.pack.mapping import ColumnGuess, load_mapping_words
from clew.sources.reading.forms import CONVERSIONS

WORDS = load_mapping_words()
PACK = """
[[kinds]]
name = "list"
title = "entries"
schema = "Company"
shows = []

[[column]]
prop = "supplier"
kind = "list"
words = ["company"]

[[column]]
prop = "name"
kind = ""
words = ["company", "name"]
split = ";"
"""


def test_what_ships_names_kinds_words_and_conversions_that_are_known() -> None:
    assert {show for kind in WORDS.kinds for show in kind.shows} <= set(SHOWS)
    assert {column.convert for column in WORDS.columns} <= set(CONVERSIONS)
    words = [word for column in WORDS.columns for word in column.words]
    assert [word for word in words if word != " ".join(word.casefold().split()) or not word] == []
    assert len({kind.name for kind in WORDS.kinds}) == len(WORDS.kinds)


def test_the_first_column_that_fits_the_kind_is_guessed(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text(PACK, encoding="utf-8")
    words = load_mapping_words(tmp_path / "pack.toml")
    guesses = [words.guess(head, kind) for head, kind in (("company", "list"), ("company", "other"), ("name", "list"))]
    assert [guess and guess.prop for guess in guesses] == ["supplier", "name", "name"]
    assert words.guess("colour", "list") is None


def test_a_property_is_read_as_the_pack_says_or_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text(PACK, encoding="utf-8")
    words = load_mapping_words(tmp_path / "pack.toml")
    assert words.column("name", "list").split == ";"
    assert words.column("supplier", "other") == ColumnGuess("supplier", "other", [])


def test_a_kind_is_found_by_its_name() -> None:
    assert [kind and kind.name for kind in (WORDS.kind("list"), WORDS.kind("none"))] == ["list", None]


def test_a_pack_that_contradicts_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text(PACK.replace('kind = "list"', 'kind = "lists"'), encoding="utf-8")
    with pytest.raises(PackError, match="unknown kind “lists”"):
        load_mapping_words(tmp_path / "pack.toml")
