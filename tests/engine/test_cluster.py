"""What names a cluster, and what is said where none can be had."""

import subprocess
import sys
from pathlib import Path

import pytest

from clew.engine.cluster import read_cluster
from clew.errors import InputError

_WITHOUT = """
import sys
from pathlib import Path
sys.modules["pyspark"] = None
from clew.engine.cluster import Cluster, cluster_engine
from clew.engine.port import Limits
from clew.errors import MissingExtraError
try:
    cluster_engine(Cluster("local[2]", Path(".")), Limits())
except MissingExtraError as error:
    print(error)
"""


@pytest.mark.parametrize("master", ["local", "local[*]", "local[4]", "spark://host:7077", "spark://a.example:7077,b.example:7078"])
def test_a_master_is_this_machine_or_a_cluster(master: str) -> None:
    cluster = read_cluster(master, Path("/w"), ["spark.executor.memory=4g", "spark.x=a=b"], "/java")
    assert (cluster.master, cluster.here, cluster.java_home) == (master, master.startswith("local"), "/java")
    assert cluster.settings == {"spark.executor.memory": "4g", "spark.x": "a=b"}


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(InputError) as raised:
        read_cluster("host:7077", Path("/w"), ["memory=4g", "spark.master=local", "spark.sql.ansi.enabled=false"])
    assert [fault.what for fault in raised.value.faults] == [
        "--master is “host:7077”, which is no master",
        "--conf is “memory=4g”, which is no setting of Spark",
        "--conf sets spark.master, which is clew's own to set",
        "--conf sets spark.sql.ansi.enabled, which is clew's own to set",
    ]


def test_where_the_extra_is_missing_its_name_is_said() -> None:
    said = subprocess.run([sys.executable, "-c", _WITHOUT], capture_output=True, text=True, check=True).stdout
    assert said == 'plans run on Spark by the extra “spark”, which is not installed. Install it: pip install "clew[spark]"\n'


def test_a_workspace_is_opened_without_the_library_of_the_cluster() -> None:
    code = "import sys; import clew.workspace; print('pyspark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
