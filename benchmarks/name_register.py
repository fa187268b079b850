"""Real names: those of the LEI register, in two halves that share no entity, and of Chinese companies for tests of scale."""

import zlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import duckdb

from peer_project import register_folder

BRANDS = "market/u_cn_company_names/cn_short.txt"
"""Below the folder of shared data: short names of Chinese companies, one a line."""


@cache
def register_names() -> tuple[tuple[str, str], ...]:
    """(LEI, legal name) of every legal entity in the package, by LEI; people who trade under their own name are left out."""
    query = f"""SELECT "LEI", min("Entity.LegalName") FROM read_parquet('{register_folder()}/*.parquet', union_by_name = true)
    WHERE "Entity.EntityCategory" IS DISTINCT FROM 'SOLE_PROPRIETOR' AND "Entity.LegalName" <> '' GROUP BY ALL ORDER BY 1"""  # noqa: S608 - our folder
    with duckdb.connect(config={"threads": 2, "memory_limit": "2GB"}) as connection:
        return tuple((str(code), str(name)) for code, name in connection.execute(query).fetchall())


def half(which: int) -> list[str]:
    """The names of one half: 0 may be learnt from, 1 is measured on. A checksum of the LEI decides."""
    return [name for code, name in register_names() if zlib.crc32(code.encode()) & 1 == which]


def brands(data: Path) -> Sequence[str]:
    """Short Chinese names, or none where the file is missing."""
    path = data / BRANDS
    return path.read_text(encoding="utf-8-sig").split() if path.exists() else ()
