"""One pass over a file of any size: its hash, and what must be known of its bytes before they are read as text."""

import codecs
import hashlib
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

CHUNK = 1024 * 1024
"""Bytes read at a time; no file is in memory whole."""


class Survey(Struct, frozen=True):
    """What one pass over a file shows.

    Attributes:
        sha256: of all bytes.
        size: how many they are.
        spoiled: the place of the first byte that is no UTF-8; -1 if all are.
        nul: the line of the first NUL byte; 0 if there is none.
        endless: the first line that is longer than a chunk; 0 if none is.
        uniform: whether every line ends in the same way, and none in a bare carriage return.
        last: the last byte.
    """

    sha256: str
    size: int
    spoiled: int
    nul: int
    endless: int
    uniform: bool
    last: bytes


def chunks_of(path: Path) -> Iterator[bytes]:
    """The bytes of a file, a chunk at a time."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def survey(path: Path) -> Survey:
    """Look through a file once. A hash of 64-bit machines' speed is half of the time that this takes."""
    digest, encoding, lines = hashlib.sha256(), _Utf8(), _Lines()
    size, last = 0, b""
    for chunk in chunks_of(path):
        digest.update(chunk)
        encoding.feed(chunk, size)
        lines.feed(chunk)
        size += len(chunk)
        last = chunk[-1:]
    encoding.close(size)
    return Survey(digest.hexdigest(), size, encoding.spoiled, lines.nul, lines.endless, lines.uniform(), last)


class _Utf8:
    """Where a stream stops being UTF-8."""

    def __init__(self) -> None:
        self.spoiled = -1
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def feed(self, chunk: bytes, at: int) -> None:
        if self.spoiled >= 0:
            return
        pending = self._decoder.getstate()[0]
        if chunk.isascii() and not pending:
            return
        try:
            self._decoder.decode(chunk)
        except UnicodeDecodeError as error:
            self.spoiled = at - len(pending) + error.start

    def close(self, size: int) -> None:
        pending = self._decoder.getstate()[0]
        if self.spoiled < 0 and pending:
            self.spoiled = size - len(pending)


class _Lines:
    """How the lines of a stream end."""

    def __init__(self) -> None:
        self.nul = self.endless = 0
        self._feeds = self._returns = self._pairs = 0
        self._run = 0
        self._after_return = False

    def feed(self, chunk: bytes) -> None:
        if not self.nul and (at := chunk.find(b"\0")) >= 0:
            self.nul = self._line() + chunk.count(b"\n", 0, at)
        self._measure(chunk)
        self._pairs += self._after_return and chunk.startswith(b"\n")
        self._feeds += chunk.count(b"\n")
        if b"\r" in chunk:
            self._returns += chunk.count(b"\r")
            self._pairs += chunk.count(b"\r\n")
        self._after_return = chunk.endswith(b"\r")

    def _line(self) -> int:
        return 1 + (self._feeds or self._returns)

    def _measure(self, chunk: bytes) -> None:
        """Note the first line that is longer than a chunk: it reaches over the end of one."""
        ends = [at for at in (chunk.find(b"\n"), chunk.find(b"\r")) if at >= 0]
        if not self.endless and self._run + min(ends, default=len(chunk)) > CHUNK:
            self.endless = self._line()
        last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        self._run = len(chunk) - 1 - last if last >= 0 else self._run + len(chunk)

    def uniform(self) -> bool:
        return self._returns in {0, self._feeds} and self._pairs == self._returns
