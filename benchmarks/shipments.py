"""Totals of an import manifest by product and destination: a synthetic one of 100 million records in Parquet, in a fresh process.

Usage: ./run bench shipments [--records 100000000] [--file FILE]

The manifest is made by the engine from the record's number and a fixed seed, so that every run measures the same; it goes when the run
ends, unless `--file` names where to keep it. Seconds and memory are those of the whole process that adds it up, its start included.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import duckdb

from clew.work.shipments import totals
from clew.workspace import open_workspace
from measure import environment, line, timed

_SEED = 20261128
_RUNS = 2
_AIM = "5 s, 4096 MB"
_PORTS = 40
_CODES = 1200
_RECORD = f"""
SELECT CAST(2025000000000 + i AS VARCHAR) AS identifier,
       CAST(DATE '2020-01-01' + CAST(hash(i, {_SEED}) % 2000 AS INTEGER) AS VARCHAR) AS actual_arrival_date,
       'Invented Shipper ' || (hash(i, {_SEED + 1}) % 100000) || ' Co Ltd' AS shipper_party_name,
       'Invented Consignee ' || (hash(i, {_SEED + 2}) % 50000) || ' Inc' AS consignee_name,
       'Port ' || (hash(i, {_SEED + 3}) % {_PORTS}) AS port_of_destination,
       CAST(100000 + (hash(i, {_SEED + 4}) % {_CODES}) * 731 AS VARCHAR) AS harmonized_number,
       CAST(hash(i, {_SEED + 5}) % 20000 AS INTEGER) AS harmonized_weight
FROM range({{records}}) AS r(i)
"""  # noqa: S608 - numbers of ours


def main() -> int:
    """Make the manifest, measure and print; with `--count`, be the process that is measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--records", type=int, default=100_000_000, help="how many records")
    parser.add_argument("--file", type=Path, help="where the manifest is kept; one that is there is used")
    parser.add_argument("--count", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.count:
            with open_workspace(Path(folder)) as stores:
                return 0 if totals(stores, options.count) else 1
        file = options.file or Path(folder) / "manifest.parquet"
        if not file.exists():
            _make(file, options.records)
        command = [sys.executable, __file__, "--count", str(file)]
        runs = [timed(command, environment(Path(folder) / "home")) for _ in range(_RUNS)]
        print(line(f"{options.records:,} records, {file.stat().st_size / 1e6:,.0f} MB", runs, _AIM))
        return max(run.code for run in runs)


def _make(file: Path, records: int) -> None:
    """Write the manifest."""
    with duckdb.connect(config={"threads": 2, "memory_limit": "3GB", "preserve_insertion_order": False}) as connection:
        connection.execute(f"COPY ({_RECORD.format(records=records)}) TO '{file}' (FORMAT parquet, COMPRESSION zstd)")


if __name__ == "__main__":
    sys.exit(main())
