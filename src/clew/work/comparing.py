"""How names are compared where possible matches are judged."""

from clew import names
from clew.model.matching import Alike, Compare


def _compare(left: str, right: str) -> Alike:
    """Compare by the shipped words; they and the comparison are loaded with the first pair, since most reviews and screenings have none."""
    return names.compare(left, right)


COMPARE: Compare = _compare
