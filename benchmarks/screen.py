"""What a screening costs as a user meets it, in whole processes: wall time and peak memory.

`./run bench screen`: warm is the third run in a workspace; first use is a new workspace of an installed program. `--holdings N` sets the
size of the synthetic portfolio.
"""

import argparse
import hashlib
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PROGRAM = Path(sys.executable).parent / "clew"
SHARED = Path(os.environ.get("CLEW_SHARED_DATA") or ROOT.parent / "shared" / "data")
REAL = SHARED / "market" / "h_ishares_us_verbatim" / "EEM_holdings_2025-01.csv"
SEED = 20261101
_LETTERS = 10
_WORDS = (
    "Pacific",
    "Golden",
    "United",
    "Northern",
    "Star",
    "River",
    "Summit",
    "Orient",
    "Delta",
    "Harbour",
    "Cedar",
    "Global",
    "Apex",
    "Union",
)
_TRADES = (
    "Bank",
    "Steel",
    "Foods",
    "Energy",
    "Textiles",
    "Semiconductor",
    "Logistics",
    "Pharma",
    "Cement",
    "Telecom",
    "Motors",
    "Insurance",
)
_COUNTRIES = ("TW", "KR", "IN", "BR", "ZA", "MX", "TH", "ID", "MY", "PL", "CL", "TR", "SA", "AE", "PH", "HU")


class Cost(NamedTuple):
    """Wall seconds and peak resident memory of one process."""

    seconds: float
    mebibytes: float


def run(folder: Path, home: Path, *arguments: str) -> Cost:
    """Run the program once in a folder, with its output thrown away; stops the benchmark if it fails."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {"CLEW_HOME": str(home)}
    began = time.perf_counter()
    with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as err:
        process = subprocess.Popen([str(PROGRAM), *arguments], cwd=folder, env=environ, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    if process.returncode != 0:
        sys.exit(f"clew {' '.join(arguments)} ended with {process.returncode}:\n{(folder / 'stderr').read_text(encoding='utf-8')}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Cost(seconds, usage.ru_maxrss / unit)


def isin(country: str, body: str) -> str:
    """An ISIN with its check digit."""
    digits = [int(digit) for letter in country + body for digit in str(int(letter, 36))]
    total = sum(sum(divmod(2 * digit, _LETTERS)) if at % 2 == 0 else digit for at, digit in enumerate(reversed(digits)))
    return f"{country}{body}{-total % _LETTERS}"


def synthetic(path: Path, holdings: int) -> Path:
    """A portfolio of invented companies, after the shipped one, so that some rows reach evidence."""
    shipped = (ROOT / "examples" / "portfolio.csv").read_text(encoding="utf-8").splitlines()
    chance = random.Random(SEED)
    rows = list(_invented(chance, max(holdings - len(shipped) + 1, 0)))
    path.write_text("\n".join([*shipped, *rows]) + "\n", encoding="utf-8")
    return path


def _invented(chance: random.Random, count: int) -> Iterator[str]:
    for row in range(count):
        country = chance.choice(_COUNTRIES)
        name = f"{chance.choice(_WORDS)} {chance.choice(_WORDS)} {chance.choice(_TRADES)} {row}"
        yield f"{name},{isin(country, f'X{row:08d}')},,,0.002,1000.00,USD,{country},Industrials,Equity"


def outputs(folder: Path) -> dict[str, str]:
    """Every file that a run wrote, by its hash."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in {"stdout", "stderr"}
    }


def measure(title: str, target: str, holdings: Path | None, budget: float) -> None:
    """First use and warm, one line; without a file, the start-up alone."""
    arguments = ["--help"] if holdings is None else ["screen", str(holdings)]
    with tempfile.TemporaryDirectory() as place:
        desk, home = Path(place) / "desk", Path(place) / "home"
        desk.mkdir()
        first = run(desk, home, *arguments)
        run(desk, home, *arguments)
        before = outputs(desk)
        warm = run(desk, home, *arguments)
        remarks = ["OVER"] if warm.seconds > budget else []
        if holdings is not None:
            remarks.append(f"{len(before)} files, {'same bytes' if outputs(desk) == before else 'BYTES DIFFER'}")
    lines = "" if holdings is None else f"{len(holdings.read_bytes().splitlines()):,} lines"
    costs = f"first {first.seconds:5.2f} s   warm {warm.seconds:5.2f} s   peak {warm.mebibytes:4.0f} MiB"
    print(f"{title:<20}{lines:>13}   {costs}   ({target})   {'   '.join(remarks)}")


def main() -> None:
    """Print one line for each case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--holdings", type=int, default=50_000)
    chosen = parser.parse_args()
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    measure("clew --help", "at most 0.25 s", None, 0.25)
    measure("shipped portfolio", "at most 1.5 s warm, 3 s first", ROOT / "examples" / "portfolio.csv", 1.5)
    if REAL.is_file():
        measure("a real index fund", "at most 2.5 s warm", REAL, 2.5)
    with tempfile.TemporaryDirectory() as place:
        measure("synthetic portfolio", "at most 6 s, 600 MB", synthetic(Path(place) / "synthetic.csv", chosen.holdings), 6)


if __name__ == "__main__":
    main()
