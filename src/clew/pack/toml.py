"""Reads the TOML files of packs, fills frozen types from their tables, and reports every fault of a file at once."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from clew.errors import Fault, PackError

T = TypeVar("T")

PACKS: Traversable = files("clew") / "packs"
"""The packs that ship with clew."""

_RENAMED = {"from": "source", "to": "target"}
"""Words that read well in a pack and are taken in Python."""


def read(place: Traversable) -> dict[str, Any]:
    """The content of one TOML file.

    Raises:
        PackError: it is missing or is not TOML.
    """
    try:
        return tomllib.loads(place.read_text(encoding="utf-8"))
    except OSError as error:
        raise PackError(Fault("the pack's file is missing", "Reinstall clew, or restore the file.", str(place))) from error
    except tomllib.TOMLDecodeError as error:
        raise PackError(Fault(f"this is not TOML: {error}", "Mend the line.", str(place))) from error


def fill(kind: type[T], rows: Sequence[Mapping[str, Any]], place: str) -> tuple[T, ...]:
    """One frozen value of the dataclass `kind` for each table of a file.

    Raises:
        PackError: an unknown or missing key in any of them; all are named.
    """
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]  # kind is a dataclass
    faults: list[Fault] = []
    made: list[T] = []
    for number, row in enumerate(rows, start=1):
        values = {_RENAMED.get(key, key): value for key, value in row.items()}
        odd = sorted(values.keys() - known.keys())
        absent = sorted(name for name, field in known.items() if name not in values and field.default is MISSING)
        faults += [Fault(f"unknown key “{key}”", f"Known are {', '.join(known)}.", place, number, key) for key in odd]
        faults += [Fault(f"“{key}” is missing", "Add it.", place, number, key) for key in absent]
        if not odd and not absent:
            made.append(kind(**values))
    if faults:
        raise PackError(*faults)
    return tuple(made)
