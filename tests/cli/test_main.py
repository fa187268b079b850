"""The command line: quick, its errors clear, its exit codes from the tree, its JSON alone on standard output."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from clew.cli import main
from clew.cli.commands import COMMANDS, Command
from clew.cli.main import build, run
from tests.world import World

Run = Callable[..., subprocess.CompletedProcess[str]]
begun = pytest.mark.usefixtures("begun")


def test_help_names_every_command_and_how_to_begin(installed: Run) -> None:
    told = installed("--help")
    assert told.returncode == 0
    assert all(command.name in told.stdout for command in COMMANDS)
    assert "clew screen examples/portfolio.csv" in told.stdout


def test_help_loads_no_heavy_library() -> None:
    code = "import sys; from clew.cli.main import build; build(['--help']); print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"duckdb", "sqlalchemy", "alembic", "jinja2", "xlsxwriter", "python_calamine"} & set(loaded)


def paths(commands: Sequence[Command], before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command that does something."""
    for command in commands:
        here = (*before, command.name)
        if command.commands:
            yield from paths(command.commands, here)
        else:
            yield here


@pytest.mark.parametrize("words", list(paths(COMMANDS)), ids=" ".join)
def test_each_command_has_help_with_an_example(clew: Run, words: tuple[str, ...]) -> None:
    told = clew(*words, "--help")
    assert told.returncode == 0, told.stderr
    assert f"Example: clew {' '.join(words)}" in " ".join(told.stdout.split())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_that_is_named_can_be_loaded(command: object) -> None:
    assert build([getattr(command, "name", "")]) is not None


def test_an_unknown_option_is_a_usage_error(installed: Run) -> None:
    assert installed("screen", "--nonsense").returncode == 2


def test_a_missing_file_is_one_line_with_its_mend_and_the_trees_exit_code(installed: Run) -> None:
    told = installed("screen", "no-such-file.csv")
    assert told.returncode == 3
    assert told.stdout == ""
    assert "no-such-file.csv" in told.stderr
    assert "Traceback" not in told.stderr


def test_every_fault_of_a_command_is_told_at_once(clew: Run, examples: Path) -> None:
    told = clew("screen", examples / "portfolio.csv", "--as-of", "soon", "--known", "later")
    assert told.returncode == 3
    assert len(told.stderr.splitlines()) == 2


@begun
def test_json_stands_alone_on_standard_output_and_writes_no_file(clew: Run, examples: Path, tmp_path: Path) -> None:
    told = clew("screen", examples / "portfolio.csv", "--json")
    document = json.loads(told.stdout)
    assert document["contract"].startswith("clew.screen/")
    assert document["portfolio"]["rows_in"] == 72
    assert not (tmp_path / "clew-reports").exists()


def test_the_version_is_told(installed: Run) -> None:
    assert installed("--version").stdout.strip() == "0.1.0"


def test_run_returns_the_exit_code_instead_of_leaving(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["why", "Anything"]) == 6
    assert "no portfolio was screened" in capsys.readouterr().err


def test_a_workspace_is_chosen_by_option(clew: Run, world: World, tmp_path: Path) -> None:
    told = clew("screen", world.holdings_file(tmp_path), "--workspace", world.stores.folder, "--json")
    names = {finding["holding"]["name"] for finding in json.loads(told.stdout)["findings"]}
    assert "Lindqvist Apparel" in names


def test_a_workspace_that_cannot_be_made_is_an_error_with_its_mend(clew: Run, tmp_path: Path, examples: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    told = clew("screen", examples / "portfolio.csv", "--workspace", tmp_path / "file" / "inside")
    assert told.returncode == 5
    assert "--workspace" in told.stderr


def test_an_unforeseen_fault_is_a_sentence_and_its_traceback_is_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(main, "build", lambda _: 1 // 0)
    assert run(["screen"]) == 1
    told = capsys.readouterr().err
    kept = next(tmp_path.glob("clew-fault-*.txt"))
    assert "ZeroDivisionError" in told
    assert "Traceback" not in told
    assert str(kept) in told
    assert "Traceback" in kept.read_text(encoding="utf-8")
    assert kept.stat().st_mode & 0o077 == 0


def leaves(commands: tuple[Command, ...], above: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Command]]:
    """Every command that runs something, with the words above it."""
    return [
        leaf for one in commands for leaf in (leaves(one.commands, (*above, one.name)) if one.commands else [((*above, one.name), one)])
    ]


@pytest.mark.parametrize(("words", "command"), leaves(COMMANDS), ids=lambda one: " ".join(one) if isinstance(one, tuple) else "")
def test_each_command_is_called_as_its_example_says(words: tuple[str, ...], command: Command) -> None:
    assert command.example.startswith(f"clew {' '.join(words)}")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_no_line_of_the_help_is_cut(clew: Run, command: Command) -> None:
    told = clew(command.name, "--help").stdout if command.commands else clew("--help").stdout
    assert "..." not in told.partition("Commands:")[2]


def test_one_command_does_not_load_what_another_needs(tmp_path: Path) -> None:
    code = "import sys; from clew.cli.main import run; run(['source', 'list', '--workspace', sys.argv[1]]); print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True).stdout.split()
    assert not {"httpx2", "xlsxwriter", "clew.work.fetching", "clew.work.screen"} & set(loaded)


def test_an_import_loads_what_screens_only_where_a_portfolio_was_screened(tmp_path: Path) -> None:
    table = tmp_path / "days-2026-11-01.csv"
    table.write_text("date,measure,subject\n" + "".join(f"2020-06-1{day},WRO,Sample Mill {day}\n" for day in range(5)), encoding="utf-8")
    code = "import sys; from clew.cli.main import run; sys.exit(run(sys.argv[1:]) or 3 * ('clew.work.screen' in sys.modules))"
    asked = ["source", "add", str(table), "--as", "wro_dates", "--workspace", str(tmp_path / "home")]
    done = subprocess.run([sys.executable, "-c", code, *asked], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
