"""Exposure to an index: a line that names one, alone or as what a contract is on, is a holding of its constituents."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from clew.model.holding import RowKind
from clew.pack.indices import IndexWords
from clew.portfolio.kinds import Kind
from clew.values.words import word_key

BY_CONTRACT = "exposure to the index {index} by a contract; its weight is what the contract is worth, not the exposure"
"""The note on such a line: the exposure is the notional amount, which few files state."""
_DERIVATIVES = frozenset({"future", "swap", "cash or derivative"})
"""Reasons for which a line is no company and may yet be exposure to many. An option's exposure is another matter: it stays what it is."""
_FUND: Kind = (RowKind.FUND, "")


class IndexLines(Struct, frozen=True):
    """The rows of a table that are exposure to an index.

    Attributes:
        kinds: of every row; such a line is a fund, which the book of the index's constituents opens.
        indices: the index of each row, or "".
        notes: (place of the row, note) on contracts.
    """

    kinds: Sequence[Kind]
    indices: Sequence[str]
    notes: Sequence[tuple[int, str]]


def read_index(name: str, words: IndexWords) -> str:
    """The index that a text names and nothing else, or "".

    Args:
        name: of a line or of a book, such as `MSCI EMER MKT INDEX (ICE) MAR 25` or `MSCI Emerging Markets constituents 2022-12-31`.
        words: the spellings.
    """
    return words.by_spelling.get(_bare(name, words), "")


def read_index_lines(names: Sequence[str], kinds: Sequence[Kind], identified: Sequence[bool], words: IndexWords) -> IndexLines:
    """Which rows are exposure to an index.

    A contract is, whose name says both the contract and a well-known index and nothing else, be it identified or not; and a line without
    an identifier that is named like an index. A future on a currency, a bond or a rate names none, and stays what it is.

    Args:
        names: one text for each row.
        kinds: what each row is by its columns and its name.
        identified: whether the row carries a valid ISIN, CUSIP or SEDOL.
        words: the spellings.
    """
    known = _known(names, words)
    if not known:
        return IndexLines(kinds, [""] * len(names), ())
    found = list(kinds)
    indices = [""] * len(names)
    notes = []
    for place, (name, kind, has_code) in enumerate(zip(names, kinds, identified, strict=True)):
        index, contract = known.get(name, ("", False))
        derivative = kind[0] is RowKind.NOT_A_COMPANY and kind[1] in _DERIVATIVES
        if index and (derivative or (kind[0] is RowKind.SECURITY and (contract or not has_code))):
            found[place], indices[place] = _FUND, index
            if derivative or contract:
                notes.append((place, BY_CONTRACT.format(index=index)))
    return IndexLines(found, indices, notes)


def _known(names: Sequence[str], words: IndexWords) -> Mapping[str, tuple[str, bool]]:
    """The index of each distinct name that is one, and whether the name says a contract."""
    telling = {max(spelling.split(), key=len) for spelling in words.by_spelling}
    hopeful = (name for name in set(names) if name and _holds(name, telling))
    found = {name: index for name in hopeful if (index := read_index(name, words))}
    return {name: (index, words.contracts.search(word_key(name)) is not None) for name, index in found.items()}


def _holds(name: str, telling: AbstractSet[str]) -> bool:
    """Whether a name holds the longest word of some index's name: nearly none does, and the others need not be spelled out."""
    low = name.lower()
    return not name.isascii() or any(word in low for word in telling)


def _bare(name: str, words: IndexWords) -> str:
    """A name without the words that may stand beside an index; a name that is spelled out is taken whole."""
    key = word_key(name)
    return key if key in words.by_spelling else " ".join(words.beside.sub(" ", key).split())
