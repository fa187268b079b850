"""Portfolios: a whole market of funds looked through and screened, 50,000 lines, and the gate from the command line and standing ready.

Usage: ./run bench portfolio [--funds FILE] [--lines 50000] [--asked 1000]

Whole processes are run three times in one workspace; the last is warm. `--json` writes no reports. Memory is the peak resident size. The
gate that stands ready is asked in this process, about ISINs that the release knows and as many that it does not. The file of funds is read
where it lies, and skipped when absent.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from clew.assess.gate import Deal
from clew.model.gate import Trade
from clew.pack.gate import load_gate_policy
from clew.work.asking import Question
from clew.work.clocks import read_clocks
from clew.work.desk import opened_desk
from clew.workspace import open_workspace
from measure import CLEW, Run, environment, line, timed
from synthetic import isin, write_synthetic

_ROOT = Path(__file__).parents[1]
_DATA = Path(os.environ.get("CLEW_SHARED_DATA") or _ROOT.parent / "shared" / "data")
_FUNDS = _DATA / "market/h_swedish_fund_lookthrough/holdings.csv.gz"
_ASKED = "CNE100000N20"
_GATE_CODES = {0, 20, 21}


def main() -> int:
    """Measure and print; exit code 1 when a run failed."""
    options = _options()
    failed = False
    with tempfile.TemporaryDirectory(prefix="clew-bench-") as folder:
        base = Path(folder)
        lines = base / "lines.csv"
        write_synthetic(lines, options.lines)
        measured = [(f"screen {options.lines:,} lines --json", ["screen", str(lines), "--json"], "6 s")]
        if options.funds.exists():
            funds = str(options.funds)
            measured += [
                (f"screen {options.funds.parent.name} --json", ["screen", funds, "--json"], "15 s, 1 GB"),
                ("the same, with its reports", ["screen", funds, "--out", str(base / "reports")], ""),
            ]
        else:
            print(f"not measured: {options.funds} is not there")
        measured.append((f"gate {_ASKED}", ["gate", _ASKED, "--json"], "1 s"))
        for name, words, limit in measured:
            runs = [_told(timed([CLEW, *words], environment(base / "home"))) for _ in range(3)]
            failed |= any(run.code for run in runs)
            print(line(name, runs, limit))
        print(_ready(base / "home", options.asked))
    return int(failed)


def _options() -> argparse.Namespace:
    """The command line of the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--funds", type=Path, default=_FUNDS, help="a file with the books of many funds")
    parser.add_argument("--lines", type=int, default=50_000, help="lines of the synthetic portfolio")
    parser.add_argument("--asked", type=int, default=1_000, help="how often the gate that stands ready is asked")
    return parser.parse_args()


def _told(run: Run) -> Run:
    """A run of the gate that answered: what it answers is no failure."""
    return Run(run.seconds, run.megabytes, 0 if run.code in _GATE_CODES else run.code)


def _ready(home: Path, count: int) -> str:
    """The gate that stands ready, asked one ISIN after the other."""
    clocks, policy = read_clocks(), load_gate_policy()
    deal = Deal(Trade.LISTED, frozenset({"us"}), clocks.as_of)
    with open_workspace(home) as stores, opened_desk(stores, clocks) as desk:
        begun = time.perf_counter()
        desk.ask(Question(_ASKED, clocks, policy, deal))
        first = time.perf_counter() - begun
        query = "SELECT DISTINCT value FROM identifier WHERE kind = 'isin' AND proven = 1 ORDER BY value"
        known = [str(value) for (value,) in desk.held.engine.fetch(query)]
        seconds = []
        for number in range(count):
            asked = known[number // 2 % len(known)] if number % 2 else isin(f"ZZ{number:09d}")
            begun = time.perf_counter()
            desk.ask(Question(asked, clocks, policy, deal))
            seconds.append(time.perf_counter() - begun)
    seconds.sort()
    median, most = seconds[len(seconds) // 2] * 1000, seconds[int(len(seconds) * 0.95)] * 1000
    spread = f"{median:.1f} ms median, {most:.1f} ms at the 95th percentile (aim 10 ms)"
    return f"gate that stands ready, {count:,} ISINs: {spread}, {first:.2f} s the first"


if __name__ == "__main__":
    raise SystemExit(main())
