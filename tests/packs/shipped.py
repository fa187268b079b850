"""The tables of the starter pack as they lie in the package."""

import csv
import tomllib
from functools import cache
from typing import Any

from tests.conftest import ROOT

STARTER = ROOT / "src" / "clew" / "packs" / "starter"
DATASETS = sorted(folder.name for folder in STARTER.iterdir() if folder.is_dir())
MEASURES = ("uflpa", "cbp_wro", "bis_entity_list", "ns_cmic")

Row = dict[str, str]


@cache
def table(dataset: str, name: str) -> tuple[Row, ...]:
    """The rows of a table."""
    with (STARTER / dataset / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def entries(dataset: str) -> tuple[Row, ...]:
    """The entries of a measure list."""
    return table(dataset, "entries.csv")


def notices() -> dict[str, Row]:
    """Every notice by its id."""
    return {row["notice"]: row for place in sorted((STARTER / "notices").glob("*.csv")) for row in table("notices", place.name)}


def several(cell: str) -> list[str]:
    """The values of a cell."""
    return [value for value in cell.split("; ") if value]


def version(dataset: str) -> dict[str, Any]:
    """What `version.toml` says."""
    return tomllib.loads((STARTER / dataset / "version.toml").read_text(encoding="utf-8"))
