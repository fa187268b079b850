import pytest

pytest.importorskip("pyspark", reason="the extra spark is not installed")

from pyspark.errors import PySparkException

from clew.engine.spark_errors import explained, first_line
from clew.errors import ClewError, ClusterError, WorkspaceError


@pytest.mark.parametrize(
    ("message", "kind", "said"),
    [
        ("Task failed\nCaused by: java.io.IOException: No space left on device", WorkspaceError, "the disk is full"),
        ("java.lang.OutOfMemoryError: Java heap space", WorkspaceError, "memory did not suffice"),
        ("[FAILED_READ_FILE.FILE_NOT_EXIST] Encountered error", WorkspaceError, "a file is gone or damaged"),
        ("java.io.IOException: Mkdirs failed to create file:/lake", ClusterError, "a worker may not write"),
        ("Job 3 cancelled because SparkContext was shut down", ClusterError, "the cluster went away"),
    ],
)
def test_what_spark_says_becomes_what_a_person_can_do(message: str, kind: type[ClewError], said: str) -> None:
    with pytest.raises(kind, match=f"cannot make x: {said}"), explained("make x", "SELECT 1"):
        raise PySparkException(message)


def test_a_fault_in_a_query_stays_what_it_is_with_the_query() -> None:
    with pytest.raises(PySparkException, match="SYNTAX") as raised, explained("make x", "SELEC 1"):
        raise PySparkException("[PARSE_SYNTAX_ERROR] near SELEC")
    assert raised.value.__notes__ == ["This came up in trying to make x:\nSELEC 1"]


def test_the_first_line_is_the_first_that_says_something() -> None:
    assert (
        first_line("An error occurred while calling o1.parquet.\n: \n\tat org.x\njava.io.IOException: broken")
        == "java.io.IOException: broken"
    )
    assert first_line("") == "nothing was said"
