"""Small holdings files of invented companies, in the form in which people have them."""

from collections.abc import Sequence
from pathlib import Path

from tests.world import isin

MILL, DAIRY, PORT, QUARRY = isin("MILL00000"), isin("DAIRY0000"), isin("PORT00000"), isin("QUARRY000")


def saved(folder: Path, name: str, *rows: str, head: str = "Name,ISIN,Market Value,Currency") -> Path:
    """A CSV file of these rows."""
    path = folder / name
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


def june(folder: Path) -> Path:
    """Mill 60, dairy 40."""
    return saved(folder, "june.csv", *_rows((("Example Mill", MILL, 60), ("Example Dairy", DAIRY, 40))))


def september(folder: Path) -> Path:
    """Mill 60 as before, port 80 new; the dairy went."""
    return saved(folder, "september.csv", *_rows((("Example Mill", MILL, 60), ("Example Port", PORT, 80))))


def _rows(rows: Sequence[tuple[str, str, int]]) -> list[str]:
    return [f"{name},{number},{value},EUR" for name, number, value in rows]
