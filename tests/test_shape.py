"""The shape of the code, and what must never be in it. Import rules are contracts in pyproject.toml; these are the budgets and the bans."""

import ast
import hashlib
import io
import re
import socket
import subprocess
import tokenize
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "clew"

MODULE_LINES = 400
FUNCTION_LINES = 40
FILE_BYTES = 300_000
LONGEST_WEB_LINE = 2_000

NAMELESS = {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
"""A module is named for what it knows; these know nothing in particular."""

PERSONAL = re.compile(
    r"""(?x) \b (?: ethnicity | ethnic_group | religion | religious_affiliation
    | national_id | id_card_number | identity_card | passport_number | date_of_birth | birth_date | birthdate | dob
    | biometric \w* | face_id | face_encoding | voice_print | voiceprint | iris_scan | dna_\w+
    | camp_record | detention_record | home_address ) \b"""
)
"""Fields that no table, type or file of this project may have: it holds nothing about the people whom it is for."""

REFUSED_PACKAGES = {
    *("compreface", "deepface", "dlib", "face-alignment", "face-recognition", "face-recognition-models", "facenet-pytorch"),
    *("insightface", "mediapipe", "mtcnn", "opencv-contrib-python", "opencv-python", "opencv-python-headless", "openface"),
    *("pyannote-audio", "resemblyzer", "retina-face", "retinaface", "speechbrain", "ultralytics"),
}
"""Parts of face, voice, gait or device surveillance: not as a dependency of a dependency either."""

BUNDLES = {
    *(".7z", ".db", ".dll", ".duckdb", ".exe", ".gz", ".jar", ".map", ".otf", ".parquet", ".pdf", ".pkl", ".so", ".sqlite", ".tar", ".ttf"),
    *(".whl", ".woff", ".woff2", ".xls", ".xlsx", ".zip"),
}
"""The repository holds what we wrote; data, fonts and libraries are installed or imported."""

OWN_LARGE = {"uv.lock", "benchmarks/peers/uv.lock", "tests/web/package-lock.json"}


@cache
def committed() -> tuple[Path, ...]:
    """Every file that is, or would be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return tuple(sorted(path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()))


def modules(*folders: str) -> Iterator[tuple[str, ast.Module, str]]:
    for path in committed():
        name = path.relative_to(ROOT).as_posix()
        if path.suffix == ".py" and name.startswith(folders):
            text = path.read_text(encoding="utf-8")
            yield name, ast.parse(text), text


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def docstring(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module) -> ast.Constant | None:
    first = node.body[0] if node.body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        return first.value
    return None


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, the docstring not counted."""
    told = docstring(node)
    return (node.end_lineno or 0) - node.lineno + 1 - (0 if told is None else (told.end_lineno or 0) - told.lineno + 1)


def test_modules_are_short() -> None:
    sizes = {name: text.count("\n") for name, _, text in modules("src/", "tests/", "benchmarks/")}
    assert {name: size for name, size in sizes.items() if size > MODULE_LINES} == {}


def test_functions_are_short() -> None:
    """A migration alone may be long: it is a list of tables."""
    sizes = {
        f"{name}:{node.lineno} {node.name}": lines_of(node)
        for name, tree, _ in modules("src/", "benchmarks/")
        if "/migrations/versions/" not in name
        for node in functions(tree)
    }
    assert {name: size for name, size in sizes.items() if size > FUNCTION_LINES} == {}


def test_modules_are_named_for_what_they_know() -> None:
    names = [path.relative_to(ROOT) for path in committed() if path.suffix == ".py"]
    assert [str(name) for name in names if NAMELESS & {part.strip("_") for part in (*name.parts[:-1], name.stem)}] == []


def test_no_function_imports_our_own_modules() -> None:
    found = [
        f"{name}:{inner.lineno}"
        for name, tree, _ in modules("src/")
        for node in functions(tree)
        for inner in ast.walk(node)
        if (isinstance(inner, ast.ImportFrom) and (inner.module or "").split(".")[0] == "clew")
        or (isinstance(inner, ast.Import) and any(alias.name.split(".")[0] == "clew" for alias in inner.names))
    ]
    assert found == []


def test_nothing_is_imported_for_types_only() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name, tree, _ in modules("src/", "benchmarks/")
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id == "TYPE_CHECKING") or (isinstance(node, ast.Attribute) and node.attr == "TYPE_CHECKING")
    ]
    assert found == []


def test_every_package_with_code_says_what_it_is() -> None:
    folders = {path.parent for path in committed() if path.suffix == ".py" and PACKAGE in path.parents}
    silent = [folder for folder in sorted(folders) if "migrations" not in folder.parts and not (folder / "__init__.py").is_file()]
    assert silent == []


def test_tests_mirror_the_source() -> None:
    """tests/trace/test_grammar.py, or test_grammar_supply.py, tests src/clew/trace/grammar.py; one that tests something else says what."""
    strays = []
    for path in committed():
        inside = path.relative_to(ROOT)
        if inside.parts[0] != "tests" or path.suffix != ".py" or not path.stem.startswith("test_") or len(inside.parts) == 2:
            continue
        room = PACKAGE.joinpath(*inside.parts[1:-1])
        subject = path.stem.removeprefix("test_")
        known = {room.name, *(module.stem for module in room.glob("*.py")), *(folder.name for folder in room.glob("*/"))}
        named = any(subject == name or subject.startswith(f"{name}_") for name in known)
        if not room.is_dir() or not (named or docstring(ast.parse(path.read_text(encoding="utf-8")))):
            strays.append(str(inside))
    assert strays == []


def test_every_room_is_tested() -> None:
    """All but `model`, whose types do nothing by themselves, and the entry point, which only calls the command line."""
    rooms = {path.relative_to(PACKAGE).parts[0] for path in committed() if path.suffix == ".py" and PACKAGE in path.parents}
    untested = [
        room
        for room in sorted(name.removesuffix(".py") for name in rooms - {"__init__.py", "__main__.py", "model"})
        if not (ROOT / "tests" / f"test_{room}.py").is_file() and not any((ROOT / "tests" / room).glob("**/test_*.py"))
    ]
    assert untested == []


def words_of(text: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Names and literals, without comments and docstrings: what could become a field."""
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module))
    told = {(found.lineno, found.col_offset) for node in nodes if (found := docstring(node)) is not None}
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in {tokenize.NAME, tokenize.STRING} and token.start not in told:
            yield token.start[0], token.string


def keys_of(table: object) -> Iterator[str]:
    if isinstance(table, dict):
        for key, value in table.items():
            yield str(key)
            yield from keys_of(value)
    elif isinstance(table, list):
        for value in table:
            yield from keys_of(value)


def fields(path: Path) -> Iterator[str]:
    """Column heads and keys of a data file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":
        yield text.partition("\n")[0]
    elif path.suffix == ".toml":
        yield from keys_of(tomllib.loads(text))


def test_no_field_describes_a_victim() -> None:
    in_code = [
        f"{name}:{line} {found[0]}"
        for name, tree, text in modules("src/")
        for line, word in words_of(text, tree)
        if (found := PERSONAL.search(word.casefold())) is not None
    ]
    in_data = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in committed()
        if path.relative_to(ROOT).parts[0] in {"examples", "src", "tests"}
        for field in fields(path)
        if (found := PERSONAL.search(field.casefold().replace(" ", "_").replace(",", " "))) is not None
    ]
    assert in_code + in_data == []


def test_no_dependency_watches_people() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    assert REFUSED_PACKAGES & {package["name"] for package in lock["package"]} == set()


def test_the_lock_names_public_addresses_only() -> None:
    lock = (ROOT / "uv.lock").read_text(encoding="utf-8")
    hosts = set(re.findall(r"(?:https?|file)://([^/\"]*)", lock))
    assert hosts <= {"pypi.org", "files.pythonhosted.org"}


def packed(path: Path) -> bool:
    """Whether a file is a library, a font, a database or a build product."""
    if path.suffix in {".css", ".html", ".js"}:
        return max(map(len, path.read_text(encoding="utf-8").splitlines()), default=0) > LONGEST_WEB_LINE
    return path.suffix.casefold() in BUNDLES or ".min." in path.name or "node_modules" in path.parts


def test_no_third_party_bundle_is_committed() -> None:
    assert [str(path) for path in committed() if packed(path)] == []


def test_no_large_file_is_committed() -> None:
    names = {path.relative_to(ROOT).as_posix(): path.stat().st_size for path in committed()}
    assert {name: size for name, size in names.items() if size > FILE_BYTES and name not in OWN_LARGE} == {}


def test_no_real_list_is_committed(shared_data: Path) -> None:
    sizes = {size for path in committed() if (size := path.stat().st_size) > 0}
    real = {_digest(path): path.name for path in shared_data.rglob("*") if path.is_file() and path.stat().st_size in sizes}
    copies = [f"{path.relative_to(ROOT)} is {real[digest]}" for path in committed() if (digest := _digest(path)) in real]
    assert copies == []


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("script", ["run", ".ci/run"])
def test_scripts_parse_and_may_be_run(script: str) -> None:
    path = ROOT / script
    shell = path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("#!").split()[-1].rpartition("/")[2]
    assert subprocess.run([shell, "-n", str(path)], check=False).returncode == 0
    assert path.stat().st_mode & 0o111


def test_no_connection_leaves_the_machine() -> None:
    """The guard of pyproject.toml is on: 192.0.2.1 is an address of documentation, where nobody is."""
    with pytest.raises((SocketConnectBlockedError, UserWarning), match="192"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
