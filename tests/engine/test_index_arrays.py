"""An index finds exactly the rows that a look at all of them finds, and one that is not whole is none."""

from collections.abc import Sequence
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.engine.index_arrays import finish, open_index, read_each, write_numbers, write_texts

TEXTS = st.lists(st.text(st.characters(codec="utf-8"), max_size=3) | st.sampled_from(["\x00", "a", "aa", "ab", "\n", "ÿ"]), max_size=12)
NUMBERS = st.integers(-(2**63), 2**63 - 1) | st.integers(-3, 300)


def made(folder: Path, keys: Sequence[str] | Sequence[int], values: Sequence[int]) -> Path:
    """An index of rows, in the order of their keys."""
    texts = [key for key in keys if isinstance(key, str)]
    if texts:
        write_texts(folder, [texts[:1], texts[1:]])
    else:
        write_numbers(folder, "key", np.array(keys, np.int64), ordered=True)
    write_numbers(folder, "value", np.array(values, np.int64), ordered=False)
    finish(folder)
    return folder


def found(folder: Path, asked: Sequence[str] | Sequence[int]) -> list[tuple[object, object]]:
    """Key and value of the rows that are found."""
    index = open_index(folder, "key")
    assert index is not None
    cells = {column: np.asarray(array).tolist() for column, (_, array) in read_each([index], asked).items()}
    return sorted(zip(cells["key"], cells["value"], strict=True))


@given(keys=TEXTS.filter(bool), times=st.integers(1, 150), unknown=TEXTS)
def test_every_row_of_a_text_is_found_however_many_there_are_and_no_other(keys: list[str], times: int, unknown: list[str]) -> None:
    rows = sorted((key for key in keys for _ in range(times)), key=str.encode)
    for asked in ({*keys[::2], *unknown}, set[str]()):
        with TemporaryDirectory() as folder:
            made(Path(folder), rows, range(len(rows)))
            assert found(Path(folder), list(asked)) == sorted((key, at) for at, key in enumerate(rows) if key in asked)


@given(rows=st.lists(st.tuples(NUMBERS, NUMBERS), max_size=60), unknown=st.sets(NUMBERS, max_size=5))
def test_every_row_of_a_number_is_found_however_wide_it_is_and_no_other(rows: list[tuple[int, int]], unknown: set[int]) -> None:
    asked = {*[key for key, _ in rows[::2]], *unknown}
    with TemporaryDirectory() as folder:
        made(Path(folder), [key for key, _ in sorted(rows)], [value for _, value in sorted(rows)])
        assert found(Path(folder), list(asked)) == sorted(row for row in rows if row[0] in asked)


def test_an_index_of_no_texts_finds_none(tmp_path: Path) -> None:
    write_texts(tmp_path, [])
    write_numbers(tmp_path, "value", np.zeros(0, np.int64), ordered=False)
    finish(tmp_path)
    assert found(tmp_path, ["a", ""]) == []


def test_numbers_are_kept_as_narrow_as_they_are(tmp_path: Path) -> None:
    made(tmp_path, [1, 40_000], [5, 6])
    assert {path.name: path.stat().st_size for path in tmp_path.glob("*.*")} == {"key.i4": 8, "value.i1": 2}


@pytest.mark.parametrize("keys", [["b", "a"], [2, 1], ["a"] * 200 + ["A"]])
def test_rows_that_are_not_in_order_are_refused(tmp_path: Path, keys: list[str] | list[int]) -> None:
    with pytest.raises(AssertionError, match="order"):
        made(tmp_path, keys, range(len(keys)))


def test_what_is_not_known_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="not known everywhere"):
        write_numbers(tmp_path, "value", np.ma.array([1, 2], mask=[True, False]), ordered=False)


@pytest.mark.parametrize("keys", [[f"{key:03}" for key in range(300)], list(range(300))], ids=["texts", "numbers"])
def test_an_index_of_which_a_file_is_gone_or_cut_short_is_none(tmp_path: Path, keys: list[str] | list[int]) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    made(whole, keys, range(300))
    for at, name in enumerate(sorted(path.name for path in whole.iterdir())):
        for do in ("unlink", "cut", "empty"):
            damaged = copytree(whole, tmp_path / f"{at} {do}")
            kept = (damaged / name).read_bytes()
            (damaged / name).write_bytes(kept[: len(kept) // 2] if do == "cut" else b"")
            if do == "unlink":
                (damaged / name).unlink()
            assert open_index(damaged, "key") is None, (name, do)


def test_an_index_that_is_laid_out_in_another_way_is_none(tmp_path: Path) -> None:
    told = made(tmp_path, ["a"], [1]) / "sizes"
    told.write_text(told.read_text().replace("[1, ", "[0, "))
    assert open_index(tmp_path, "key") is None


@pytest.mark.parametrize("said", ["", "{", "[]", "null", "{}", '{"form": [1, 128], "sizes": [1]}'])
def test_an_index_that_does_not_say_what_it_is_made_of_is_none(tmp_path: Path, said: str) -> None:
    (made(tmp_path, [1], [1]) / "sizes").write_text(said)
    assert open_index(tmp_path, "key") is None


def test_where_there_is_no_folder_there_is_no_index(tmp_path: Path) -> None:
    assert open_index(tmp_path / "none", "key") is None
