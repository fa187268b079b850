"""Applications of Spark: Java is looked at, the master is called, and workers show that they see the folder, before anything is asked."""

import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

from msgspec.structs import replace
from py4j.protocol import Py4JError
from pyspark import SparkConf, SparkContext
from pyspark.errors import PySparkException
from pyspark.java_gateway import launch_gateway
from pyspark.sql import SparkSession

from clew.engine import spark_files
from clew.engine.cluster import Cluster
from clew.engine.port import Limits
from clew.engine.spark import SparkEngine
from clew.engine.spark_errors import first_line
from clew.errors import ClusterError, Fault, MissingExtraError

OLDEST_JAVA = 17
_JAVA = re.compile(r'version "(?:1\.)?(\d+)')
_MEMORY = re.compile(r"(\d+(?:\.\d+)?) ?([KMGT])i?B", re.ASCII | re.IGNORECASE)
_MIB = {"K": 1 / 1024, "M": 1, "G": 1024, "T": 1024 * 1024}
_LEAST_MEMORY = 512
"""MiB with which Spark begins at all."""
_CALL_SECONDS = 5
_LOOPBACK = re.compile(r"spark://(localhost|127(\.\d+){3}):\d+")
_PROBES = 4
"""Files that each core writes to show that the folder is shared."""
_QUIET: Mapping[str, str] = {
    "spark.app.name": "clew",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",  # it is drawn over ours
    "spark.log.level": "ERROR",
    "spark.eventLog.enabled": "false",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.hadoop.fs.defaultFS": "file:///",
    "spark.driver.maxResultSize": "0",
    "spark.sql.maxPlanStringLength": "10000",
}
_SMALL = {"spark.sql.shuffle.partitions": "4", "spark.default.parallelism": "4"}
"""Of one machine: tasks of nothing cost more than they spare."""


def spark_engine(cluster: Cluster, limits: Limits) -> SparkEngine:
    """An engine on a cluster, in an application of its own, which ends with it.

    Raises:
        MissingExtraError: Java is missing or too old.
        ClusterError: the master cannot be reached, no worker is free, or workers do not see the folder.
    """
    scratch = cluster.scratch / f"spark-{uuid4().hex}"
    session = open_session(replace(cluster, scratch=scratch), limits)

    def end() -> None:
        """Let go of the cluster, and of what the workers wrote."""
        session.stop()
        shutil.rmtree(scratch, ignore_errors=True)

    try:
        probe(session, scratch)
    except ClusterError:
        end()
        raise
    return SparkEngine(session, scratch / "tables", limits, end)


def open_session(cluster: Cluster, limits: Limits) -> SparkSession:
    """Begin an application on a cluster, and wait until somebody works for it; what spills goes into the cluster's folder.

    Raises:
        MissingExtraError: Java is missing or too old.
        ClusterError: the master cannot be reached, or no worker is free.
    """
    check_java(cluster.java_home)
    conf = SparkConf(loadDefaults=False).setAll(list(_settings(cluster, limits).items()))
    with tempfile.TemporaryFile() as log:  # what Java prints belongs to nobody's standard output
        try:
            gateway = SparkContext._gateway  # noqa: SLF001 - a process has one
            if gateway is None:
                gateway = launch_gateway(conf, {"stdout": log, "stderr": log})  # type: ignore[no-untyped-call]  # it has no types
                SparkContext._ensure_initialized(gateway=gateway)  # noqa: SLF001 - kept: what comes next may fail, and be tried again
            _call(gateway, cluster)
            session = SparkSession(SparkContext(conf=conf, gateway=gateway))
        except (PySparkException, Py4JError) as error:
            raise _unstarted(cluster, error, log) from error
    try:
        _await_workers(session, cluster)
    except ClusterError:
        session.stop()
        raise
    return session


def check_java(java_home: str) -> None:
    """Look for a Java that Spark can run on.

    Raises:
        MissingExtraError: there is none, or it is too old.
    """
    mend = f"Install Java {OLDEST_JAVA} or newer (Debian, Ubuntu: apt install openjdk-17-jre-headless), or name its folder in JAVA_HOME."
    java = str(Path(java_home) / "bin" / "java") if java_home else "java"
    try:
        said = subprocess.run([java, "-version"], capture_output=True, text=True, check=True, timeout=60).stderr  # noqa: S603 - named by the user
    except (OSError, subprocess.SubprocessError) as error:
        where = f"in {java_home}, which JAVA_HOME names" if java_home else "on the PATH"
        raise MissingExtraError(Fault(f"Spark runs on Java, and there is none {where}", mend)) from error
    found = _JAVA.search(said)
    if found is not None and int(found[1]) < OLDEST_JAVA:
        raise MissingExtraError(Fault(f"Spark needs Java {OLDEST_JAVA} or newer, and {java} is Java {found[1]}", mend))


def probe(session: SparkSession, scratch: Path) -> None:
    """Let every worker write into the folder, and read what the others wrote.

    Raises:
        ClusterError: the folder is not the same for all, or may not be written.
    """
    folder = scratch / "probe"
    count = _PROBES * session.sparkContext.defaultParallelism
    mend = "Let driver and workers see the workspace under one path, as on a shared disk, and run them as users who may write there."
    try:
        scratch.mkdir(parents=True, exist_ok=True)
        session.range(0, count, 1, count).write.parquet(spark_files.written(folder))
        if len(list(folder.glob("*.parquet"))) != count:
            raise ClusterError(Fault(f"workers do not see the folder {scratch.parent}, or write elsewhere", mend))
        session.read.schema("id bigint").parquet(spark_files.read(folder)).count()
    except (OSError, PySparkException, Py4JError) as error:
        said = first_line(str(error))
        raise ClusterError(Fault(f"workers cannot write and read in the folder {scratch.parent}: {said}", mend)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _settings(cluster: Cluster, limits: Limits) -> dict[str, str]:
    """Every setting of the application; a person's own come last."""
    alone = cluster.here or _LOOPBACK.fullmatch(cluster.master) is not None
    address = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"} if alone else {}
    return {
        **_QUIET,
        **(_SMALL if cluster.here else {}),
        **address,
        "spark.driver.memory": _mebibytes(limits.memory),
        "spark.local.dir": str(cluster.scratch),
        **cluster.settings,
        "spark.master": cluster.master,
    }


def _mebibytes(memory: str) -> str:
    """A size as Java writes it; what Spark needs at least where it is a share of the machine, or smaller."""
    found = _MEMORY.fullmatch(memory)
    return f"{max(_LEAST_MEMORY, int(float(found[1]) * _MIB[found[2].upper()]) if found else 0)}m"


def _call(gateway: Any, cluster: Cluster) -> None:  # noqa: ANN401 - py4j has no types
    """Call the masters; Spark itself would try for a minute, and say little.

    Raises:
        ClusterError: none answers.
    """
    said = ""
    for place in () if cluster.here else cluster.master.removeprefix("spark://").split(","):
        host, _, port = place.rpartition(":")
        socket = gateway.jvm.java.net.Socket()
        try:
            socket.connect(gateway.jvm.java.net.InetSocketAddress(host, int(port)), _CALL_SECONDS * 1000)
        except Py4JError as error:
            said = said or first_line(str(getattr(error, "java_exception", error)))
        else:
            return
        finally:
            with suppress(Py4JError):
                socket.close()
    if said:
        mend = "Check the address on the master's own page, and that this machine may reach it; start a master where there is none."
        raise ClusterError(Fault(f"the master {cluster.master} does not answer: {said}", mend))


def _await_workers(session: SparkSession, cluster: Cluster) -> None:
    """Wait for the first worker: a query without one waits for ever.

    Raises:
        ClusterError: none came.
    """
    if cluster.here:
        return
    tracker: Any = session.sparkContext._jsc.sc().statusTracker()  # noqa: SLF001 - Python has no other way to it
    begun = time.monotonic()
    while len(tracker.getExecutorInfos()) < 2:  # noqa: PLR2004 - the first is the driver itself
        if time.monotonic() - begun > cluster.patience:
            mend = "Start a worker, or let go of what is taken; ask for less by --conf spark.cores.max=2 --conf spark.executor.memory=1g."
            raise ClusterError(Fault(f"no worker of {cluster.master} took up the work within {cluster.patience:.0f} s", mend))
        time.sleep(0.1)


def _unstarted(cluster: Cluster, error: Exception, log: IO[bytes]) -> ClusterError:
    """That Spark did not begin, with the last thing that it said."""
    log.seek(0)
    lines = [line for line in log.read().decode(errors="replace").splitlines() if "ERROR" in line or "Exception" in line or "rror:" in line]
    said = first_line(lines[0] if lines else str(error))
    mend = "Check that master and workers run Spark 4.3, and that the settings given by --conf are right."
    return ClusterError(Fault(f"Spark did not start on {cluster.master}: {said}", mend))
