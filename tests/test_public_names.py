"""The Python API: the names that `clew` promises, loaded on use, and told to type checkers alike."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import clew
from clew import names
from clew.cli.commands import COMMANDS


def test_every_public_name_can_be_used() -> None:
    assert len(clew.__all__) <= 25
    for name in clew.__all__:
        assert getattr(clew, name) is not None


def test_a_type_checker_is_told_the_same_names() -> None:
    told = re.findall(r" as (\w+)$", Path(str(clew.__file__)).with_suffix(".pyi").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(told) == sorted(clew.__all__)


def test_importing_clew_loads_nothing_else() -> None:
    code = "import sys, clew; print(len([name for name in sys.modules if name.startswith('clew.')]))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "0"


def test_an_unknown_name_says_which_are_known() -> None:
    with pytest.raises(AttributeError, match="public are"):
        _ = clew.nonsense  # type: ignore[attr-defined]


def test_every_public_name_of_names_can_be_used_and_is_told_to_a_type_checker() -> None:
    told = re.findall(r" as (\w+)$", Path(str(names.__file__)).with_suffix(".pyi").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(told) == sorted(names.__all__)
    assert [name for name in names.__all__ if getattr(names, name) is None] == []
    with pytest.raises(AttributeError, match="public are"):
        _ = names.nonsense  # type: ignore[attr-defined]


def test_importing_names_loads_no_words_and_no_library() -> None:
    code = "import sys, clew.names; print([name for name in ('numpy', 'pypinyin', 'opencc', 'numba') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_names_are_compared_pair_by_pair_in_bulk_and_searched() -> None:
    left, right = "Shanghai Shili Denglong Trading", "上海示例灯笼贸易有限公司"
    found = names.compare(names.Party(left, {"lei": "A"}, "CN"), names.Party(right, {"lei": "A"}, "CN"))
    assert (found.verdict, found.why) == (names.Verdict.SAME, "Both have the LEI A.")
    assert names.compare(left, right).score == names.compare(right, left).score == names.compare_pairs([left], [right]).score[0]
    assert [part.kind.value for part in names.parse(right).parts] == ["place", "brand", "activity", "form"]
    ((hit,), nothing) = names.search([("1", right), ("2", "Kelp Harbour Loom")], [left, ""], top=1)
    assert (hit.id, hit.verdict, nothing) == ("1", names.Verdict.SAME, ())


def test_the_command_line_promises_its_commands() -> None:
    assert [command.name for command in COMMANDS] == [
        *("screen", "why", "company", "own", "watch", "gate", "restricted", "build", "portfolio", "match", "names", "override"),
        *("policy", "source", "workspace"),
    ]
