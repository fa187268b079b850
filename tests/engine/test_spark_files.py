from pathlib import Path

import pytest

from clew.engine import spark_files


def test_what_is_written_is_named_as_it_is() -> None:
    assert spark_files.written(Path("/lake [1]/a b.parquet")) == "file:///lake [1]/a b.parquet"


@pytest.mark.parametrize(("name", "read"), [("a b.parquet", "a b.parquet"), ("list[1]*?{x}", r"list\[1\]\*\?\{x\}"), ("a\\b", r"a\\b")])
def test_a_name_that_is_read_is_no_pattern(name: str, read: str) -> None:
    assert spark_files.read(Path("/lake") / name) == f"file:///lake/{read}"
