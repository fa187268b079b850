"""The reader of holdings files, which is loaded with the first of them: a security that is asked about by its number is in none."""

from importlib import import_module
from pathlib import Path

from clew.model.holding import HoldingsFile
from clew.pack.holdings import HoldingsWords
from clew.portfolio.mapping import NO_MAPPINGS, Mappings

_READER = "clew.portfolio.read"


def read_holdings(path: Path, words: HoldingsWords, mappings: Mappings = NO_MAPPINGS) -> HoldingsFile:
    """Read a holdings file, as `clew.portfolio.read.read_holdings` does.

    Raises:
        UnreadableFileError, UnexpectedContentError, InputError: as there.
    """
    read: HoldingsFile = import_module(_READER).read_holdings(path, words, mappings=mappings)
    return read
