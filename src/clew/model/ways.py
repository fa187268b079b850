"""The other paths between a finding's company and its evidence."""

from msgspec import Struct

from clew.model.screening import PathLink


class Way(Struct, frozen=True):
    """Another path from a finding's company to its evidence, the confidence of all its links together, and whether it is historical."""

    path: tuple[PathLink, ...]
    confidence: float
    historical: bool
