"""What Spark's errors mean to a person: they name classes of Java, and often the last of a row of causes alone."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException

from clew.errors import ClewError, ClusterError, Fault, WorkspaceError

_LONGEST_LINE = 300
_MENDS: Sequence[tuple[re.Pattern[str], type[ClewError], str, str]] = (
    (
        re.compile("No space left on device|Disk quota exceeded"),
        *(WorkspaceError, "the disk is full", "Free some space on the disk of the workspace and of the workers, then try again."),
    ),
    (
        re.compile("OutOfMemoryError|SparkOutOfMemory|CANNOT_ACQUIRE_MEMORY|UNABLE_TO_ACQUIRE_MEMORY"),
        *(WorkspaceError, "memory did not suffice", "Raise CLEW_MEMORY, or on a cluster: --conf spark.executor.memory=4g"),
    ),
    (
        re.compile("FILE_NOT_EXIST|PATH_NOT_FOUND|FileNotFoundException|NoSuchFileException|CANNOT_READ_FILE_FOOTER|is not a Parquet file"),
        *(WorkspaceError, "a file is gone or damaged", "Check that the workspace is whole, and that every worker sees its folder."),
    ),
    (
        re.compile("AccessControlException|Permission denied|Mkdirs failed|Read-only file system"),
        *(ClusterError, "a worker may not write", "Let the workers' user read and write the folder of the workspace."),
    ),
    (
        re.compile("SparkContext was|stopped SparkContext|Answer from Java side|Connection refused|SPARK_JOB_CANCELLED|executor failures"),
        *(ClusterError, "the cluster went away", "Look at the logs of its master and workers, then try again."),
    ),
)
"""What a message holds → what kind of error it is, what happened, and what can be done."""


@contextmanager
def explained(doing: str, sql: str) -> Iterator[None]:
    """Say what to do where the cluster refuses; a fault in a query stays Spark's own error, with the query as a note."""
    try:
        yield
    except (PySparkException, Py4JError) as error:
        raiseexplained(doing, error)
        error.add_note(f"This came up in trying to {doing}:\n{sql}")
        raise


def raiseexplained(doing: str, error: Exception) -> None:
    """Raise what an error of Spark means to a person, where that is known.

    Raises:
        WorkspaceError: memory or disk do not suffice, or a file is gone.
        ClusterError: the cluster went away, or may not write.
    """
    text = str(error)
    for pattern, kind, what, mend in _MENDS:
        if pattern.search(text):
            raise kind(Fault(f"cannot {doing}: {what} ({first_line(text)})", mend)) from error


def first_line(text: str) -> str:
    """What happened, without the traces of Java."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    told = [line for line in lines if not line.startswith(("at ", "An error occurred while calling", ":"))]
    return (told or lines or ["nothing was said"])[0][:_LONGEST_LINE]
