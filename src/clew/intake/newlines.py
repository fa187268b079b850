"""One way to end a line, outside quotation marks: the engine reads a file in parallel only when every row ends alike."""

import re
from collections.abc import Iterable, Iterator

_MARK = "\0"
"""Stands for a quotation mark while the pieces outside are looked at."""


def unified(texts: Iterable[str], delimiter: str) -> Iterator[str]:
    """The text with every row ended by a line feed; line ends within a quoted cell stay as they are.

    A quotation mark opens a quoted cell only where a cell begins, and closes it only where one ends: 5" pipes are no quotation.

    Args:
        texts: a text without NUL characters, in chunks.
        delimiter: what separates its cells.
    """
    newlines = _Newlines(delimiter)
    kept = ""
    for text in texts:
        chunk = kept + text
        kept = "\r" if chunk.endswith("\r") else chunk[len(chunk.rstrip('"')) :]
        yield newlines.unify(chunk[: len(chunk) - len(kept)])
    yield newlines.unify(kept)


class _Newlines:
    """Whether the reader is within a quoted cell, from one chunk to the next."""

    def __init__(self, delimiter: str) -> None:
        edge = rf"\r\n{re.escape(delimiter)}"
        self._quoted = False
        self._at_edge = True
        self._edges = frozenset(("\r", "\n", delimiter))
        self._opener = re.compile(rf'(?<=[{edge}])"')
        self._closer = re.compile(r'(?:[^"]++|"")*+"')
        self._within = re.compile(rf"{_MARK}(?:(?<=[^{edge}{_MARK}]{_MARK})|(?=[^{edge}{_MARK}]))")

    def unify(self, chunk: str) -> str:
        if not chunk:
            return ""
        done = self._by_parity(chunk) if '"' in chunk else self._between_marks(chunk)
        self._at_edge = chunk[-1] in self._edges
        return done

    def _between_marks(self, chunk: str) -> str:
        return chunk if self._quoted else _fed(chunk)

    def _by_parity(self, chunk: str) -> str:
        """Every second piece between quotation marks is outside, as long as all marks stand where cells begin and end."""
        parts = chunk.split('"')
        outside = _MARK.join(parts[self._quoted :: 2])
        ends_quoted = self._quoted ^ (len(parts) % 2 == 0)
        bounded = f"{_MARK * self._quoted}{outside}{_MARK * ends_quoted}"
        opens_within = bounded.startswith(_MARK) and not self._quoted and not self._at_edge
        if opens_within or self._within.search(bounded):
            return self._by_cells(chunk)
        parts[self._quoted :: 2] = _fed(outside).split(_MARK)
        self._quoted = ends_quoted
        return '"'.join(parts)

    def _by_cells(self, chunk: str) -> str:
        """The same mark by mark, for a chunk in which one stands within a cell."""
        done: list[str] = []
        at = 0
        while at < len(chunk):
            if self._quoted:
                closed = self._closer.match(chunk, at)
                end = closed.end() if closed else len(chunk)
                done.append(chunk[at:end])
                self._quoted = closed is None
            else:
                end = self._opening(chunk, at)
                done.append(_fed(chunk[at:end]))
            at = end
        return "".join(done)

    def _opening(self, chunk: str, at: int) -> int:
        """The place after the next mark that opens a quoted cell; the end if there is none."""
        if at == 0 and self._at_edge and chunk.startswith('"'):
            self._quoted = True
            return 1
        opened = self._opener.search(chunk, at)
        self._quoted = opened is not None
        return opened.end() if opened else len(chunk)


def _fed(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
