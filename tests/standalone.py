"""A real standalone cluster of Spark on loopback ports of its own, for the tests that need one; killed for certain afterwards."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import pytest

from clew.engine.spark_session import OLDEST_JAVA, check_java
from clew.errors import MissingExtraError

LEAN: Mapping[str, str] = {
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.adaptive.enabled": "false",
    "spark.default.parallelism": "2",
    "spark.executor.memory": "512m",
    "spark.sql.codegen.wholeStage": "false",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}
"""Settings with which queries over a few rows are over soonest: nothing is compiled that runs once."""
_PATIENCE = 180.0


def wanted() -> None:
    """Skip the test where Java is missing."""
    try:
        check_java(os.environ.get("JAVA_HOME", ""))
    except MissingExtraError:
        pytest.skip(f"no Java {OLDEST_JAVA} or newer; install openjdk-17-jre-headless")


@contextmanager
def standalone(folder: Path, workers: int = 2) -> Iterator[str]:
    """A master and workers of one core each; yields the master's address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    master = f"spark://127.0.0.1:{port}"
    log = folder / "master.log"
    with ExitStack() as running:
        running.enter_context(_process(log, "master.Master", "--port", str(port)))
        _await(log, "I have been elected leader", 1)
        for number in range(workers):
            own = ("--cores", "1", "--memory", "1g", "--work-dir", str(folder / f"work-{number}"))
            running.enter_context(_process(folder / f"worker-{number}.log", "worker.Worker", *own, master))
        _await(log, "Registering worker", workers)
        yield master


@contextmanager
def _process(log: Path, name: str, *arguments: str) -> Iterator[None]:
    """A part of Spark in a process group of its own, which ends with the block, whatever it has started."""
    spec = find_spec("pyspark")
    assert spec is not None
    assert spec.origin is not None
    program = Path(spec.origin).parent / "bin" / "spark-class"
    command = [str(program), f"org.apache.spark.deploy.{name}", "--host", "127.0.0.1", "--webui-port", "0", *arguments]
    lean = {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "256m", "SPARK_DAEMON_JAVA_OPTS": "-XX:TieredStopAtLevel=1"}
    with log.open("wb") as file:
        process = subprocess.Popen(
            command, env={**os.environ, **lean}, stdout=file, stderr=file, stdin=subprocess.DEVNULL, start_new_session=True
        )
        try:
            yield
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _await(log: Path, said: str, times: int) -> None:
    """Wait until a log has said something so many times."""
    begun = time.monotonic()
    while log.read_text(encoding="utf-8", errors="replace").count(said) < times:
        assert time.monotonic() - begun < _PATIENCE, log.read_text(encoding="utf-8", errors="replace")[-2000:]
        time.sleep(0.1)
