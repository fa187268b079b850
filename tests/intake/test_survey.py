"""What one pass over a file shows, and how little of it is in memory."""

import gzip
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.intake.survey import CHUNK, survey


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.integers(-4, 4), st.binary(max_size=12) | st.text("aé新\r\n", max_size=12).map(str.encode))
def test_a_chunk_may_end_anywhere(tmp_path: Path, shift: int, data: bytes) -> None:
    whole = b"\n" * (CHUNK + shift) + data
    (tmp_path / "list.csv").write_bytes(whole)
    seen = survey(tmp_path / "list.csv")
    try:
        whole.decode()
        spoiled = -1
    except UnicodeDecodeError as error:
        spoiled = error.start
    assert (seen.spoiled, seen.sha256, seen.size) == (spoiled, hashlib.sha256(whole).hexdigest(), len(whole))
    assert bool(seen.nul) == (b"\0" in whole)
    assert seen.uniform == (b"\r" not in whole)


@pytest.mark.parametrize(
    ("data", "uniform"), [(b"a\r\nb\r\n", True), (b"a\r\nb", True), (b"a\rb\r", False), (b"a\r\nb\n", False), (b"a\n\rb", False)]
)
def test_lines_that_end_alike(tmp_path: Path, data: bytes, uniform: bool) -> None:  # noqa: FBT001 - the expected answer
    (tmp_path / "list.csv").write_bytes(data)
    assert survey(tmp_path / "list.csv").uniform is uniform


@pytest.mark.parametrize(("before", "line"), [(0, 1), (3, 4)])
def test_a_line_of_more_than_a_chunk_is_named(tmp_path: Path, before: int, line: int) -> None:
    (tmp_path / "list.csv").write_bytes(b"a\n" * before + b"x" * (CHUNK + 10) + b"\nb\n" + b"y" * 3 * CHUNK)
    assert survey(tmp_path / "list.csv").endless == line


ROW = 'Alfa société,"a cell, with ""marks""",新疆\r\n'
RECORD = {"name": "Alfa société", "codes": ["a", "b"], "address": {"city": "新疆", "lines": [1, 2.50]}}
ITEM = '<e id="1"><name>Alfa société</name><city>新疆</city></e>\n'
LARGE = {
    "csv": (ROW, "", "", 20),
    "json": (json.dumps(RECORD) + ",\n", '{"n": {"records": [', "{}]}}", 8),
    "jsonl": (json.dumps(RECORD) + "\n\n", "", "", 8),
    "xml": (ITEM, "<r>", "</r>", 4),
    "html": ("<tr><td>Alfa société<td>新疆\n", "<html><table>", "", 2),
}
"""A line, what stands before and after all lines, and megabytes of a small file of them."""

READER = """
import resource, sys
from pathlib import Path
from clew.intake.containers import json_records, open_container, xml_records
scratch = Path(sys.argv[2])
for path in sys.argv[3:]:
    opened = open_container(Path(path), scratch)
    if opened.kind == "json":
        json_records(opened, "n.records" if sys.argv[1] == "json" else "", scratch)
    if opened.kind == "xml":
        xml_records(opened, "e", (), scratch)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def large(path: Path, form: str, megabytes: int, *, packed: bool) -> Path:
    line, before, after, _ = LARGE[form]
    encoding = "gb18030" if form == "csv" else "utf-8"
    many = (line.replace("é", "e") if form == "csv" else line).encode(encoding) * 1000
    with gzip.open(path, "wb", compresslevel=1) if packed else path.open("wb") as file:
        file.write(before.encode())
        for _ in range(megabytes * 1_000_000 // len(many)):
            file.write(many)
        file.write(after.encode())
    return path


@pytest.mark.slow
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
@pytest.mark.parametrize("form", LARGE)
def test_memory_does_not_grow_with_the_file(tmp_path: Path, form: str, packed: bool) -> None:  # noqa: FBT001 - drawn
    """A process that has read a small file needs next to nothing more for one three times as large."""
    small = LARGE[form][3]
    files = [large(tmp_path / str(size), form, size, packed=packed) for size in (small, 3 * small)]
    command: list[str | Path] = [sys.executable, "-c", READER, form, tmp_path / "scratch", *files]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    first, second = map(int, told.split())
    assert (second - first) * 1024 < small * 1_000_000
