"""Reads the TOML files of packs, fills frozen types from their tables, and reports every fault of a file at once."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import wraps
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import UnionType
from typing import Any, ParamSpec, TypeVar, get_args, get_origin

from msgspec import Struct
from msgspec.structs import FieldInfo, fields

from clew.errors import Fault, PackError

P = ParamSpec("P")
T = TypeVar("T")
S = TypeVar("S", bound=Struct)

PACKS: Traversable = files("clew") / "packs"
"""The packs that ship with clew."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_RENAMED = {"from": "source", "to": "target"}
"""Words that read well in a pack and are taken in Python."""


def read(place: Traversable) -> dict[str, Any]:
    """The content of one TOML file.

    Raises:
        PackError: it is missing or is not TOML.
    """
    try:
        text = place.read_text(encoding="utf-8")
    except OSError as error:
        raise PackError(Fault("the pack's file is missing", "Reinstall clew, or restore the file.", str(place))) from error
    except UnicodeDecodeError as error:
        raise PackError(Fault(f"this is not TOML: {error}", "Mend the line.", str(place))) from error
    return parse(text, str(place))


def parse(text: str, where: str) -> dict[str, Any]:
    """The content of a text in TOML; `where` is what the fault calls it.

    Raises:
        PackError: it is not TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(Fault(f"this is not TOML: {error}", "Mend the line.", where)) from error


def once(load: Callable[P, T]) -> Callable[P, T]:
    """Read what ships once in a process: it does not change, and is asked for by many steps. A file that is given is read each time."""
    shipped: list[T] = []

    @wraps(load)
    def loaded(*args: P.args, **kwargs: P.kwargs) -> T:
        if args or kwargs:
            return load(*args, **kwargs)
        if not shipped:
            shipped.append(load(*args, **kwargs))
        return shipped[0]

    return loaded


def toml_value(value: object) -> str:
    """A value as TOML: a switch, a whole number, a list, or else a text on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml_value(one) for one in value)}]"
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    escaped = _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return f'"{escaped}"'


def fill(kind: type[S], rows: Sequence[Mapping[str, Any]], place: str) -> tuple[S, ...]:
    """One frozen value of `kind`, a `Struct`, for each table of a file.

    Raises:
        PackError: an unknown or missing key, or a value of another type, in any of them; all are named.
    """
    faults: list[Fault] = []
    made = collect(kind, rows, place, faults)
    if faults:
        raise PackError(*faults)
    return made


def collect(kind: type[S], rows: Sequence[Mapping[str, Any]], place: str, faults: list[Fault]) -> tuple[S, ...]:
    """As `fill`, but what is wrong is added to `faults`, so that a file with several kinds of tables names all its faults at once."""
    made: list[S] = []
    known = {field.name: field for field in fields(kind)}
    for number, row in enumerate(rows, start=1):
        values = {_RENAMED.get(key, key): value for key, value in row.items()}
        found = list(_faults(known, values, place, number))
        if not found:
            made.append(kind(**values))
        faults += found
    return tuple(made)


def section(content: Mapping[str, Any], key: str, place: str, faults: list[Fault]) -> Sequence[Mapping[str, Any]]:
    """The tables that stand under `[[key]]`, none where they are missing; that is a fault too."""
    rows = content.get(key)
    if isinstance(rows, list) and rows and all(isinstance(row, dict) for row in rows):
        return rows
    faults.append(Fault(f"there is no [[{key}]]", "Add one.", place, column=key))
    return ()


def _faults(known: Mapping[str, FieldInfo], values: Mapping[str, Any], place: str, number: int) -> Iterator[Fault]:
    """What is wrong with one table."""
    for key in sorted(values.keys() - known.keys()):
        yield Fault(f"unknown key “{key}”", f"Known are {', '.join(known)}.", place, number, key)
    for name, field in known.items():
        if name not in values:
            if field.required:
                yield Fault(f"“{name}” is missing", "Add it.", place, number, name)
        elif not _fits(values[name], field.type):
            yield Fault(f"“{name}” is {values[name]!r}", f"Give a value of type {field.type}.", place, number, name)


def _fits(value: object, wanted: Any) -> bool:  # noqa: ANN401 - a type, a union of types or list[str]: Python has no name for that
    """Whether a value of a TOML file is of a type; a whole number is a fraction too, a switch is no number."""
    if get_origin(wanted) is list:
        return isinstance(value, list) and all(_fits(item, get_args(wanted)[0]) for item in value)
    if isinstance(wanted, UnionType):
        return any(_fits(value, one) for one in get_args(wanted))
    if isinstance(value, bool):
        return wanted is bool
    return isinstance(value, (int, float) if wanted is float else wanted)
