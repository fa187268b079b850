"""How names are compared where possible matches are judged."""

from clew.model.matching import Compare

COMPARE: Compare | None = None
