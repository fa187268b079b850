"""Every real holdings file: rows read, told by an identifier, alike by name, not told and why; printed as the table of the docs.

Usage: ./run bench layouts [--data FOLDER] [--only PART]

Loads the reference sources that lie beside the holdings files into a workspace of its own, reads each file without any hint, and matches it
against the release. The last figure is the aim: of the lines that have an identifier which some loaded source holds, the share that is told
to one issuer.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from clew.engine.port import Engine
from clew.errors import ClewError
from clew.model.holding import RowKind
from clew.resolve.holdings import holdings_plan
from clew.work.adding import add_source
from clew.work.basket import basket_of
from clew.work.clocks import read_clocks
from clew.work.files import Given
from clew.work.importing import Asked
from clew.work.portfolio import Portfolio, read_portfolio
from clew.work.preparing import prepare
from clew.work.release import Release, load_packs, pin
from clew.work.starter import load_starter
from clew.workspace import open_workspace

_ROOT = Path(__file__).parents[1]
_DATA = Path(os.environ.get("CLEW_SHARED_DATA") or _ROOT.parent / "shared" / "data")

_SOURCES = (
    ("hkex_securities", "u_hkex_list_of_securities/ListOfSecurities_2025.xlsx"),
    ("szse_a_shares", "u_szse_official_list/SZSE_A股列表.xlsx"),
    ("sec_tickers", "u_sec_company_tickers/company_tickers.json"),
    ("sec_tickers", "u_sec_company_tickers/company_tickers.parquet"),
    ("sec_cusips", "u_sec_company_tickers/ct.pq"),
    ("nport_pairs", "h_sec_nport_xml/NPORT Sample 7.xml"),
    ("gleif", "o_gleif_l1_l2_subset/gleif_l1_entities_subset_2026-01-23.csv"),
)
"""The reference sources, under the folder of market data; the SEC's list in two states, the older first: it has former names."""
_PUBLISHED = {"company_tickers.json": "2024-05-14", "company_tickers.parquet": "2026-06-01"}
"""Days of files whose name tells none."""
_SUFFIXES = {".csv", ".gz", ".xlsx", ".xml", ".html", ".txt", ".nc", ".json", ".zip"}
# Rows with an identifier, with one that a source holds, and with one issuer; why the rest have none.
_TOLD = """
SELECT m.how, count(*) FROM holding_match m GROUP BY m.how ORDER BY m.how
"""
_HELD = """
SELECT count(*), count(CASE WHEN k.held = 1 THEN 1 END), count(CASE WHEN k.held = 1 AND m.book IS NOT NULL THEN 1 END)
FROM (
  SELECT h.book, h.row_number, max(CASE WHEN i.kind IS NULL THEN 0 ELSE 1 END) AS held
  FROM holding_identifier h LEFT JOIN identifier i ON i.kind = h.kind AND i.value = h.value AND i.proven > 0
  GROUP BY h.book, h.row_number
) AS k LEFT JOIN holding_match m ON m.book = k.book AND m.row_number = k.row_number
"""
_ALIKE = """
SELECT count(*) FROM (SELECT DISTINCT c.book, c.row_number FROM holding_candidate c WHERE substr(c.how, 1, 4) = 'name') AS rows_alike
"""


class Line(Struct, frozen=True):
    """One file: rows by what they are, securities by how they were told; `identified` ⊇ `held` ⊇ `told`."""

    name: str
    kinds: Counter[RowKind]
    how: dict[str, int]
    identified: int
    held: int
    told: int
    alike: int
    seconds: float
    refused: str = ""


def main() -> int:
    """Measure and print; exit code 1 where fewer than 99 of 100 lines that a source holds are told."""
    options = _options()
    market = options.data / "market"
    with tempfile.TemporaryDirectory(prefix="clew-bench-") as folder, open_workspace(Path(folder)) as stores:
        clocks = read_clocks()
        load_starter(stores)
        for dataset, place in _SOURCES:
            if (market / place).exists():
                day = _PUBLISHED.get(Path(place).name, "")
                add_source(stores, dataset, Asked(Given((market / place,)), day), clocks)
            else:
                print(f"not loaded: {place} is not there")
        engine = stores.engine()
        release = pin(stores, clocks.as_of, clocks.known, load_packs())
        prepare(stores, engine, release)
        files = [path for path in _files(market) if options.only in str(path)]
        lines = [_line(path, market, engine, release) for path in files]
        engine.close()
    _print(lines)
    return _sum(lines)


def _options() -> argparse.Namespace:
    """The command line of the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=_DATA, help="folder that holds `market`")
    parser.add_argument("--only", default="", help="files whose path holds this text")
    return parser.parse_args()


def _files(market: Path) -> Iterator[Path]:
    """Every holdings file, in a fixed order."""
    for folder in sorted(market.glob("h_*")):
        yield from (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in _SUFFIXES and path.name != "SOURCE.txt")


def _line(path: Path, market: Path, engine: Engine, release: Release) -> Line:
    """Read and match one file."""
    name, begun = str(path.relative_to(market)), time.perf_counter()
    try:
        portfolio = read_portfolio(path)
    except ClewError as error:
        return Line(name, Counter(), {}, 0, 0, 0, 0, time.perf_counter() - begun, str(error.faults[0].what))
    basket_of(portfolio).load(engine)
    engine.run(holdings_plan(release.packs.names))
    identified, held, told = (int(str(cell)) for cell in engine.fetch(_HELD)[0])
    how = {str(way): int(str(count)) for way, count in engine.fetch(_TOLD)}
    alike = int(str(engine.fetch(_ALIKE)[0][0]))
    return Line(name, _kinds(portfolio), how, identified, held, told, alike, time.perf_counter() - begun)


def _kinds(portfolio: Portfolio) -> Counter[RowKind]:
    """Rows by what they are."""
    return Counter(holding.kind for holding in portfolio.holdings.values())


def _print(lines: Iterable[Line]) -> None:
    """The table of the docs."""
    print(f"| {' | '.join(_HEADS)} |\n|{'---|' * len(_HEADS)}")
    for line in lines:
        if line.refused:
            print(f"| `{line.name}` | refused: {line.refused} | | | | | | | | | |")
            continue
        kinds = line.kinds
        by = ", ".join(f"{count:,} {way}" for way, count in sorted(line.how.items(), key=lambda item: -item[1]))
        securities = kinds[RowKind.SECURITY]
        rest = f"{line.alike:,} | {line.identified - line.held:,} | {securities - line.identified:,}"
        others = f"{kinds[RowKind.NOT_A_COMPANY]:,} | {kinds[RowKind.FUND]:,} | {kinds[RowKind.REJECTED]:,}"
        print(f"| `{line.name}` | {sum(kinds.values()):,} | {others} | {securities:,} | {sum(line.how.values()):,} | {by} | {rest} |")


def _sum(lines: Iterable[Line]) -> int:
    """The last figure."""
    every = list(lines)
    held, told = sum(line.held for line in every), sum(line.told for line in every)
    seconds = sum(line.seconds for line in every)
    print(f"\n{len(every)} files in {seconds:.1f} s; of {held:,} lines with an identifier that a source holds, {told:,} are told")
    share = told / held if held else 0.0
    print(f"to one issuer: {share:.2%} (aim 99 %)")
    return int(share < _AIM)


_AIM = 0.99
_HEADS = (
    *("file", "rows", "no companies", "funds", "rejected", "securities", "told"),
    *("by", "alike by name", "identifier that no source has", "no identifier"),
)


if __name__ == "__main__":
    sys.exit(main())
