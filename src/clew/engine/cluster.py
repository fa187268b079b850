"""Where a cluster is, and its engine, whose library is loaded when one is asked for: it is an extra."""

import re
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from msgspec import Struct, field

from clew.engine.port import Engine, Limits
from clew.errors import Fault, InputError, MissingExtraError

_ADAPTER, _FUNCTION = "clew.engine.spark_session", "spark_engine"
_LIBRARIES = frozenset({"pyspark", "py4j"})
_HERE = re.compile(r"local(\[(\*|[1-9]\d*)\])?", re.ASCII)
_MASTER = re.compile(r"spark://[\w.-]+:\d+(,[\w.-]+:\d+)*", re.ASCII)
_SETTING = re.compile(r"(spark\.[\w.-]+)=(.+)", re.ASCII)
_OURS = ("spark.master", "spark.sql.ansi.", "spark.sql.session.timeZone", "spark.sql.catalogImplementation")
"""Settings on which the meaning of a query rests, or that have an option of their own."""


class Cluster(Struct, frozen=True):
    """Where plans run, and what is told to it.

    Attributes:
        master: `local[*]` (all cores of this machine), `local[4]`, or `spark://host:port` of a standalone cluster.
        scratch: a folder that all workers see under the same path; what is kept there is deleted in the end.
        settings: Spark's own, by name; memory of executors, say.
        java_home: where Java is, "" for the one on the PATH.
        patience: seconds within which a worker takes up the work.
    """

    master: str
    scratch: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    java_home: str = ""
    patience: float = 60.0

    @property
    def here(self) -> bool:
        """Whether it is this machine."""
        return _HERE.fullmatch(self.master) is not None


def read_cluster(master: str, scratch: Path, settings: Sequence[str], java_home: str = "") -> Cluster:
    """A cluster as a person names it; settings are written `name=value`.

    Raises:
        InputError: the master is none, or a setting; all are named.
    """
    faults = []
    if _HERE.fullmatch(master) is None and _MASTER.fullmatch(master) is None:
        faults.append(Fault(f"--master is “{master}”, which is no master", "Give local[*], local[4], or a cluster's spark://host:port."))
    read = {text: _SETTING.fullmatch(text) for text in settings}
    for text, found in read.items():
        if found is None:
            faults.append(Fault(f"--conf is “{text}”, which is no setting of Spark", "Write it as spark.executor.memory=4g."))
        elif found[1].startswith(_OURS):
            faults.append(Fault(f"--conf sets {found[1]}, which is clew's own to set", "Leave it out; the master is given by --master."))
    if faults:
        raise InputError(*faults)
    return Cluster(master, scratch, {found[1]: found[2] for found in read.values() if found is not None}, java_home)


def cluster_engine(cluster: Cluster, limits: Limits) -> Engine:
    """A new engine on a cluster.

    Raises:
        MissingExtraError: the extra or Java is not installed.
        ClusterError: the master cannot be reached, no worker is free, or workers do not see the folder.
    """
    try:
        adapter = import_module(_ADAPTER)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _LIBRARIES:
            raise
        fault = Fault("plans run on Spark by the extra “spark”, which is not installed", 'Install it: pip install "clew[spark]"')
        raise MissingExtraError(fault) from error
    make: Callable[[Cluster, Limits], Engine] = getattr(adapter, _FUNCTION)
    return make(cluster, limits)
