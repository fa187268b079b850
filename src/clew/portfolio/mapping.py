"""What a person decided about the reading of a holdings file: which column is what, how numbers are written, where its heads are.

A mapping is a small TOML file. It overrules what the heads and cells tell; what it does not name is understood as ever.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from msgspec import Struct

from clew.errors import Fault, InputError
from clew.pack.holdings import FIELDS
from clew.values.days import is_day
from clew.values.words import head_key

IGNORED = ""
"""What a column is mapped to that is not read."""
DECIMALS = ("point", "comma")
WEIGHTS = ("percent", "fractions")
_KEYS = ("heads", "sheet", "header_row", "decimal", "weights", "as_of", "columns")
_PLACED = re.compile(r"(?P<head>.*?)\s*@(?P<place>[0-9]{1,5})", re.DOTALL)


class FileMapping(Struct, frozen=True):
    """A mapping, read.

    Attributes:
        name: the stem of its file.
        place: its file, as errors name it; `text`: its bytes; `sha256`: of these.
        heads: the column heads of the files that it is for, or () where it does not say.
        columns: head, or `HEAD @N` for column N, to one of `clew.pack.holdings.FIELDS`, or `IGNORED`.
        sheet: the worksheet to read, or "".
        header_row: the row of the heads, or 0 where they are found.
        decimal: one of `DECIMALS`, or "" where the cells tell.
        weights: one of `WEIGHTS`, or "" where the numbers tell.
        as_of: the day of the holdings (ISO), or "".
        kept: whether it applies by itself, because a person kept it.
        faults: what is wrong with it whatever the file is.
    """

    name: str
    place: str
    text: bytes
    heads: tuple[str, ...]
    columns: Mapping[str, str]
    sheet: str
    header_row: int
    decimal: str
    weights: str
    as_of: str
    kept: bool
    faults: tuple[Fault, ...]

    @property
    def sha256(self) -> str:
        """Of its bytes: it is an input of whatever is read by it."""
        return hashlib.sha256(self.text).hexdigest()

    @property
    def said(self) -> str:
        """How a sentence names it."""
        return f"read by the mapping kept as “{self.name}”" if self.kept else f"read by the mapping “{self.name}”"

    @property
    def signature(self) -> tuple[str, ...]:
        """The heads in one spelling and in no order: files with the same ones are read alike."""
        return signature(self.heads)

    @property
    def percent(self) -> bool | None:
        """Whether weights are percent; None where the numbers tell."""
        return self.weights == "percent" if self.weights else None

    @property
    def decimal_comma(self) -> bool | None:
        """Whether a comma marks the decimals; None where the cells tell."""
        return self.decimal == "comma" if self.decimal else None


class Mappings(Struct, frozen=True):
    """The mappings for one file: one that a person gave, or those that are kept, of which the one with the same heads applies."""

    given: FileMapping | None = None
    kept: tuple[FileMapping, ...] = ()


NO_MAPPINGS = Mappings()


def signature(heads: Sequence[str]) -> tuple[str, ...]:
    """Column heads in one spelling and in no order, blanks left out."""
    return tuple(sorted(filter(None, map(head_key, heads))))


def parse_mapping(text: bytes, place: str, *, kept: bool = False) -> FileMapping:
    """Read a mapping. What is wrong with its keys stays in `faults`, so that it is told together with what does not fit a file.

    Args:
        text: the bytes of the TOML file.
        place: the file, as errors name it.
        kept: whether it is one that applies by itself.

    Raises:
        InputError: it is not TOML.
    """
    try:
        content = tomllib.loads(text.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(
            Fault(f"this mapping is not TOML: {error}", "Mend the line, or make it anew with --save-mapping.", place)
        ) from error
    faults: list[Fault] = []

    def said(key: str, allowed: Sequence[str] = ()) -> str:
        return _text(content, key, place, faults, allowed)

    row = content.get("header_row", 0)
    if not isinstance(row, int) or isinstance(row, bool) or row < 0:
        faults.append(Fault(f"“header_row” is {row!r}", "Write the number of the row, such as header_row = 5.", place, column="header_row"))
        row = 0
    columns = _columns(content, place, faults)
    as_of = said("as_of")
    if as_of and not is_day(as_of):
        faults.append(Fault(f"“{as_of}” is no day", 'Write it as as_of = "2026-11-20".', place, column="as_of"))
    known = ", ".join(_KEYS)
    faults += [Fault(f"unknown key “{key}”", f"Known are {known}.", place, column=key) for key in sorted(content.keys() - set(_KEYS))]
    return FileMapping(
        name=PurePath(place).stem,
        place=place,
        text=text,
        heads=_heads(content, place, faults),
        columns=columns,
        sheet=said("sheet"),
        header_row=row,
        decimal=said("decimal", DECIMALS),
        weights=said("weights", WEIGHTS),
        as_of=as_of,
        kept=kept,
        faults=(*faults, *_doubled(columns, place)),
    )


def decided_columns(mapping: FileMapping, heads: Sequence[str]) -> tuple[dict[int, str], list[Fault]]:
    """The field of each column that the mapping names, by its index, and the faults of names that the file does not have.

    Args:
        mapping: the mapping.
        heads: of the file, "" where there is none.
    """
    found: dict[int, str] = {}
    faults: list[Fault] = []
    for key, field in mapping.columns.items():
        indices = _indices(key, heads)
        if len(indices) != 1:
            faults.append(_misplaced(key, indices, heads, mapping.place))
        elif indices[0] in found:
            faults.append(Fault("the column is named twice", "Keep one of the two lines.", mapping.place, column=key))
        else:
            found[indices[0]] = field
    return found, faults


def _indices(key: str, heads: Sequence[str]) -> list[int]:
    """The columns that a key may mean: spelled alike, else spelled alike but for case and punctuation, else by their place."""
    exact = [index for index, head in enumerate(heads) if head and head == key.strip()]
    alike = exact or [index for index, head in enumerate(heads) if head and head_key(head) == head_key(key)]
    placed = _PLACED.fullmatch(key)
    if alike or placed is None:
        return alike
    index = int(placed["place"]) - 1
    return [index] if 0 <= index < len(heads) and head_key(heads[index]) == head_key(placed["head"]) else []


def _misplaced(key: str, indices: Sequence[int], heads: Sequence[str], place: str) -> Fault:
    """The fault of a key that means no column, or several."""
    if indices:
        ways = " or ".join(f'"{key} @{index + 1}"' for index in indices)
        return Fault(f"{len(indices)} columns of the file have this head", f"Say which by its place: {ways}.", place, column=key)
    known = ", ".join(f"“{head}”" for head in heads if head) or f"none; name columns by their place, from “@1” to “@{len(heads)}”"
    return Fault("the file has no such column", f"Its heads are {known}.", place, column=key)


def _columns(content: Mapping[str, Any], place: str, faults: list[Fault]) -> dict[str, str]:
    """Head → field; what is unknown is a fault and is left out."""
    table = content.get("columns", {})
    if not isinstance(table, dict):
        faults.append(
            Fault("“columns” is no table", 'Write [columns], and below it lines such as "Security" = "name".', place, column="columns")
        )
        return {}
    known = ", ".join(FIELDS)
    odd = [head for head, field in table.items() if field not in (*FIELDS, IGNORED)]
    mend = f'Known are {known}; "" leaves the column out.'
    faults += [Fault(f"“{table[head]}” is no field of a holding", mend, place, column=head) for head in odd]
    return {head: field for head, field in table.items() if head not in odd}


def _doubled(columns: Mapping[str, str], place: str) -> Iterator[Fault]:
    """Fields to which two heads are mapped."""
    first: dict[str, str] = {}
    for head, field in columns.items():
        other = first.setdefault(field, head)
        if field != IGNORED and other != head:
            yield Fault(f"“{other}” is mapped to {field} already", 'Keep one of the two; write "" for the other.', place, column=head)


def _text(content: Mapping[str, Any], key: str, place: str, faults: list[Fault], allowed: Sequence[str]) -> str:
    """A text of the mapping, "" where it does not say."""
    found = content.get(key, "")
    if isinstance(found, str) and (not allowed or found in {"", *allowed}):
        return found
    choices = " or ".join(f'"{one}"' for one in allowed) or '"…"'
    faults.append(Fault(f"“{key}” is {found!r}", f"Write {key} = {choices}.", place, column=key))
    return ""


def _heads(content: Mapping[str, Any], place: str, faults: list[Fault]) -> tuple[str, ...]:
    """The heads of the files that the mapping is for."""
    found = content.get("heads", [])
    if isinstance(found, list) and all(isinstance(head, str) for head in found):
        return tuple(found)
    faults.append(Fault("“heads” is no list of texts", 'Write heads = ["Security", "ISIN"].', place, column="heads"))
    return ()
