"""What words tell by counts that are known only after all names were read: weights of a table, made anew."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from clew.names.coded import ACTIVITY, CODES, TELLS, Units, first_rendering
from clew.names.pairs import Table
from clew.names.parts import Kind, Name
from clew.names.vocabulary import Vocabulary, Words

_AT_ONCE = 100_000
"""Words that are read at once."""
_BY_CODE = np.array([TELLS[kind] for kind in sorted(CODES, key=CODES.__getitem__)])


def activities(names: Iterable[Name]) -> list[Words]:
    """The words by which each activity of Chinese names weighs, in the order of the parts of `coded.Spoken`."""
    return [first_rendering(part) for name in names for part in name.parts if part.kind is Kind.ACTIVITY]


def reweighed(table: Table, said: Sequence[Words], known: Vocabulary) -> Table:
    """The same table with what its words tell by another vocabulary's counts.

    Args:
        table: made by a vocabulary of the same words, with whatever counts.
        said: `activities` of its Chinese names.
        known: the vocabulary with the counts.
    """
    weights = table.spoken.weights.copy()
    told = {words: TELLS[Kind.ACTIVITY] * max(map(known.rarity, words)) for words in set(said)}
    weights[table.spoken.kinds == ACTIVITY] = [told[words] for words in said]
    units = table.units._replace(weights=np.concatenate([np.zeros(0, np.float32), *_weights(table.units, known)]))
    return replace(table, units=units, spoken=table.spoken._replace(weights=weights))


def _weights(units: Units, known: Vocabulary) -> Iterator[NDArray[np.float32]]:
    """What each word tells, some at once."""
    for first in range(0, len(units.kinds), _AT_ONCE):
        at = units.at[first : first + _AT_ONCE + 1]
        text = units.letters[at[0] : at[-1]].tobytes().decode("utf-32-le")
        words = [text[begin:end] for begin, end in pairwise((at - at[0]).tolist())]
        rare = {word: known.rarity(word) for word in set(words)}
        tells = _BY_CODE[units.kinds[first : first + _AT_ONCE]]
        yield (tells * np.array([rare[word] for word in words])).astype(np.float32)
