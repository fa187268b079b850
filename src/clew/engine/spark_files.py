"""How a file is named to Spark: as a file of this machine whatever the cluster's default is, and never as a pattern.

An option of Spark's own turns patterns off; with it, some files are read twice. So every sign of a pattern is escaped.
"""

import re
from pathlib import Path

_GLOB = re.compile(r"([*?\[\]{}\\])")


def written(path: Path) -> str:
    """The address of what is written."""
    return f"file://{path.absolute()}"


def read(path: Path) -> str:
    """The address of what is read: `list[1].parquet` is a name, and no pattern that `list1.parquet` fits."""
    return written(Path(_GLOB.sub(r"\\\1", str(path.absolute()))))
