"""A synthetic holdings file of any length, the same for the same length."""

import csv
import random
from pathlib import Path

_SHIPPED = Path(__file__).parents[1] / "examples/portfolio.csv"
_SEED = 20261122


def write_synthetic(path: Path, lines: int) -> None:
    """One line in a thousand is a row of the shipped portfolio; the rest are names that no source has, with valid ISINs."""
    with _SHIPPED.open(encoding="utf-8", newline="") as file:
        shipped = [row for row in csv.DictReader(file) if row["ISIN"]]
    chance = random.Random(_SEED)
    words = [
        "Amber",
        "Birch",
        "Cedar",
        "Delta",
        "Ember",
        "Fjord",
        "Grove",
        "Heron",
        "Islet",
        "Jetty",
        "Kiln",
        "Larch",
        "Maple",
        "North",
        "Otter",
        "Plume",
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["Name", "ISIN", "Weight (%)", "Currency", "Country", "Sector", "Asset Class"])
        for number in range(lines):
            row = chance.choice(shipped) if number % 1000 == 0 else None
            name = row["Name"] if row else f"{chance.choice(words)} {chance.choice(words)} {number} Ltd"
            code = row["ISIN"] if row else isin(f"ZZ{number:09d}")
            writer.writerow([name, code, f"{100 / lines:.6f}", "USD", "Nowhere", "Industrials", "Equity"])


def isin(body: str) -> str:
    """The body with its check digit (ISO 6166: letters as two digits, then Luhn)."""
    digits = "".join(str(int(letter, 36)) for letter in body)
    total = sum(sum(divmod(int(digit) * (2 if at % 2 == 0 else 1), 10)) for at, digit in enumerate(reversed(digits)))
    return f"{body}{-total % 10}"
