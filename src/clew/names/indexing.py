"""Many names → an index of them, in two processes where there are very many; the words are the shipped ones alone.

So every index weighs words alike, a score means the same in each, and what is known of a query is worked out once for all of them.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from clew.errors import Fault, WorkspaceError
from clew.names.gram_index import GramIndex
from clew.names.grams import Numbers
from clew.names.keys import keys_of_all
from clew.names.pairs import Table, table_of
from clew.names.parsing import parse_name
from clew.names.searching import NameIndex
from clew.names.tables import Reread, joined_tables
from clew.names.texts import Texts
from clew.names.words import shipped_words

MANY = 50_000
"""From so many names on, a second process is worth its start."""
_AT_ONCE = 10_000
"""Names of one piece of work."""
_PROCESSES = 2
_AHEAD = 4
"""Pieces of work that wait at once: more would only fill the memory."""


class Piece(NamedTuple):
    """Some names, ready to be compared and found: their table, without the parsed names, their keys, and whose each key is."""

    table: Table
    keys: list[str]
    owners: Numbers


def index_names(rows: Iterable[tuple[str, str]], count: int, tell: Callable[[str], None]) -> NameIndex:
    """Index names, each with an id, by the shipped words.

    Args:
        rows: ids and names.
        count: how many there are.
        tell: told how far it is.

    Raises:
        WorkspaceError: a process that helped has ended before its time.
    """
    ids: list[Texts] = []
    written: list[Texts] = []
    pieces: list[Piece] = []
    for chunk, piece in _pieces(rows, _PROCESSES if count >= MANY else 1):
        ids.append(Texts.of(one for one, _ in chunk))
        written.append(Texts.of(name for _, name in chunk))
        pieces.append(piece)
        if count >= MANY:
            tell(f"Reading names: {sum(map(len, written)):,} of {count:,}")
    return _put_together(Texts.joined(ids), Texts.joined(written), pieces or [piece_of(())])


def piece_of(names: Sequence[str]) -> Piece:
    """Parse some names; runs in a process of its own where there are many."""
    known = shipped_words()
    parsed = [parse_name(name, known) for name in names]
    keys, owners = keys_of_all(parsed, known)
    return Piece(replace(table_of(parsed, known), names=()), keys, owners)


def _pieces(rows: Iterable[tuple[str, str]], processes: int) -> Iterator[tuple[list[tuple[str, str]], Piece]]:
    """Rows with what was made of them, in their order."""
    left = iter(rows)
    chunks = iter(lambda: list(islice(left, _AT_ONCE)), [])
    if processes == 1:
        yield from ((chunk, piece_of([name for _, name in chunk])) for chunk in chunks)
        return
    waiting: deque[tuple[list[tuple[str, str]], Future[Piece]]] = deque()
    try:
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            for chunk in chunks:
                waiting.append((chunk, pool.submit(piece_of, [name for _, name in chunk])))
                if len(waiting) >= _AHEAD:
                    first, piece = waiting.popleft()
                    yield first, piece.result()
            while waiting:
                first, piece = waiting.popleft()
                yield first, piece.result()
    except BrokenProcessPool as error:
        fault = Fault(
            "a process that reads names ended before its time", "It may have run out of memory: close other programs, and try again."
        )
        raise WorkspaceError(fault) from error


def _put_together(ids: Texts, written: Texts, pieces: Sequence[Piece]) -> NameIndex:
    """One index of all pieces."""
    known = shipped_words()
    keys: list[str] = []
    owners: list[Numbers] = []
    begun = 0
    for piece in pieces:
        keys += piece.keys
        owners.append((piece.owners + begun).astype(np.int32))
        begun += len(piece.table.han)
    table = joined_tables([piece.table for piece in pieces], Reread(written, known))
    return NameIndex(ids, written, table, GramIndex.build(keys, np.concatenate(owners)), known)
