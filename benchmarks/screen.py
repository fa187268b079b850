"""`clew screen` as a whole process: first use, warm, a real index fund, and a synthetic portfolio of 50,000 lines.

Usage: ./run bench screen [--holdings FILE] [--lines 50000]

Warm is the third run in one workspace, byte-compiled. Memory is the peak resident size.
The real fund is read where it lies and skipped when absent.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from measure import CLEW, Run, environment, line, timed
from synthetic import write_synthetic

_ROOT = Path(__file__).parents[1]
_DATA = Path(os.environ.get("CLEW_SHARED_DATA") or _ROOT.parent / "shared" / "data")
_EEM = _DATA / "market/h_ishares_us_verbatim/EEM_holdings_2025-01.csv"


def main() -> int:
    """Measure and print; exit code 1 when a run failed."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="clew-bench-") as folder:
        base = Path(folder)
        synthetic = base / "synthetic.csv"
        write_synthetic(synthetic, options.lines)
        results = [
            ("clew --help", _runs([CLEW, "--help"], base / "w0", 3), "0.25 s"),
            ("screen portfolio.csv, first use", [_screen(_ROOT / "examples/portfolio.csv", base / f"w{at}") for at in (1, 2, 3)], "3 s"),
            ("screen portfolio.csv, warm", [_screen(_ROOT / "examples/portfolio.csv", base / "w1") for _ in range(3)], "1.5 s"),
            (
                "screen portfolio-of-funds.csv, warm",
                [_screen(_ROOT / "examples/portfolio-of-funds.csv", base / "w1") for _ in range(3)],
                "",
            ),
        ]
        if options.holdings.exists():
            results.append((f"screen {options.holdings.name}, warm", [_screen(options.holdings, base / "w1") for _ in range(3)], "2.5 s"))
        else:
            print(f"not measured: {options.holdings} is not there")
        results.append(
            (f"screen {options.lines:,} synthetic lines, warm", [_screen(synthetic, base / "w1") for _ in range(3)], "6 s, 600 MB")
        )
    for name, runs, limit in results:
        print(line(name, runs, limit))
    return int(any(run.code for _, runs, _ in results for run in runs))


def _options() -> argparse.Namespace:
    """The command line of the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--holdings", type=Path, default=_EEM, help="a real holdings file")
    parser.add_argument("--lines", type=int, default=50_000, help="lines of the synthetic portfolio")
    return parser.parse_args()


def _screen(file: Path, home: Path) -> Run:
    """One screening into a folder of the workspace."""
    return timed([CLEW, "screen", str(file), "--out", str(home / "reports")], environment(home))


def _runs(command: list[str], home: Path, count: int) -> list[Run]:
    """The same command several times."""
    return [timed(command, environment(home)) for _ in range(count)]


if __name__ == "__main__":
    raise SystemExit(main())
