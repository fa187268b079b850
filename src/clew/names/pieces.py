"""Many names piece by piece, without the parsed names, which are larger than all else: their arrays, each added to what is there."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from clew.names.gram_index import GramIndex, keyed
from clew.names.grams import Keys, Numbers
from clew.names.growing import Growing
from clew.names.keys import keys_of_all
from clew.names.pairs import Table, table_of
from clew.names.parts import Name
from clew.names.tables import Joined
from clew.names.vocabulary import Vocabulary


class Piece(NamedTuple):
    """Some names, ready to be compared and found: their table, without the parsed names; grams of their keys, and whose each key is."""

    table: Table
    keys: Keys
    owners: Numbers


def piece_of(parsed: Sequence[Name], known: Vocabulary) -> Piece:
    """The arrays of some names."""
    keys, owners = keys_of_all(parsed, known)
    return Piece(replace(table_of(parsed, known), names=()), keyed(keys), owners)


def put_together(pieces: Iterable[Piece]) -> tuple[Joined, GramIndex]:
    """One table, which lacks its names yet, and one index of the names of all pieces, in their order."""
    joined = Joined()
    starts, grams, owners = Growing(np.zeros(0, np.int64)), Growing(np.zeros(0, np.int32)), Growing(np.zeros(0, np.int32))
    starts.add_bounds(np.zeros(1, np.int64))
    for piece in pieces:
        owners.add((piece.owners + joined.names).astype(np.int32))
        starts.add_bounds(piece.keys.starts)
        grams.add(piece.keys.grams)
        joined.add(piece.table)
    return joined, GramIndex.of_keys(Keys(starts.whole(), grams.whole()), owners.whole())
