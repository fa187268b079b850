"""What is looked at before anything is asked of a cluster, and what is said where it cannot be had."""

import socket
from pathlib import Path

import pytest

pytest.importorskip("pyspark", reason="the extra spark is not installed")

from clew.engine.cluster import Cluster
from clew.engine.port import Limits
from clew.engine.spark_session import check_java, open_session, probe
from clew.errors import ClusterError, MissingExtraError
from tests.standalone import LEAN, wanted


def java(folder: Path, version: str) -> str:
    """A folder with a Java that says its version, as Java does."""
    program = folder / "bin" / "java"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2025-04-15' >&2\n", encoding="ascii")
    program.chmod(0o755)
    return str(folder)


@pytest.mark.parametrize(("version", "short"), [("1.8.0_412", "8"), ("11.0.24", "11")])
def test_a_java_that_is_too_old_is_named(tmp_path: Path, version: str, short: str) -> None:
    home = java(tmp_path, version)
    with pytest.raises(MissingExtraError, match=f"needs Java 17 or newer, and {home}/bin/java is Java {short}"):
        check_java(home)


def test_a_java_that_is_new_enough_is_taken(tmp_path: Path) -> None:
    check_java(java(tmp_path, "25"))


@pytest.mark.xdist_group("spark")
@pytest.mark.slow
def test_a_master_that_does_not_answer_is_told_at_once(tmp_path: Path) -> None:
    wanted()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ClusterError, match=rf"the master spark://127.0.0.1:{port} does not answer.*Connection refused"):
        open_session(Cluster(f"spark://127.0.0.1:{port}", tmp_path, LEAN), Limits())


@pytest.mark.xdist_group("spark")
@pytest.mark.slow
def test_where_no_worker_is_free_or_none_may_write_it_is_said(spark_master: str, tmp_path: Path) -> None:
    greedy = Cluster(spark_master, tmp_path / "spill", {**LEAN, "spark.executor.memory": "64g"}, patience=3.0)
    with pytest.raises(ClusterError, match=r"no worker of spark://.* took up the work within 3 s"):
        open_session(greedy, Limits())
    session = open_session(Cluster(spark_master, tmp_path / "spill", LEAN), Limits())
    try:
        (tmp_path / "file").touch()
        with pytest.raises(ClusterError, match="workers cannot write and read in the folder"):
            probe(session, tmp_path / "file" / "scratch")
    finally:
        session.stop()
