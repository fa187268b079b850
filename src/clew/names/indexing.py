"""Many names → an index of them, in two processes where there are very many; the words are the shipped ones alone.

So every index weighs words alike, a score means the same in each, and what is known of a query is worked out once for all of them.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context

from clew.errors import Fault, WorkspaceError
from clew.names.parsing import parse_name
from clew.names.pieces import Piece, piece_of, put_together
from clew.names.searching import NameIndex
from clew.names.tables import Reread
from clew.names.texts import Texts
from clew.names.words import shipped_words

MANY = 50_000
"""From so many names on, a second process is worth its start."""
_AT_ONCE = 10_000
"""Names of one piece of work."""
_PROCESSES = 2
_AHEAD = 4
"""Pieces of work that wait at once: more would only fill the memory."""


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

    def pieces() -> Iterator[Piece]:
        """Pieces, whose texts are kept on the way."""
        for chunk, piece in _pieces(rows, _PROCESSES if count >= MANY else 1):
            ids.append(Texts.of(one for one, _ in chunk))
            written.append(Texts.of(name for _, name in chunk))
            yield piece
            if count >= MANY:
                tell(f"Reading names: {sum(map(len, written)):,} of {count:,}")

    joined, keys = put_together(chain([parsed_piece(())], pieces()))
    every, known = Texts.joined(written), shipped_words()
    return NameIndex(Texts.joined(ids), every, joined.table(Reread(every, known)), keys, known)


def parsed_piece(names: Sequence[str]) -> Piece:
    """Parse some names; runs in a process of its own where there are many."""
    known = shipped_words()
    return piece_of([parse_name(name, known) for name in names], known)


def _pieces(rows: Iterable[tuple[str, str]], processes: int) -> Iterator[tuple[list[tuple[str, str]], Piece]]:
    """Rows with what was made of them, in their order."""
    left = iter(rows)
    chunks = iter(lambda: list(islice(left, _AT_ONCE)), [])
    if processes == 1:
        yield from ((chunk, parsed_piece([name for _, name in chunk])) for chunk in chunks)
        return
    waiting: deque[tuple[list[tuple[str, str]], Future[Piece]]] = deque()
    try:
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            for chunk in chunks:
                waiting.append((chunk, pool.submit(parsed_piece, [name for _, name in chunk])))
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
