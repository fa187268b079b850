"""A JSON text of any size, read value by value: where each begins and ends, and nothing that a strict reader refuses.

The standard library's scanner is asked where a value ends, at the speed of C. It is stricter here than by default: no NaN, no key twice in
one object (readers disagree on which one counts), no half of a surrogate pair (it is no character), and no endless nesting.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NoReturn

from clew.errors import ClewError, Fault, UnexpectedContentError, UnreadableFileError

DEEPEST = 200
"""Levels of nesting of one record."""
LARGEST = 16 * 1024 * 1024
"""Characters of one record: as many as the engine takes in one object."""
FETCH_AGAIN = "Fetch the file again; if it stays the same, ask its publisher."
CHUNK = 1024 * 1024
_NEAR_END = 16
"""Characters before the end of a chunk within which an error, or the end of a number, may be that of a value cut in two."""
_SKIPPED_LEVELS = 2
"""Levels of what is passed over that are taken apart, so that a list of millions is not in memory."""
_SPACE = re.compile(r"[ \t\r\n]*")
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_TOO_DEEP = f"it is nested more than {DEEPEST} levels deep"


class RefusedValueError(Exception):
    """A value that a strict reader does not take."""


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    built = dict(pairs)
    if len(built) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise RefusedValueError(f'the key "{twice}" stands twice in one object')
    return built


def _no_number(word: str) -> NoReturn:
    raise RefusedValueError(f"{word} is no number in JSON")


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_float=str, parse_int=str, parse_constant=_no_number)


def value_at(text: str, at: int) -> tuple[object, int]:
    """The value that begins at a place, its numbers as they are written, and the place after it.

    Raises:
        JSONDecodeError: none does.
        RefusedValueError: it is one that a strict reader does not take.
    """
    try:
        value, end = _DECODER.raw_decode(text, at)
    except RecursionError as error:
        raise RefusedValueError(_TOO_DEEP) from error
    if text.count("[", at, end) + text.count("{", at, end) > DEEPEST and _depth(value) > DEEPEST:
        raise RefusedValueError(_TOO_DEEP)
    if _HALF.search(text, at, end):
        _check_characters(value)
    return value, end


def _depth(value: object) -> int:
    """Levels of nesting, counted without recursion."""
    level: list[object] = [value]
    depth = -1
    while level:
        level = [inner for outer in level for inner in _inside(outer)]
        depth += 1
    return depth


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _check_characters(value: object) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise RefusedValueError("a text holds half of a surrogate pair, which is no character") from error


class JsonText:
    """A text, and the place up to which it was read."""

    def __init__(self, name: str, read: Callable[[int], str]) -> None:
        """Take a file's name for errors, and its `read`."""
        self.passed = 0
        self._name = name
        self._read = read
        self._text = ""
        self._at = 0
        self._whole = False
        self._number = 0

    def peek(self) -> str:
        """The next character that is no space; "" at the end of the text."""
        while True:
            self._at = _SPACE.match(self._text, self._at).end()  # type: ignore[union-attr] # matches nothing as well
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._grow():
                return ""

    def take(self, *expected: str) -> str:
        """Pass over one of these characters, which has to come next."""
        found = self.peek()
        if found not in expected or not found:
            wanted = " or ".join(expected)
            raise self.unreadable(f"the file ends where {wanted} should stand" if not found else f"{found} stands where {wanted} should")
        self._at += 1
        return found

    def value(self) -> object:
        """The next value."""
        self.peek()
        while True:
            try:
                value, end = value_at(self._text, self._at)
            except json.JSONDecodeError as error:
                if not self._may_be_cut(error) or not self._grow():
                    raise self._no_value(error) from error
                continue
            except RefusedValueError as error:
                raise self.unreadable(str(error)) from error
            if end <= len(self._text) - _NEAR_END or not self._grow():
                self._at = end
                return value

    def _may_be_cut(self, error: json.JSONDecodeError) -> bool:
        return error.msg.startswith("Unterminated string") or error.pos >= len(self._text) - _NEAR_END

    def _no_value(self, error: json.JSONDecodeError) -> ClewError:
        if self._whole and self._may_be_cut(error) and error.pos >= len(self._text.rstrip()):
            return self.unreadable("the file ends within it")
        return self.unreadable(f"it is no JSON ({error.msg})")

    def _grow(self) -> bool:
        """Read as much again as is not yet passed over, so that a long value is not scanned from its start too often."""
        if self._whole:
            return False
        rest = self._text[self._at :]
        if len(rest) > LARGEST:
            raise self.unreadable(f"it holds more than {LARGEST // 1024 // 1024} MB")
        chunk = self._read(max(CHUNK, len(rest)))
        self._whole = not chunk
        if chunk:
            self.passed += self._at
            self._text, self._at = rest + chunk, 0
        return bool(chunk)

    def record(self) -> str:
        """The next value, which has to be an object, as it is written, on one line."""
        self._number += 1
        if not self.peek():
            raise self.unreadable("the file ends before it")
        value = self.value_text()
        return value.replace("\n", " ").replace("\r", " ") if "\n" in value or "\r" in value else value

    def value_text(self) -> str:
        """The next value as it is written, an object."""
        passed = self.passed + self._at
        value = self.value()
        if not isinstance(value, dict):
            raise UnexpectedContentError(Fault(f"record {self._number} is no object", FETCH_AGAIN, self._name, self._number))
        return self._text[passed - self.passed : self._at]

    def records(self) -> Iterator[str]:
        """Each object of the list that comes next, on one line."""
        self.take("[")
        closed = self.peek() == "]"
        if closed:
            self.take("]")
        while not closed:
            yield self.record()
            closed = self.take(",", "]") == "]"

    def members(self) -> Iterator[str]:
        """Each key of the object that comes next. Whoever asks for the keys passes over the value of each."""
        self.take("{")
        closed = self.peek() == "}"
        if closed:
            self.take("}")
        while not closed:
            if self.peek() != '"':
                raise self.unreadable("a key should stand where none does")
            key = str(self.value())
            self.take(":")
            yield key
            closed = self.take(",", "}") == "}"

    def skip(self, level: int = 0) -> None:
        """Pass over the next value, however many values it holds."""
        opening = self.peek()
        if level == _SKIPPED_LEVELS or opening not in {"[", "{"}:
            self.value()
        elif opening == "{":
            for _ in self.members():
                self.skip(level + 1)
        else:
            self.take("[")
            closed = self.peek() == "]"
            if closed:
                self.take("]")
            while not closed:
                self.skip(level + 1)
                closed = self.take(",", "]") == "]"

    def finish(self) -> None:
        """Refuse what follows after the end."""
        if self.peek():
            self._number = 0
            raise self.unreadable("more text follows after the end of the JSON")

    def unreadable(self, what: str) -> UnreadableFileError:
        """The error of a fault in the record that was read last."""
        told = f"record {self._number} cannot be read: {what}" if self._number else f"the file is no JSON: {what}"
        return UnreadableFileError(Fault(told, FETCH_AGAIN, self._name, self._number or None))

    def unexpected(self, what: str) -> UnexpectedContentError:
        """The error of a text that is JSON, and not that which was expected."""
        return UnexpectedContentError(Fault(what, "Give the file as it was published.", self._name))
