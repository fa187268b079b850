"""The Python API: the names that `clew` promises, loaded on use, and told to type checkers alike."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import clew
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


def test_the_command_line_promises_its_commands() -> None:
    assert [command.name for command in COMMANDS] == [
        *("screen", "why", "company", "watch", "gate", "restricted", "portfolio", "match", "names", "override", "source"),
        "workspace",
    ]
