"""Published JSON as one object a line, each exactly as it was written: the engine scans that in parallel and in streams.

A record is cut out of the text, not built and written again, so that a number keeps its digits (`1.10`, `1e2`, `-0`) and a text its
escapes. At most one record is in memory.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from clew.errors import Fault, UnexpectedContentError, UnreadableFileError
from clew.intake.jsontext import CHUNK, FETCH_AGAIN, LARGEST, JsonText, RefusedValueError, value_at
from clew.intake.opened import Opened, fresh

_KEYS_WITHIN = 64 * CHUNK
_MOST_NAMED = 20


def json_records(opened: Opened, at: str, scratch: Path) -> Path:
    """The records of a JSON file, one object a line: record 12 is line 12.

    Args:
        opened: of kind JSON.
        at: where the records stand: "" for JSON lines and for a list that is the whole file, else the keys that lead to the list, joined by
            dots. A file that is one object is one record at "".
        scratch: where the lines are written, if the file is not yet such lines.

    Raises:
        UnreadableFileError: no JSON, cut off, nested too deep; the line or the record is named.
        UnexpectedContentError: there is no list there, or it holds something else than objects.
    """
    if not at and _has_one_value_a_line(opened):
        return _checked_lines(opened, scratch)
    target = fresh(scratch, ".jsonl")
    with target.open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"{record}\n" for record in _records(opened, at))
    return target


def json_keys(opened: Opened) -> tuple[str, ...]:
    """The keys of the object that the file is, or of the first object of its list or lines, by which its format is recognised.

    A large file that is one object is not read to its end for that: keys that stand after 64 MB are not told.

    Raises:
        UnreadableFileError: the start of the file is no JSON.
    """
    keys: dict[str, None] = {}
    with opened.path.open(encoding="utf-8", newline="") as file:
        text = JsonText(opened.name, file.read)
        if text.peek() == "[":
            text.take("[")
        if text.peek() != "{":
            return ()
        for key in text.members():
            keys[key] = None
            if text.passed > _KEYS_WITHIN:
                break
            text.skip()
    return tuple(keys)


def json_first(opened: Opened, key: str) -> str:
    """The text at a key of the object that `json_keys` tells the keys of; "" where there is none, or something else than text.

    Raises:
        UnreadableFileError: the start of the file is no JSON.
    """
    with opened.path.open(encoding="utf-8", newline="") as file:
        text = JsonText(opened.name, file.read)
        if text.peek() == "[":
            text.take("[")
        if text.peek() != "{":
            return ""
        for found in text.members():
            if found == key:
                value = text.value()
                return value if isinstance(value, str) else ""
            if text.passed > _KEYS_WITHIN:
                break
            text.skip()
    return ""


def _has_one_value_a_line(opened: Opened) -> bool:
    """Whether the first line that is not blank is an object by itself, or was meant to be one: it is closed, and another one follows."""
    with opened.path.open("rb") as file:
        first, second = _next_line(file), _next_line(file)
    if not first.startswith(b"{"):
        return False
    try:
        return not first.decode()[value_at(first.decode(), 0)[1] :].strip()
    except (json.JSONDecodeError, UnicodeDecodeError):
        return first.endswith(b"}") and second.startswith(b"{")
    except RefusedValueError:
        return True


def _next_line(file: BinaryIO) -> bytes:
    while line := file.readline(CHUNK):
        if line.strip():
            return line.strip()
    return b""


def _checked_lines(opened: Opened, scratch: Path) -> Path:
    """The file itself if each of its lines is an object, else its lines that are not blank."""
    blank = False
    for line in _lines(opened):
        blank = blank or not line
    if not blank:
        return opened.path
    target = fresh(scratch, ".jsonl")
    with target.open("wb") as file:
        file.writelines(line + b"\n" for line in _lines(opened) if line)
    return target


def _lines(opened: Opened) -> Iterator[bytes]:
    """Each line, trimmed, once it is known to be blank or one object."""
    with opened.path.open("rb") as file:
        number = 0
        while line := file.readline(LARGEST + 1):
            number += 1
            if len(line) > LARGEST:
                raise _unreadable(opened.name, f"the line is longer than {LARGEST // 1024 // 1024} MB", number)
            trimmed = line.strip(b" \t\r\n")
            if trimmed:
                _check_line(trimmed, opened.name, number)
            yield trimmed


def _check_line(line: bytes, name: str, number: int) -> None:
    try:
        text = line.decode()
        value, end = value_at(text, 0)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise _unreadable(name, f"the line is no JSON ({_said(error)})", number) from error
    except RefusedValueError as error:
        raise _unreadable(name, str(error), number) from error
    if end != len(text):
        raise _unreadable(name, f"the line holds more than one value (from its character {end + 1} on)", number)
    if not isinstance(value, dict):
        raise UnexpectedContentError(Fault("the line is no object", "Give a file of objects, one a line.", name, number))


def _said(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, at its character {error.colno}"
    return "a byte is no UTF-8"


def _unreadable(name: str, what: str, row: int | None) -> UnreadableFileError:
    return UnreadableFileError(Fault(what, FETCH_AGAIN, name, row))


def _records(opened: Opened, at: str) -> Iterator[str]:
    with opened.path.open(encoding="utf-8", newline="") as file:
        text = JsonText(opened.name, file.read)
        if at:
            yield from _within(text, at.split("."), at)
        elif text.peek() == "[":
            yield from text.records()
        else:
            while text.peek():
                yield text.record()
        text.finish()


def _within(text: JsonText, path: list[str], at: str) -> Iterator[str]:
    """The records at the end of a path of keys; what stands beside it is passed over, and has to be JSON all the same."""
    if text.peek() != "{":
        raise text.unexpected(f'there is no object on the way to "{at}"')
    seen: list[str] = []
    for key in text.members():
        if key == path[0]:
            if key in seen:
                raise text.unreadable(f'the key "{key}" stands twice in one object')
            yield from _at_key(text, path, at)
        else:
            text.skip()
        if key == path[0] or len(seen) < _MOST_NAMED:
            seen.append(key)
    if path[0] not in seen:
        raise text.unexpected(f'there is no list at "{at}"; the keys there are: {", ".join(seen)}')


def _at_key(text: JsonText, path: list[str], at: str) -> Iterator[str]:
    """The records in the value of the first key of a path."""
    if len(path) > 1:
        yield from _within(text, path[1:], at)
    elif text.peek() == "[":
        yield from text.records()
    else:
        raise text.unexpected(f'there is no list at "{at}"')
