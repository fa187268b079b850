"""The documents are held to the program: their commands and examples are run, their links followed, their recipes looked up.

A fence marked `console` is run: lines after `$ ` in a shell, in an empty folder that has `examples/`, with a workspace of its own. What
stands below a command is what it must print; a line `...` stands for any number of lines, `...` within a line for any text; nothing below
means that its output is not shown. `# exit 3` at the end of a command is the exit code to expect. A fence marked `python` is run in the
same folder. Fences of one document share both. `sh` fences are not run.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from clew.errors import EXIT_CODES, ClewError
from docs.generate import PAGES, page, used_words, vocabulary
from tests import forked

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")])
FENCE = re.compile(r"^```(?P<kind>[a-z]*)[^\n]*\n(?P<body>.*?)^```\s*$", re.MULTILINE | re.DOTALL)
PROGRESS = re.compile(r"^(?!clew: ).* …\n", re.MULTILINE)
"""What a command that takes more than a second tells while it works."""
LINK = re.compile(r"(?<!`)!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")


class Block(NamedTuple):
    """A fence of a document."""

    kind: str
    body: str
    line: int


class Command(NamedTuple):
    """A command of a console fence, with what it must print."""

    text: str
    expected: list[str]
    exit_code: int


def blocks(document: Path) -> Iterator[Block]:
    text = document.read_text(encoding="utf-8")
    for found in FENCE.finditer(text):
        yield Block(found["kind"], found["body"], text.count("\n", 0, found.start()) + 2)


def commands(body: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        first, *expected = part.rstrip().splitlines()
        text, _, code = first.partition("# exit ")
        yield Command(text.strip(), [line.rstrip() for line in expected], int(code or 0))


def pattern(expected: list[str]) -> re.Pattern[str]:
    """Lines of a document as a pattern of lines printed."""
    lines = [r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line).replace(r"\.\.\.", ".*") + r"[^\S\n]*\n" for line in expected]
    return re.compile("".join(lines))


def runnable(document: Path) -> bool:
    return any(block.kind in {"console", "python"} for block in blocks(document))


RUNNABLE = [document for document in DOCUMENTS if runnable(document)]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """An empty folder with the shipped examples in it."""
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "examples").symlink_to(ROOT / "examples")
    return folder


@pytest.fixture(scope="session")
def programs(forks: Path) -> Path:
    """A folder with the program `clew` for a shell."""
    folder = forks.parent / "programs"
    folder.mkdir()
    (folder / "clew").write_text(f'#!/bin/sh\nexec "{sys.executable}" -IS "{forked.__file__}" run "{forks}" "$@"\n', encoding="utf-8")
    (folder / "clew").chmod(0o700)
    return folder


def run_command(command: Command, desk: Path, programs: Path, place: str) -> None:
    path = os.pathsep.join((str(programs), str(Path(sys.executable).parent), os.environ["PATH"]))
    shell = ["sh", "-eu", "-c", command.text]
    done = subprocess.run(shell, cwd=desk, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False, timeout=120)
    printed = done.stdout + (PROGRESS.sub("", done.stderr) if command.exit_code else "")
    assert done.returncode == command.exit_code, f"{place}: $ {command.text}\n{done.stdout}{done.stderr}"
    if command.expected:
        expected = "\n".join(command.expected)
        matched = pattern(command.expected).fullmatch(printed)
        assert matched, f"{place}: $ {command.text}\nprinted:\n{printed}\nexpected:\n{expected}"


@pytest.mark.parametrize("document", RUNNABLE, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_shown_is_what_happens(document: Path, desk: Path, programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk)
    names: dict[str, object] = {"__name__": "__main__"}
    for block in blocks(document):
        place = f"{document.relative_to(ROOT)}:{block.line}"
        if block.kind == "console":
            for command in commands(block.body):
                run_command(command, desk, programs, place)
        elif block.kind == "python":
            exec(compile("\n" * (block.line - 1) + block.body, str(document), "exec"), names)  # noqa: S102 - our own documents


def prose(document: Path) -> str:
    return FENCE.sub("", document.read_text(encoding="utf-8"))


def anchors(document: Path) -> set[str]:
    heads = re.findall(r"^#+ +(.*?)\s*$", prose(document), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.casefold()).replace(" ", "-") for head in heads}


def test_every_link_leads_somewhere() -> None:
    dead = []
    for document in DOCUMENTS:
        for found in LINK.finditer(prose(document)):
            target, _, anchor = found["target"].partition("#")
            if "://" in target or target.startswith("mailto:"):
                continue
            place = (document.parent / target).resolve() if target else document
            if not place.exists() or (anchor and place.suffix == ".md" and anchor not in anchors(place)):
                dead.append(f"{document.relative_to(ROOT)}: {found['target']}")
    assert dead == []


def test_every_page_can_be_found_from_the_index() -> None:
    """Each page of docs/ is linked from docs/README.md, or from the index of its own folder."""
    indexed = set()
    for index in (ROOT / "docs").rglob("README.md"):
        indexed |= {(index.parent / found["target"].partition("#")[0]).resolve() for found in LINK.finditer(prose(index))}
    pages = {page for page in (ROOT / "docs").rglob("*.md") if page != ROOT / "docs" / "README.md"}
    assert sorted(str(page.relative_to(ROOT)) for page in pages - indexed) == []


def test_every_recipe_named_exists() -> None:
    recipes = set(re.findall(r"^([a-z]+)\b[^\n:=]*:(?!=)", (ROOT / "justfile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    named = {
        (str(document.relative_to(ROOT)), recipe)
        for document in DOCUMENTS
        for recipe in re.findall(r"\./run ([a-z]+)", document.read_text(encoding="utf-8"))
    }
    assert sorted(pair for pair in named if pair[1] not in recipes) == []


def test_every_recipe_says_what_it_does() -> None:
    lines = (ROOT / "justfile").read_text(encoding="utf-8").splitlines()
    recipes = [at for at, line in enumerate(lines) if re.match(r"[a-z]+\b[^:=]*:(?!=)", line)]
    assert [lines[at] for at in recipes if not lines[at - 1].startswith("# ")] == []


def test_every_error_has_its_exit_code_in_the_reference() -> None:
    page = (ROOT / "docs" / "reference" / "exit-codes.md").read_text(encoding="utf-8")
    rows = {(int(code), error) for code, error in re.findall(r"^\| (\d+) \|.*\| `(\w+)` \|$", page, flags=re.MULTILINE)}
    assert rows == {(code, error.__name__) for error, code in EXIT_CODES if error is not ClewError}


def test_every_variable_that_is_read_is_in_the_reference() -> None:
    read = set(re.findall(r"""['"](CLEW_[A-Z_]+)['"]""", (ROOT / "src" / "clew" / "settings.py").read_text(encoding="utf-8")))
    told = set(
        re.findall(
            r"^\| `(CLEW_[A-Z_]+)` \|", (ROOT / "docs" / "reference" / "environment.md").read_text(encoding="utf-8"), flags=re.MULTILINE
        )
    )
    assert told == read


@pytest.mark.parametrize("name", PAGES)
def test_the_reference_says_what_the_program_says(name: str) -> None:
    assert (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8") == page(name), "mend it by ./run reference"


def test_a_word_that_the_vocabulary_does_not_know_stops_its_page() -> None:
    used = used_words()
    used["Company"]["shoeSize"].add("uflpa")
    used["Comet"]["name"].add("uflpa")
    with pytest.raises(ValueError, match=r"schema Comet, Company\.shoeSize$"):
        vocabulary(used)


def test_the_vocabulary_knows_what_cards_of_published_files_say() -> None:
    assert "ofac_sdn" in used_words()["Sanction"]["program"]
    assert "gleif" in vocabulary()


def test_every_page_that_the_code_names_exists() -> None:
    files = [ROOT / "pyproject.toml", ROOT / "justfile", *(ROOT / "src").rglob("*.py")]
    named = {
        (str(file.relative_to(ROOT)), page) for file in files for page in re.findall(r"docs/[\w/-]+\.md", file.read_text(encoding="utf-8"))
    }
    assert sorted(pair for pair in named if not (ROOT / pair[1]).is_file()) == []


def test_the_changelog_knows_this_version() -> None:
    version = re.search(r'^version = "(.*)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert version is not None
    heads = re.findall(r"^## \[(.*?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert {"Unreleased", version[1]} & set(heads)
