"""Reader of GLEIF's mapping of ISIN to LEI: two columns, which its card reads without help."""

from clew.sources.reading.specs import Steps

STEPS: Steps = {}
"""Nothing is prepared."""
